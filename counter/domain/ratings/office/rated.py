"""A rating as the office knows it (评价与整改): the fold of its entries; facts are replayed, never rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import HistoryLine
from counter.domain.journal import codec
from counter.domain.journal.entries import FORGOTTEN, Entry
from counter.domain.journal.kinds import KINDS, Facts
from counter.domain.ratings.office import events as said
from counter.domain.ratings.office.events import Reached
from counter.domain.ratings.office.history import tell
from counter.domain.ratings.rating import Channel, Mode

REGISTERED = "rating.registered"
"""The kind of the entry that begins the subject of a rating."""


@dataclass(frozen=True, slots=True)
class ContactTry:
    """One try to reach the rater."""

    said: said.Contacted
    words: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A 核实结论 and on what it rests."""

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
    """The bad-rating loop of one rating (L10). A bad second rating begins round 2: it is put right once more."""

    opened: said.RectificationOpened
    opened_at: datetime
    owner: str = ""
    contacts: tuple[ContactTry, ...] = ()
    findings: tuple[Conclusion, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    answers: tuple[GivenAnswer, ...] = ()
    call_backs: tuple[CallBackTry, ...] = ()
    round: int = 1
    closed_at: datetime | None = None

    @property
    def finding(self) -> Conclusion | None:
        """The finding that holds: the last one."""
        return self.findings[-1] if self.findings else None

    @property
    def remedy(self) -> Remedy | None:
        """The present round's measure: the last one."""
        return next((r for r in reversed(self.remedies) if r.round == self.round), None)

    @property
    def answer(self) -> GivenAnswer | None:
        """The present round's answer."""
        return next((a for a in reversed(self.answers) if a.round == self.round), None)

    @property
    def again(self) -> CallBackTry | None:
        """The call-back that brought the second rating."""
        return next((c for c in self.call_backs if c.said.again is not None), None)

    @property
    def due(self) -> date | None:
        """The last day, inclusive; None where this place has no number of days yet."""
        return self.opened.due.day if self.opened.due else None


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating with everything that was done about it.

    ``personal`` None: the person was forgotten. ``base``: its last entry. ``untimely``: 时间待核.
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
        """Whether there is somebody to call: never for 匿名."""
        return self.registered.mode is Mode.NAMED

    @property
    def day(self) -> date:
        """The civil day of the rating."""
        at = self.registered.at
        return date.fromisoformat(at) if len(at) == 10 else civil_date(datetime.fromisoformat(at))

    @property
    def proved(self) -> said.ProxyConfirmed | None:
        """What the rater himself said about a 代录 or a doubtful one."""
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


def fold(entries: Iterable[Entry]) -> Rated | None:
    """The rating that these entries of one subject add up to; None when they do not register one.

    Raises Unreadable where an entry does not have the shape of its kind.
    """
    rated: Rated | None = None
    for entry in entries:
        facts = KINDS.facts(entry)
        if rated is None:
            if facts is None or entry.kind != REGISTERED:
                continue
            rated = _register(entry, facts)
        elif facts is None or entry.kind not in _STEPS:
            rated = replace(rated, needs_upgrade=tuple(dict.fromkeys((*rated.needs_upgrade, entry.kind))))
        else:
            rated = _STEPS[entry.kind](rated, entry, facts)
        line = HistoryLine(entry.at, entry.actor, entry.kind, tell(entry.kind, facts))
        rated = replace(
            rated,
            base=entry.id,
            history=(*rated.history, line),
            untimely=rated.untimely or entry.untimely,
        )
    return rated


Step = Callable[[Rated, Entry, Facts], Rated]


def _register(entry: Entry, facts: Facts) -> Rated:
    registered = codec.read(said.RatingRegistered, facts.payload)
    personal = None if facts.personal is None else codec.read(said.RatingRegisteredSealed, facts.personal)
    return Rated(entry.subject, registered, personal, entry.at, entry.id)


def _open(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    opened = codec.read(said.RectificationOpened, facts.payload)
    return replace(rated, rectification=Rectification(opened, entry.at))


def _loop(rated: Rated) -> Rectification:
    if rated.rectification is None:
        raise codec.Unreadable("整改的记录排在立案之前。", field=rated.id)
    return rated.rectification


def _assign(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    owner = codec.read(said.OwnerNamed, facts.payload).owner
    return replace(rated, rectification=replace(_loop(rated), owner=owner))


def _contact(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    loop, contacted = _loop(rated), codec.read(said.Contacted, facts.payload)
    tried = ContactTry(contacted, _words(facts, said.ContactedSealed, "words"), entry.at, entry.actor)
    return replace(rated, rectification=replace(loop, contacts=(*loop.contacts, tried)))


def _find(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    loop, found = _loop(rated), codec.read(said.Found, facts.payload)
    concluded = Conclusion(found, _words(facts, said.FoundSealed, "facts"), entry.at, entry.actor)
    return replace(rated, rectification=replace(loop, findings=(*loop.findings, concluded)))


def _measure(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    loop, measured = _loop(rated), codec.read(said.Measured, facts.payload)
    words = _words(facts, said.MeasuredSealed, "words")
    taken = Remedy(measured, words, entry.at, entry.actor, loop.round)
    return replace(rated, rectification=replace(loop, remedies=(*loop.remedies, taken)))


def _answer(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    loop, answered = _loop(rated), codec.read(said.Answered, facts.payload)
    document = None if facts.personal is None else codec.read(said.AnsweredSealed, facts.personal).document
    given = GivenAnswer(answered, document, entry.at, entry.actor, loop.round)
    return replace(rated, rectification=replace(loop, answers=(*loop.answers, given)))


def _copy(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    loop, copied = _loop(rated), codec.read(codec.PaperCopied, facts.payload)
    answers = tuple(
        replace(a, copies=max(a.copies, copied.copy)) if a.said.paper == copied.paper else a
        for a in loop.answers
    )
    return replace(rated, rectification=replace(loop, answers=answers))


def _call_back(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    loop, called = _loop(rated), codec.read(said.CalledBack, facts.payload)
    tried = CallBackTry(
        called, _words(facts, said.CalledBackSealed, "words"), entry.at, entry.actor, loop.round
    )
    worse = called.again is not None and called.again.bad
    after = replace(loop, call_backs=(*loop.call_backs, tried), round=loop.round + worse)
    return replace(rated, rectification=after)


def _close(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    return replace(rated, rectification=replace(_loop(rated), closed_at=entry.at))


def _prove(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    proof = codec.read(said.ProxyConfirmed, facts.payload)
    return replace(rated, proofs=(*rated.proofs, proof))


def _look(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    return rated


def _forget(rated: Rated, entry: Entry, facts: Facts) -> Rated:
    return replace(rated, personal=None)


def _words(facts: Facts, shape: type, name: str) -> str:
    if facts.personal is None:
        return ""
    words: str = getattr(codec.read(shape, facts.personal), name)
    return words


_STEPS: Mapping[str, Step] = {
    "rectification.opened": _open,
    "rectification.assigned": _assign,
    "rectification.contacted": _contact,
    "rectification.found": _find,
    "rectification.measured": _measure,
    "rectification.answered": _answer,
    "rectification.called_back": _call_back,
    "rectification.closed": _close,
    "rating.proxy_confirmed": _prove,
    "paper.copied": _copy,
    "person.viewed": _look,
    FORGOTTEN: _forget,
}
