"""What a line of the log costs: processor time of a request with it and without, in turns, with 32
connections that ask at the same time. What it is more of a request is what is lost of requests/s."""

import selectors
import socket
import statistics
import subprocess
import tempfile

from process import Server

# What the aim is held against, and the smallest answer.
PATHS = {"one unit": "/v1/units/kemi", "no question to the database": "/health/live"}
CONNECTIONS = 32
REQUESTS = 3_200
TURNS = 7
MAX_COST = 0.05
INFO = "warn,kuntavaaka::request=info"


def answered(given):
    """Whether an answer has come to its end."""
    head, parted, body = given.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(parted) and len(body) >= int(lengths[0])


def cost(server, path):
    """Processor time of a request, each connection asking again when it has its answer."""
    request = f"GET {path} HTTP/1.1\r\nHost: trial\r\n\r\n".encode()
    with selectors.DefaultSelector() as waiting:
        connections = [socket.create_connection(server.address) for _ in range(CONNECTIONS)]
        given = {connection: b"" for connection in connections}
        before = server.cpu()
        for connection in connections:
            connection.sendall(request)
            waiting.register(connection, selectors.EVENT_READ)
        done = 0
        while done < REQUESTS:
            for key, _ in waiting.select(10):
                part = key.fileobj.recv(65_536)
                if not part:
                    raise SystemExit(f"{path}: the connection is gone")
                given[key.fileobj] += part
                if answered(given[key.fileobj]):
                    given[key.fileobj] = b""
                    key.fileobj.sendall(request)
                    done += 1
        spent = server.cpu() - before
        for connection in connections:
            connection.close()
    return spent / REQUESTS


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
