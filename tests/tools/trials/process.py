"""A server that a trial runs: started, asked, measured, and gone when the trial is."""

import http.client
import os
import re
import resource
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(os.environ.get("PROGRAM", ROOT / "target/release/kuntavaaka"))


class Server:
    """The program, serving over a database; the bundled documents in a new one if none is named."""

    def __init__(self, *options, database=None, log="warn", log_to=subprocess.DEVNULL):
        self.folder = tempfile.TemporaryDirectory()
        database = database or f"{self.folder.name}/kuntavaaka.sqlite3"
        command = [PROGRAM, "--port", "0", "--database", database, "--releases", f"{self.folder.name}/releases"]
        self.process = subprocess.Popen(
            [*command, *options],
            stdout=subprocess.PIPE,
            stderr=log_to,
            env=os.environ | {"RUST_LOG": log},
            text=True,
        )
        self.line = self.process.stdout.readline()
        found = re.search(r"release (\w*) at http://([\d.]+):(\d+)/", self.line)
        if not found:
            raise SystemExit(f"{PROGRAM} does not serve: {self.line}")
        self.release, self.address = found[1], (found[2], int(found[3]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()

    def connection(self, timeout=30):
        return http.client.HTTPConnection(*self.address, timeout=timeout)

    def ask(self, path, method="GET", body=None, headers=None):
        """Status and body of one answer, over a connection of its own."""
        connection = self.connection()
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def cpu(self):
        """Seconds of processor time that its threads have had, to the nanosecond."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9

    def memory(self):
        """Bytes that it holds in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024

    def connections(self):
        """Connections that it holds. It has other sockets too, some from the first time they are needed."""
        lines = (Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()).splitlines()
        tcp = {f"socket:[{line.split()[9]}]" for line in lines}
        files = Path(f"/proc/{self.process.pid}/fd").iterdir()
        return sum(os.path.lexists(file) and os.readlink(file) in tcp for file in files)

    def lives(self):
        return self.process.poll() is None


def many_files():
    """Lets this process hold as many connections as it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
