"""A visit (来访) before it is filed: the clerk's input, and the assessment computed from it.

``assess`` computes it: guide → answers → checklist → verdicts → papers to come. The page shows an ``Assessment``;
the service files exactly the assessment of the same visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import Calendar, civil_date
from counter.domain.document.document import PaperKind
from counter.domain.guide.model import Guide
from counter.domain.guide.published_elements import NO_ELEMENTS, PublishedElements
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.people.applicant import Applicant
from counter.domain.people.contact import contact_of
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import Brought, Unasked
from counter.domain.visit.situation import Asked
from counter.domain.visit.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.domain.guide.publication import KnownVersion, Publication, Versions


@dataclass(frozen=True, slots=True)
class ApplicantReply:
    """The applicant's reply to the summary on the screen: ``right``, or not; ``digest`` of what was shown.

    ``about``: what is not right. ``pages_shown`` of ``pages`` had been shown when 对 was pressed; both 0 for all.
    """

    right: bool
    digest: str
    about: tuple[str, ...] = field(default_factory=tuple)
    pages_shown: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything the clerk has entered, and nothing computed. ``answers``: question id → option ids.

    ``begun_at``: when the first paper was received or the bundle was opened: the notice clock starts there (L6).
    ``insisted``: item ids (or ``bundle``) the applicant insists on despite a refusal (申请人坚持提交).
    ``dropped``: item ids the applicant does not want done this time. ``duplicate_reason``: why a second case of the
    same bundle is filed for the same person, where one is open. ``said``: the applicant's reply on the screen.
    ``seen_together``: lines whose originals one deliberate key recorded as seen.
    ``unasked``: line id → a received paper that is no longer asked for; nothing is filed before it is returned.
    ``remind``: the applicant agreed to be told by telephone how it goes; ``remind_number``: at another number than the
    registered one.
    """

    bundle: int
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    brought: Mapping[str, Brought] = field(default_factory=dict)
    applicant: Applicant | None = None
    insisted: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    begun_at: datetime | None = None
    duplicate_reason: str = ""
    said: ApplicantReply | None = None
    seen_together: tuple[str, ...] = ()
    unasked: Mapping[str, Unasked] = field(default_factory=dict)
    remind: bool = False
    remind_number: str = ""


def gone_on_with(visit: Visit, now: datetime) -> Visit:
    """The visit as somebody goes on with it now: what was begun on an earlier day without anything being handed over
    is received from today, when the first paper can come (L6).
    """
    handed_over = bool(visit.brought or visit.unasked)
    if visit.begun_at is None or handed_over or civil_date(visit.begun_at) == civil_date(now):
        return visit
    return replace(visit, begun_at=now)


def number_to_remind(visit: Visit) -> str:
    """The number that is called to remind; "" where the applicant did not agree, or no number can be called."""
    person = contact_of(visit.applicant)
    if not visit.remind:
        return ""
    return visit.remind_number or ("" if person is None else person.phone)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a visit is assessed under: guide in force, local switches, agreements, jurisdiction, calendar, moment.

    ``publication``: of the guide in use, which a visit keeps to its end; None for what ships with the program.
    ``versions``: all that are known here; ``guide_at``: the guide of one of them, None where its file is missing.
    ``ships``: whether a version came with this program. ``serves``: people are served here.
    """

    guide: Guide
    switches: Mapping[str, bool]
    authority: Authority
    jurisdiction: Jurisdiction
    calendar: Calendar
    now: datetime  # UTC; the civil date is Asia/Shanghai
    demo: bool = False
    publication: Publication | None = None
    versions: Versions | None = None
    guide_at: Callable[[KnownVersion], Guide | None] | None = field(default=None, compare=False)
    ships: Callable[[str], bool] | None = field(default=None, compare=False)
    serves: bool = True

    def published(self, version: str) -> bool:
        """Whether that version of the guide was published, and not only shipped with the program."""
        if self.publication is not None and self.publication.version == version:
            return True
        return self.versions is not None and self.versions.of_version(version) is not None


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """A paper the decision will lead to, before it has a number."""

    kind: PaperKind
    title: str
    organ: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing can be issued yet. ``field`` names the control (e.g. ``applicant.id_number``, ``q_entity``)."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything computed from a visit. ``obstacles`` empty: the decision may be taken.

    ``plan``: the papers of a decision; ``keep_verdicts``, ``keep_plan``, ``keep_obstacles``: of 只收件，稍后决定.
    ``unseen``: lines not looked at, of items that could be decided here; ``looked_obstacles``: to deciding the items
    looked at completely and receiving the others. ``unseen_originals``: received lines whose original was not looked
    at; ``originals_obstacles``: those that an item waits for: filing would only receive it. ``elements``: published of
    these items.
    """

    visit: Visit
    asked: tuple[Asked, ...]
    checklist: Checklist
    verdicts: tuple[Verdict, ...]
    keep_verdicts: tuple[Verdict, ...]
    plan: tuple[PaperPlan, ...]
    keep_plan: tuple[PaperPlan, ...]
    obstacles: tuple[Obstacle, ...]
    keep_obstacles: tuple[Obstacle, ...]
    looked_obstacles: tuple[Obstacle, ...]
    unseen: tuple[Line, ...] = ()
    originals_obstacles: tuple[Obstacle, ...] = ()
    unseen_originals: tuple[Line, ...] = ()
    elements: PublishedElements = NO_ELEMENTS
