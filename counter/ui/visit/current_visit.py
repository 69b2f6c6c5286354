"""The current visit: answers and materials recorded, and the assessment computed from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from counter.domain.people.applicant import Applicant
from counter.domain.visit.carry_over import carry_over, papers_to_return
from counter.domain.visit.change_words import change_words
from counter.domain.visit.checklist import Line
from counter.domain.visit.looked_at import unseen_as_missing
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import seen
from counter.domain.visit.received import all_received
from counter.domain.visit.sharing import read_leniently
from counter.domain.visit.visit import ApplicantReply, Assessment, Visit, gone_on_with
from counter.ui.visit.visit_history import VisitHistory, VisitMoment

Assess = Callable[[Visit], Assessment]


class CurrentVisit(QObject):
    """The only place where the page's visit changes; every change is assessed at once.

    Records of a line removed by an answer are kept, so that changing the answer back restores them.

    Signals: ``changed`` when ``assessment`` is new; ``ended`` when the visit ended.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, assess: Assess, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._assess = assess
        self._now = now
        self._brought: dict[str, Brought] = {}
        self._rest: frozenset[str] = frozenset()  # lines that 其余都没带 covered
        self._settled: Applicant | None = None
        self._of_another: frozenset[str] = frozenset()
        self._history = VisitHistory()
        self._before: VisitMoment | None = None  # of a step that has begun
        self.assessment: Assessment | None = None
        self.draft = ""
        self.moved: tuple[str, ...] = ()

    @property
    def visit(self) -> Visit | None:
        """The current visit, or None between two visits."""
        return self.assessment.visit if self.assessment else None

    @property
    def holds_papers(self) -> bool:
        """Papers of the applicant are held here, required or not."""
        visit = self.visit
        return visit is not None and bool(visit.brought or visit.unasked)

    @property
    def touched(self) -> bool:
        """Something worth keeping was recorded."""
        visit = self.visit
        return visit is not None and bool(visit.answers or visit.brought or visit.applicant or visit.unasked)

    def begin(self, bundle: int, applicant: Applicant | None = None, remind: bool = False) -> None:
        """Start a visit for this bundle."""
        visit = Visit(bundle, applicant=applicant, begun_at=self._now(), remind=remind)
        self.resume(visit, uuid4().hex)

    def resume(self, visit: Visit, draft: str) -> None:
        """Open a draft."""
        visit = gone_on_with(visit, self._now())
        self.draft = draft
        self._history.forget()
        self._before = None
        self._rest = frozenset()
        self._settled = visit.applicant
        self._of_another = frozenset()
        self.moved = ()
        found = self._assess(visit)
        asked = found.checklist
        brought, unasked = read_leniently(asked, visit.brought), visit.unasked
        if brought != visit.brought:  # a wrong paper, then looked up instead, is still here and goes back
            unasked = {**papers_to_return(asked, asked, visit.brought, {}), **unasked}
            found = self._assess(replace(visit, brought=brought, unasked=unasked))
        lying = {i: paper.brought for i, paper in unasked.items() if not paper.returned}
        self._brought = {**lying, **brought}
        self.assessment = found
        self.changed.emit()

    def end(self) -> None:
        """End the visit: filed, kept as draft or dropped."""
        self._history.forget()
        self._before = None
        self.assessment = None
        self._brought = {}
        self._rest = frozenset()
        self._settled = None
        self._of_another = frozenset()
        self.draft = ""
        self.moved = ()
        self.ended.emit()

    def judge_again(self) -> None:
        """The day, or what the hall laid down, is another by now: assess what is recorded as it would be filed."""
        before = self.assessment
        if before is None:
            return
        found = self._assess(gone_on_with(before.visit, self._now()))
        if found != before:
            self.assessment = found
            self.changed.emit()

    def undo(self) -> str:
        """Take the last step back; what it was in a clause, "" where there is none. What the applicant said on the
        screen is theirs and stays.
        """
        return self._go_to(back=True)

    def redo(self) -> str:
        """Do again what was taken back; what it is in a clause, "" where there is none."""
        return self._go_to(back=False)

    def bookmark(self) -> Callable[[], None]:
        """What puts this visit back as it stands now, as if nothing had been done since: a key that was no person's.
        What the applicant said on the screen stays.
        """
        draft, moment, steps, moved = self.draft, self._moment(), self._history.copy(), self.moved

        def put_back() -> None:
            if self.visit is None or self.draft != draft:
                return
            self._history = steps
            self._show_moment(replace(moment, visit=replace(moment.visit, said=self.visit.said)))
            self.moved = moved
            self.changed.emit()

        return put_back

    def answer(self, question: str, options: tuple[str, ...]) -> None:
        """Record the answer to a question; no options reset it."""
        visit = self._get()
        answers = {q: o for q, o in visit.answers.items() if q != question}
        if options:
            answers[question] = options
        asked = self.assessment.asked if self.assessment else ()
        typed = any(one.number for one in asked if one.id == question)
        self._change(typing=question if typed else "", answers=answers)

    def record(self, line: str, brought: Brought) -> None:
        """What was brought for a line."""
        self._begin_step()
        self._rest -= {line}
        self._brought[line] = brought
        self._of_another -= {line}
        self._change(brought={**self._get().brought, line: brought})

    def record_all_received(self) -> None:
        """Mark every unrecorded line as received; originals are not recorded as seen."""
        assert self.assessment is not None
        self._begin_step()
        received = all_received(self.assessment.checklist, self._get().brought)
        self._brought.update(received)
        self._change(brought=received)

    @property
    def assumed_missing(self) -> int:
        """Number of lines marked by 其余都没带 and not recorded otherwise since."""
        return len(self._covered())

    def record_others_missing(self) -> None:
        """其余都没带: mark every unrecorded line as missing; with none left, undo that."""
        assert self.assessment is not None
        self._begin_step()
        brought = self._get().brought
        missing = unseen_as_missing(self.assessment.checklist.lines, brought)
        if missing:
            self._rest |= frozenset(missing)
            self._brought.update(missing)
            self._change(brought={**brought, **missing})
            return
        back, self._rest = self._covered(), frozenset()
        self._brought = {i: b for i, b in self._brought.items() if i not in back}
        self._change(brought={i: b for i, b in brought.items() if i not in back})

    def _covered(self) -> frozenset[str]:
        visit = self.visit
        brought = {} if visit is None else visit.brought
        return frozenset(i for i in self._rest if i in brought and brought[i].state is MaterialState.MISSING)

    @property
    def originals_to_see(self) -> tuple[Line, ...]:
        """Lines one key may record as seen: received, not yet seen, no ID card left from another person."""
        unseen = self.assessment.unseen_originals if self.assessment else ()
        return tuple(line for line in unseen if line.id not in self._of_another)

    def record_originals_seen(self, lines: tuple[str, ...]) -> None:
        """Record the originals of these lines, each shown to the clerk, as seen."""
        self._begin_step()
        chosen = tuple(line.id for line in self.originals_to_see if line.id in lines)
        visit = self._get()
        brought = seen(visit.brought, chosen)
        self._brought.update(brought)
        self._change(brought=brought, seen_together=tuple(dict.fromkeys((*visit.seen_together, *chosen))))

    def give_back(self) -> None:
        """Papers no longer required were returned to the applicant."""
        self._begin_step()
        unasked = self._get().unasked
        for line in unasked:
            self._brought.pop(line, None)
        self._change(unasked={i: replace(paper, returned=True) for i, paper in unasked.items()})

    def name_applicant(self, applicant: Applicant | None) -> None:
        """Set the applicant as typed so far."""
        if applicant != self._get().applicant:
            self._change(typing="applicant", applicant=applicant)

    def settle_applicant(self) -> None:
        """The identity was completed. For another person, seen ID papers and reasons are reset."""
        found = self.assessment
        applicant = found.visit.applicant if found else None
        if found is None or applicant is None or not (applicant.name or _number(applicant) or applicant.uscc):
            return
        moment = self._moment()
        before, self._settled = self._settled, applicant
        if before is None or not is_another(before, applicant):
            return
        self._before = moment
        cards = {
            line.id: found.visit.brought.get(line.id) for line in found.checklist.lines if line.never_kept
        }
        unseen = {i: replace(b, original_seen=False) for i, b in cards.items() if b and b.original_seen}
        self._of_another |= {i for i, b in cards.items() if b and b.state is MaterialState.RECEIVED}
        self._brought.update(unseen)
        notes = (self.tr("申请人换了，身份证件的“原件已核”已去掉，请重新核对。"),) if unseen else ()
        brought = {**found.visit.brought, **unseen}
        self._change(notes, typing="applicant", brought=brought, duplicate_reason="", remind=False)

    def agree_to_reminders(self, agreed: bool) -> None:
        """The applicant wants to be told by telephone how it goes, or does not."""
        self._change(remind=agreed)

    def insist(self, target: str, on: bool) -> None:
        """The applicant insists on an item (or the ``bundle``) in spite of a refusal, or no longer does."""
        others = tuple(i for i in self._get().insisted if i != target)
        self._change(insisted=(*others, target) if on else others)

    def drop(self, item: str, on: bool) -> None:
        """Drop an item at the applicant's wish, or restore it; its records are kept."""
        others = tuple(i for i in self._get().dropped if i != item)
        self._change(dropped=(*others, item) if on else others)

    def hear(self, reply: ApplicantReply) -> None:
        """Record the applicant's reply from the screen."""
        self._change(said=reply)

    def give_reason(self, reason: str) -> None:
        """Set the reason for a second case of the same bundle."""
        self._change(typing="reason", duplicate_reason=reason)

    def _get(self) -> Visit:
        assert self.assessment is not None, "no visit in hand"
        return self.assessment.visit

    def _moment(self) -> VisitMoment:
        return VisitMoment(self._get(), dict(self._brought), self._rest, self._settled, self._of_another)

    def _begin_step(self) -> None:
        """What is remembered beside the visit is about to change as well."""
        self._before = self._moment()

    def _go_to(self, *, back: bool) -> str:
        shown, present = self.assessment, self._moment()
        wanted = self._history.back(present) if back else self._history.forth(present)
        if wanted is None or shown is None:
            return ""
        found = self._show_moment(replace(wanted, visit=replace(wanted.visit, said=present.visit.said)))
        self.moved = ()
        self.changed.emit()
        return change_words(found, shown) if back else change_words(shown, found)

    def _show_moment(self, moment: VisitMoment) -> Assessment:
        self._brought, self._rest = dict(moment.brought), moment.rest
        self._settled, self._of_another = moment.settled, moment.of_another
        self.assessment = found = self._assess(moment.visit)
        return found

    def _change(self, moved: tuple[str, ...] = (), typing: str = "", **what: object) -> None:
        before = self.assessment
        assert before is not None
        begun, self._before = self._before or self._moment(), None
        visit = replace(before.visit, **what)  # type: ignore[arg-type]
        after = self._assess(visit)
        if {"answers", "insisted", "dropped"} & set(what):
            after = self._carried(before, after)
            if "dropped" in what:
                self.moved = (*self._items_moved(before, after), *self.moved)
        elif what:
            self.moved = moved
        if replace(after.visit, said=before.visit.said) != before.visit:
            self._history.keep(begun, typing)
        self.assessment = after
        self.changed.emit()

    def _items_moved(self, before: Assessment, after: Assessment) -> tuple[str, ...]:
        """Items added or removed, including those that depend on others."""
        was, current = ({i.id: i.name for i in a.checklist.items} for a in (before, after))
        gone = "、".join(name for i, name in was.items() if i not in current)
        back = "、".join(name for i, name in current.items() if i not in was)
        sentences = []
        if gone:
            sentences.append(self.tr("这次不办：{0}。").format(gone))
        if back:
            sentences.append(self.tr("重新加上：{0}。").format(back))
        return tuple(sentences)

    def _carried(self, before: Assessment, after: Assessment) -> Assessment:
        """The visit with records carried over to its new checklist; ``moved``: sentences about what changed."""
        old, new = before.checklist, after.checklist
        kept, moved = carry_over(old, new, self._brought)
        unasked = papers_to_return(old, new, self._brought, before.visit.unasked)
        self.moved = moved if self._brought else ()
        if kept == dict(after.visit.brought) and unasked == dict(after.visit.unasked):
            return after
        return self._assess(replace(after.visit, brought=kept, unasked=unasked))


def is_another(before: Applicant, current: Applicant) -> bool:
    """Another applicant: different number or code, or where a number is missing, a different name."""
    numbers = _number(before), _number(current)
    if all(numbers):
        return numbers[0] != numbers[1]
    if before.uscc and current.uscc:
        return before.uscc != current.uscc
    return bool(before.name and current.name) and before.name != current.name


def _number(applicant: Applicant) -> str:
    return applicant.person.id_number if applicant.person else ""
