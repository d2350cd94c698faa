"""What each attack of tests/it/graphql/attacks.json costs the server, in processor time."""

import json
import statistics
import sys

from process import ROOT, Server

# What an attack may cost, and how large its answer may be unless much was asked for.
MAX_SECONDS = 0.050
MAX_BYTES = 8 * 1024
TIMES = 9


def written(parts):
    """A text of parts, where [part, times] stands for a part many times over."""
    text = []
    for part in parts:
        part, times = (part, 1) if isinstance(part, str) else part
        text += [part.replace("{i}", str(i)).replace("{j}", str(i + 1)) for i in range(times)]
    return "".join(text)


def request(attack):
    headers = {"Accept": attack.get("accept", "application/json"), "Content-Type": attack.get("type", "application/json")}
    if "get" in attack:
        return "GET", attack["get"], None, headers
    body = written(attack["body"]) if "body" in attack else json.dumps(
        {"query": written(attack["query"]), "operationName": attack.get("operationName")}
    )
    return "POST", "/graphql", body.encode(), headers


def cost(server, connection, attack):
    """Processor time of one time, the median of several, and the bytes of the answer."""
    method, path, body, headers = request(attack)
    seconds, length = [], 0
    for _ in range(TIMES):
        before = server.cpu()
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        length = max(length, len(answer.read()))
        seconds.append(server.cpu() - before)
        if answer.status >= 500:
            raise SystemExit(f"{attack['name']}: answered {answer.status}")
    return statistics.median(seconds), length


def main():
    attacks = json.loads((ROOT / "tests/it/graphql/attacks.json").read_text())
    wrong, costs = [], []
    with Server("--rate=0") as server:
        before, connection = server.memory(), server.connection()
        for attack in attacks:
            seconds, length = cost(server, connection, attack)
            costs.append((seconds, attack["name"]))
            if "-v" in sys.argv:
                print(f"{seconds * 1000:8.2f} ms {length:7} bytes  {attack['name']}")
            if seconds > MAX_SECONDS or (length > MAX_BYTES and not attack.get("long")):
                wrong.append(f"{attack['name']} ({seconds * 1000:.1f} ms, {length} bytes)")
            if not server.lives():
                raise SystemExit(f"{attack['name']}: the server is gone")
        grown = server.memory() - before
    dearest = ", ".join(f"{name} {seconds * 1000:.1f} ms" for seconds, name in sorted(costs)[:-4:-1])
    print(f"{len(attacks)} attacks, dearest of processor time: {dearest}; memory grew by {grown >> 20} MB")
    if wrong:
        raise SystemExit("too dear: " + "; ".join(wrong))


main()
