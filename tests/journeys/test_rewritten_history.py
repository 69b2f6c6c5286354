"""A history rewritten with the station's own keys is found by whoever holds one earlier sheet, paper or head.

``COUNTER_REWRITTEN=200`` rewrites so many, each rebuilt and checked; without it one of each kind, without the rebuild.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.db.check.check import check, rebuild_rows
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import CounterError
from counter.domain.journal.stated_heads import block
from counter.domain.papers.verify.day_code import day_qr, short_code
from counter.domain.papers.verify.evidence import ACCUSING, EvidenceFinding, EvidenceStanding
from counter.domain.papers.verify.signed_code import HASH_BYTES, ChainPlace, read_code, signed_text
from counter.services.context.app import AppContext
from counter.services.day.close_day import close_day
from counter.services.hall.staff import sign_on
from counter.services.keys.stated_heads import own_head
from counter.services.keys.trusted import settled_keys
from counter.services.papers.compare_evidence import Given, compare_evidence, heads_text
from counter.services.papers.sign_sheet import as_preview
from tests.printing import samples
from tests.rewriting import CHANGES, History, Original, rewrite
from tests.services.proving import set_up, today
from tests.services.visit.test_file_case import complete, file
from tests.trials import TellTrials

SHEET = replace(samples.receipt(), watermark=None)
TRIALS = int(os.environ.get("COUNTER_REWRITTEN", "0"))


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence that left the room: ``signed`` may accuse. It binds the chain of ``epoch`` up to ``seq``."""

    what: str
    given: Given
    epoch: int
    seq: int
    signed: bool = True


def paper(app: AppContext) -> Kept:
    """The QR of a paper that leaves now."""
    seq, entry_hash = app.journal.place()
    code = replace(
        read_code(as_preview(app.journal, SHEET).qr), place=ChainPlace(seq, entry_hash[:HASH_BYTES])
    )
    text = signed_text(code, app.journal.sign)
    return Kept("paper", Given("paper", text), app.journal.station().epoch, seq)


def neighbour(app: AppContext) -> Kept:
    """A head that went to another window with a file."""
    head = own_head(app.journal)
    assert head is not None
    return Kept(
        "neighbour", Given("neighbour", content=json.dumps(block([head])).encode()), head.epoch, head.seq
    )


def sheets(app: AppContext) -> Iterator[Kept]:
    """The day's sheet, scanned and typed."""
    clerk = next(one for one in app.journal.staff() if one.code == "W01")
    closed = close_day(app, today(app), clerk=clerk, anew=True, reason="核对用")
    head = closed.head
    yield Kept("day sheet", Given("day sheet", day_qr(head)), head.epoch, head.seq)
    typed = short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash))
    yield Kept("short code", Given("short code", typed), head.epoch, head.seq, signed=False)


