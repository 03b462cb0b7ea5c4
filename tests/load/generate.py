#!/usr/bin/env python3
"""Writes a made-up national register as partnership files, the same ones each time.

    generate.py FOLDER [PARTNERSHIPS]

Each partnership has about the size of the founding one: 11 members, 4 priorities, 16
focus areas, 10 meetings and the board, 9 events, 19 projects. Eight of them make a
county and share its police force, fire service, council, health body, probation
service, policing body and youth justice service. Every name is invented.
"""

import json
import pathlib
import random
import re
import sys

COUNTY = 8  # partnerships that share county-wide agencies

HEADS = "Ash Bar Bramble Cold Dun East Fair Glen Hazel Iron Kings Lang Mar Nether North Oak Pen Quarry Red Sand Stone Thorn Upper Wal West Win".split()
TAILS = "borough bridge bury combe dale den field ford gate ham hurst ley mere mouth stead stoke ton wick wood worth".split()
SHIRES = "Alder Beck Carden Dorn Elmet Farrow Garth Holm Islip Kell Lorn Merrow Norr Orwin Pryde Rother Severn Tarn Ulver Wend".split()

PRIORITIES = [
    "Serious violence and its causes", "Anti-social behaviour in neighbourhoods and town centres",
    "People at risk of abuse and exploitation", "Crime in rural and isolated communities",
    "Drugs, alcohol and the harm they do", "Reducing re-offending together",
    "Confidence, communication and cohesion", "Safer streets and the night-time economy",
]
FOCUS = [
    "knife crime", "county lines and the exploitation of children", "night-time economy disorder",
    "nuisance in parks and open spaces", "hate crime reporting", "violence against women and girls",
    "high risk domestic abuse", "social isolation", "fraud against older people", "fly-tipping and waste crime",
    "theft of farm machinery", "suicide prevention", "shop theft and business crime", "cuckooing",
    "street drinking", "road danger near schools", "prison leavers without a home", "arson and deliberate fires",
    "emotional health and wellbeing", "feeling safe after dark", "modern slavery", "poor mental health",
]
MEETINGS = [
    ("Tasking and Co-ordinating Group", "TASKING_GROUP", "monthly"), ("Anti-Social Behaviour Panel", "DELIVERY_GROUP", "every two weeks"),
    ("Domestic Abuse Forum", "FORUM", "every couple of months"), ("Pub and Club Forum", "FORUM", "quarterly"),
    ("Serious Violence Delivery Group", "DELIVERY_GROUP", "every six weeks"), ("Safeguarding Adults Board", "EXTERNAL_BOARD", "quarterly"),
    ("Safeguarding Children Partnership", "EXTERNAL_BOARD", "quarterly"), ("Independent Advisory Group", "SCRUTINY", None),
    ("Hate Crime Scrutiny Panel", "SCRUTINY", "twice a year"), ("Prevent Delivery Group", "DELIVERY_GROUP", "quarterly"),
    ("Housing Managers' Forum", "FORUM", "monthly"), ("Rural Crime Partnership", "FORUM", None),
]
EVENTS = [
    ("Day of action", "DAY_OF_ACTION"), ("Night of action", "NIGHT_OF_ACTION"), ("Crucial choices for year six", "AWARENESS"),
    ("Older people's safety day", "AWARENESS"), ("Bike marking in the market square", "COMMUNITY_EVENT"),
    ("Hate crime awareness week", "AWARENESS"), ("Professionals' conference", "CONFERENCE"), ("Bystander training", "TRAINING"),
    ("Rural crime evening", "COMMUNITY_EVENT"), ("White Ribbon walk", "COMMUNITY_EVENT"), ("Street meet with councillors", "COMMUNITY_EVENT"),
]
PROJECTS = [
    ("Pubwatch", "SCHEME"), ("Street Pastors", "SERVICE"), ("Taxi Marshals", "SERVICE"), ("Best Bar None", "ACCREDITATION"),
    ("Purple Flag", "ACCREDITATION"), ("Public Space Protection Order", "LEGAL_ORDER"), ("CCTV renewal", "EQUIPMENT"),
    ("Mobile cameras for fly-tipping", "EQUIPMENT"), ("Junior Wardens", "SCHEME"), ("Mentoring for young people at risk", "SERVICE"),
    ("Knife bins", "EQUIPMENT"), ("Safer Streets lighting", "PROJECT"), ("Shopwatch radio", "SCHEME"), ("Domestic abuse recovery course", "SERVICE"),
    ("Hospital navigators", "SERVICE"), ("Restorative justice hub", "SERVICE"), ("Operation Lantern", "OPERATION"), ("Operation Hedgerow", "OPERATION"),
    ("Cuckooing response protocol", "DATA_SHARING"), ("Emergency department data sharing", "DATA_SHARING"), ("Community speed watch", "SCHEME"),
    ("Ask for Angela", "CAMPAIGN"), ("Doorstep crime packs", "CAMPAIGN"), ("Trauma-informed training", "TRAINING"), ("Accommodation for prison leavers", "SERVICE"),
]
SENTENCES = [
    "Partners meet to share what they know and agree who does what, by when.",
    "It grew out of what residents told the councils in the last survey.",
    "Officers and wardens visit together, so that people tell their story once.",
    "The work is paid for by a grant for one year and reviewed each spring.",
    "Schools, youth clubs and sports grounds take part as well as the statutory bodies.",
    "Where support does not help, enforcement follows, with a clear record of each step.",
    "Results are reported to the board each quarter beside the figures for the county.",
    "Volunteers are trained and insured by the lead agency.",
    "It covers the town centre, the station approach and the two largest estates.",
    "The strategic assessment names this as one of the harms that people feel most.",
    "Analysts map demand each month and the tasking group moves resources to it.",
    "People who use the service helped to design it.",
]


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def place(number):
    """A name for each number, all different."""
    head, tail = divmod(number, len(TAILS))
    lap, head = divmod(head, len(HEADS))
    name = HEADS[head] + TAILS[(tail + head) % len(TAILS)]
    return name if lap == 0 else f"{name}-{['under', 'on', 'by', 'next'][(lap - 1) % 4]}-{SHIRES[(lap - 1) // 4 % len(SHIRES)]}"


