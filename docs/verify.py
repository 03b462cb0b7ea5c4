#!/usr/bin/env python3
"""Checks an evidence bundle of a partnership register, offline.

    python3 verify.py BUNDLE.zip [--key PUBLIC-KEY]... [--checkpoint OLD]... [--witness KEYS]...

A second verifier, written from the description of the format in docs/evidence.md and not
from the register's program, for those who would rather read what they run. It needs
Python 3.9 and the package `cryptography`. --key, --checkpoint and --witness take a file.

Exit status: 0 all is proved; 7 no bundle; 10 something is wrong; 12 the history is not
the one that was signed; 13 all is proved, and a loss was declared.
"""
import argparse, base64, datetime, decimal, hashlib, json, re, struct, sys, zipfile, zlib
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

problems, proved, contradicted, withheld = [], [], [], []
CALLED = {"$reason": "the reason", "$label": "what the record is called", "$removed": "what it removed"}
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, EOFError)
NOTHING = (None, None, None)
ACCOUNTS = ("USER", "ROLE_GRANT", "API_KEY")  # They belong to no plan.
NAME = r"[^\s+]+"  # Of a log or a key.
MAYBE = (str, None)
MANIFEST = {
    "format": str, "madeBy": str, "madeAt": str, "askedBy": str, "size": int, "root": str, "complete": bool,
    "changes": int, "period": {"from": MAYBE, "to": MAYBE, "after": int, "last": int},
    "filter": {"partnership": MAYBE, "entity": MAYBE, "types": ([str], None), "actor": MAYBE},
    "plans": [{"file": str, "partnership": MAYBE, "sequence": int}]}
CHANGE = {"hash": str, "leaf": {
    "sequence": int, "at": str, "action": str, "entityId": str, "partnershipId": MAYBE,
    "previousSequence": (int, None), "commitments": dict}, "values": dict}
VALUE = {"salt": MAYBE, "value": object, "erased": (int, None), "withheld": (True, None)}
RECORD = {"id": str, "label": str, "change": int, "at": str, "values": dict}
FILES = ("README.txt", "bundle.json", "changes.jsonl", "changes.csv", "log/unseen.txt", "log/keys.txt", "SHA256SUMS")
PLAN = {"partnership": MAYBE, "name": str, "sequence": int, "at": MAYBE, "records": [RECORD]}


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def wrong(place, what):
    problems.append(f"{place}: {what}")


def contradict(place, what):
    contradicted.append(f"{place}: {what}")


# --- Canonical JSON (RFC 8785)

def number(value):
    """A number as ECMAScript writes it: the shortest digits, with an exponent only when far out. Whole ones beyond
    2^53 are rounded, so that those that would be read as others are not canonical."""
    if abs(value) < 1 << 53 and value == int(value):
        return str(int(value))
    sign, digits, exponent = decimal.Decimal(repr(float(value))).as_tuple()
    digits = "".join(map(str, digits))
    point, digits = len(digits) + exponent, digits.rstrip("0")
    if 0 < point <= 21:
        body = digits[:point].ljust(point, "0") + ("." + digits[point:] if digits[point:] else "")
    elif -6 < point <= 0:
        body = "0." + "0" * -point + digits
    else:
        body = digits[0] + ("." + digits[1:] if digits[1:] else "") + f"e{point - 1:+d}"
    return ("-" if sign else "") + body


def canonical(value):
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"


