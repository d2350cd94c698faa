"""What a line of the log costs: processor time of a request with it and without, in turns."""

import statistics
import subprocess
import tempfile

from process import Server

PATHS = {"one unit": "/v1/units/kemi", "no question to the database": "/health/live"}
REQUESTS = 2_000
TURNS = 7
MAX_COST = 0.05
INFO = "warn,kuntavaaka::request=info"


def cost(server, path):
    connection = server.connection()
    before = server.cpu()
    for _ in range(REQUESTS):
        connection.request("GET", path)
        connection.getresponse().read()
    return (server.cpu() - before) / REQUESTS


def main():
    wrong = False
    with tempfile.TemporaryFile() as file:
        kinds = {
            "none": ("warn", subprocess.DEVNULL),
            "/dev/null": (INFO, subprocess.DEVNULL),
            "a file": (INFO, file),
        }
        servers = {kind: Server("--rate=0", "--log-format=json", log=log, log_to=to) for kind, (log, to) in kinds.items()}
        told = []
        for what, path in PATHS.items():
            # In turns, so that what else the machine does weighs on all alike.
            turns = [{kind: cost(server, path) for kind, server in servers.items()} for _ in range(TURNS)]
            costs = {kind: statistics.median(turn[kind] for turn in turns) for kind in servers}
            more = {kind: costs[kind] / costs["none"] - 1 for kind in servers if kind != "none"}
            wrong = wrong or (path != "/health/live" and max(more.values()) > MAX_COST)
            more = ", ".join(f"to {kind} {part:+.1%}" for kind, part in more.items())
            told.append(f"{what}: {costs['none'] * 1e6:.0f} µs without a line, {more}")
        for server in servers.values():
            server.__exit__()
    print("; ".join(told))
    raise SystemExit(1 if wrong else 0)


main()