def shire(number):
    lap, index = divmod(number, len(SHIRES))
    return ["", "North ", "South ", "East ", "West ", "Mid ", "Upper ", "Nether ", "Old ", "New ", "Great ", "Little ",
            "High ", "Low ", "Far ", "Near ", "Outer ", "Inner ", "Fair ", "Long ", "Broad "][lap % 21] + SHIRES[index] + "shire"


def prose(chance, low, high):
    return " ".join(chance.sample(SENTENCES, chance.randint(low, high)))


def partnership(number):
    chance = random.Random(f"partnership {number}")
    town, county = place(number), shire(number // COUNTY)
    agencies = [
        (f"{town} Council", "LOCAL_AUTHORITY"), (f"{county} County Council", "LOCAL_AUTHORITY"),
        (f"{county} Police", "POLICE"), (f"{county} Fire and Rescue Service", "FIRE_AND_RESCUE"),
        (f"{county} Probation", "PROBATION"), (f"{county} Integrated Care Board", "HEALTH"),
        (f"{county} Policing Body", "LOCAL_POLICING_BODY"), (f"{county} Youth Justice Service", "YOUTH_JUSTICE"),
        (f"{town} Homes", "HOUSING"), (f"{town} Neighbourhood Watch", "VOLUNTARY"), (f"{town} Women's Refuge", "VOLUNTARY"),
    ]
    slugs = [slug(name) for name, _ in agencies]
    members = [
        {"key": key, "agency": key, "nameAsPublished": name,
         "basis": "RESPONSIBLE_AUTHORITY" if place < 6 else "CO_OPERATING_BODY" if place < 9 else "NOT_STATED",
         "capacity": "CORE_MEMBER"}
        for place, (key, (name, _)) in enumerate(zip(slugs, agencies))
    ]
    meetings = [{"key": "board", "name": f"{town} Community Safety Board", "kind": "STRATEGY_GROUP", "isBoard": True,
                 "cadence": "quarterly", "description": prose(chance, 2, 3), "chairAgencies": [slugs[0]]}]
    for name, kind, cadence in chance.sample(MEETINGS, 10):
        entry = {"key": slug(name), "name": name, "kind": kind, "description": prose(chance, 1, 2), "parent": "board"}
        if cadence:
            entry["cadence"] = cadence
        if kind == "EXTERNAL_BOARD":
            entry["ownerAgency"] = slugs[1]
        meetings.append(entry)
    events = [
        {"key": slug(name), "name": name, "kind": kind, "description": prose(chance, 1, 2),
         "hostAgencies": chance.sample(slugs, chance.randint(1, 2))}
        for name, kind in chance.sample(EVENTS, 9)
    ]
    projects = []
    for name, kind in chance.sample(PROJECTS, 19):
        entry = {"key": slug(name), "name": f"{town} {name}" if chance.random() < 0.3 else name, "kind": kind,
                 "status": chance.choice(["ACTIVE", "ACTIVE", "ACTIVE", "PROPOSED", "PAUSED", "NOT_STATED"]),
                 "description": prose(chance, 2, 4)}
        involved = chance.sample(slugs, chance.randint(1, 4))
        if chance.random() < 0.85:
            entry["leadAgency"] = involved.pop(0)
        entry["partnerAgencies"] = involved
        projects.append(entry)
    focus = chance.sample(FOCUS, 16)
    priorities = []
    for position, title in enumerate(chance.sample(PRIORITIES, 4)):
        own = [entry["key"] for entry in projects[position * 5:position * 5 + 5]]
        priorities.append({
            "key": f"2025-28-{slug(title)}", "title": title, "titleStatus": "VERIFIED", "summary": prose(chance, 3, 4),
            "approach": prose(chance, 1, 2), "leadAgencies": [slugs[position]],
            "focusAreas": [
                {"key": f"2025-28-{slug(area)}", "title": area, "projects": chance.sample(own, min(2, len(own)))}
                for area in focus[position * 4:position * 4 + 4]
            ],
            "meetings": [entry["key"] for entry in meetings[1 + position * 3:4 + position * 3]],
            "events": [entry["key"] for entry in events[position * 2:position * 2 + (3 if position == 3 else 2)]],
            "projects": own,
        })
    title = f"Safer {town} Strategy 2025 to 2028"
    return {
        "format": "partnership-register/1",
        "partnership": {
            "slug": slug(f"safer {town}"), "name": f"Safer {town} Partnership", "areas": [{"name": town}],
            "description": prose(chance, 3, 4),
            "dutyStatement": f"These agencies have a duty to work together to make {town} a safe place.",
            "aims": [{"text": "crime and disorder", "purpose": "CRIME_AND_DISORDER"},
                     {"text": "substance misuse", "purpose": "SUBSTANCE_MISUSE"},
                     {"text": "the reduction of re-offending", "purpose": "REDUCING_REOFFENDING"}],
        },
        "agencies": [{"slug": key, "name": name, "kind": kind} for key, (name, kind) in zip(slugs, agencies)],
        "memberships": members, "meetings": meetings, "events": events, "projects": projects,
        "strategies": [{"key": "2025-28", "title": title, "state": "PUBLISHED", "periodLabel": "2025 to 2028",
                        "startsOn": "2025-04-01", "endsOn": "2028-03-31", "summary": prose(chance, 3, 4), "priorities": priorities}],
        "documents": [{"key": "strategy-2025-28", "title": title, "kind": "STRATEGY", "visibility": "PUBLIC", "strategies": ["2025-28"]}],
    }


def write(folder, count):
    """Writes the files of `count` partnerships."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = set()
    for number in range(count):
        made = partnership(number)
        name = made["partnership"]["slug"]
        assert name not in seen, f"two partnerships have the slug {name}"
        seen.add(name)
        (folder / f"{number:05}-{name}.json").write_text(json.dumps(made))


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 320)
