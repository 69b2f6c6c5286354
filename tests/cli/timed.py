"""A hall whose clock the test sets, seen only through its command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from counter.bootstrap.opening import create_profile, open_app
from counter.bootstrap.program import program
from counter.services.context.app import AppContext
from tests.cli.shop import Said, counter
from tests.cli.visits import NAME, visit, written
from tests.services.office import FRIDAY, PEOPLE, SetClock
from tests.settings import demo_hall

FARM = 100
"""我要开畜禽养殖场: done, accepted, waiting, deferrable and correctable items of five organs in one visit."""

FARM_ANSWERS = {
    "q_entity": "individual",
    "q_farm_kind": "meat",
    "q_farm_scale": "yes",
    "q_land": "done",
    "q_env": "no",
    "q_employees": "yes",
    "q_n_staff": 2,
    "q_sign": "shop",
    "q_premises": "own",
    "q_agent": "self",
}

PLANS = "si_employer_3"  # 参保人员名册
ROSTER = {PLANS: {"state": "missing"}}
GAP = "epidemic_cond_5"  # 人员信息, deferrable
DEFERRED = {GAP: {"state": "deferred"}}
PIN = "9876\n"
TOLD = ("--review-body", "乌兰浩特市人民政府", "--court", "乌兰浩特市人民法院", "--phone", "0482-0000001")
"""Where a decision can be taken, as whoever confirms it says."""
SIGNED = ("--signer", "applicant", "--name", NAME, "--handed-over")

Case = dict[str, Any]


@dataclass
class Counter:
    """Commands on one profile, at the time the test says."""

    profile: Path
    folder: Path
    clock: SetClock

    def run(self, *arguments: str | Path, typed: str = "") -> Said:
        """One command, with ``--json``."""

        def opened(profile: Path) -> AbstractContextManager[AppContext]:
            return open_app(profile, self.clock)

        return counter(
            *arguments,
            "--data",
            self.profile,
            "--json",
            typed=typed,
            through=replace(program(), open_app=opened),
        )

    def open(self, answered: bool = False, **changes: Any) -> Case:
        """A farm taken in, everything brought unless said otherwise.

        ``answered``: every question still open gets its first option.
        """
        while True:
            said = self.run("case", "open", written(self.folder, farm(**changes)), "--no-papers")
            if said.code == 0 or not answered:
                break
            assert said.json["questions"], said.err
            first = {q["id"]: q["options"][0]["id"] if q["options"] else "1" for q in said.json["questions"]}
            changes["answers"] = {**changes["answers"], **first}
        assert said.code == 0, said.err
        answer: Case = said.json
        return answer

    def act(self, name: str, case: Case, *arguments: str | Path, typed: str = "", by: str = "W01") -> Said:
        """One act on the case, refused or not."""
        return self.run("case", name, case["number"], *arguments, "--clerk", by, typed=typed)

    def do(self, name: str, case: Case, *arguments: str | Path, typed: str = "") -> Case:
        """One act that is done; the case as it then stands."""
        said = self.act(name, case, *arguments, typed=typed)
        assert said.code == 0, said.err
        answer: Case = said.json
        return answer

    def show(self, case: Case) -> Case:
        """The case as ``case show`` gives it."""
        said = self.run("case", "show", case["number"])
        assert said.code == 0, said.err
        answer: Case = said.json
        return answer

    def refused(
        self, name: str, case: Case, *arguments: str | Path, typed: str = "", by: str = "W01"
    ) -> Said:
        """One act that is refused in one sentence and leaves nothing behind."""
        before = self.show(case)
        said = self.act(name, case, *arguments, typed=typed, by=by)
        assert said.code in (1, 2), said.out
        assert len(said.err.strip().splitlines()) <= 2, said.err  # a prompt for a PIN may stand before it
        assert said.json["error"]
        assert self.show(case) == before
        return said

    def later(self, **span: float) -> None:
        """Time passes."""
        self.clock.at += timedelta(**span)

    def json(self, value: object, name: str = "act.json") -> Path:
        """The value as a file."""
        return written(self.folder, value, name)

    def whole(self) -> bool:
        """What ``counter check`` says."""
        return counter("check", "--data", self.profile).code == 0


@contextmanager
def counter_on(folder: Path) -> Iterator[Counter]:
    """A new demo hall on Friday 20 November 2026 in the morning; whole when the test is over."""
    profile, clock = folder / "profile", SetClock(FRIDAY)
    create_profile(profile, demo_hall(), PEOPLE, clock)
    hall = Counter(profile, folder, clock)
    yield hall
    assert hall.whole()


def farm(**changes: Any) -> dict[str, Any]:
    """A visit file of the farm."""
    return visit(**{"bundle": FARM, "answers": FARM_ANSWERS, **changes})


def item(case: Case, item_id: str) -> Any:
    """The item of that id."""
    return next(i for i in case["items"] if i["id"] == item_id)


def kinds(case: Case) -> list[str]:
    """Kinds of the papers, oldest first."""
    return [p["kind"] for p in case["papers"]]


def paper(case: Case, kind: str) -> Any:
    """The newest paper of that kind."""
    return [p for p in case["papers"] if p["kind"] == kind][-1]
