"""What a row of the checklist says about its paper: the same words for eye and ear."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.domain.visit.looked_at import UNSEEN_WORD
from counter.domain.visit.material import MaterialState, Shared
from counter.domain.visit.received import STATE_WORDS
from counter.domain.visit.sharing import ANSWER_WORDS
from counter.ui.checklist.checklist_row import ChecklistPaper, GroupRow, Row


def issuer_of(row: ChecklistPaper) -> str:
    """Who gives the paper out."""
    if row.line.awaits and row.state is MaterialState.AWAITING:
        return QCoreApplication.translate("ChecklistRow", "本次同办，办出后直接用")
    return row.line.issuer


def marks_of(row: ChecklistPaper) -> tuple[str, ...]:
    """Shared by several items, may be handed in later (容缺), not official yet."""
    line = row.line
    marks = []
    if len(line.items) > 1:
        marks.append(QCoreApplication.translate("ChecklistRow", "{0} 项共用").format(len(line.items)))
    if MaterialState.DEFERRED in line.allowed:
        marks.append(QCoreApplication.translate("ChecklistRow", "可容缺"))
    if not line.evidence.official:
        marks.append(QCoreApplication.translate("ChecklistRow", "待部门核定"))
    return tuple(marks)


def seen_of(row: ChecklistPaper) -> tuple[tuple[str, ...], bool]:
    """Of a received paper: what was seen and kept, and whether its original still has to be looked at."""
    line, brought = row.line, row.brought
    unseen = line.original and not line.originals and not brought.original_seen
    parts = [QCoreApplication.translate("ChecklistRow", "原件未核")] if unseen else []
    if brought.original_seen:
        parts.append(QCoreApplication.translate("ChecklistRow", "原件已核 ✓"))
    if line.copies or brought.copies:
        kept = (
            QCoreApplication.translate("ChecklistRow", "原件 {0}")
            if line.originals
            else QCoreApplication.translate("ChecklistRow", "复印 {0}")
        )
        parts.append(kept.format(brought.copies))
    return tuple(parts), unseen


def wanted_or_seen(row: ChecklistPaper) -> tuple[str, str]:
    """Requirement of the guide, or once received, what was seen and kept; with its colour role."""
    if row.state is MaterialState.RECEIVED:
        parts, unseen = seen_of(row)
        return "　".join(parts) or row.line.wanted, "gap" if unseen else "second"
    if row.state in (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED):
        return row.line.wanted, "second"
    if row.state is MaterialState.SHARED:
        return _looked_up(row), "shared"
    return STATE_WORDS[row.state], "shared"


def spoken(row: Row) -> str:
    """The whole row for a screen reader: number, paper, state, what is wanted or was seen, marks, issuer."""
    if isinstance(row, GroupRow):
        return QCoreApplication.translate("ChecklistRow", "{0}，已收 {1}，共 {2}").format(
            row.name, row.done, row.total
        )
    state, answer = _state_of(row)
    detail = wanted_or_seen(row)[0].replace(" ✓", "").replace("　", "，")
    if detail == state or (answer and answer in detail):
        detail = ""
    parts = [str(row.number), row.line.name, state, answer, detail, row.brought.note]
    return "，".join(filter(None, (*dict.fromkeys(parts), *marks_of(row), issuer_of(row))))


def became(row: ChecklistPaper) -> str:
    """What a key made of a row, for who hears it: its number, and how its paper stands."""
    state, answer = _state_of(row)
    detail = ""
    if row.state in (MaterialState.RECEIVED, MaterialState.SHARED):
        detail = "，".join(seen_of(row)[0]) if row.state is MaterialState.RECEIVED else _looked_up(row)
    if answer and answer in detail:
        detail = ""
    stands = (state, answer, detail.replace(" ✓", ""), row.brought.note)
    words = QCoreApplication.translate("ChecklistRow", "第{0}份：{1}")
    return words.format(row.number, "，".join(filter(None, dict.fromkeys(stands))))


def _state_of(row: ChecklistPaper) -> tuple[str, str]:
    """Word of its state, and the organ's answer where it was looked up."""
    untouched = not row.recorded and row.state is MaterialState.MISSING
    state = UNSEEN_WORD if untouched else STATE_WORDS[row.state]
    return state, ANSWER_WORDS[row.brought.shared.answer] if row.brought.shared is not None else ""


def _looked_up(row: ChecklistPaper) -> str:
    """Result of a lookup; for a change with its text."""
    shared = row.brought.shared
    if shared is None:
        return QCoreApplication.translate("ChecklistRow", "共享待核")
    return (
        row.brought.note
        if shared.answer is Shared.CHANGED
        else QCoreApplication.translate("ChecklistRow", "核验一致")
    )
