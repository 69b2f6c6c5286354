"""The table of materials on a paper: what was taken in, whether an original was seen, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from counter.domain.document.document import Block, PaperKind, Paragraph, Table
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.parts.context import PaperContext, RecordedLine
from counter.domain.papers.parts.missing_items import masked
from counter.domain.papers.parts.wording import circled
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import MaterialState, Shared
from counter.domain.visit.originals import shown_only

PRESENTED = frozenset(
    {
        MaterialState.RECEIVED,
        MaterialState.DEFECTIVE,
        MaterialState.SHARED,
        MaterialState.E_LICENCE,
        MaterialState.PLEDGED,
    }
)
"""States in which nothing more is due at the window at present, or the paper was shown."""

TAKE_BACK = "请当场取回身份证件等原件，本窗口不留存。"
"""An identity card is never kept (L12). Printed only where one was shown."""

SEEN, NOT_SEEN = "已核原件", "未核原件"
"""Words of a row for an original that has to be checked."""

_LISTED = PRESENTED | {MaterialState.AWAITING, MaterialState.RELIEVED}


def listed(context: PaperContext) -> tuple[RecordedLine, ...]:
    """Lines of the table: what was taken in or comes without the applicant, never what is still missing.

    What is missing belongs into a correction notice, written, complete and once (L3), not into a side note.
    """
    return tuple(h for h in context.handed if h.state in _LISTED)


_HANDED_IN = frozenset({MaterialState.RECEIVED, MaterialState.DEFECTIVE, MaterialState.PLEDGED})


def any_taken(context: PaperContext) -> bool:
    """Whether anything was really handed over; what is shared, awaited or relieved was not."""
    return any(h.state in _HANDED_IN for h in context.handed)


def count(context: PaperContext) -> int:
    """Number of materials listed: the last number of the table."""
    return len(listed(context))


def materials_table(context: PaperContext) -> Table | None:
    """序号 材料 原件核验 份数 来源与处理; None where nothing is listed."""
    rows = tuple(
        (str(n), h.line.name, _original(h), _copies(h), _handling(context, h))
        for n, h in enumerate(listed(context), 1)
    )
    if not rows:
        return None
    return Table(
        head=("序号", "材料", "原件核验", "份数", "来源和处理"),
        rows=rows,
        widths=(0.08, 0.39, 0.15, 0.09, 0.29),
        numeric=(0, 2, 3),
    )


def received_list(
    context: PaperContext, handling: Mapping[str, str] | None = None, more: str = ""
) -> Iterator[Block]:
    """The same in running text, for papers with another table: they are the receipt of these too.

    ``handling``: line id → what became of it, where it differs from a receipt.
    """
    own = handling or {}
    rows = [
        (f"{circled(n)}{h.line.name}", "，".join(_in_words(h, own.get(h.line.id) or _handling(context, h))))
        for n, h in enumerate(listed(context), 1)
    ]
    if rows:
        back = TAKE_BACK if _any_identity_paper_shown(context) else ""
        yield Paragraph(
            f"已收和免交的材料：{'；'.join(_together(rows))}。{more}{back}", plain=True, small=True
        )
    for words in _not_now(context):
        yield Paragraph(words, plain=True, small=True)


def _together(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Neighbours with the same words share them: ①甲、②乙（均收下1份）."""
    for words, group in groupby(rows, key=lambda pair: pair[1]):
        names = [name for name, _ in group]
        yield f"{'、'.join(names)}（{'均' if len(names) > 1 else ''}{words}）"


def _in_words(handed: RecordedLine, handling: str) -> Iterator[str]:
    copies = _copies(handed)
    yield handling if copies == "—" else f"{handling}{copies}份"
    if _original(handed) != "—":
        yield _original(handed)


def _original(handed: RecordedLine) -> str:
    """Only what the clerk recorded: a bulk key never makes an original seen.

    A paper handed in as an original (申请书、图纸) is compared with nothing: no 未核原件 on it.
    """
    if handed.state not in (MaterialState.RECEIVED, MaterialState.DEFECTIVE):
        return "—"
    if handed.brought.original_seen:
        return SEEN
    return NOT_SEEN if shown_only(handed.line) else "—"


def all_seen(context: PaperContext) -> bool:
    """No listed material has an original that should have been checked and was not."""
    return all(_original(h) != NOT_SEEN for h in listed(context))


def completeness_words(context: PaperContext) -> str:
    """That the materials are complete and in due form; never over rows whose original was not checked."""
    open_ones = sum(_original(h) == NOT_SEEN for h in listed(context))
    if not open_ones:
        return "材料齐全、符合规定形式"
    agreed = f"，{context.issuer.name}同意先受理（{'、'.join(context.consents)}）" if context.consents else ""
    return f"材料已经收到，其中{open_ones}份原件尚未核对{agreed}"


def unchecked_originals_note(context: PaperContext) -> str:
    """What becomes of unchecked originals once the item is accepted: nothing new is asked for."""
    return "" if all_seen(context) else "未核的原件，需要时通知出示。"


