"""Every kind of event is declared whole, every version of it ever written is still read, and nothing else is stored."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from counter.db.file.errors import JournalBug
from counter.db.journal.journal import SqlJournal
from counter.domain import event_kinds
from counter.domain.case import clock_events, events, item_events, paper_events, person_events
from counter.domain.case.fold.changing import CASE
from counter.domain.journal.codec import read
from counter.domain.journal.entries import NewEntry, canonical_bytes, read_bytes
from counter.domain.journal.kinds import KINDS, EventKind, Facts, HistoryOf, Kinds, Slot, kind_of
from counter.domain.ratings.office.rated import RATING
from counter.domain.visit.verdict import Due, Outcome
from tests.foreign import foreign

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden"
VERSIONS = [(kind, version) for kind in KINDS.by_name.values() for version in range(1, kind.version + 1)]
NAMED_BY = {
    Slot.ITEM: {"item", "items"},
    Slot.LINE: {"lines"},
    Slot.PAPER: {"paper"},
    Slot.ORIGINAL: {"moved"},
    Slot.CERTIFICATE: {"certificate", "certificates"},
}
"""The fields by which an event names what it writes."""


def golden(kind: EventKind[Any], version: int) -> dict[str, Any]:
    """What an entry of that kind and version held when it was written."""
    stored: dict[str, Any] = json.loads((GOLDEN / f"{kind.name}.v{version}.json").read_text(encoding="utf-8"))
    return stored


def lacking(kind: EventKind[Any]) -> list[str]:
    """What is still missing before the kind may be written, by name."""
    shown = {HistoryOf.CASE: CASE, HistoryOf.RATING: RATING}
    fields = set(getattr(kind.payload, "__dataclass_fields__", ()))
    return [
        *([] if kind.slot is not None else [f"{kind.name}: no slot"]),
        *(
            []
            if kind.slot not in NAMED_BY or fields & NAMED_BY[kind.slot]
            else [f"{kind.name}: names no {kind.slot}"]
        ),
        *(
            f"{kind.name}: no effect and sentence in the history of a {subject.name.lower()}"
            for subject, replay in shown.items()
            if subject in kind.of and kind is not replay.opening and kind.name not in replay.effects
        ),
        *(
            f"{kind.name}: an effect on a {subject.name.lower()}, and not declared as its own"
            for subject, replay in shown.items()
            if subject not in kind.of and kind.name in replay.effects
        ),
        *(
            f"{kind.name}: no golden file of version {version}"
            for version in range(1, kind.version + 1)
            if not (GOLDEN / f"{kind.name}.v{version}.json").exists()
        ),
    ]


@pytest.mark.parametrize("kind", KINDS.by_name.values(), ids=lambda kind: kind.name)
def test_that_nothing_is_missing_of_a_kind(kind: EventKind[Any]) -> None:
    assert lacking(kind) == []


def test_that_every_module_that_declares_a_kind_is_loaded_with_all_of_them() -> None:
    names = Path(event_kinds.__file__).read_text(encoding="utf-8")
    domain = ROOT / "counter" / "domain"
    declaring = {path for path in domain.rglob("*.py") if "\n@event(" in path.read_text(encoding="utf-8")}
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in declaring}
    assert {module for module in modules if not re.search(rf"import {module}\b", names)} == set()


@pytest.mark.parametrize(("kind", "version"), VERSIONS, ids=lambda part: getattr(part, "name", f"v{part}"))
def test_that_every_version_ever_written_is_still_read_and_written_alike(
    kind: EventKind[Any], version: int
) -> None:
    stored = golden(kind, version)
    assert (stored["kind"], stored["version"]) == (kind.name, version)
    facts = kind.lifted(Facts(kind.name, stored["payload"], stored["personal"]), version)
    payload = read(kind.payload, facts.payload)
    sealed = None if facts.personal is None else read(kind.sealed or type(None), facts.personal)
    again, personal, records = kind.written(payload, sealed)
    assert again == canonical_bytes(read_bytes(again))
    assert records == (payload, sealed)
    assert read(kind.payload, read_bytes(again)) == payload
    assert personal is None or read(type(sealed), personal) == sealed


def test_that_no_golden_file_is_of_an_unknown_kind() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {f"{kind.name}.v{v}" for kind, v in VERSIONS}


def test_that_golden_files_keep_what_a_case_row_needs() -> None:
    opened = read(events.CaseOpened, golden(kind_of(events.CaseOpened), 1)["payload"])
    assert opened.lines
    assert opened.items
    assert opened.begun_at.tzinfo is not None


# ── what is refused before anything is written ───────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Undeclared:
    """A payload that nobody declared."""

    item: str = "food"


APPLICANT: Any = "an applicant in words"


@pytest.mark.parametrize(
    ("payload", "sealed"),
    [
        ({"item": "food"}, None),
        ("item.accepted", None),
        (Undeclared(), None),
        (events.ItemDecided("food", "许可", "局", Outcome.ACCEPT, "L6"), None),  # the shape of three kinds
        (person_events.PersonViewed(7), None),  # type: ignore[arg-type]
        (events.PaperCopied("p1", "1号", "first", "pdf"), None),  # type: ignore[arg-type]
        (paper_events.PaperStamped("p1", None, "局"), None),  # type: ignore[arg-type]
        (clock_events.EventDated(Due("2027-02-30", False, ""), "许可法42"), None),  # type: ignore[arg-type]
        (item_events.ItemEnded("food", "许可", "lost"), None),  # type: ignore[arg-type]
        (paper_events.PaperStamped("p1", "1号", object()), None),  # type: ignore[arg-type]
        (paper_events.PaperStamped("p1", "1号", "局"), paper_events.PaperVoidedSealed("open kind")),
        (paper_events.PaperVoided("p1", "1号", taken_back=True), {"reason": "no shape"}),
        (paper_events.PaperVoided("p1", "1号", taken_back=True), paper_events.PaperVoidedSealed(3)),  # type: ignore[arg-type]
        (
            events.ApplicantIdentified("person", True, True, True),
            events.ApplicantIdentifiedSealed(APPLICANT, ""),
        ),
    ],
)
def test_that_what_is_no_event_of_its_declared_shape_is_our_bug_and_nothing_is_written(
    journal: SqlJournal, payload: object, sealed: object
) -> None:
    before = journal.place()
    with journal.transaction() as tx:
        with pytest.raises(JournalBug):
            tx.append(NewEntry("c", payload, None, sealed), actor="W01")
        assert tx.entries("c") == ()
        tx.commit()
    assert journal.place() == before


# ── the way up, shown on a kind of its own ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Promise:
    """Version 3 of ``promise.made``."""

    days: int
    unit: str


@dataclass(frozen=True, slots=True)
class PromiseSealed:
    """Its words."""

    note: str = ""


def unit_added(facts: Facts) -> Facts:
    """Version 2 has the unit of the days that version 1 left open: they were working days."""
    return replace(facts, payload={**facts.payload, "unit": "working"})


def note_sealed(facts: Facts) -> Facts:
    """Version 3 moved the note, which may name people, into the sealed part."""
    payload = dict(facts.payload)
    note = payload.pop("note", "")
    return replace(facts, payload=payload, personal={**(facts.personal or {}), "note": note})


PROMISED = EventKind("promise.made", Promise, PromiseSealed, Slot.NONE, lifts=(unit_added, note_sealed))


def test_that_an_old_entry_is_lifted_step_by_step_to_the_present_shape(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        old = tx.append(foreign("promise.made", "c", {"days": 5, "note": "某人"}), actor="W01")
        new = tx.append(foreign("promise.made", "c", {"days": 3, "unit": "natural"}, version=3), actor="W01")
    assert PROMISED.both(old) == (Promise(5, "working"), PromiseSealed("某人"))
    assert PROMISED.both(new) == (Promise(3, "natural"), None)
    assert PROMISED.read(old) == Promise(5, "working")
    assert old.read() == {"days": 5, "note": "某人"}  # what is stored stays


def test_that_an_unknown_kind_or_a_newer_version_is_kept_and_known_as_such(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        other = tx.append(foreign("promise.broken", "c", {}), actor="W01")
        newer = tx.append(foreign("promise.made", "c", {}, version=4), actor="W01")
        tx.commit()
    assert [PROMISED.read(entry) for entry in (other, newer)] == [None, None]
    assert not KINDS.knows(other)
    assert len(journal.entries("c")) == 2


def test_that_an_appended_entry_says_the_same_as_the_stored_one(journal: SqlJournal) -> None:
    kind = kind_of(events.PaperIssued)
    issued = events.PaperIssued("p1", "intake_receipt", "收件凭证", "", "机关", ("food",), "00")
    with journal.transaction() as tx:
        appended = tx.append(
            NewEntry("c", issued, None, events.PaperIssuedSealed({"title": "收件凭证"})), actor="W01"
        )
        tx.commit()
    (stored,) = journal.entries("c")
    assert (appended.records is None, stored.records) == (False, None)
    assert kind.both(appended) == kind.both(stored)


def test_that_only_the_present_version_is_written() -> None:
    assert PROMISED.version == 3
    assert PROMISED.written(Promise(5, "working"), None)[:2] == (b'{"days":5,"unit":"working"}', None)


def test_that_a_name_or_a_payload_is_declared_once() -> None:
    kinds = Kinds()
    kinds.add(PROMISED)
    with pytest.raises(ValueError, match=r"promise\.made is declared twice"):
        kinds.add(replace(PROMISED, payload=PromiseSealed))
    with pytest.raises(ValueError, match=r"promise\.kept is declared twice"):
        kinds.add(replace(PROMISED, name="promise.kept"))


def test_that_what_is_missing_of_a_new_kind_is_told_by_name() -> None:
    assert lacking(replace(PROMISED, slot=None, of=HistoryOf.CASE, lifts=())) == [
        "promise.made: no slot",
        "promise.made: no effect and sentence in the history of a case",
        "promise.made: no golden file of version 1",
    ]
    assert lacking(replace(PROMISED, slot=Slot.PAPER, lifts=()))[0] == "promise.made: names no paper"
