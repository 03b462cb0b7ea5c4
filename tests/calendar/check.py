"""Whether the calendars say what was meant, read by a library that did not write them.

Makes sittings, events and actions in a register that runs (REGISTER_URL, see
scripts/with-server.mjs), fetches the public calendar and two by a secret address, and
compares what the library reads with what was made. Ends with 1 at the first difference.
"""

import datetime
import json
import os
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import icalendar

BASE = os.environ["REGISTER_URL"]
PASSWORD = "heron-lantern-quarry-92"
PLAN = "safer-chelmsford"
UTC = datetime.timezone.utc
# Long enough to be folded, with what has to be escaped.
VENUE = "Ystafell gyfarfod, " * 7 + "Tŷ’r Sir; 2"

# Of each sitting: day, start and end in London, and the same start in UTC. Clocks went
# forward on 29 March 2026 and go back on 25 October 2026.
SITTINGS = [
    ("2026-01-15", "10:00", "12:00", "2026-01-15T10:00Z"),
    ("2026-07-16", "10:00", "12:00", "2026-07-16T09:00Z"),
    ("2026-03-28", "23:30", "23:45", "2026-03-28T23:30Z"),
    ("2026-03-29", "02:30", "03:30", "2026-03-29T01:30Z"),
    ("2026-10-25", "00:30", "00:45", "2026-10-24T23:30Z"),
    ("2026-10-26", "09:00", "10:00", "2026-10-26T09:00Z"),
    ("2027-07-15", "10:00", "11:00", "2027-07-15T09:00Z"),
]


def check(holds, what):
    if not holds:
        raise SystemExit(f"not so: {what}")


def ask(query, variables, token=None):
    """The one payload of a mutation that must succeed."""
    headers = {"content-type": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{BASE}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    check("errors" not in answer, f"{query} gave {answer}")
    (payload,) = answer["data"].values()
    check(payload["errors"] == [], f"{query} gave {payload}")
    return payload


def run(mutation, given, selection, token=None):
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ path message }} }} }}"
    return ask(query, {"input": given}, token)


def somebody(email, *role):
    """The access token of somebody new with a role."""
    said = subprocess.run(
        [
            os.environ["REGISTER_BINARY"], "user", "add", email, "--name", "Somebody", "--role", *role,
            "--database", os.environ["REGISTER_DATABASE"], "--log", "warn", "--public-url", BASE,
        ],
        check=True, capture_output=True, text=True,
    ).stdout
    run("acceptInvitation", {"token": re.search(r"#(\S+)", said)[1], "password": PASSWORD}, "user { id }")
    given = {"email": email, "password": PASSWORD, "kind": "TOKENS"}
    return run("signIn", given, "tokens { accessToken }")["tokens"]["accessToken"]


def make(token):
    """Sittings for partners and for all, an event by its own days, one by a date, an action."""
    meeting = run(
        "createMeeting", {"partnership": PLAN, "name": "Clocks, zones; and £ signs", "chairAgencies": ["essex-police"]},
        "meeting { id }", token,
    )["meeting"]["id"]
    for number, (day, start, end, _) in enumerate(SITTINGS):
        given = {
            "meeting": meeting, "startsOn": day, "startTime": start, "endTime": end, "name": f"Sitting {number}",
            "venue": VENUE, "visibility": "PUBLIC" if number % 2 == 0 else "PARTNERS",
        }
        run("scheduleMeeting", given, "occurrences { id }", token)
    window = {"startsOn": "2026-10-24", "endsOn": "2026-10-26"}
    own = {"partnership": PLAN, "name": "Week of action", "hostAgencies": ["essex-police"], "description": "“É” " * 60}
    run("createEvent", own | window, "event { id }", token)
    series = run("createEvent", {"partnership": PLAN, "name": "Fair"}, "event { id }", token)["event"]["id"]
    run("createEventOccurrence", {"event": series, "startsOn": "2026-03-29"}, "occurrence { id }", token)
    action = {"partnership": PLAN, "text": "Send the report\nto all", "owners": ["essex-police"], "dueOn": "2026-03-29"}
    run("createAction", action, "action { id }", token)


