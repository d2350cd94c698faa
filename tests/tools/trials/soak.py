"""Mixed questions for a long time at 80 % of what the machine bears: is the service flat?

SECONDS says for how long (3600); the first 12 of them measure what the machine bears. Samples are
taken in each minute, or in each twentieth of a shorter trial.
"""

import asyncio
import os
import random
import statistics
import time
from collections import Counter

from process import Server

SECONDS = int(os.environ.get("SECONDS", 3600))
CONNECTIONS = 16
LOAD = 0.8
# The rule: the last quarter against the second one, the first being for filling caches.
MAX_GROWTH = 0.10

GRAPHQL = (
    "{municipalities(first:3){nodes{name units(first:5){nodes{name "
    "budgetLines(first:5,fiscalYear:[%d]){nodes{amount document{title}}}}}}}}"
)


def paths():
    """Questions, the frequent ones several times; most of them so that memory does not have them."""
    year = random.choice([2022, 2023, 2024, 2025])
    unit = random.choice(["kemijarvi", "kemi", "heinola"])
    amount = random.randint(0, 10_000_000)
    yield from [
        f"/v1/budget-lines?fiscalYear={year}&amountMax=-{amount}&first={random.randint(5, 50)}",
        f"/v1/units/{unit}",
        f"/v1/budget-lines?unit={unit}&includeDescendants=true&amountMin={amount}&first=20",
        "/v1/aggregate?groupBy=scenario&unit=kemijarvi.hallintopalvelut&account=operating_margin&fiscalYear=2024&period=year",
        "/v1/compare?function=01.3.1",
        f"/v1/findings?first={random.randint(1, 40)}",
        f"/v1/objectives?first={random.randint(1, 40)}",
        f"/graphql?query={(GRAPHQL % year).replace('{', '%7B').replace('}', '%7D').replace(' ', '%20')}",
        f"/graphql?query={(GRAPHQL % year).replace('{', '%7B').replace('}', '%7D').replace(' ', '%20')}",
        f"/v1/changes?first={random.randint(1, 100)}",
        f"/v1/narratives?q=palvelu&first={random.randint(1, 40)}",
        "/",
    ]


async def exports(server, seen):
    """Whole lists, one after another: three at a time are sent, so none is refused."""
    client = Client(server, seen)
    while True:
        await client.ask(f"/v1/budget-lines.{random.choice(['csv', 'ndjson', 'parquet'])}")
        await asyncio.sleep(1)


class Seen:
    """Answers, counted by how long they took: to sort them all would keep the next ones waiting."""

    def __init__(self):
        self.took, self.wrong = Counter(), []

    def note(self, status, path, seconds):
        self.took[int(seconds * 10_000)] += 1
        if status != 200:
            self.wrong.append((status, path))

    def quantile(self, part):
        """Seconds, to a tenth of a millisecond."""
        left = self.took.total() * part
        for tenths, count in sorted(self.took.items()):
            left -= count
            if left < 0:
                return tenths / 10_000
        return 0

    def taken(self):
        """What was seen since this was asked last."""
        taken = Seen()
        taken.took, taken.wrong, self.took, self.wrong = self.took, self.wrong, Counter(), []
        return taken


class Client:
    """One connection that asks again and again."""

    def __init__(self, server, seen):
        self.server, self.seen, self.streams = server, seen, None

    async def ask(self, path, due=None):
        self.streams = self.streams or await asyncio.open_connection(*self.server.address, limit=1 << 22)
        reader, writer = self.streams
        begun = due or time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"transfer-encoding: chunked" in head:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r")[0]))
        self.seen.note(int(head[9:12]), path, time.monotonic() - begun)


async def capacity(server, seconds):
    """Requests per second with every connection asking without a pause."""
    seen, until = Seen(), time.monotonic() + seconds

    async def go():
        client = Client(server, seen)
        while time.monotonic() < until:
            for path in random.sample(found := list(paths()), len(found)):
                await client.ask(path)

    await asyncio.gather(*(go() for _ in range(CONNECTIONS)))
    return seen.took.total() / seconds


async def soak(server, rate, until, seen):
    """Asks at a rate, whatever the answers take: what waits for its turn counts as late."""
    queue = asyncio.Queue()

    async def go():
        client = Client(server, seen)
        while (asked := await queue.get()) is not None:
            await client.ask(*asked)

    workers = [asyncio.create_task(go()) for _ in range(CONNECTIONS)]
    due = time.monotonic()
    while due < until:
        for path in random.sample(found := list(paths()), len(found)):
            due += 1 / rate
            await asyncio.sleep(max(0, due - time.monotonic()))
            queue.put_nowait((path, due))
    for _ in workers:
        queue.put_nowait(None)
    await asyncio.gather(*workers)


async def sampled(server, seen, samples, every):
    while True:
        await asyncio.sleep(every)
        taken = seen.taken()
        p50, p99, count = taken.quantile(0.5), taken.quantile(0.99), taken.took.total()
        samples.append((server.memory(), p99, count, taken.wrong))
        print(
            f"  {len(samples):3}: {count / every:7.0f} requests/s, p50 {p50 * 1000:6.1f} ms, p99 {p99 * 1000:6.1f} ms, "
            f"{server.memory() >> 20} MB, {len(taken.wrong)} wrong {taken.wrong[:1] or ''}",
            flush=True,
        )


def quarter(samples, number, part):
    length = len(samples) // 4
    return statistics.median(sample[part] for sample in samples[number * length : (number + 1) * length])


async def main():
    with Server("--rate=0") as server:
        print()
        await capacity(server, 4)
        most = await capacity(server, 8)
        samples, seen = [], Seen()
        every = min(60, SECONDS / 20)
        sampling = asyncio.create_task(sampled(server, seen, samples, every))
        exporting = asyncio.create_task(exports(server, Seen()))
        await soak(server, most * LOAD, time.monotonic() + SECONDS - 12 + every / 2, seen)
        sampling.cancel()
        exporting.cancel()
    grown = {}
    for part, what in enumerate(["memory", "p99"]):
        before, after = quarter(samples, 1, part), quarter(samples, 3, part)
        grown[what] = after / before - 1
    asked, wrong = sum(sample[2] for sample in samples), sum(len(sample[3]) for sample in samples)
    flat = all(growth < MAX_GROWTH for growth in grown.values()) and not wrong
    told = ", ".join(f"{what} {growth:+.1%}" for what, growth in grown.items())
    print(
        f"{'flat' if flat else 'NOT FLAT'}: {asked} requests at {most * LOAD:.0f}/s (80 % of {most:.0f}/s) in "
        f"{SECONDS} s, {wrong} wrong; last quarter against the second: {told}"
    )
    raise SystemExit(0 if flat else 1)


asyncio.run(main())
