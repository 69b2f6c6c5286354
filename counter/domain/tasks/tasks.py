"""Tasks of a case (待办): facts and days, never judged against today, so that rows can be stored.

``urgency`` computes how near a day is when it is shown. Days come from entries; only the clock after which silence is
acceptance (L6) is computed here, because no entry records an omission.
"""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.calendar.workdays import Calendar, civil_date
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.conflict import Conflict, whose_words
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.journal.kinds import Slot
from counter.domain.tasks.custody import in_transit, to_fetch_back, to_settle
from counter.domain.tasks.handing_over import to_be_received, to_forget, to_receive
from counter.domain.tasks.item_tasks import listed, tasks_of_item
from counter.domain.tasks.notice_clocks import NoticeClocks
from counter.domain.tasks.overseen import to_answer, to_hand_over
from counter.domain.tasks.paper_tasks import tasks_of_paper
from counter.domain.tasks.reminders import to_tell
from counter.domain.tasks.taken_elsewhere import for_owner, to_check
from counter.domain.tasks.task import Task, TaskKind


def tasks(
    case: Case,
    jurisdiction: Jurisdiction,
    calendar: Calendar,
    station: str = "",
    authority: Authority | None = None,
) -> tuple[Task, ...]:
    """Every task of the case, items first, then papers. ``station``: those of that window only; "": of the owner.

    ``authority``: what its organ has not entrusted to this hall, nobody fetches here (L13); None: all of it.
    A window that does not own the case has to do with what it took in for it, and with the papers it issued.

    A case whose person is forgotten has none; one with entries of a newer program has a single one, and nothing is
    guessed.
    """
    if case.forgotten or case.given_up:
        return ()
    if case.needs_upgrade:
        return (Task(case.id, "", "", TaskKind.UPGRADE, None, "有新版程序写的记录，升级程序后才能接着办"),)
    own_papers = [p for p in case.papers if p.stage.binding and (not station or p.station in ("", station))]
    if case.loose or station not in ("", case.owner):
        found = [Task(case.id, "", "", TaskKind.FOR_OTHER, None, w) for w in for_owner(case, station)]
        found += [Task(case.id, "", "", TaskKind.HANDED_ON, None, w) for w in to_be_received(case, station)]
        return (*found, *(task for paper in own_papers for task in tasks_of_paper(case, paper, calendar)))
    clocks_of = NoticeClocks(case, jurisdiction, calendar, authority)
    found = list(_settling(case))
    found += [Task(case.id, "", "", TaskKind.HANDED_OVER, *handed) for handed in to_receive(case)]
    found += [Task(case.id, "", "", TaskKind.FORGET_ASKED, None, words) for words in to_forget(case)]
    found += [Task(case.id, "", "", TaskKind.REASSIGN, *order) for order in to_hand_over(case)]
    found += [Task(case.id, item, "", TaskKind.FINDING, day, words) for item, day, words in to_answer(case)]
    found += [Task(case.id, "", "", TaskKind.TAKEN_ELSEWHERE, *taken) for taken in to_check(case)]
    found += [task for item in case.items for task in tasks_of_item(case, item, clocks_of)]
    if call := to_tell(case, calendar, authority):
        kind = TaskKind.PHONE if call.wrong else TaskKind.REMIND
        found.append(Task(case.id, "", "", kind, call.day, call.words, call.unsure))
    if to_return := to_give_back(case):
        words = f"事项已撤回或者退件，请退还申请人：{listed([line.name for line in to_return])}"
        found.append(Task(case.id, "", "", TaskKind.GIVE_BACK, None, words))
    found += [
        Task(case.id, "", paper, TaskKind.IN_TRANSIT, day, words) for paper, day, words in in_transit(case)
    ]
    back = to_fetch_back(case, jurisdiction, calendar)
    found += [Task(case.id, "", "", TaskKind.ORIGINAL_OUT, *one) for one in back]
    found += [Task(case.id, "", "", TaskKind.MISMATCH, *one) for one in to_settle(case)]
    found += [task for paper in own_papers for task in tasks_of_paper(case, paper, calendar)]
    return tuple(found)


def _settling(case: Case) -> Iterator[Task]:
    """To be settled on the day on which it began, by a supervisor of the owner: also a result given out twice.

    One for each item and each paper in conflict, and one for whatever else of the case is.
    """
    found: dict[tuple[str, str], list[Conflict]] = {}
    for one in case.conflicts:
        if not one.soft or one.slot is Slot.CERTIFICATE:
            item = one.key if one.slot is Slot.ITEM else ""
            paper = one.key if one.slot is Slot.PAPER else ""
            found.setdefault((item, paper), []).append(one)
    for (item, paper), conflicts in found.items():
        said = "；".join(one.claims[-1].words for one in conflicts)
        day = civil_date(min(one.since for one in conflicts))
        words = f"{whose_words(conflicts)}的记录有矛盾，待值班负责人处理：{said}"
        yield Task(case.id, item, paper, TaskKind.CONFLICT, day, words)
