"""What one step of a visit did, in a clause for the clerk who takes it back: an answer, a paper, the applicant."""

from __future__ import annotations

from counter.domain.visit.material import Brought
from counter.domain.visit.received import STATE_WORDS
from counter.domain.visit.visit import Assessment

_NOTHING = "没有记"


def change_words(before: Assessment, after: Assessment) -> str:
    """The clause for the step from ``before`` to ``after``; what followed from it by itself is not said. "" where
    nothing changed. Names nobody.
    """
    tellers = (_answers, _items, _papers, _returned, _applicant, _rest)
    return next((words for tell in tellers if (words := tell(before, after))), "")


def _answers(before: Assessment, after: Assessment) -> str:
    old, new = before.visit.answers, after.visit.answers
    changed = [q for q in {**old, **new} if old.get(q) != new.get(q)]
    if not changed:
        return ""
    asked = {question.id: question for question in (*before.asked, *after.asked)}
    if len(changed) > 1 or changed[0] not in asked:
        return f"{len(changed)}个回答"
    question = asked[changed[0]]
    labels = {option.id: option.label for option in question.options}
    chosen = "、".join(labels.get(option, option) for option in new.get(question.id, ()))
    return f"“{question.text}”答“{chosen}”" if chosen else f"“{question.text}”改成不答"


def _items(before: Assessment, after: Assessment) -> str:
    names = {item.id: item.name for a in (before, after) for item in a.checklist.items}
    for old, new, on, off in (
        (before.visit.dropped, after.visit.dropped, "不办", "重新加上"),
        (before.visit.insisted, after.visit.insisted, "申请人坚持提交", "不再坚持提交"),
    ):
        more, fewer = set(new) - set(old), set(old) - set(new)
        for ids, words in ((more, on), (fewer, off)):
            if ids:
                named = "、".join(sorted(names[i] for i in ids if i in names))
                return f"{words}“{named}”" if named else words
    return ""


def _papers(before: Assessment, after: Assessment) -> str:
    old, new = before.visit.brought, after.visit.brought
    changed = [line for line in {**old, **new} if old.get(line) != new.get(line)]
    if not changed:
        return ""
    if len(changed) > 1:
        return f"{len(changed)}份材料的记录"
    names = {line.id: line.name for a in (before, after) for line in a.checklist.lines}
    was, now = old.get(changed[0]), new.get(changed[0])
    return f"“{names.get(changed[0], '一份材料')}”{_from_to(was, now)}"


def _from_to(was: Brought | None, now: Brought | None) -> str:
    if was is not None and now is not None and was.state is now.state:
        if was.original_seen != now.original_seen:
            return "记原件已核" if now.original_seen else "去掉原件已核"
        if was.copies != now.copies:
            return f"{was.copies}份改成{now.copies}份"
        return "改了写的说明"
    return f"从“{_state(was)}”改成“{_state(now)}”"


def _state(brought: Brought | None) -> str:
    return _NOTHING if brought is None else STATE_WORDS[brought.state]


def _returned(before: Assessment, after: Assessment) -> str:
    old, new = before.visit.unasked, after.visit.unasked
    back = [i for i, paper in new.items() if paper.returned and not (i in old and old[i].returned)]
    return f"记已退还{len(back)}份" if back else ""


def _applicant(before: Assessment, after: Assessment) -> str:
    return "申请人的登记" if before.visit.applicant != after.visit.applicant else ""


def _rest(before: Assessment, after: Assessment) -> str:
    if before.visit.remind != after.visit.remind:
        return "申请人同意电话提醒" if after.visit.remind else "申请人不要电话提醒"
    return "再办的理由" if before.visit.duplicate_reason != after.visit.duplicate_reason else ""
