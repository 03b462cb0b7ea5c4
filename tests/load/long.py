"""Makes a history of many changes in a SQLite database that holds the founding partnership,
as quickly as can be: with their values, commitments and hashes, and the log over them, so
that what proves a long history can be measured.

    partnership-register import --database sqlite:long.db server/data/safer-chelmsford.json
    python3 tests/load/long.py long.db 1000000
    partnership-register serve --database sqlite:long.db    # signs it; then stop it
    partnership-register evidence --database sqlite:long.db long.zip
    /usr/bin/time -v partnership-register verify long.zip

The records themselves stay as they were: only the history grows.
"""

import datetime
import json
import os
import random
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../docs"))
from verify import Log, canonical, sha  # noqa: E402

BATCH = 10_000


class Stored(Log):
    """A log that tells what is stored of it, in the order in which it is."""

    def push(self, leaf):
        stored, height, root = [leaf], 0, leaf
        while self.edge and self.edge[-1][0] == height:
            root, height = sha(b"\x01", self.edge.pop()[1], root), height + 1
            stored.append(root)
        self.edge.append((height, root))
        return stored


def begin(database):
    """The log so far, and the last change of each scheme."""
    log, index = Stored(), 0
    for (leaf,) in database.execute("SELECT leaf_hash FROM change ORDER BY sequence"):
        index += len(log.push(leaf))
    rows = database.execute(
        "SELECT c.sequence, c.entity_id, c.partnership_id, c.owner_agency_id, v.after FROM change c"
        " JOIN change_value v ON v.sequence = c.sequence WHERE c.entity_type = 'PROJECT' ORDER BY c.sequence"
    )
    schemes = {entity: [sequence, home, owner, json.loads(after)] for sequence, entity, home, owner, after in rows}
    return log, index, schemes


def leaf_of(sequence, at, entity, home, owner, previous, commitments):
    moment = datetime.datetime.fromtimestamp(at // 1_000_000, datetime.timezone.utc)
    leaf = {
        "sequence": sequence,
        "at": moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1_000_000:06}Z",
        "transactionId": f"transaction_{sequence}",
        "action": "UPDATE",
        "command": "project.update",
        "entityType": "PROJECT",
        "entityId": entity,
        "partnershipId": home,
        "ownerAgencyId": owner,
        "visibility": "PUBLIC",
        "actorId": "user_00000000000000000000000000000001",
        "actorRole": "COORDINATOR",
        "requestId": f"request_{sequence}",
        "previousSequence": previous,
        "commitments": commitments,
    }
    return {name: value for name, value in leaf.items() if value is not None}


def change(sequence, at, entity, scheme):
    """The next change of a scheme: its rows and its leaf."""
    previous, home, owner, values = scheme
    values["version"]["value"] += 1
    values["name"]["value"] = f"Scheme {sequence}"
    values["$label"]["value"] = f"Scheme {sequence}"
    values["$reason"] = {"salt": "", "value": f"The board asked for it in paper {sequence}"}
    commitments = {}
    for field, found in values.items():
        found["salt"] = os.urandom(16).hex()
        commitments[field] = sha(canonical([found["salt"], field, found["value"]]).encode()).hex()
    leaf = leaf_of(sequence, at, entity, home, owner, previous, commitments)
    scheme[0] = sequence
    hashed = sha(b"\x00", canonical(leaf).encode())
    row = (
        sequence, at, leaf["transactionId"], "UPDATE", "project.update", "PROJECT", entity, home, owner,
        "PUBLIC", leaf["actorId"], "COORDINATOR", None, leaf["requestId"], previous,
        json.dumps(commitments, separators=(",", ":")), hashed,
    )
    return row, (sequence, json.dumps(values, ensure_ascii=False, separators=(",", ":"))), hashed


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
    log, index, schemes = begin(database)
    (sequence, at), ids = database.execute("SELECT sequence, at FROM register_head").fetchone(), sorted(schemes)
    chance = random.Random(7)
    for first in range(0, count, BATCH):
        rows, values, hashes = [], [], []
        for _ in range(min(BATCH, count - first)):
            sequence, at, entity = sequence + 1, at + 1_000_000, chance.choice(ids)
            row, value, leaf = change(sequence, at, entity, schemes[entity])
            rows.append(row)
            values.append(value)
            for stored in log.push(leaf):
                hashes.append((index, stored))
                index += 1
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO change VALUES ({', '.join('?' * 17)})", rows)
        database.executemany("INSERT INTO change_value (sequence, after) VALUES (?, ?)", values)
        database.executemany("INSERT INTO log_hash VALUES (?, ?)", hashes)
        database.execute("UPDATE register_head SET sequence = ?, at = ?", (sequence, at))
        database.execute("COMMIT")
    print(f"{sequence} changes, root {log.root().hex()}")


if __name__ == "__main__":
    main()
