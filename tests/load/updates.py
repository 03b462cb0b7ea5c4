"""Signed-in updates of one project: people who may, what they update, and the load."""

import http.client
import json
import os
import pathlib
import re
import subprocess
import threading
import time

import generate
import queries
from load import HERE, LOAD_CORE
from register import BINARY

PASSWORD = "heron-lantern-quarry-92"
ACCEPT = "mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { errors { message } } }"
SIGN_IN = "mutation($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } errors { message } } }"
LED = """query($agency: ID!) { projects(first: 100, filter: { agency: $agency, role: LEAD }) {
edges { node { id version } } } }"""
VERSION = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Project { id version } } }"
UPDATE = """mutation($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } errors { code } } }"""


class Updates:
    """Projects with a token of somebody whose agency leads each."""

    def __init__(self, server, url, folder, counties=8):
        self.server, self.folder, self.projects = server, pathlib.Path(folder), []
        for number in range(counties):
            agency = f"{generate.slug(generate.shire(number))}-police"
            token = sign_in(server, url, agency)
            edges = server.data(queries.body(LED, agency=agency))["projects"]["edges"]
            self.projects += [(token, edge["node"]["id"]) for edge in edges]
        if len(self.projects) < 100:
            raise SystemExit(f"only {len(self.projects)} projects to update")

    def versions(self):
        """The version of each project now."""
        versions = {}
        for start in range(0, len(self.projects), 100):
            ids = [id_ for _, id_ in self.projects[start:start + 100]]
            for node in self.server.data(queries.body(VERSION, ids=ids))["nodes"]:
                versions[node["id"]] = node["version"]
        return versions

    def once(self, connections, seconds):
        """Updates per second; ends the run when not every one was carried out."""
        before = self.versions()
        file = self.folder / "projects"
        file.write_text("".join(f"{token} {id_} {before[id_]}\n" for token, id_ in self.projects))
        done = subprocess.run(
            ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
             "-s", str(HERE / "updates.lua"), f"{self.server.url}/graphql", "--", str(file)],
            capture_output=True, text=True, timeout=seconds + 60, check=True,
        )
        if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
            raise SystemExit(done.stdout)
        requests = int(re.search(r"(\d+) requests in", done.stdout).group(1))
        written = sum(self.versions().values()) - sum(before.values())
        # Those that were under way when wrk stopped may have been carried out as well.
        if not requests <= written <= requests + connections:
            raise SystemExit(f"{requests} updates were answered and {written} carried out")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))

    def steadily(self, rate, until):
        """Sends `rate` updates a second until the event; gives how many were carried out."""
        versions, done, lock = self.versions(), [0], threading.Lock()
        threads, began = 4, time.monotonic()

        def send(first):
            os.sched_setaffinity(0, {int(LOAD_CORE)})  # Of this thread: the other core is the server's.
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            mine, turn = self.projects[first::threads], 0
            while not until.is_set():
                ahead = began + (turn * threads + first) / rate - time.monotonic()
                if ahead > 0:
                    until.wait(ahead)
                token, id_ = mine[turn % len(mine)]
                input_ = {"id": id_, "version": versions[id_], "status": "ACTIVE" if turn % 2 else "PAUSED",
                          "description": f"Round {turn}: what the scheme does, in a sentence."}
                headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
                connection.request("POST", "/graphql", queries.body(UPDATE, input=input_), headers)
                payload = json.loads(connection.getresponse().read())["data"]["updateProject"]
                if payload["errors"]:
                    raise SystemExit(f"an update was refused: {payload}")
                versions[id_] = payload["project"]["version"]
                turn += 1
                with lock:
                    done[0] += 1
            connection.close()

        workers = [threading.Thread(target=send, args=(first,), daemon=True) for first in range(threads)]
        for worker in workers:
            worker.start()
        return lambda: [worker.join(30) for worker in workers] and done[0] / (time.monotonic() - began)


def sign_in(server, url, agency):
    """An access token of a new partner admin of an agency, wherever it sits."""
    email = f"bench@{agency}.example"
    added = subprocess.run(
        [BINARY, "user", "add", email, "--name", "The bench", "--role", "partner-admin", "--agency", agency,
         "--log", "warn"],
        env=os.environ | {"DATABASE_URL": url}, check=True, capture_output=True, text=True,
    )
    token = re.search(r"https?://\S+", added.stdout).group(0)
    accepted = server.data(queries.body(ACCEPT, input={"token": token, "password": PASSWORD}))["acceptInvitation"]
    if accepted["errors"]:
        raise SystemExit(f"the invitation was refused: {accepted}")
    signed_in = server.data(queries.body(SIGN_IN, input={"email": email, "password": PASSWORD, "kind": "TOKENS"}))
    if not signed_in["signIn"]["tokens"]:
        raise SystemExit(f"signing in was refused: {signed_in}")
    return signed_in["signIn"]["tokens"]["accessToken"]