def once(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands in it twice")
    return dict(pairs)


def fits(value, form):
    """Whether JSON has a form: a type or the value itself, or one of several; a list, of one form each; an object, with
    a form for each name, whatever else stands in it. What may be None may be left out."""
    if isinstance(form, tuple):
        return any(fits(value, one) for one in form)
    if isinstance(form, list):
        return isinstance(value, list) and all(fits(each, form[0]) for each in value)
    if isinstance(form, dict):
        return isinstance(value, dict) and all(fits(value.get(name), of) for name, of in form.items())
    return value is form or form is object or type(value) is form and (form is not int or 0 <= value < 1 << 64)


def only(value, form):
    """Whether nothing stands in it but what a form that it has names."""
    if isinstance(form, list):
        return all(only(each, form[0]) for each in value)
    return not isinstance(form, dict) or (
        value.keys() <= form.keys() and None not in value.values()
        and all(only(value[name], form[name]) for name in value))


def read_json(text):
    """JSON in which no name stands twice, as programs would read different ones, and no NaN. A zero below zero is no
    whole number."""
    return json.loads(text, object_pairs_hook=once, parse_constant=int,
                      parse_int=lambda digits: -0.0 if digits == "-0" else int(digits))


def read_flat_json(text):
    """The same, not so deep that some programs would not read it."""
    depth = 0
    for sign in re.findall(r"[][{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)):
        depth += 1 if sign in "[{" else -1
        if depth > 127:
            raise ValueError("it is too deep")
    return read_json(text)


def read_manifest(text):
    manifest = read_flat_json(text)
    json.dumps(manifest, ensure_ascii=False).encode()  # So that each text in it is one.
    if manifest["format"] != "partnership-register-evidence/1":
        raise ValueError("a format that this program does not know")
    if not fits(manifest, MANIFEST) or not only(manifest, MANIFEST) or manifest["filter"].get("types") == []:
        raise ValueError("bundle.json says what it is of in another form")
    return manifest


# --- The log (RFC 6962)

class Log:
    """The roots of the complete subtrees at the right edge, the widest first."""

    def __init__(self):
        self.edge = []

    def add(self, root, height=0):
        while self.edge and self.edge[-1][0] == height:
            root, height = sha(b"\x01", self.edge.pop()[1], root), height + 1
        self.edge.append((height, root))

    def root(self):
        root = self.edge[-1][1] if self.edge else sha()
        for _, left in reversed(self.edge[:-1]):
            root = sha(b"\x01", left, root)
        return root


# --- Checkpoints (C2SP tlog-checkpoint, signed-note)

def size_of(text):
    """A size as it is written: no sign, no zero and no space before it."""
    if not re.fullmatch("0|[1-9][0-9]{0,19}", text) or int(text) >> 64:
        raise ValueError("a size that is none")
    return int(text)


def decoded(text, lengths):
    """Base64, written in the one way that there is."""
    found = base64.b64decode(text)
    if base64.b64encode(found).decode() != text or len(found) not in lengths:
        raise ValueError("a root, a key or a signature that is none")
    return found


class Checkpoint:
    def __init__(self, name, note, kept):
        # What editors, letters and forms do, and nothing else that Python takes for a space or the end of a line.
        given, note = note, note.removeprefix("\ufeff").replace("\r\n", "\n")
        note = note.rsplit("What follows is the checkpoint, from the next line to the end.", 1)[-1].strip(" \t\n")
        if re.search(r"[\0-\x09\x0b-\x1f]", note) or len(note.encode()) >= 1 << 16:
            raise ValueError("a sign that no checkpoint has, or too many")
        self.name, self.kept = name, kept
        self.text, signatures = note.rsplit("\n\n", 1)
        self.origin, size, root, *more = self.text.split("\n")
        self.text, self.size, self.root = self.text + "\n", size_of(size), decoded(root, [32])
        lines = [line.split(" ")[1:] for line in more if line.startswith("declared-loss ")]
        self.losses = [(name, size_of(size), decoded(root, [32]), size_of(left)) for name, size, root, left in lines]
        names = [self.origin] + [origin for origin, size, _, left in self.losses if left < size]
        # In a bundle nothing stands around it, nor in its name, that would be read as if it were signed.
        lost = f"-after-{len(lines)}-losses" * bool(lines)
        is_alone = given == note + "\n" and name == f"log/checkpoints/{self.size:012}{lost}.txt"
        if ("" in more or len(names) <= len(lines) or not all(re.fullmatch(NAME, origin) for origin in names)
                or not (kept or is_alone)):
            raise ValueError("a log or a loss that is none, or more than is signed")
        found = [re.fullmatch(f"— ({NAME}) (.+)", line).groups() for line in signatures.split("\n")]
        self.signatures = [(name, decoded(text, range(5, 1 << 16))) for name, text in found]
        if len({(name, blob[:4]) for name, blob in self.signatures}) < len(found) or len(found) > 100:
            raise ValueError("a key has signed it twice, or too many have")

    def signed_by(self, keys):
        """Which of the keys signed it: none when a signature of one of them is wrong."""
        tags = {sha(self.origin.encode(), b"\n\x01", key)[:4]: key for key in reversed(keys)}
        found = [(tags[blob[:4]], blob[4:]) for name, blob in self.signatures
                 if name == self.origin and blob[:4] in tags]
        try:
            for key, signature in found:
                Ed25519PublicKey.from_public_bytes(key).verify(signature, self.text.encode())
        except (InvalidSignature, ValueError):
            return set()
        return {key for key, _ in found}

    def is_before(self, later):
        """Whether it is an earlier one of the same log, or of one that was lost on the way to the later one."""
        lost, ends = len(self.losses), later.losses + [(later.origin, later.size)]
        return (lost < len(ends) and self.losses == later.losses[:lost] and self.origin == ends[lost][0]
                and self.size <= ends[lost][1])


def is_point(key):
    """Whether 32 bytes are a point of the curve of Ed25519: whether its equation has a solution for their y."""
    prime = 2 ** 255 - 19
    y = int.from_bytes(key, "little") % 2 ** 255
    d = -121665 * pow(121666, -1, prime)
    square = (y * y - 1) * pow(d * y * y + 1, -1, prime) % prime
    return pow(square, (prime - 1) // 2, prime) in (0, 1)


def named_key(line, kind):
    name, tag, text = re.fullmatch(rf"({NAME})\+(\w+)\+(.+)", line).groups()
    key = decoded(text, [33])
    if key[0] != kind or sha(name.encode(), b"\n", key)[:4].hex() != tag.lower() or not is_point(key[1:]):
        raise ValueError("the key was copied wrongly, or is none that could have signed anything")
    return name, key


def public_key(line):
    return named_key(line, 1)[1][1:]


def keys_of(text, read=public_key):
    # What Python alone takes for spaces is none.
    lines = (line.strip() for line in re.sub("[\x1c-\x1f]", "?", text.removeprefix("\ufeff")).split("\n"))
    return [read(line) for line in lines if line and not line.startswith("#")]


def read_all(bundle, names, read, what):
    """What can be read of these files; the others are named."""
    found = []
    for name in names:
        try:
            found.append(read(name, bundle.read(name).decode()))
        except UNREADABLE:
            wrong(name, f"it is not there, or no {what} that could be read")
    return found


def trusted_checkpoints(notes, given, own):
    """Named keys are trusted, and newer ones that signed a checkpoint together with a trusted one; older ones
    only up to a checkpoint that they signed together with those. The bundle's keys stand in order of age."""
    if not given:
        proved.append("The keys are those that the bundle names itself: compare them with those you were given.")
    first = min((own.index(key) for key in given if key in own), default=len(own))
    trusted, newer, good, before = set(given or own), set(own[first:]), [], None
    signers = {note: note.signed_by(given + own) for note in notes}
    while before != (len(good), len(trusted)):
        before = len(good), len(trusted)
        for note in notes:
            if signers[note] & trusted:
                trusted |= signers[note] & newer
            elif not any(signers[note] & signers[later] and note.is_before(later) for later in good):
                continue
            if note not in good:
                good.append(note)
    known = set().union(*(signers[note] for note in good))
    for note in notes:
        if note not in good:
            wrong(note.name, "it is signed by a key that had been replaced by then" if signers[note] & known else
                  "no known key has signed this checkpoint, or the signature is not over this text")
    if given and any(signers[note] & trusted and not signers[note] & set(given) for note in good):
        proved.append("Some checkpoints are signed only by keys to which those you named handed on: that these are the "
                      "newer ones is what log/keys.txt says. Ask for them by another way.")
    return good


def tell_of_witnesses(notes, witnesses):
    """Which checkpoint each of them saw last (C2SP tlog-cosignature, version 1)."""
    if not witnesses:
        proved.append("Whether the co-signatures of witnesses below the checkpoints are theirs was not looked at: for "
                      "that, name their keys with --witness.")
    for name, key in dict.fromkeys(witnesses):
        last, mine = None, (name, sha(name.encode(), b"\n", key)[:4])
        for note in sorted(notes, key=lambda note: (len(note.losses), note.size)):
            for blob in (blob[4:] for by, blob in note.signatures if (by, blob[:4]) == mine):
                seconds = int.from_bytes(blob[:8], "big")
                try:
                    Ed25519PublicKey.from_public_bytes(key[1:]).verify(
                        blob[8:], f"cosignature/v1\ntime {seconds}\n{note.text}".encode())
                    last = note, datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
                except (InvalidSignature, ValueError, ArithmeticError):
                    wrong(note.name, f"the co-signature of {name} is not over this checkpoint")
        proved.append(f"{name} saw the first {last[0].size} changes of {last[0].origin} on {last[1].day} "
                      f"{last[1]:%B %Y at %H:%M} UTC." if last else f"{name} co-signed no checkpoint of the bundle.")


def compare(notes, roots, size):
    own = [note for note in notes if not note.kept and note.size <= size]
    if not own:
        wrong("the bundle", "no checkpoint that holds covers it, so nothing proves what it says")
        return []
    newest = max(own, key=lambda note: (len(note.losses), note.size))
    if newest.size < size:
        wrong(f"the changes {newest.size + 1} to {size}", "no checkpoint that holds covers them")
    signed, good, broken = {}, 0, False
    for note in sorted(notes, key=lambda note: (note.kept, note.size)):
        other = signed.setdefault((note.origin, note.size), note)
        if other.root != note.root:
            contradict(note.name, f"two histories were shown: this and {other.name} are both signed, of "
                                  f"{note.size} changes, and differ")
        left, end = note.size, size
        if note.origin != newest.origin:
            since = [i for i, loss in enumerate(newest.losses) if loss[0] == note.origin]
            if not since:
                wrong(note.name, "it was signed after a loss of this log was declared, and the bundle was made before "
                      "that: ask for a newer one" if newest.origin in [loss[0] for loss in note.losses] else
                      f"it is of another log, {note.origin}")
                continue
            _, most, root, _ = newest.losses[since[0]]
            left = min(loss[3] for loss in newest.losses[since[0]:])
            end = most if note.size > left else size
            if note.size == most and note.root != root:
                contradict(note.name, "it was signed for another history than the one that was declared lost")
                continue
        if note.size > end:
            contradict(note.name, f"it was signed for {note.size} changes, of which the last {note.size - end} are "
                                  "gone, and nobody declared that; of a bundle that was made before, ask for a newer one")
        elif note.size > left:
            if note.kept:
                proved.append(f"{note.name}: of its {note.size} changes the last {note.size - left} were declared lost; "
                              "it cannot show whether those before are unchanged. A checkpoint of at most "
                              f"{left} changes can.")
        elif note.size not in roots:
            if note.kept:
                wrong(note.name, "this bundle cannot be compared with it: ask for one made with this checkpoint")
        elif roots[note.size] == note.root:
            good = max(good, note.size)
            if note.kept:
                proved.append(f"Unchanged since {note.name}: the first {note.size} changes are those of then.")
        elif note.kept:
            contradict(note.name, f"it was signed for another history: the first {note.size} changes differ")
        elif not broken:
            broken = True
            contradict(f"the changes {good + 1} to {note.size}", "they are not those that were signed for")
    return newest.losses


# --- The changes

def read_plans(bundle, manifest):
    named = manifest["plans"]
    files = [plan["file"] for plan in named]
    moments = {"plan/start/": manifest["period"]["after"], "plan/end/": manifest["period"]["last"]}
    for plan in named:
        if not any(plan["file"].startswith(folder) and plan["sequence"] == upto for folder, upto in moments.items()):
            wrong(plan["file"], "it is not the plan as of the beginning or the end of the period")
    if len({(plan["file"][:9], plan.get("partnership")) for plan in named}) < len(named):
        wrong("bundle.json", "it names the plan of one partnership at one moment twice")

    def read(file, text):
        plan = read_flat_json(text)
        if canonical(plan) != text or not fits(plan, PLAN) or not only(plan, PLAN):
            raise ValueError("it is not in canonical form, or something else")
        of, upto = plan.get("partnership"), plan["sequence"]
        if {(upto, of)} != {(one["sequence"], one.get("partnership")) for one in named if one["file"] == file}:
            wrong(file, "it is the plan of another partnership or of another moment")
        records = {record["id"]: record for record in plan["records"]}
        if len(records) < len(plan["records"]):
            wrong(file, "a record stands in it twice")
        return file, of, upto, records, set(), {}

    return read_all(bundle, files, read, "plan")


def check_plans(plans, leaf, values):
    record, sequence = leaf["entityId"], leaf["sequence"]
    for file, partnership, upto, records, seen, absent in plans:
        if sequence > upto or partnership != leaf.get("partnershipId"):
            continue
        said = records.get(record)
        if said is None:
            absent[record] = sequence
        elif said["change"] == sequence:
            seen.add(record)
            label = values.get("$label", {}).get("value", "(removed)")
            own = {field: found["value"] for field, found in values.items()
                   if not field.startswith("$") and "value" in found}
            if canonical(said["values"]) != canonical(own) or (said["at"], said["label"]) != (leaf["at"], label):
                wrong(file, f"{record} is not what change {sequence} says of it")
        elif said["change"] < sequence:
            wrong(file, f"{record} is as change {said['change']} left it, and change {sequence} came after that")


def end_plans(plans, unseen, complete):
    """Names what no change that is shown proves; and what should be there: every record, when the bundle says that it
    is complete, else those of which nothing can have happened since, as all later changes are shown too."""
    for file, _, upto, records, seen, absent in plans:
        for record in records.keys() - seen:
            wrong(file, f"{record} is as of change {records[record]['change']}, which the bundle does not show")
        for record, sequence in absent.items():
            if complete or sequence > unseen.get(upto, 0):
                wrong(file, f"{record} is not in it; change {sequence} says that it is there")


def check_values(place, leaf, values, erasers, complete):
    committed = leaf["commitments"]
    for field, found in values.items():
        name = CALLED.get(field, field)
        if set(found) == {"salt", "value"}:
            text = canonical([found["salt"], field, found["value"]])
            if committed.get(field) != sha(text.encode()).hex():
                wrong(place, f"{name} is not what was committed to")
        elif field in committed and set(found) == {"erased"} and found["erased"] > leaf["sequence"]:
            erasers.setdefault(found["erased"], []).append((leaf["sequence"], name, field))
        elif field not in committed or set(found) != {"withheld"}:
            wrong(place, f"{name} cannot be read")
        elif complete or field == "$label":
            wrong(place, f"{name} is withheld: it never is" + ", in a bundle that is complete" * complete)
        else:
            withheld.append(name)
    for field in committed.keys() - values.keys():
        wrong(place, f"{CALLED.get(field, field)} was committed to and is not there")
    said = values.get("$removed", {}).get("value") if leaf["action"] in ("ERASE", "REDACT") else {}
    for sequence, name, field in erasers.pop(leaf["sequence"], []):
        try:
            took = any(first <= sequence <= last for first, last in said[field])
        except UNREADABLE:
            took = False
        if not took:
            wrong(f"change {sequence}", f"{name} is gone, and {place}, which is said to have erased it, "
                                        "does not say that it did")


def is_moment(text):
    """Whether it is written as the register writes one: others sort elsewhere."""
    try:
        at = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
        return at.isoformat(timespec="microseconds") + "Z" == text
    except ValueError:
        return False


def read_changes(file):
    for number, line in enumerate(file, 1):
        try:
            text = line.decode().removesuffix("\n")
            change = read_json(text)
            before, after = f'{{"hash":"{change["hash"]}","leaf":', f',"values":{canonical(change["values"])}}}'
            leaf = text[len(before):-len(after)]
            values, committed = change["values"].values(), change["leaf"]["commitments"].values()
            if (change.keys() != CHANGE.keys() or before + leaf + after != text or not fits(change, CHANGE)
                    or not fits(list(committed), [str]) or not fits(list(values), [VALUE])
                    or any(found.keys() - VALUE.keys() or None in found.values() for found in values)):
                raise ValueError("it is something else")
            yield change["leaf"]["sequence"], {"as_it_stands": leaf, **change}
        except UNREADABLE:
            wrong(f"line {number} of changes.jsonl", "it is not a change that could be read")


def read_unseen(file):
    for number, line in enumerate(file, 1):
        try:
            first, last, root = re.fullmatch("([0-9]+) ([0-9]+) ([0-9a-fA-F]{64})\n?", line.decode()).groups()
            width = int(last) - int(first) + 1
            if width < 1 or width & (width - 1) or (int(first) - 1) % width:
                raise ValueError("no part of a log")
            yield int(first), int(last), bytes.fromhex(root)
        except UNREADABLE:
            wrong(f"line {number} of log/unseen.txt", "it is not a stretch of the log")


def walk(bundle, manifest, sizes, plans):
    """Reads the changes and the hashes of all others side by side; makes the log anew."""
    log, roots, last_of, erasers = Log(), {0: sha()}, {}, {}
    at, last_time, whole, broken, shown, left_out, early = 0, "", True, False, 0, 0, 0
    begin, end = manifest["period"]["after"] + 1, manifest["period"]["last"]
    since, until, astray = manifest["period"].get("from"), manifest["period"].get("to"), False
    beside = set()  # Which of the changes beside the period are shown.
    only, strays, unseen = manifest["filter"].get("partnership"), [], dict.fromkeys((begin - 1, end), 0)
    wanted = {("start", only), ("end", only)}  # Whoever sees a change of a partnership sees its plan.
    changes, stretches = read_changes(bundle.open("changes.jsonl")), read_unseen(bundle.open("log/unseen.txt"))
    (sequence, change), (first, last, root) = next(changes, NOTHING[:2]), next(stretches, NOTHING)
    while sequence is not None or first is not None:
        if sequence == at + 1:
            leaf, values, place = change["leaf"], change["values"], f"change {sequence}"
            at, shown = sequence, shown + 1
            said = re.fullmatch("[0-9a-fA-F]{64}", change["hash"])
            if sha(b"\x00", change["as_it_stands"].encode()).hex() != change["hash"]:
                wrong(place, "what it says of itself does not give its hash")
            check_values(place, leaf, values, erasers, manifest["complete"])
            if leaf["at"] <= last_time:
                wrong(place, "its time is not after that of the change before it")
            before, named = last_of.get(leaf["entityId"]), leaf.get("previousSequence")
            if named != before if whole else (named or 0) < (before or 0):
                wrong(place, f"it names {named} as the change of its record before it; the bundle shows {before}")
            last_of[leaf["entityId"]], last_time = sequence, leaf["at"]
            if only and leaf.get("partnershipId") != only:
                strays.append(sequence)
            if leaf.get("entityType") not in ACCOUNTS:
                check_plans(plans, leaf, values)
                wanted |= {(folder, leaf.get("partnershipId")) for folder, upto in (("start", begin - 1), ("end", end))
                           if sequence <= upto}
            astray |= ((since is None or leaf["at"] >= since) != (sequence >= begin)
                       or (until is None or leaf["at"] <= until) != (sequence <= end))
            beside |= {sequence} & {begin - 1, end + 1}
            log.add(bytes.fromhex(said[0]) if said else bytes(32))
            sequence, change = next(changes, NOTHING[:2])
        elif first == at + 1:
            unseen.update((upto, min(last, upto)) for upto in unseen if first <= upto)
            at, whole = last, False
            left_out += max(0, min(at, end) - max(first, begin) + 1)
            early += max(0, min(at, begin - 1) - first + 1)
            if not broken:
                log.add(root, (last - first + 1).bit_length() - 1)
            first, last, root = next(stretches, NOTHING)
        elif sequence is not None and sequence <= at:
            wrong(f"change {sequence}", "it stands in the bundle twice, or not in its place")
            (sequence, change), broken = next(changes, NOTHING[:2]), True
        elif first is not None and first <= at:
            wrong(f"the changes {first} to {last}", "their hash stands there twice, or not in its place")
            first, last, root = next(stretches, NOTHING)
        else:
            to = min(n for n in (sequence, first) if n is not None) - 1
            wrong(f"the changes {at + 1} to {to}", "they are missing: neither they nor their hashes are there")
            unseen.update((upto, min(to, upto)) for upto in unseen if at < upto)
            at, broken, whole = to, True, False
        if at in sizes and not broken:
            roots[at] = log.root()
    for by, gone in erasers.items():
        for sequence, name, _ in gone if by > manifest["size"] else []:
            wrong(f"change {sequence}", f"{name} is gone, and change {by}, which is said to have erased it, "
                                     "is not in the log")
    if unshown := sum(len(gone) for by, gone in erasers.items() if by <= manifest["size"]):
        proved.append(f"{unshown} values are said to be erased by changes that this bundle does not show: "
                      "it does not prove that.")
    if at != manifest["size"]:
        wrong(f"the changes {min(at, manifest['size']) + 1} to {max(at, manifest['size'])}",
              "they are missing, or more than the log had")
    elif not broken and log.root().hex() != manifest["root"]:
        wrong("bundle.json", "the root that it names is not that of its changes")
    if shown != manifest["changes"]:
        wrong("bundle.json", f"it says {manifest['changes']} changes; there are {shown}")
    end_plans(plans, unseen, manifest["complete"])
    if strays:
        wrong("bundle.json", f"it says that it is of {only} only; change {strays[0]} is not")
    for folder, of in wanted - {(re.match("plan/(start|end)/|", file)[1], of) for file, of, *_ in plans}:
        wrong(f"plan/{folder}/", f"the plan of {of or 'no partnership'} is not there, and the bundle is of it too")
    if begin - 1 > end or end > manifest["size"]:
        wrong("bundle.json", "the period that it names is none of its log")
    elif astray or since is None and begin > 1 or until is None and end < manifest["size"]:
        wrong("bundle.json", "the moments that it names are not those of its period")
    elif not all(is_moment(moment) for moment in (since, until) if moment is not None):
        wrong("bundle.json", "a moment that it names is not written as the register writes one")
    if since is not None and begin > 1 and begin - 1 not in beside:
        proved.append(f"That change {begin - 1} was made before {since} is not shown here: where the period begins is "
                      "proved by its numbers, not by its moments.")
    if until is not None and end + 1 not in beside:
        proved.append(f"That change {end + 1} was made after {until} is not shown here: where the period ends is "
                      "proved by its numbers, not by its moments." if end < manifest["size"] else
                      f"The log ended with change {end} when the bundle was made: whether anything was made after "
                      f"that and before {until} is not shown here.")
    if left_out and manifest["complete"] and only is None:
        wrong("bundle.json", f"it says that it is complete; {left_out} changes of its period are not shown")
    if early:
        proved.append(f"Of the {begin - 1} changes before the period, {early} are not shown: that the plans leave out "
                      "nothing of what those say is proved by a bundle from the first change only.")
    proved.append(f"Of the period, changes {begin} to {end}, {left_out} are not shown: what they say, also of the "
                  "plans, is not proved here." if left_out
                  else f"Every change of the period, {begin} to {end}, is shown." if begin <= end
                  else "No change was made in the period.")
    proved.append(f"{shown} changes are shown, of {manifest['size']} that the log has.")
    if withheld:
        proved.append(f"{len(withheld)} values are withheld: nothing is proved of them.")
    return roots


def files_of(bundle):
    """The names of the files. That a folder is named says nothing."""
    return [file.filename for file in bundle.infolist() if not file.filename.endswith("/") or file.file_size]


def parts(extra):
    """What stands beside a name: each part with its kind."""
    while extra:
        kind, length = struct.unpack("<2H", extra[:4])
        if len(extra) < 4 + length:
            raise ValueError("what stands beside a name is not whole")
        yield kind, extra[4:4 + length]
        extra = extra[4 + length:]


def other_name(extra):
    return any(kind == 0x7075 for kind, _ in parts(extra))


def ways_on(file, head, beside, after):
    """How many bytes may follow on a file: none, or those that say its sum and its sizes. No way, when what is said
    where it begins or ends is not what the directory says: programs that read from the front go by that."""
    sizes, comes_after = (file.CRC, file.compress_size, file.file_size), file.flag_bits & 8
    large = [part for kind, part in parts(beside) if kind == 1]
    told = [(size, said, large and at) for at, (size, said) in enumerate(zip(sizes, struct.unpack("<3L", head[14:26])))]
    told += [(size, said, 0) for part in large for size, said in zip(sizes[:0:-1], struct.unpack("<2Q", part))]
    if any(said != size and (said or not comes_after) and not (is_large and said == 0xffffffff)
           for size, said, is_large in told):
        return []
    forms = [begin + struct.pack("<L", file.CRC) + b"".join(size.to_bytes(8, "little")[:width] for size in sizes[1:])
             for begin in (b"", b"PK\7\10") for width in (4, 8)]
    return [len(form) for form in forms if after.startswith(form)] if comes_after else [0]


def check_zip(bundle, path):
    """Refuses what programs would read differently, or only some of them."""
    every = bundle.infolist()
    with open(path, "rb") as file:
        file.seek(bundle.start_dir)
        rest = file.read()
    at = count = newest = 0
    while rest[at:at + 4] == b"PK\1\2":
        newest = max(newest, *struct.unpack("<H", rest[at + 6:at + 8]))
        count, at = count + 1, at + 46 + sum(struct.unpack("<3H", rest[at + 28:at + 34]))
    whole, other = [0, 0, count, count, at], [0, 0, count, count, at]
    if rest[at:at + 4] == b"PK\6\6":  # The end of a large zip; after it stands where it is.
        whole, other = list(struct.unpack("<2L3Q", rest[at + 16:at + 48])), [0xffff] * 4 + [0xffffffff]
        at += 12 + int.from_bytes(rest[at + 4:at + 12], "little") + 20
    *said, beside = struct.unpack("<4HL4xH", rest[at + 4:at + 22])
    if len({file.orig_filename for file in every}) < len(every):
        raise ValueError("it holds two files of one name, of which programs read different ones")
    if (rest[at:at + 4] != b"PK\5\6" or len(rest) != at + 22 + beside or count != len(every)
            or whole[2:4] != [count, count] or any(one not in both for one, *both in zip(said, whole, other))):
        raise ValueError("its directory is not what its end says")
    free, gaps = 0, [0]
    for file in sorted(every, key=lambda file: file.header_offset):
        name = file.orig_filename
        if re.search(r"(^|/)\.{0,2}(/|\Z)|[\\\0]", name.removesuffix("/")) or not name.isascii():
            raise ValueError(f"it holds a file {name!r} that unpacking would put elsewhere")
        with open(path, "rb") as zipped:  # Where it stands, it begins as the directory says.
            zipped.seek(file.header_offset)
            head = zipped.read(30)
            begins, marks, packed, *lengths = struct.unpack("<4s2x2H16x2H", head)
            its_name, beside_it = zipped.read(lengths[0]), zipped.read(lengths[1])
            zipped.seek(file.compress_size, 1)
            ways = ways_on(file, head, beside_it, zipped.read(24))
        begin = (b"PK\3\4", file.flag_bits, file.compress_type, name.encode())
        if (begins, marks, packed, its_name) != begin or not ways or int.from_bytes(head[4:6], "little") > 45:
            raise ValueError(f"it holds a file {name!r} that begins or ends as another")
        if (packed not in (0, 8) or marks & ~0x080e or other_name(file.extra) or other_name(beside_it)
                or newest > 45 or file.volume or marks & 8 and not packed and file.compress_size
                or file.create_system == 3 and file.external_attr >> 28 == 0xa):
            raise ValueError(f"it holds a file {name!r} that programs would read differently")
        if file.header_offset - free not in gaps:
            raise ValueError(f"something stands before {name!r} that its directory does not name")
        free, gaps = file.header_offset + 30 + sum(lengths) + file.compress_size, ways
    if bundle.start_dir - free not in gaps:
        raise ValueError("something stands before its directory that that does not name")


def check_files(bundle, manifest):
    """Names what no bundle holds, and what is not the file that was written."""
    plans = [plan["file"] for plan in manifest["plans"]]
    for name in files_of(bundle):
        plan = name[:-5] + ".json" if name.endswith(".html") else name
        if not (plan in plans if name.startswith(("plan/start/", "plan/end/"))
                else name in FILES or name.startswith("log/checkpoints/")):
            wrong(name, "no bundle has such a file, and nothing proves what it says")
    text = bundle.read("SHA256SUMS").decode() if "SHA256SUMS" in files_of(bundle) else ""
    expected = {name: digest for digest, name in re.findall("^([0-9a-f]{64})  (.+)$", text, re.M)}
    if len(expected) < len(text.removesuffix("\n").split("\n")):
        wrong("SHA256SUMS", "a line of it names no file with its SHA-256, or one that was named before")
    for name in set(files_of(bundle)) - {"SHA256SUMS"}:
        digest = hashlib.sha256()
        with bundle.open(name) as file:
            while block := file.read(1 << 20):
                digest.update(block)
        if expected.pop(name, None) != digest.hexdigest():
            wrong(name, "it is not the file that was exported: its SHA-256 is another")
    for name in expected:
        wrong(name, "it is missing from the bundle")


class Refused(Exception):
    """Of what somebody brings along: which file, and why it is of no use."""


def brought(name, read, what):
    try:
        # With the ends of lines that it has.
        with open(name, encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, ValueError) as why:
        raise Refused(f"cannot read {name}: {why}") from why
    if "PRIVATE+KEY+" in text:
        raise Refused(f"cannot read {name}: this is a private key, which nobody should have who only verifies: "
                      "`partnership-register log keys` prints its public half")
    try:
        found = read(text)
    except UNREADABLE as why:
        raise Refused(f"cannot read {name}: this is not {what}: {why}") from why
    if not found:
        raise Refused(f"there is no key in {name}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bundle")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--checkpoint", action="append", default=[])
    parser.add_argument("--witness", action="append", default=[])
    asked = parser.parse_args()
    try:
        kept = [brought(name, lambda text: Checkpoint(name, text, True), "a checkpoint") for name in asked.checkpoint]
        given = sum((brought(name, keys_of, "a public key of a log, NAME+HASH+KEY") for name in asked.key), [])
        witnesses = sum((brought(name, lambda text: keys_of(text, lambda line: named_key(line, 4)),
                                 "the key of a witness, NAME+HASH+KEY") for name in asked.witness), [])
    except Refused as why:
        print(f"error: {why}", file=sys.stderr)
        return 7
    try:
        bundle = zipfile.ZipFile(asked.bundle)
        check_zip(bundle, asked.bundle)
        manifest = read_manifest(bundle.read("bundle.json").decode())
        names = sorted(name for name in files_of(bundle) if name.startswith("log/checkpoints/"))
        notes = read_all(bundle, names, lambda name, text: Checkpoint(name, text, False), "checkpoint")
        own = read_all(bundle, {"log/keys.txt"} & set(files_of(bundle)),
                       lambda _, text: [public_key(line) for line in text.split("\n") if line], "list of keys")
        notes = trusted_checkpoints(notes + kept, given, sum(own, []))
        tell_of_witnesses([note for note in notes if not note.kept], witnesses)
        roots = walk(bundle, manifest, {note.size for note in notes}, read_plans(bundle, manifest))
        losses = compare(notes, roots, manifest["size"])
        check_files(bundle, manifest)
    except (OSError, zlib.error, struct.error, zipfile.BadZipFile, *UNREADABLE) as why:
        print(f"error: this is no evidence bundle that could be read: {why}", file=sys.stderr)
        return 7
    for line in contradicted + problems:
        print(f"  - {line}")
    if contradicted or problems:
        print(f"NOT PROVED: {len(contradicted + problems)} problems, named above", file=sys.stderr)
        return 12 if contradicted else 10
    print("\n".join(proved))
    print("The pages, the table and README.txt are for reading, and so is what the plans are called, and who asked for "
          "the bundle, when, and for changes of which records, types or people; proved are changes.jsonl and the "
          "records of the plans as JSON.")
    for origin, size, _, left in losses:
        print(f"Declared loss of {size - left} changes, of {size} that {origin} had.")
    return 13 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
