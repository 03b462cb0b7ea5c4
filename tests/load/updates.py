"""Signed-in updates of one project: people who may, what they update, and the load."""

import os
import pathlib
import re
import subprocess

import generate
import queries
from load import HERE, LOAD_CORE
from register import BINARY

# Over how many connections updates are sent that are not to be as many as can be.
STEADY_CONNECTIONS = 40
PASSWORD = "heron-lantern-quarry-92"
ACCEPT = "mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { errors { message } } }"
SIGN_IN = "mutation($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } errors { message } } }"
LED = """query($agency: ID!) { projects(first: 100, filter: { agency: $agency, role: LEAD }) {
edges { node { id version } } } }"""
VERSION = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Project { id version } } }"


class Updates:
    """Projects with a token of somebody whose agency leads each."""

    def __init__(self, server, url, folder, counties):
        self.server, self.folder, self.projects = server, pathlib.Path(folder), []
        for number in range(counties):
            agency = f"{generate.slug(generate.shire(number))}-police"
            token = sign_in(server, url, agency)
            edges = server.data(queries.body(LED, agency=agency))["projects"]["edges"]
            self.projects += [(token, edge["node"]["id"]) for edge in edges]
        if len(self.projects) < 50:
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
        return self.begin(connections, seconds)()

    def steadily(self, rate, seconds):
        """Begins to send about `rate` updates a second; call what it gives for their rate."""
        return self.begin(STEADY_CONNECTIONS, seconds, 1000 * STEADY_CONNECTIONS // rate)

    def begin(self, connections, seconds, pause=0):
        """Begins to send updates, each connection `pause` milliseconds after an answer
        on average. What it gives waits for the end and says how many there were per second."""
        before = self.versions()
        file = self.folder / "projects"
        file.write_text("".join(f"{token} {id_} {before[id_]}\n" for token, id_ in self.projects))
        # On the load's core, and as cheap as can be: it must not take the server's time.
        wrk = subprocess.Popen(
            ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
             "-s", str(HERE / "updates.lua"), f"{self.server.url}/graphql", "--", str(file), str(pause)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )

        def end():
            said, _ = wrk.communicate(timeout=seconds + 60)
            if wrk.returncode or "Non-2xx" in said or "Socket errors" in said:
                raise SystemExit(said)
            requests = int(re.search(r"(\d+) requests in", said).group(1))
            written = sum(self.versions().values()) - sum(before.values())
            # Those that were under way when wrk stopped may have been carried out as well.
            if not requests <= written <= requests + connections:
                raise SystemExit(f"{requests} updates were answered and {written} carried out")
            return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))

        return end


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
