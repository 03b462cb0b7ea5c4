#!/usr/bin/env python3
"""Measures the register and prints the table. Started by run.sh, which see."""

import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import generate
import queries
from load import Load
from register import Server, import_files
from updates import Updates

POSTGRES = "--postgres" in sys.argv[1:]
QUICK = bool(os.environ.get("QUICK"))
SMALL, LARGE = (40, 400) if QUICK else (320, 3_200)
CONNECTIONS = (16,) if QUICK else (16, 64)
DATABASE = "PostgreSQL" if POSTGRES else "SQLite"

UPDATES = "signed-in update of one project with its history"
# SQLite and PostgreSQL.
UPDATE_BARS = (0.020, 0.008)
STEADY = 200
FLOOR, SAME, PAGES, AGENCY, PROJECT = "floor", "page, the same query", "page, a different partnership each time", \
    "20 projects of an agency", "one project by id"
BARS = {SAME: 0.50, PAGES: 0.06, AGENCY: 0.045, PROJECT: 0.20}


class Table:
    """The lines of the result."""

    def __init__(self):
        self.lines = []

    def add(self, what, measured, of_floor="", bar="", good=None):
        verdict = "" if good is None else "pass" if good else "**miss**"
        self.lines.append((what, measured, of_floor, bar, verdict))
        print(f"  {what}: {measured} {of_floor} {verdict}".rstrip(), file=sys.stderr)

    def rate(self, what, connections, rate, floor, bar=None):
        ratio = rate / floor
        self.add(f"{what}, {connections} connections", f"{rate:,.0f}/s", f"{ratio:.3f}",
                 f"at least {bar:.3f}" if bar else "", ratio >= bar if bar else None)

    def memory(self, what, server, bar=None):
        resident, files = server.memory(), server.memory("RssFile")
        self.add(what, f"{resident:.0f} MB, {files:.0f} of it files", "", f"under {bar} MB" if bar else "",
                 resident < bar if bar else None)

    def markdown(self):
        heads = ("workload", "measured", "of the floor", "bar", "")
        rows = [heads, ("---",) * len(heads), *self.lines]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def database(folder, name):
    """The address of a database of its own."""
    if not POSTGRES:
        return f"sqlite:{folder}/{name}.db"
    base = os.environ["TEST_DATABASE_URL"]
    candidates = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"))
    psql = shutil.which("psql") or str(candidates[-1])
    subprocess.run([psql, "--quiet", base, "-c", f"CREATE DATABASE {name}"], check=True, cwd="/")
    return base.rsplit("/", 1)[0] + "/" + name


def load_register(folder, count, table):
    """Fills a database with `count` partnerships."""
    files = pathlib.Path(folder) / f"files-{count}"
    generate.write(files, count)
    url = database(folder, f"bench_{count}")
    seconds = import_files(url, sorted(files.iterdir()))
    shutil.rmtree(files)
    table.add(f"import of {count:,} partnerships", f"{seconds:.1f} s")
    return url


