"""A rating at the office (评价与整改): the fold of its entries; facts are replayed, never rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import HistoryLine
from counter.domain.case.events import PaperCopied
from counter.domain.case.person_events import PersonForgotten, PersonViewed
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Replay
from counter.domain.ratings.office import events as said
from counter.domain.ratings.office import history as rated_telling
from counter.domain.ratings.office.events import Reached
from counter.domain.ratings.rating import Channel, Mode


@dataclass(frozen=True, slots=True)
class ContactTry:
    """One attempt to reach the rater."""

    said: said.Contacted
    words: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class ReviewConclusion:
    """A 核实结论 and its basis."""

    said: said.Found
    facts: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """A measure, or the explanation, of a round."""

    said: said.Measured
    words: str
    at: datetime
    actor: str
    round: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer of a round; ``document``: its paper as JSON, None where the person was forgotten."""

    said: said.Answered
    document: Mapping[str, object] | None
    at: datetime
    actor: str
    round: int
    copies: int = 0


@dataclass(frozen=True, slots=True)
class CallBackTry:
    """One 回访."""

    said: said.CalledBack
    words: str
    at: datetime
    actor: str
    round: int


@dataclass(frozen=True, slots=True)
class Rectification:
    """The rectification of one bad rating (L10). A bad second rating begins round 2."""

    opened: said.RectificationOpened
    opened_at: datetime
    owner: str = ""
    contacts: tuple[ContactTry, ...] = ()
    findings: tuple[ReviewConclusion, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    answers: tuple[GivenAnswer, ...] = ()
    call_backs: tuple[CallBackTry, ...] = ()
    round: int = 1
    closed_at: datetime | None = None

    @property
    def finding(self) -> ReviewConclusion | None:
        """The last finding, which is in force."""
        return self.findings[-1] if self.findings else None

    @property
    def remedy(self) -> Remedy | None:
        """The current round's last measure."""
        return next((r for r in reversed(self.remedies) if r.round == self.round), None)

    @property
    def answer(self) -> GivenAnswer | None:
        """The current round's answer."""
        return next((a for a in reversed(self.answers) if a.round == self.round), None)

    @property
    def again(self) -> CallBackTry | None:
        """The call-back that brought the second rating."""
        return next((c for c in self.call_backs if c.said.again is not None), None)

    @property
    def due(self) -> date | None:
        """The last day, inclusive; None where this region has no number of days yet."""
        return self.opened.due.day if self.opened.due else None


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating with everything that was done about it.

    ``personal`` None: the person was forgotten. ``base``: id of its last entry. ``untimely``: 时间待核.
    """

    id: str
    registered: said.RatingRegistered
    personal: said.RatingRegisteredSealed | None
    taken_in_at: datetime
    base: str
    history: tuple[HistoryLine, ...] = ()
    proofs: tuple[said.ProxyConfirmed, ...] = ()
    rectification: Rectification | None = None
    untimely: bool = False
    needs_upgrade: tuple[str, ...] = field(default=())

    @property
    def reachable(self) -> bool:
        """True where the rater can be called: never for 匿名."""
        return self.registered.mode is Mode.NAMED

    @property
    def day(self) -> date:
        """The civil day of the rating."""
        at = self.registered.at
        return date.fromisoformat(at) if len(at) == 10 else civil_date(datetime.fromisoformat(at))

    @property
    def proved(self) -> said.ProxyConfirmed | None:
        """The rater's own answer about a 代录 or a doubtful one."""
        return next((p for p in reversed(self.proofs) if p.reached is Reached.YES), None)

    @property
    def standing(self) -> str:
        """``RatingRow.standing``: counted | proxy | doubtful | set_aside; only the first counts in rates."""
        loop = self.rectification
        finding = loop.finding if loop else None
        if finding is not None and finding.said.finding.set_aside:
            return "set_aside"
        if self.proved is not None:
            return "counted" if self.proved.same else "set_aside"
        if self.registered.doubt:
            return "doubtful"
        return "proxy" if self.registered.channel is Channel.PROXY else "counted"

    @property
    def loop(self) -> str:
        """``RatingRow.loop``: none | open | answered | closed."""
        loop = self.rectification
        if loop is None:
            return "none"
        if loop.closed_at is not None:
            return "closed"
        return "answered" if loop.answer is not None else "open"


def _registered(
    entry: Entry, event: said.RatingRegistered, sealed: said.RatingRegisteredSealed | None
) -> Rated:
    return Rated(entry.subject, event, sealed, entry.at, entry.id)


RATING = Replay(said.RatingRegistered, rated_telling.registered, _registered)
"""What every kind of event changes in a rating, and its sentence in the history."""


def fold(entries: Iterable[Entry]) -> Rated | None:
    """The rating folded from the entries of one subject; None when they do not register one.

    Raises Unreadable where an entry does not have the shape of its kind.
    """
    replayed = RATING.run(tuple(entries))
    if replayed is None:
        return None
    return replace(
        replayed.state,
        base=replayed.lines[-1][0].id,
        history=tuple(HistoryLine(e.at, e.actor, e.kind, words) for e, words in replayed.lines),
        untimely=any(e.untimely for e, _ in replayed.lines),
        needs_upgrade=tuple(dict.fromkeys(replayed.unknown)),
    )


def _loop(rated: Rated) -> Rectification:
    if rated.rectification is None:
        raise Unreadable("整改的记录排在立案之前。", field=rated.id)
    return rated.rectification


@RATING.on(said.RectificationOpened, rated_telling.opened)
def _open(rated: Rated, entry: Entry, event: said.RectificationOpened, sealed: None) -> Rated:
    return replace(rated, rectification=Rectification(event, entry.at))


@RATING.on(said.OwnerNamed, "由{e.owner}承办", rated_telling.why_assigned)
def _assign(rated: Rated, entry: Entry, event: said.OwnerNamed, sealed: object) -> Rated:
    return replace(rated, rectification=replace(_loop(rated), owner=event.owner))


@RATING.on(said.Contacted, "联系评价人（{e.how}）：{e.reached}")
def _contact(rated: Rated, entry: Entry, event: said.Contacted, sealed: said.ContactedSealed | None) -> Rated:
    loop = _loop(rated)
    tried = ContactTry(event, sealed.words if sealed else "", entry.at, entry.actor)
    return replace(rated, rectification=replace(loop, contacts=(*loop.contacts, tried)))


@RATING.on(said.Found, rated_telling.found)
def _find(rated: Rated, entry: Entry, event: said.Found, sealed: said.FoundSealed | None) -> Rated:
    loop = _loop(rated)
    concluded = ReviewConclusion(event, sealed.facts if sealed else "", entry.at, entry.actor)
    return replace(rated, rectification=replace(loop, findings=(*loop.findings, concluded)))


@RATING.on(said.Measured, rated_telling.measured)
def _measure(rated: Rated, entry: Entry, event: said.Measured, sealed: said.MeasuredSealed | None) -> Rated:
    loop = _loop(rated)
    taken = Remedy(event, sealed.words if sealed else "", entry.at, entry.actor, loop.round)
    return replace(rated, rectification=replace(loop, remedies=(*loop.remedies, taken)))


@RATING.on(said.Answered, "出具差评整改反馈单 {e.number}")
def _answer(rated: Rated, entry: Entry, event: said.Answered, sealed: said.AnsweredSealed | None) -> Rated:
    loop = _loop(rated)
    given = GivenAnswer(event, sealed.document if sealed else None, entry.at, entry.actor, loop.round)
    return replace(rated, rectification=replace(loop, answers=(*loop.answers, given)))


@RATING.on(PaperCopied, "反馈单出了第{e.copy}份")
def _copy(rated: Rated, entry: Entry, event: PaperCopied, sealed: None) -> Rated:
    loop = _loop(rated)
    answers = tuple(
        replace(a, copies=max(a.copies, event.copy)) if a.said.paper == event.paper else a
        for a in loop.answers
    )
    return replace(rated, rectification=replace(loop, answers=answers))


@RATING.on(said.CalledBack, rated_telling.called_back)
def _call_back(
    rated: Rated, entry: Entry, event: said.CalledBack, sealed: said.CalledBackSealed | None
) -> Rated:
    loop = _loop(rated)
    tried = CallBackTry(event, sealed.words if sealed else "", entry.at, entry.actor, loop.round)
    worse = event.again is not None and event.again.bad
    after = replace(loop, call_backs=(*loop.call_backs, tried), round=loop.round + worse)
    return replace(rated, rectification=after)


@RATING.on(said.RectificationClosed, "整改办结")
def _close(rated: Rated, entry: Entry, event: object, sealed: None) -> Rated:
    return replace(rated, rectification=replace(_loop(rated), closed_at=entry.at))


@RATING.on(said.ProxyConfirmed, rated_telling.proved)
def _prove(rated: Rated, entry: Entry, event: said.ProxyConfirmed, sealed: None) -> Rated:
    return replace(rated, proofs=(*rated.proofs, event))


@RATING.on(PersonForgotten, "个人信息已按规定清除")
def _forget(rated: Rated, entry: Entry, event: object, sealed: None) -> Rated:
    return replace(rated, personal=None)


RATING.shows(PersonViewed, "查看了评价人的个人信息")
