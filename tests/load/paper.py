#!/usr/bin/env python3
"""Measures the paper of a large partnership: how long it takes, in how much memory.

    REGISTER_BINARY=target/release/partnership-register tests/load/paper.py

One made-up partnership: 500 schemes under 5 priorities, each with two progress updates
with a narrative, 200 actions, two sittings of the board. Everything is public. Each form
is asked for once, so that nothing kept is measured; the most memory is what Linux says of
the server's whole life.
"""

import datetime
import json
import pathlib
import tempfile
import time
import urllib.request

from register import Server, import_files

SCHEMES, PRIORITIES, ACTIONS = 500, 5, 200
TODAY = datetime.date.today()
RATINGS = ["RED", "AMBER", "GREEN", "GREEN"]


def day(days):
    return (TODAY + datetime.timedelta(days=days)).isoformat()


def partnership():
    names = [f"Scheme number {n} against what troubles the neighbourhoods of the town" for n in range(SCHEMES)]
    update = lambda n, days: {
        "key": f"update-{n}{days}", "project": f"scheme-{n}", "on": day(days),
        "rating": RATINGS[(n + days) % len(RATINGS)], "reportedBy": f"agency-{n % 10}", "visibility": "PUBLIC",
        "narrative": f"What was done about {names[n]}, what came of it, and what is to be done next. " * 3,
    }
    sitting = lambda days, status: {
        "key": f"board{days}", "startsOn": day(days), "status": status, "visibility": "PUBLIC",
    }
    each = SCHEMES // PRIORITIES
    return {
        "format": "partnership-register/1",
        "partnership": {"slug": "large", "name": "A Large Partnership", "kind": "COMMUNITY_SAFETY_PARTNERSHIP"},
        "agencies": [{"slug": f"agency-{n}", "name": f"Agency {n}", "kind": "OTHER"} for n in range(10)],
        "meetings": [{
            "key": "board", "name": "The Board", "kind": "STRATEGY_GROUP", "isBoard": True,
            "occurrences": [sitting(-90, "HELD"), sitting(7, "PLANNED")],
        }],
        "projects": [
            {"key": f"scheme-{n}", "name": names[n], "kind": "SCHEME", "status": "ACTIVE", "leadAgency": f"agency-{n % 10}"}
            for n in range(SCHEMES)
        ],
        "strategies": [{
            "key": "plan", "title": "The plan", "state": "PUBLISHED",
            "priorities": [
                {
                    "key": f"priority-{p}", "title": f"Priority of the number {p}", "titleStatus": "VERIFIED",
                    "projects": [f"scheme-{n}" for n in range(p * each, (p + 1) * each)],
                }
                for p in range(PRIORITIES)
            ],
        }],
        "progress": [update(n, -100) for n in range(SCHEMES)] + [update(n, -3) for n in range(SCHEMES)],
        "actions": [
            {
                "key": f"action-{n}", "reference": f"{n}/26", "text": f"Do what was agreed about {names[n]}",
                "owners": [f"agency-{n % 10}"], "dueOn": day(n - 100), "visibility": "PUBLIC",
            }
            for n in range(ACTIONS)
        ],
    }


def get(server, path):
    """The bytes of an answer, which must be a good one."""
    with urllib.request.urlopen(server.url + path, timeout=60) as answer:
        return answer.read()


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "large.json"
        file.write_text(json.dumps(partnership()))
        database = f"sqlite:{folder}/register.db"
        import_files(database, [file])
        with Server(database, folder, "0") as server:
            server.first_answer(json.dumps({"query": "{ __typename }"}).encode())
            before = server.memory()
            for form in ("", ".html", ".pdf"):
                began = time.monotonic()
                answer = get(server, f"/partnerships/large/papers/board7{form}")
                seconds = time.monotonic() - began
                kind = form.lstrip(".") or "page"
                print(f"{kind}: {seconds:.2f} s, {len(answer) / 1024:.0f} kB")
            print(f"memory: {before:.0f} MB before, at most {server.memory('VmHWM'):.0f} MB")


if __name__ == "__main__":
    main()
