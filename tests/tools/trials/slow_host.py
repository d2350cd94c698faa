"""A host of PostgreSQL that becomes slow but answers, with another beside it or alone: what clients meet
meanwhile. Each part of an answer comes DELAY seconds late (1). -v tells of every second.

Makes a primary and a replica with tests/tools/cluster (KUNTAVAAKA_TEST_POSTGRES_BIN).
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter

from process import PROGRAM, ROOT, Server

IS_VERBOSE = "-v" in sys.argv
LOG = sys.stderr if IS_VERBOSE else subprocess.DEVNULL
DELAY = float(os.environ.get("DELAY", 1))
PHASES = [("fast", 0, 4), ("slow", DELAY, 20), ("fast again", 0, 20)]
# Links in answers name it.
HOST = {"Host": "data.example"}
CLIENTS = 4
PATHS = [f"/v1/budget-lines?first={n}" for n in range(1, 200)]
# No answer may take longer, whatever it is.
MAX_WAIT = 2.5
# With another host beside it, those are refused that were asked when it became slow, once.
MAX_REFUSED = 2 * CLIENTS


class Proxy:
    """Passes on what a host says, late."""

    def __init__(self, port):
        self.upstream, self.delay, started = port, 0, threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.run(started)), daemon=True).start()
        started.wait()

    async def run(self, started):
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await server.serve_forever()

    async def serve(self, reader, writer):
        host = await asyncio.open_connection("127.0.0.1", self.upstream)
        await asyncio.gather(self.pass_on(reader, host[1], False), self.pass_on(host[0], writer, True))

    async def pass_on(self, reader, writer, late):
        parts = asyncio.Queue()

        async def send():
            while part := await parts.get():
                at, data = part
                await asyncio.sleep(max(0, at - time.monotonic()))
                writer.write(data)
                await writer.drain()
            writer.close()

        sending = asyncio.create_task(send())
        try:
            while data := await reader.read(1 << 16):
                parts.put_nowait((time.monotonic() + self.delay * late, data))
        except OSError:
            pass
        parts.put_nowait(None)
        await asyncio.gather(sending, return_exceptions=True)


def cluster(command, folder, *ports):
    os.makedirs(folder, exist_ok=True)
    subprocess.run([ROOT / "tests/tools/cluster", command, folder, *map(str, ports)], check=True)


def ask(server, known, until, met):
    while time.monotonic() < until():
        path, begun = random.choice(PATHS), time.monotonic()
        try:
            status, answer = server.ask(path, headers=HOST)
        except OSError as error:
            status, answer = type(error).__name__, b""
        if status == 200 and answer != known[path]:
            status = "WRONG"
        met.append((begun, time.monotonic() - begun, status))
        time.sleep(0.05)


def trial(name, url, proxy, known, is_alone=False):
    proxy.delay = 0
    met, begun = [], time.monotonic()
    ends = [sum(phase[2] for phase in PHASES[: n + 1]) for n in range(len(PHASES))]
    with Server("--rate=0", "--kept-megabytes=0", database=url, log_to=LOG) as server:
        asked = (server, known, lambda: begun + ends[-1], met)
        clients = [threading.Thread(target=ask, args=asked) for _ in range(CLIENTS)]
        begun = time.monotonic()
        for client in clients:
            client.start()
        for (_, delay, _), end in zip(PHASES, ends):
            proxy.delay = delay
            time.sleep(max(0, begun + end - time.monotonic()))
        for client in clients:
            client.join()
    refused = sum(m[2] == 503 for m in met)
    good = is_alone or refused <= MAX_REFUSED
    for (phase, _, length), end in zip(PHASES, ends):
        of_phase = [m for m in met if end - length <= m[0] - begun < end]
        told(f"{name}, {phase}", of_phase)
        good &= all(m[2] in (200, 503) and m[1] < MAX_WAIT for m in of_phase)
        if IS_VERBOSE:
            for second in range(end - length, end):
                told(f"  second {second}", [m for m in of_phase if second <= m[0] - begun < second + 1])
    return good


def told(name, met):
    waits = sorted(m[1] for m in met) or [0]
    statuses = ", ".join(f"{count} x {status}" for status, count in sorted(Counter(m[2] for m in met).items(), key=str))
    print(f"{name}: {statuses}; median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s")


def main():
    if "KUNTAVAAKA_TEST_POSTGRES_BIN" not in os.environ:
        print("skipped: KUNTAVAAKA_TEST_POSTGRES_BIN names no programs of PostgreSQL")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        ports = [random.randint(20_000, 60_000) for _ in range(2)]
        primary, replica = f"{folder}/primary", f"{folder}/replica"
        try:
            cluster("make", primary, ports[0])
            address = f"postgres://postgres@127.0.0.1:{ports[0]}/postgres"
            run = [PROGRAM, "import", "--database", address, "--releases", f"{folder}/releases"]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
            cluster("follow", replica, ports[1], ports[0])
            with Server("--rate=0", database=address) as server:
                known = {path: server.ask(path, headers=HOST)[1] for path in PATHS}
            proxy = Proxy(ports[1])
            hosts = [f"127.0.0.1:{proxy.port}", f"127.0.0.1:{ports[0]}"]

            def url(hosts, more=""):
                return f"postgres://postgres@{','.join(hosts)}/postgres{more}"

            good = [
                trial("a slow replica that is preferred", url(hosts, "?target_session_attrs=prefer-standby"), proxy, known),
                trial("a slow host, named first", url(hosts), proxy, known),
                trial("a slow host, named last", url(hosts[::-1]), proxy, known),
                trial("a slow host alone", url(hosts[:1]), proxy, known, is_alone=True),
            ]
        finally:
            for cluster_folder in (replica, primary):
                if os.path.isdir(cluster_folder):
                    cluster("remove", cluster_folder)
    raise SystemExit(0 if all(good) else 1)


main()