def fetch(address):
    """The bytes at an address; what it says of itself must be right."""
    path = urllib.parse.urlsplit(address).path
    with urllib.request.urlopen(f"{BASE}{path}", timeout=30) as response:
        check(response.headers["content-type"] == "text/calendar; charset=utf-8", f"the media type of {path[:12]}")
        return response.read()


def read(body):
    """The entries by their names, after what holds for every calendar."""
    check(body.endswith(b"END:VCALENDAR\r\n"), "the end")
    for line in body.split(b"\r\n"):
        check(len(line) <= 75 and b"\n" not in line, f"a line of at most 75 octets: {line}")
    calendar = icalendar.Calendar.from_ical(body)
    entries = list(calendar.walk("VEVENT"))
    check(all(not entry.errors for entry in entries), "every value is understood")
    ids = [str(entry["uid"]) for entry in entries]
    check(len(set(ids)) == len(ids), "each id stands once")
    check(len(calendar.walk("VTIMEZONE")) == 1, "the zone is in the file")
    check_zone(calendar.walk("VTIMEZONE")[0])
    return {str(entry["summary"]): entry for entry in entries}


def check_zone(zone):
    """The zone's own rules say of each start what is known of London."""
    london = zone.to_tz(lookup_tzid=False)
    for day, start, _, utc in SITTINGS:
        civil = datetime.datetime.fromisoformat(f"{day}T{start}").replace(tzinfo=london)
        check(civil.astimezone(UTC) == moment(utc), f"the zone in the file on {day} at {start}")


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def check_sittings(entries, wanted):
    for number, (day, start, end, utc) in enumerate(SITTINGS):
        entry = entries.get(f"Clocks, zones; and £ signs: Sitting {number}")
        if number not in wanted:
            check(entry is None, f"sitting {number} is for partners only")
            continue
        check(entry is not None, f"sitting {number} is there")
        begins, ends = entry["dtstart"].dt, entry["dtend"].dt
        check(begins.astimezone(UTC) == moment(utc), f"{day} at {start} is {utc}, and not {begins.astimezone(UTC)}")
        check(begins.strftime("%H:%M") == start and ends.strftime("%H:%M") == end, f"the civil times of {day}")
        check(str(entry["location"]) == VENUE, "the venue, folded and escaped")


def check_days(entry, first, after):
    begins, ends = entry["dtstart"].dt, entry["dtend"].dt
    whole = not isinstance(begins, datetime.datetime) and not isinstance(ends, datetime.datetime)
    check(whole and begins.isoformat() == first and ends.isoformat() == after, f"{begins} to {ends} is {first} to {after}")


def main():
    coordinator = somebody("calendar.coordinator@example.org", "coordinator", "--partnership", PLAN)
    make(coordinator)
    every = range(len(SITTINGS))

    public = read(fetch(f"{BASE}/partnerships/{PLAN}/calendar.ics"))
    check_sittings(public, [number for number in every if number % 2 == 0])
    check_days(public["Week of action"], "2026-10-24", "2026-10-27")
    check_days(public["Fair"], "2026-03-29", "2026-03-30")
    check(not any(name.startswith("Action") for name in public), "actions are not in the public calendar")

    police = ["--partnership", PLAN, "--agency", "essex-police"]
    sergeant = somebody("calendar.sergeant@example.org", "partner-admin", *police)
    for partnership in (PLAN, None):
        given = {"name": "A test", "partnership": partnership}
        made = run("createCalendarFeed", given, "address calendarFeed { id }", sergeant)
        entries = read(fetch(made["address"]))
        check_sittings(entries, every)
        check_days(entries["Week of action"], "2026-10-24", "2026-10-27")
        check_days(entries["Action due: Send the report"], "2026-03-29", "2026-03-30")
        check(("Fair" in entries) == (partnership is not None), "what nobody hosts is in the plan's calendar only")
        run("revokeCalendarFeed", {"id": made["calendarFeed"]["id"]}, "id", sergeant)
        try:
            fetch(made["address"])
        except urllib.error.HTTPError as refused:
            check(refused.code == 404, "a revoked address is not found")
        else:
            raise SystemExit("a revoked address opens nothing")
    print(f"Three calendars were read by icalendar {icalendar.__version__}: all is as it was made.")


if __name__ == "__main__":
    main()
