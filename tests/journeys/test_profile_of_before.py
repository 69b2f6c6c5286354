"""A profile that an earlier program made is opened, checked, rebuilt and continued: nothing of it is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.opening import open_app
from counter.bootstrap.program import program
from counter.domain.case.acts.acts import MarkPrinted, Supplement
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_state import ItemState
from counter.domain.event_kinds import KINDS
from counter.services.context.ports import RatingFilter
from counter.services.guide.versions import guide_versions
from counter.services.papers.print_queueing import send_copy
from tests.every_kind import FAR, Tray
from tests.services.bureau import Bureau
from tests.services.office import RECEIVED, Office, SetClock, item
from tests.services.rating_office import ANSWER, AT_ONCE, CALLED, OWNED, TRUE, RatingOffice
from tools.fingerprint import LATER, rows
from tools.old_profile import PROFILES, facts_of, facts_then, unpack


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies that are only looked at."""
    folder = tmp_path_factory.mktemp("before")
    unpack(folder)
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Copies to work on."""
    unpack(tmp_path)
    return tmp_path


MENDED = {" 已换发新的一份": "代拟稿已确认，换成正式的一份"}
"""Sentences of then that were wrong: a draft has no number, and the line began with a blank."""


def accepted_in(items: list[dict[str, Any]]) -> bool:
    """Whether any item of the case is accepted."""
    return any(ItemState(one["state"]).accepted for one in items)


def lacking(then: Any, now: Any, name: str = "") -> Iterator[str]:
    """Where today's facts do not say what those of then said; what they say beyond it is no fault."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key, value in then.items():
            of, _, last = key.rpartition("/")
            if last == "base":  # now of the last entry that other stations get: then a rating's was named too
                continue
            if last == "event_due" and now.get(key, value) is None and not accepted_in(now[f"{of}/items"]):
                continue  # then a common day outlasted the only acceptance, though it was taken back
            yield from lacking(value, now[key], f"{name}/{key}") if key in now else [f"{name}/{key} is gone"]
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for number, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from lacking(one, other, f"{name}/{number}")
    elif (MENDED.get(then, then) if isinstance(then, str) else then) != now:
        yield f"{name}: {then!r:.200} is now {now!r:.200}"


def faults(profile: Path, *, rebuild: bool = False) -> tuple[object, ...]:
    return tuple(program().check(profile, rebuild).faults)


def test_that_the_profiles_hold_every_kind_that_was_known_then(before: Path) -> None:
    held = set()
    for name in PROFILES:
        with open_app(before / name, SetClock(LATER)) as app:
            held |= {kind for (kind,) in app.journal.connection().execute("SELECT kind FROM entries")}
    assert len(held) == 89
    assert held <= set(KINDS.by_name)


@pytest.mark.parametrize("name", PROFILES)
def test_that_everything_adds_up_to_what_it_did(before: Path, name: str) -> None:
    then = {key: value for key, value in facts_then().items() if key.split("/")[1] == name}
    assert then
    assert list(lacking(then, facts_of(before / name))) == []


@pytest.mark.parametrize("name", PROFILES)
def test_that_it_is_whole_and_rebuilding_changes_no_row(mine: Path, name: str) -> None:
    def rows_now() -> dict[str, object]:
        with open_app(mine / name, SetClock(LATER)) as app:
            return dict(rows(app, name))

    assert faults(mine / name) == ()
    as_opened = rows_now()
    assert faults(mine / name, rebuild=True) == ()
    assert rows_now() == as_opened


def cases(office: Office) -> Iterator[Case]:
    for row in office.app.journal.find_cases("").rows:
        case = fold(office.app.journal.entries(row.case))
        if case is not None and not case.forgotten:
            yield case


def test_that_the_window_goes_on(mine: Path) -> None:
    clock = SetClock(LATER)
    with open_app(mine / "window", clock) as app:
        office = Office(replace(app, queue=Tray()), clock)
        old = next(c for c in cases(office) if any(i.state is ItemState.TO_CORRECT for i in c.items))
        waiting = next(i for i in old.items if i.state is ItemState.TO_CORRECT)
        brought = dict.fromkeys((gap.line for gap in waiting.told[-1].gaps), RECEIVED)
        after = office.do(old, Supplement(brought, "巴图吉雅", "本人"))
        assert item(after, waiting.id).state is not ItemState.TO_CORRECT
        new = office.file(replace(office.visit(8), duplicate_reason="另一处"))
        for case in (after, new):
            paper = [p for p in case.papers if p.stage.binding][-1]
            send_copy(office.app, case.id, paper.id, "W01")
            done = office.do(office.now(case), MarkPrinted((paper.id,)))
            assert done.history[-1].kind == "paper.printed"
        assert new.number not in {case.number for case in cases(office) if case.id != new.id}
    assert faults(mine / "window") == ()


def test_that_the_office_goes_on(mine: Path) -> None:
    clock = SetClock(LATER)
    with open_app(mine / "office", clock) as app:
        office = RatingOffice(app, clock)
        open_one = next(r for r in app.journal.ratings(RatingFilter()) if r.loop == "open")
        rated = office.do(office.see(open_one.rating), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)
        assert rated.loop == "answered"
    assert faults(mine / "office") == ()


def test_that_the_bureau_goes_on(mine: Path) -> None:
    clock = SetClock(LATER)
    with open_app(mine / "bureau", clock) as app:
        bureau = Bureau(app, clock)
        last = guide_versions(app.journal).known[-1].publication
        assert bureau.release("我要开丁店", effective=FAR).number == last.number + 1
    assert faults(mine / "bureau") == ()
