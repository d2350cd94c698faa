"""Clients that say nothing, and clients that never read: another one is answered meanwhile."""

import socket
import time

from process import Server, many_files

SILENT = 1_000
UNREAD = 200
MAX_WAIT = 1.0
MAX_GROWTH = 200 << 20
# Silent connections are cut when their time is over, with some to spare on a busy machine.
CUT_WITHIN = 45

STARTS = [
    b"",
    b"GET /v1/units HTTP/1.1\r\nHost: x\r\n",
    b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
    b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
]
LONG = b"GET /v1/budget-lines?first=500 HTTP/1.1\r\nHost: x\r\n\r\n" * 8
ENDLESS = b"GET /v1/budget-lines.csv HTTP/1.1\r\nHost: x\r\n\r\n" * 2


def opened(server, request):
    stream = socket.socket()
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stream.connect(server.address)
    stream.sendall(request)
    return stream


def longest_wait(server, times):
    """The longest that another client waits for an answer, connection included."""
    longest = 0
    for _ in range(times):
        begun = time.monotonic()
        status, _ = server.ask("/v1/units?first=1")
        longest = max(longest, time.monotonic() - begun)
        if status != 200:
            raise SystemExit(f"another client was answered {status}")
        time.sleep(0.02)
    return longest


def cut_after(server, before, within):
    """Seconds until the server holds no more connections than before. Who never reads is not told
    that it was cut: the server alone knows."""
    begun = time.monotonic()
    while time.monotonic() - begun < within:
        time.sleep(1)
        if server.connections() <= before:
            return time.monotonic() - begun
    return None


def trial(server, name, streams):
    before, connections = server.memory(), server.connections()
    streams = [opened(server, request) for request in streams]
    time.sleep(2)
    waited, grown = longest_wait(server, 50), server.memory() - before
    cut = cut_after(server, connections, CUT_WITHIN)
    told = f"{name}: another client waited {waited * 1000:.0f} ms at the most, memory grew by {grown >> 20} MB, "
    told += f"all were cut within {cut:.0f} s" if cut else "NOT ALL WERE CUT"
    for stream in streams:
        stream.close()
    return told, waited < MAX_WAIT and grown < MAX_GROWTH and cut


def main():
    many_files()
    with Server("--rate=0") as server:
        silent = [STARTS[n % len(STARTS)] for n in range(SILENT)]
        unread = [LONG if n % 2 else ENDLESS for n in range(UNREAD)]
        found = [
            trial(server, f"{SILENT} that say nothing", silent),
            trial(server, f"{UNREAD} that never read", unread),
        ]
    print("; ".join(told for told, _ in found))
    raise SystemExit(0 if all(good for _, good in found) else 1)


main()