@dataclass(frozen=True, slots=True)
class Room:
    """A window's profile of two epochs, and what left it meanwhile."""

    profile: Path
    evidence: tuple[Kept, ...]
    certificates: Given
    """What another window of the hall exported: it proves keys that a rewritten journal has forgotten."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    profile = set_up(tmp_path_factory.mktemp("rewritten") / "profile")
    kept: list[Kept] = []
    with open_app(profile) as app:
        for epoch in range(2):
            sign_on(app.journal, code="W01", pin="1234")
            file(app, replace(complete(app), duplicate_reason="另办一家"))
            settled_keys(app.journal, today(app))
            kept += [paper(app), neighbour(app), *sheets(app)]
            sign_on(app.journal, code="W01", pin="1234")
            if epoch == 0:
                app.journal.open_next_epoch("S01")
        kept += [neighbour(app), *sheets(app)]
        exported = {**json.loads(heads_text(app.journal)), "heads": []}
    return Room(profile, tuple(kept), Given("certificates", content=json.dumps(exported).encode()))


@pytest.fixture
def opened(room: Room) -> Iterator[AppContext]:
    """The profile open, its history put back afterwards."""
    with open_app(room.profile) as app:
        assert isinstance(app.journal, SqlJournal)
        original = Original.of(app.journal)
        yield app
        original.put_back(app.journal)


def found(app: AppContext, room: Room, kept: Kept) -> EvidenceFinding:
    return compare_evidence(app, [kept.given, room.certificates])[0]


def binds(kept: Kept, touched: list[tuple[int, int]], epochs: list[int]) -> bool:
    """Whether the evidence reaches an entry that was changed: in its own epoch, or in one before it."""
    own = any(epoch == kept.epoch and seq <= kept.seq for epoch, seq in touched)
    return own or any(epochs.index(epoch) < epochs.index(kept.epoch) for epoch, _ in touched)


def judge_one(app: AppContext, room: Room, touched: list[tuple[int, int]]) -> tuple[int, int]:
    """Every piece of evidence that reaches the change finds it, no other accuses; how many did, and how many not."""
    epochs = list(dict.fromkeys(kept.epoch for kept in room.evidence))
    reached = 0
    for kept in room.evidence:
        standing = found(app, room, kept).standing
        if binds(kept, touched, epochs):
            reached += 1
            expected = ACCUSING if kept.signed else {EvidenceStanding.NOT_MATCHED}
            assert standing in expected, (kept.what, kept.epoch, kept.seq, standing, touched[:3])
        else:
            assert standing is EvidenceStanding.AGREES, (
                kept.what,
                kept.epoch,
                kept.seq,
                standing,
                touched[:3],
            )
    assert reached >= 1, touched
    return reached, len(room.evidence) - reached


def test_that_an_honest_history_agrees_with_everything_that_left(opened: AppContext, room: Room) -> None:
    assert {found(opened, room, kept).standing for kept in room.evidence} == {EvidenceStanding.AGREES}


@pytest.mark.parametrize("name", CHANGES)
def test_that_a_rewritten_history_is_found_with_whatever_left_after_it(
    name: str, opened: AppContext, room: Room, record_property: TellTrials
) -> None:
    assert isinstance(opened.journal, SqlJournal)
    touched = rewrite(opened.journal, CHANGES[name], random.Random(7))
    record_property("evidence", judge_one(opened, room, touched)[0])
    record_property("trials", 1)


def test_that_a_rewritten_history_proves_itself_to_nobody_but_itself(opened: AppContext, room: Room) -> None:
    journal = opened.journal
    assert isinstance(journal, SqlJournal)
    touched = rewrite(journal, CHANGES["another_clerk"], random.Random(7))
    assert rebuild_rows(journal).clean  # its owner has all keys: that is why paper leaves the room
    assert judge_one(opened, room, touched)[0] >= len(room.evidence) - 1


def test_that_an_early_epoch_rewritten_behind_a_whole_late_one_is_found_by_evidence_of_the_late_one(
    opened: AppContext, room: Room
) -> None:
    journal = opened.journal
    assert isinstance(journal, SqlJournal)

    def early(history: History) -> None:
        row = next(row for row in history.rows if row["actor"] == "W01")
        row["actor"] = "W09"
        history.touch(row)

    rewrite(journal, early, random.Random(7), linked=False)
    late = next(kept for kept in reversed(room.evidence) if kept.what == "day sheet")
    finding = found(opened, room, late)
    assert (finding.standing, "更早的 A 期" in finding.sentence) == (EvidenceStanding.DIFFERS, True)
    assert any("启用时记下的" in fault.sentence for fault in check(journal).faults)


def test_that_a_key_that_the_journal_has_forgotten_accuses_only_with_its_certificate(
    opened: AppContext, room: Room
) -> None:
    journal = opened.journal
    assert isinstance(journal, SqlJournal)
    rewrite(journal, CHANGES["merged"], random.Random(7))
    late = next(kept for kept in reversed(room.evidence) if kept.what == "day sheet")
    (alone,) = compare_evidence(opened, [late.given])
    assert (alone.standing, "整个不见了" in alone.advice) == (EvidenceStanding.UNUSABLE, True)
    assert found(opened, room, late).standing is EvidenceStanding.CUT


@pytest.mark.skipif(not TRIALS, reason="COUNTER_REWRITTEN=200 rewrites so many, rebuilt and checked")
def test_that_so_many_rewritten_histories_are_found(
    opened: AppContext, room: Room, capsys: pytest.CaptureFixture[str], record_property: TellTrials
) -> None:
    journal = opened.journal
    assert isinstance(journal, SqlJournal)
    original = Original.of(journal)
    clean: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    reached = spared = 0
    for trial in range(TRIALS):
        name = list(CHANGES)[trial % len(CHANGES)]
        touched = rewrite(journal, CHANGES[name], random.Random(trial))
        with suppress(CounterError):
            clean[name] += rebuild_rows(journal).clean
        found_by, passed = judge_one(opened, room, touched)
        tried[name], reached, spared = tried[name] + 1, reached + found_by, spared + passed
        original.put_back(journal)
        record_property("trials", 1)
    record_property("evidence", reached)
    with capsys.disabled():
        print(f"\n{TRIALS} rewritten, each found; {clean.total()} of them are clean to a check alone")
        print(f"{reached} pieces of evidence reached the change and found it, {spared} did not and agreed")
        print("\n".join(f"{name}: {tried[name]}, clean alone {clean[name]}" for name in CHANGES))
