"""kill -9 in the middle of imports, at random moments: the release from before or the new one is
there, whole, and the next import works. Arguments: documents or package, sqlite or postgres, and
`served` for a server that reads the database meanwhile. TIMES says how often (100).

Postgres is a database that may be written over, named by KUNTAVAAKA_TRIAL_POSTGRES; psql empties it.
"""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time

from process import PROGRAM, ROOT, Server

TIMES = int(os.environ.get("TIMES", 100))
# Of the time that an import takes, when the last ones are killed: what counts are the moments about
# its end, so some must come to it.
LATEST = 1.2
DOCUMENTS = ROOT / "data/documents"
LISTS = ["/v1/budget-lines.ndjson?includeRepeats=true", "/v1/narratives.ndjson?q=palvelu"] + [
    f"/v1/{name}.ndjson"
    for name in (
        "municipalities units documents accounts functions findings changes objectives indicators risks "
        "internal-control narratives"
    ).split()
]


class Imports:
    """Two imports that follow each other, and what each leaves."""

    def __init__(self, folder, database, kind):
        self.folder, self.database, self.releases = folder, database, f"{folder}/releases"
        # Documents are added to what is stored, and a package takes the place of all of it.
        package = self.package("one", [DOCUMENTS / "kemijarvi-hallintopalvelut-2025-h1"])
        other = DOCUMENTS / "kemi-osavuosikatsaus-2022-h1" if kind == "documents" else self.package("two", [])
        self.whats = [[package], [other]]
        self.lengths, self.known = [0, 0], []
        for what in self.whats:
            self.finish(what)
            self.known.append(self.whole_release())
        # Into an empty database it takes less time than over another release.
        for n, what in enumerate(self.whats):
            begun = time.monotonic()
            self.finish(what)
            self.lengths[n] = time.monotonic() - begun

    def package(self, name, what):
        releases = f"{self.folder}/{name}"
        run = [PROGRAM, "import", "--database", f"{self.folder}/{name}.sqlite3", "--releases", releases, *what]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        return next(os.path.join(releases, file) for file in os.listdir(releases) if file.endswith(".zip"))

    def start(self, what):
        run = [PROGRAM, "import", "--database", self.database, "--releases", self.releases, *what]
        return subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def finish(self, what):
        running = self.start(what)
        told = running.communicate()[1].decode()
        if running.returncode != 0:
            raise SystemExit(f"an import that nobody killed failed: {told}")

    def whole_release(self):
        """The release that is served, with a digest of all that is stored."""
        digest = hashlib.sha256()
        with Server("--rate=0", database=self.database) as server:
            for path in LISTS:
                status, answer = server.ask(path)
                if status != 200:
                    raise SystemExit(f"{path} of {server.release} is answered {status}: {answer[:200]}")
                digest.update(answer)
        return server.release, digest.hexdigest()


def main():
    kind, base, served = sys.argv[1], sys.argv[2], "served" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/kuntavaaka.sqlite3" if base == "sqlite" else os.environ.get("KUNTAVAAKA_TRIAL_POSTGRES")
        if not database:
            print("skipped: KUNTAVAAKA_TRIAL_POSTGRES names no database")
            return
        if base == "postgres":
            empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
            subprocess.run(["psql", "--quiet", database, "--command", empty], check=True, stderr=subprocess.DEVNULL)
        imports = Imports(folder, database, kind)
        reader = Server("--rate=0", database=database) if served else None
        killed, renewed, found = 0, 0, imports.known[1]
        for _ in range(TIMES):
            following = int(found == imports.known[0])
            running = imports.start(imports.whats[following])
            waited = random.uniform(0, LATEST * imports.lengths[following])
            time.sleep(waited)
            running.kill()
            killed += running.wait() != 0
            # A busy machine takes longer than it took.
            if running.returncode != 0:
                imports.lengths[following] = max(imports.lengths[following], waited)
            running.stderr.close()
            before, found = found, imports.whole_release()
            if found not in imports.known:
                raise SystemExit(f"{found} is neither of {imports.known}")
            renewed += found != before
            if reader and reader.ask("/v1/dataset")[0] != 200:
                raise SystemExit("the server that reads does not answer")
        for what, known in zip(imports.whats, imports.known):
            imports.finish(what)
            if imports.whole_release() != known:
                raise SystemExit("the next import left another release")
        if reader:
            reader.__exit__()
    print(
        f"{TIMES} imports of {max(imports.lengths):.1f} s, {killed} killed before their end, {renewed} left the new "
        "release: always whole, the next one works"
    )


main()