def originals_required(context: PaperContext) -> Iterator[str]:
    """Which originals have to be seen before these items are accepted."""
    if context.originals_awaited:
        yield f"请带下列材料的原件到窗口核对，核对后才能受理：{'、'.join(context.originals_awaited)}。"


def _copies(handed: RecordedLine) -> str:
    taken = handed.state in (MaterialState.RECEIVED, MaterialState.DEFECTIVE)
    return str(handed.brought.copies) if taken and handed.brought.copies else "—"


def _handling(context: PaperContext, handed: RecordedLine) -> str:
    match handed.state:
        case MaterialState.SHARED:
            return _looked_up(context, handed)
        case MaterialState.E_LICENCE:
            return "电子证照，免交" if _done(context) else "电子证照，待联网核验，免交"
        case MaterialState.PLEDGED:
            return "告知承诺，收承诺书"
        case MaterialState.AWAITING:
            source = f"“{handed.awaited_from}”" if handed.awaited_from else "前面的事项"
            return f"由{source}产生，免交"
        case MaterialState.RELIEVED:
            return f"{handed.brought.note}，免交"
        case MaterialState.DEFECTIVE:
            return "要不要更正，由该机关告知" if _sent_on(context, handed) else "须更正，另行书面告知"
        case _:
            return _received(handed)


def _sent_on(context: PaperContext, handed: RecordedLine) -> bool:
    """True where no item that asks for it is decided here, whoever's name the paper bears (L13)."""
    asking = {n.item for n in handed.needs}
    rules = {d.verdict.rule for d in context.decided_items if d.item.id in asking}
    return context.organ == HALL or rules == {"L13"}


def _done(context: PaperContext) -> bool:
    """A paper that states an item is done cannot state that something of it is still to be checked."""
    return context.kind is PaperKind.REGISTRATION_PROOF


def _looked_up(context: PaperContext, handed: RecordedLine) -> str:
    """The result of looking it up, or that it was not looked up yet."""
    shared = handed.brought.shared
    if shared is None:
        return "共享获取，免交" if _done(context) else "共享获取，待核验，免交"
    if shared.answer is Shared.CHANGED:
        return f"已变更，以变更后的为准，免交：{masked(handed.brought.note, context.jurisdiction.masks)}"
    return "共享获取，申请人核对一致，免交"


def _received(handed: RecordedLine) -> str:
    """What became of the paper; an original is named only where it was checked (L12)."""
    copies, line = handed.brought.copies, handed.line
    if not copies:
        return "查验后退还" if handed.brought.original_seen else "未留存"
    if not handed.brought.original_seen:
        return "收复印件" if only_copies(line) else "收下"
    if line.never_kept or not line.originals:
        return "原件退还，留复印件"
    return "收原件和复印件" if copies > line.originals else "收原件"


def taken(context: PaperContext, handed: RecordedLine) -> str:
    """What became of a paper that is in order, its original included: 收下, 退还 or 免交."""
    if handed.state is not MaterialState.RECEIVED:
        return _handling(context, handed)
    copies, line, seen = handed.brought.copies, handed.line, handed.brought.original_seen
    if not copies:
        return "看过原件，已退还" if seen else "收下"
    if line.originals:  # as on every other receipt an original is named only where it was checked
        both = "原件和复印件" if copies > line.originals else "原件"
        return f"收下{both if seen else ''}"
    kept = "复印件" if only_copies(line) or seen else ""
    looked = {SEEN: "，原件已看过退还", NOT_SEEN: "，原件还没有核对"}.get(_original(handed), "")
    return f"收下{kept}{looked}"


def only_copies(line: Line) -> bool:
    """Only a copy is kept: the paper must not read as if a marriage certificate was taken away (收下)."""
    return line.never_kept or (not line.originals and "原件或复印件" not in line.wanted)


def notes_after_table(context: PaperContext) -> Iterable[Block]:
    """What to take back and what need not be handed in yet, where there is any."""
    if _any_identity_paper_shown(context):
        yield Paragraph(TAKE_BACK)
    for words in _not_now(context):
        yield Paragraph(words)


def _any_identity_paper_shown(context: PaperContext) -> bool:
    return any(identity_paper_shown(h) for h in context.handed)


def identity_paper_shown(handed: RecordedLine) -> bool:
    """An identity paper that was shown and is returned."""
    shown = handed.state in (MaterialState.RECEIVED, MaterialState.DEFECTIVE)
    return shown and handed.line.never_kept and handed.brought.original_seen


def _not_now(context: PaperContext) -> Iterator[str]:
    names_by_note: dict[str, list[str]] = {}
    for handed in context.handed:
        if handed.state is MaterialState.LATER:
            note = next((n.later for n in handed.needs if n.later), "受理后再交")
            names_by_note.setdefault(note, []).append(handed.line.name)
    for note, names in names_by_note.items():
        yield f"现在不用交的：{'、'.join(names)}（{note}）。"