def slugs_of(server):
    slugs, after = [], None
    while True:
        page = server.data(queries.body(queries.SLUGS, after=after))["partnerships"]
        slugs += [edge["node"]["slug"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return slugs
        after = page["pageInfo"]["endCursor"]


def workloads(server, slugs):
    """The queries that read a different thing each time."""
    pages = [queries.body(queries.PAGE, slug=slug) for slug in slugs]
    police = sorted({f"{generate.slug(generate.shire(number // generate.COUNTY))}-police" for number in range(len(slugs))})
    agencies = [queries.body(queries.PROJECTS, agency=slug) for slug in police]
    ids = []
    for slug in slugs[:: max(1, len(slugs) // 300)]:
        edges = server.data(queries.body(queries.IDS, slug=slug))["partnership"]["projects"]["edges"]
        ids += [edge["node"]["id"] for edge in edges]
    projects = [queries.body(queries.PROJECT, id=id_) for id_ in ids]
    for body in pages + projects:  # Read all of it once, before anything is measured.
        server.ask(body)
    return {FLOOR: ("/bench/floor", pages[:1]), PAGES: ("/graphql", pages), AGENCY: ("/graphql", agencies),
            PROJECT: ("/graphql", projects)}


def small(folder, load, table):
    """The register at its usual size. Gives the address and the rates."""
    url = load_register(folder, SMALL, table)
    any_page = queries.body(queries.PAGE, slug=generate.partnership(0)["partnership"]["slug"])
    with Server(url, folder, answer_cache="64MiB") as server:
        seconds = server.first_answer(any_page)
        table.add("start to first answer", f"{seconds * 1000:.0f} ms", "", "under 1 s", seconds < 1)
        slugs = slugs_of(server)
        assert len(slugs) == SMALL, f"{len(slugs)} partnerships instead of {SMALL}"
        sizes = [len(server.ask(queries.body(queries.PAGE, slug=slug))) for slug in slugs]
        table.memory(f"memory with all {SMALL} read", server, 120)
        table.add("size of a page's answer", f"{sum(sizes) / len(sizes) / 1024:.1f} kB")
        for connections in CONNECTIONS:
            same = {FLOOR: ("/bench/floor", [any_page]), SAME: ("/graphql", [any_page])}
            rates = load.medians(server, same, connections)
            table.add(f"floor, {connections} connections", f"{rates[FLOOR]:,.0f}/s", "1")
            table.rate(SAME, connections, rates[SAME], rates[FLOOR], BARS[SAME])
    with Server(url, folder, answer_cache="0") as server:
        server.first_answer(any_page)
        work = workloads(server, slugs)
        measured = {}
        for connections in CONNECTIONS:
            rates = measured[connections] = load.medians(server, work, connections)
            for name in (PAGES, AGENCY, PROJECT):
                table.rate(f"{name}, answer cache off", connections, rates[name], rates[FLOOR], BARS[name])
        table.memory("memory after the load", server)
    updates(url, folder, load, table)
    return measured


def updates(url, folder, load, table):
    """Writing, and reading meanwhile."""
    any_page = queries.body(queries.PAGE, slug=generate.partnership(0)["partnership"]["slug"])
    with Server(url, folder, answer_cache="64MiB") as server:
        server.first_answer(any_page)
        slugs = slugs_of(server)
        writing = Updates(server, url, folder, min(8, SMALL // generate.COUNTY))
        writing.once(16, 1)
        floors, rates = [], []
        for _ in range(load.runs):
            floors.append(load.once(server.url + "/bench/floor", [any_page], 16))
            rates.append(writing.once(16, load.seconds))
        table.rate(UPDATES, 16, statistics.median(rates), statistics.median(floors), UPDATE_BARS[POSTGRES])
        pages = [queries.body(queries.PAGE, slug=slug) for slug in slugs]
        quiet, busy, written = [], [], []
        load.once(server.url + "/graphql", pages, 16, 1)
        for _ in range(load.runs):
            quiet.append(load.once(server.url + "/graphql", pages, 16))
            written_since = writing.steadily(STEADY, load.seconds + 1)
            busy.append(load.once(server.url + "/graphql", pages, 16))
            written.append(written_since())
        ratio = statistics.median(busy) / statistics.median(quiet)
        table.add(f"pages of all partnerships while {statistics.median(written):.0f} updates a second are made",
                  f"{statistics.median(busy):,.0f}/s", "", f"at least 0.70 of the rate without: {ratio:.2f}", ratio >= 0.7)


def large(folder, load, table, before):
    """Ten times the partnerships: with a cache that holds them, and with a quarter."""
    url = load_register(folder, LARGE, table)
    any_page = queries.body(queries.PAGE, slug=generate.partnership(0)["partnership"]["slug"])
    with Server(url, folder, answer_cache="0", graph_cache="4GiB") as server:
        seconds = server.first_answer(any_page)
        table.add(f"start to first answer, {LARGE:,} partnerships", f"{seconds * 1000:.0f} ms")
        slugs = slugs_of(server)
        empty = server.memory("RssAnon")
        work = workloads(server, slugs)
        held = server.memory("RssAnon") - empty
        table.memory(f"memory with all {LARGE:,} read", server)
        for connections in CONNECTIONS:
            rates = load.medians(server, {name: work[name] for name in (FLOOR, PAGES, AGENCY, PROJECT)}, connections)
            for name in (PAGES, AGENCY, PROJECT):
                ratio = rates[name] / before[connections][name]
                table.add(f"{name}, {LARGE:,} partnerships all held, {connections} connections", f"{rates[name]:,.0f}/s",
                          f"{rates[name] / rates[FLOOR]:.3f}", f"at least 0.85 of {SMALL}: {ratio:.2f}",
                          ratio >= 0.85 if name != AGENCY else None)
    quarter = max(1, round(held / 4))
    work = {name: work[name] for name in (FLOOR, PAGES)}
    without, _ = reading_anew(url, folder, load, any_page, work, "0")
    grown, rates = reading_anew(url, folder, load, any_page, work, f"{quarter}MiB", table)
    for connections in CONNECTIONS:
        table.rate(f"{PAGES}, {LARGE:,} partnerships, a quarter held", connections,
                   rates[connections][PAGES], rates[connections][FLOOR])
    table.add(f"memory grown under that load, graph cache of {quarter} MiB", f"{grown:.0f} MB", "",
              f"at most {quarter} MB", grown <= quarter)
    table.add("the same with no graph cache: what reading takes", f"{without:.0f} MB")


def reading_anew(url, folder, load, any_page, work, graph_cache, table=None):
    """By how many MB memory grows, and the rates, when not all partnerships fit into
    the cache. Pages of the database's file are not counted: they are the system's."""
    with Server(url, folder, answer_cache="0", graph_cache=graph_cache) as server:
        server.first_answer(any_page)
        empty = server.memory("RssAnon")
        rates = {connections: load.medians(server, work, connections) for connections in CONNECTIONS}
        if table:
            table.memory(f"memory after reading anew, graph cache of {graph_cache}", server)
        return server.memory("RssAnon") - empty, rates


def machine():
    """What it was measured on."""
    cpu = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) >> 20
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    version = (wrk.stdout + wrk.stderr).split("\n")[0].split(" [")[0]
    return (f"{cpu.group(1) if cpu else platform.machine()}, {os.cpu_count()} cores, {memory} GB; Linux {platform.release()}; "
            f"{DATABASE}; {version}. The server is pinned to one core"
            f"{', PostgreSQL to the same' if POSTGRES else ''}, the load to another.")


def main():
    table = Table()
    # Where the disk is real: a database in memory would flatter the import.
    target = pathlib.Path("target/load").absolute()
    target.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="bench-", dir=target)
    try:
        load = Load(folder, seconds=1 if QUICK else 5, runs=1 if QUICK else 3)
        before = small(folder, load, table)
        if not os.environ.get("SMALL"):
            large(folder, load, table, before)
    finally:
        shutil.rmtree(folder)
    text = f"{machine()}\n\n{table.markdown()}\n"
    (target / f"{DATABASE.lower()}.md").write_text(text)
    print(f"\n{text}")
    print(f"Written to target/load/{DATABASE.lower()}.md.")


if __name__ == "__main__":
    main()
