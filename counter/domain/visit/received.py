"""Check and build the records of papers at the counter: only states the guide allows (L1, L2, L4, L12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.looked_at import UNSEEN_WORD, is_unseen, unseen_lines
from counter.domain.visit.material import Brought, MaterialState, has_letters
from counter.domain.visit.sharing import allows, check_answer, effective_record

STATE_WORDS: Mapping[MaterialState, str] = {
    MaterialState.MISSING: "未交",
    MaterialState.RECEIVED: "已收",
    MaterialState.SHARED: "共享获取",
    MaterialState.AWAITING: "待前序",
    MaterialState.E_LICENCE: "电子证照",
    MaterialState.PLEDGED: "告知承诺",
    MaterialState.DEFERRED: "容缺",
    MaterialState.DEFECTIVE: "不符合",
    MaterialState.LATER: "以后再交",
    MaterialState.RELIEVED: "不用再交",
}
"""The clerk's word for each state."""

_RULES: Mapping[MaterialState, tuple[str, str]] = {
    MaterialState.SHARED: ("L2", "指南没有标明可以共享获取"),
    MaterialState.DEFERRED: ("L4", "指南没有标明可以容缺，或者它是主要材料"),
    MaterialState.E_LICENCE: ("guide.e_licence", "指南没有标明认可电子证照"),
    MaterialState.PLEDGED: ("guide.pledge", "指南没有标明可以告知承诺"),
    MaterialState.AWAITING: ("serial", "本次来访没有会产生它的前序事项"),
    MaterialState.LATER: ("guide.later", "指南没有说可以受理后再交"),
    MaterialState.RELIEVED: ("guide.transition", "只有新版指南不再要、过渡规则从轻的，才能按新版免交"),
}

MOST_COPIES = 999

_PRESENTED = (MaterialState.RECEIVED, MaterialState.DEFECTIVE)
"""States in which the paper was presented: only then can its original have been seen (L12)."""


def check_brought(checklist: Checklist, brought: Mapping[str, Brought], today: date | None = None) -> None:
    """Refuse what the guide does not allow for a line (L1, L2, L4).

    ``today``: day of the act, against which days in a sharing result are checked. Raises BadInput for copies outside
    0–``MOST_COPIES`` or an original seen of a paper not presented; RuleRefused for a state, or a line not on this
    list.
    """
    for line_id, recorded in brought.items():
        line = checklist.line(line_id)
        if line is None:
            raise RuleRefused(
                f"材料“{line_id}”不在这次的办事指南清单里，不能收取，也不能要求。",
                rule="L1",
                field=f"materials.{line_id}",
            )
        if not 0 <= recorded.copies <= MOST_COPIES:
            raise BadInput(
                f"“{line.name}”的复印件份数要在0到{MOST_COPIES}之间。", field=f"materials.{line_id}"
            )
        check_answer(line, recorded, today)
        if not allows(line, recorded):
            rule, why = _RULES.get(recorded.state, ("L1", "指南不允许"))
            raise RuleRefused(
                f"“{line.name}”不能记为“{STATE_WORDS[recorded.state]}”：{why}。",
                rule=rule,
                field=f"materials.{line_id}",
            )
        if recorded.original_seen and recorded.state not in _PRESENTED:
            raise BadInput(
                f"“{line.name}”记的是{STATE_WORDS[recorded.state]}，没有拿来的材料不能记原件看过。",
                field=f"materials.{line_id}",
            )
        if recorded.state is MaterialState.DEFECTIVE and not has_letters(recorded.note):
            raise BadInput(f"“{line.name}”记为不符合时要用文字写明哪里不符合。", field=f"materials.{line_id}")


def received(
    line: Line, *, original_seen: bool = False, copies: int | None = None, note: str = ""
) -> Brought:
    """A line as 已收. Copies default to what the guide asks; ``original_seen`` only when the clerk looked (L12)."""
    return Brought(MaterialState.RECEIVED, original_seen, line.copies if copies is None else copies, note)


def all_received(checklist: Checklist, brought: Mapping[str, Brought]) -> dict[str, Brought]:
    """The bulk key: every line not looked at becomes 已收, no original counts as seen.

    A line recorded as missing stays so: the bulk key never overrides a check.
    """
    unseen = unseen_lines(checklist.lines, brought)
    return {**brought, **{line.id: received(line) for line in unseen}}


def state_word(line: Line, brought: Mapping[str, Brought]) -> str:
    """The clerk's word for the state of a line; 未看 before it was looked at."""
    if is_unseen(line, brought):
        return UNSEEN_WORD
    recorded = brought.get(line.id)
    return STATE_WORDS[effective_record(line, recorded).state]
