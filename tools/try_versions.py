"""Try a hub that is upgraded under stations of the version before (docs/hub.md, 升级).

``python -P -m tools.try_versions COMMIT``: a hub set up and two windows made and joined by the program of that commit;
the hub upgraded by this one; then the old windows report and fetch, a new window joins them, and everything is checked
by this program. Needs git and PostgreSQL; a minute.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from tests.db.hub.cluster import Hub, new_cluster

ROOT = Path(__file__).resolve().parent.parent
OLD, NEW = ("15222101", "15222102"), "15222103"
_HUB = """
import sys
from counter.db.hub.server import hub_server
with hub_server(sys.argv[1]) as server:
    print(getattr(server, sys.argv[2])())
"""
_WINDOW = """
import sys
from dataclasses import replace
from pathlib import Path
from counter.bootstrap.opening import create_profile, open_app
from counter.db.hub.server import hub_server
from counter.services.exchange.enrolment import Enrolment, enrolment_text
from counter.services.exchange.join_hub import join_hub
from tests.services.office import PEOPLE
from tests.settings import demo_hall
dsn, port, code, profile = sys.argv[1], int(sys.argv[2]), sys.argv[4], Path(sys.argv[5])
ca = Path(sys.argv[3]).read_text()
with hub_server(dsn) as server:
    made = server.enrol(code, hall="试验厅", county=code[:6], kind="window", demo=True)
create_profile(profile, replace(demo_hall(), station=code), PEOPLE)
given = Enrolment(host="localhost", port=port, database=made.database, login=made.login, secret=made.secret, ca=ca,
    hub=made.hub, county=code[:6], hall="试验厅", station=code, kind="window", demo=True)
with open_app(profile) as app:
    by = next(one for one in app.journal.staff() if one.code == "S01")
    join_hub(app, enrolment_text(given, "一共十二个字符的登记密语"), "一共十二个字符的登记密语", by=by)
"""
_CARDS = """
import pickle, sys
from pathlib import Path
from counter.bootstrap.opening import open_app
from counter.domain.calendar.workdays import civil_date
from counter.services.keys.trusted import settled_keys
with open_app(Path(sys.argv[1])) as app:
    halls = tuple(settled_keys(app.journal, civil_date(app.clock.read().at)).halls.values())
Path(sys.argv[2]).write_bytes(pickle.dumps(halls))
"""
_TRUST = """
import pickle, sys
from pathlib import Path
from counter.bootstrap.opening import open_app
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.keys.trusted import append
with open_app(Path(sys.argv[1])) as app:
    append(app.journal, KeysTrusted("imported", halls=pickle.loads(Path(sys.argv[2]).read_bytes())), actor="S01")
"""
_VISIT = """
import sys
from pathlib import Path
from stdnum.iso7064 import mod_11_2
from tests.cli.visits import person, visit, written
body = f"99999919900101{int(sys.argv[2]):03d}"
print(written(Path(sys.argv[1]), visit(applicant=person(id_number=body + mod_11_2.calc_check_digit(body)))))
"""
_serials = count(100)


def main() -> int:
    """0 when the old windows went on and nothing is missing anywhere."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="counter-versions-")))
        before = folder / "before"
        _git("worktree", "add", "--detach", str(before), sys.argv[1])
        opened.callback(_git, "worktree", "remove", "--force", str(before))
        cluster = opened.enter_context(new_cluster())
        hub = Hub(cluster, cluster.new_database())
        dsn, ca = cluster.dsn(hub.database), folder / "ca.pem"
        ca.write_text(cluster.ca, encoding="ascii")
        print("set up by the program before: version", _python(before, _HUB, dsn, "init").strip())
        for code in OLD:
            _python(before, _WINDOW, dsn, str(cluster.port), str(ca), code, str(folder / code))
        for code, other in (OLD, OLD[::-1]):  # each knows the hall of the other
            _python(before, _CARDS, str(folder / code), str(folder / f"{code}.cards"))
            _python(before, _TRUST, str(folder / other), str(folder / f"{code}.cards"))
        _filed(before, folder, OLD[0])
        _told(before, folder, "before the upgrade", OLD[0], OLD[1], OLD[1])
        print("upgraded by this program:", _python(ROOT, _HUB, dsn, "upgrade").strip())
        _filed(before, folder, OLD[0])
        _filed(before, folder, OLD[1])
        _told(before, folder, "old windows, new hub", OLD[0], OLD[1], OLD[0])
        _python(ROOT, _WINDOW, dsn, str(cluster.port), str(ca), NEW, str(folder / NEW))
        for code in OLD:
            _python(ROOT, _TRUST, str(folder / NEW), str(folder / f"{code}.cards"))
        _told(ROOT, folder, "a new window beside them", NEW, NEW)
        _counter(ROOT, "hub", "check", "--dsn", dsn)
        for code, tree in ((OLD[0], before), (OLD[1], before), (NEW, ROOT)):
            _counter(tree, "check", "--data", str(folder / code))
        print("hub check and check of all three windows: clean")
    return 0


def _told(tree: Path, folder: Path, what: str, *codes: str) -> None:
    for code in codes:
        said = json.loads(_counter(tree, "sync", "now", "--data", str(folder / code), "--json"))
        print(
            f"{what}: {code} sent {said['sent']}, got {said['new']} new, held {said['held']}, refused {said['refused']}"
        )
        if not said["complete"]:
            raise RuntimeError(said["why"])


def _filed(tree: Path, folder: Path, code: str) -> None:
    path = _python(tree, _VISIT, str(folder), str(next(_serials))).strip()
    _counter(tree, "case", "open", path, "--no-papers", "--data", str(folder / code), "--json")


def _python(tree: Path, script: str, *words: str) -> str:
    return _run(tree, "-c", script, *words)


def _counter(tree: Path, *words: str) -> str:
    return _run(tree, "-m", "counter", *words)


def _run(tree: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"{words[:4]} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return done.stdout


def _git(*words: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
