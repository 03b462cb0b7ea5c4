"""Starts the register under measurement, asks it, and ends it."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

BINARY = os.environ["REGISTER_BINARY"]
SERVER_CORE = "0"


def pinned(*command):
    return ["taskset", "-c", SERVER_CORE, BINARY, *command]


def import_files(database, files):
    """Imports all files and gives the seconds that it took."""
    began = time.monotonic()
    subprocess.run(
        [BINARY, "import", "--log", "warn", *map(str, files)],
        env=os.environ | {"DATABASE_URL": database}, check=True, stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - began


class Server:
    """A running server; use it in `with`."""

    def __init__(self, database, folder, answer_cache, graph_cache="256MiB"):
        self.port = free_port()
        config = pathlib.Path(folder) / "bench.toml"
        config.write_text(
            "[http]\nbench_floor = true\nconcurrent_requests = 512\n"
            # Those who measure have no authenticator app at hand.
            '[auth]\nsecond_factor = "off"\n'
        )
        command = pinned(
            "serve", "--config", str(config), "--listen", f"127.0.0.1:{self.port}", "--log", "warn",
            "--answer-cache", answer_cache, "--graph-cache", graph_cache,
        )
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command, env=os.environ | {"DATABASE_URL": database}, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise SystemExit("the server did not stop within 30 s of SIGTERM") from None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def first_answer(self, body):
        """Seconds from the start to the first answer to `body`."""
        while time.monotonic() - self.began < 60:
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended with {self.process.returncode}")
            try:
                self.ask(body)
                return time.monotonic() - self.began
            except OSError:
                time.sleep(0.002)
        raise SystemExit("the server did not answer within 60 s")

    def ask(self, body, path="/graphql"):
        """The bytes of an answer; ends the run when it is not a good one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}: {answer[:500]!r}")
        if b'"errors"' in answer[-20_000:] and "errors" in json.loads(answer):
            raise SystemExit(f"{body[:200]} answered {answer[:500]!r}")
        return answer

    def data(self, body):
        return json.loads(self.ask(body))["data"]

    def memory(self, kind="VmRSS"):
        """Memory in MB: `VmRSS` is all that is resident; `RssAnon` leaves out pages of
        files, such as a mapped database, that the system takes back when it needs them."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(kind + ":"):
                return int(line.split()[1]) / 1024
        raise SystemExit(f"this system does not tell {kind}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
