"""Windows of one county whose clocks stand together and that hand each other what they wrote, as batches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import NamedPaper, TakeNamed
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.document.document import from_json
from counter.domain.journal.exchange.standing import BatchTakenIn
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.papers.verify.signed_code import NO_PLACE, SIGNATURE_BYTES, SignedCode, signed_text
from counter.domain.papers.verify.signed_text import text_digest
from counter.domain.papers.verify.trusted_keys import KeysTrusted, fingerprint_of
from counter.services.case.perform import perform
from counter.services.context.rows import TaskSpan
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.keys.trusted import append, settled_keys
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall

HERE, THERE = "15220103", "15220104"


@dataclass
class Neighbours:
    """Two windows: the case is filed at ``owner``; the applicant comes to ``other``."""

    owner: Office
    other: Office

    def trust(self) -> None:
        """Each window gets the other's certificates by file."""
        offices = (self.owner, self.other)
        trusts = [settled_keys(one.app.journal, civil_date(one.clock.at)) for one in offices]
        halls = tuple(hall for trust in trusts for hall in trust.halls.values())
        certificates = tuple(one for trust in trusts for one in trust.certificates)
        for one in offices:
            known = KeysTrusted("imported", halls=halls, certificates=certificates)
            append(one.app.journal, known, actor="S01")

    def tell(self, one: Office, two: Office) -> list[str]:
        """What the one wrote arrives at the other; what became of each batch."""
        found: list[BatchTakenIn] = list(take_in_batches(two.app, own_batches(one.app), "测试"))
        return [taken.outcome.value for taken in found]

    def meet(self) -> None:
        """Both hear everything."""
        self.tell(self.owner, self.other)
        self.tell(self.other, self.owner)

    def later(self, **span: float) -> None:
        """Time passes at both."""
        for one in (self.owner, self.other):
            one.later(**span)


def seen(office: Office, case_id: str) -> Case:
    """The case as far as that window knows it."""
    found = case_here(office.app.journal.entries(case_id))
    assert found is not None
    return found


def qr_of(office: Office, case: Case, kind: str) -> str:
    """What a scanner reads from the applicant's sheet of that kind."""
    paper = next(p for p in reversed(case.papers) if p.kind == kind)
    assert paper.content is not None
    document = from_json(paper.content)
    journal = office.app.journal
    station = journal.station()
    code = SignedCode(
        essentials=read_essentials(document.qr),
        station=station.code,
        epoch=station.epoch,
        fingerprint=fingerprint_of(journal.public_key().hex()),
        digest=text_digest(document),
        demo=station.demo,
        signature=bytes(SIGNATURE_BYTES),
        file_digest=bytes(16),
        place=NO_PLACE,
    )
    return signed_text(code, journal.sign)


def task_words(office: Office, case_id: str) -> list[str]:
    """待办 of that case at that window."""
    spans = (TaskSpan(), TaskSpan(dated=False))
    found = (line.task for span in spans for line in office.app.journal.tasks(span, 1000))
    return [task.words for task in found if task.case == case_id]


def take_named(office: Office, unopened: Case, *names: str, **said: str) -> Case:
    """The clerk takes in these papers for a case that is not known here."""
    papers = tuple(NamedPaper(name) for name in names)
    act = TakeNamed(unopened.number, papers, said.pop("applicant", "巴图吉雅"), **said)
    return perform(office.app, unopened.id, act, office.clerk, unopened.base)


@contextmanager
def window_on(folder: Path, code: str, at: datetime = FRIDAY) -> Iterator[Office]:
    """A new demo window with that code."""
    clock = SetClock(at)
    create_profile(folder, replace(demo_hall(), station=code), PEOPLE, clock)
    with open_app(folder, clock) as app:
        yield Office(app, clock)


@contextmanager
def neighbours_on(folder: Path, at: datetime = FRIDAY) -> Iterator[Neighbours]:
    """Two new demo windows of one county that trust each other's keys."""
    with ExitStack() as stack:
        offices = [stack.enter_context(window_on(folder / code, code, at)) for code in (HERE, THERE)]
        found = Neighbours(*offices)
        found.trust()
        yield found
