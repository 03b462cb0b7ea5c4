"""Puts load on a server with wrk and reads what it says."""

import pathlib
import re
import statistics
import subprocess

HERE = pathlib.Path(__file__).parent
LOAD_CORE = "1"


class Load:
    """How hard and how long to measure."""

    def __init__(self, folder, seconds, runs):
        self.folder, self.seconds, self.runs = pathlib.Path(folder), seconds, runs

    def once(self, url, bodies, connections, seconds=None):
        """Requests per second, sending `bodies` in turn."""
        file = self.folder / "bodies"
        file.write_text("".join(body + "\n" for body in bodies))
        seconds = seconds or self.seconds
        done = subprocess.run(
            ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
             "-s", str(HERE / "cycle.lua"), url, "--", str(file)],
            capture_output=True, text=True, timeout=seconds + 60, check=True,
        )
        for sign in ("Non-2xx", "Socket errors"):
            if sign in done.stdout:
                raise SystemExit(f"{url}: {done.stdout}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))

    def medians(self, server, workloads, connections):
        """The median rate of each workload, `{name: (path, bodies)}`.

        The workloads take turns, so that whatever else the machine does falls on all.
        """
        rates = {name: [] for name in workloads}
        for path, bodies in workloads.values():
            self.once(server.url + path, bodies, connections, 1)
        for _ in range(self.runs):
            for name, (path, bodies) in workloads.items():
                rates[name].append(self.once(server.url + path, bodies, connections))
        return {name: statistics.median(list_) for name, list_ in rates.items()}
