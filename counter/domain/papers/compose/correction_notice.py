"""材料补齐补正通知书: everything an organ's items lack, once, in writing, with standard, deadline and consequence (L3).

It is also the receipt of what stays here, so no 收件凭证 is printed beside it. 营业执照's return-and-resubmit rule is
its own path: its filing ends with the notice, and there is no deadline (DOMAIN §2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.case.case import Case
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import PENDING, Lapse
from counter.domain.papers.parts import element_words, frame, materials_table
from counter.domain.papers.parts.by_procedure import by_class
from counter.domain.papers.parts.context import DecidedItem, PaperContext, RecordedLine
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.missing_items import (
    DATE_PENDING,
    MissingPaper,
    collect_missing,
    masked,
    problem_words,
    requirement_words,
)
from counter.domain.papers.parts.reminder_words import reminder_words
from counter.domain.papers.parts.wording import bring_to, by_day, quoted, term_text, you
from counter.domain.text.day_words import day_text
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Due

IN_TWO = "本通知书一式两份，申请人、窗口各执一份。"

IN_FORM = frozenset({ProcedureClass.LICENCE, ProcedureClass.REGISTRATION})
"""Classes whose law speaks of 法定形式 (许可法 32(1)(4); 市场主体登记管理条例 19)."""


@dataclass(frozen=True, slots=True)
class FurtherNotice(Details):
    """For the 补齐补正通知书 of a further round (L3): ``names`` of the items notified before, and the reason.

    A new fact has its ``document`` and ``day``; without them the supervisor ``by`` agreed to it.
    """

    names: tuple[str, ...]
    what: str = ""
    document: str = ""
    day: date | None = None
    by: str = ""


def further_notice(case: Case, items: Collection[str]) -> FurtherNotice | None:
    """The reason of these items' newest notice, where it is a further one; None where it is their first (L3)."""
    last = [i.told[-1] for i in case.items if i.id in items and i.told and i.told[-1].again is not None]
    if not last:
        return None
    one = last[0]
    names = tuple(i.asked.name for i in case.items if i.id in items and i.told and i.told[-1] in last)
    if one.fact_day is not None:
        return FurtherNotice(names, one.words, one.fact_document, one.fact_day)
    return FurtherNotice(names, by=one.supervisor)


def correction_notice(context: PaperContext) -> Document:
    """The notice of one organ's items that are to be corrected (许可法 32(1)(4); S001 16(2))."""
    whole = frame.framed(context, _body(context), [d.verdict.due for d in _mended(context)])
    who = frame.signer(context.applicant)
    return replace(whole, sign_lines=(f"{who}签收：", frame.SIGNED_AT.format(what="送达时间")))


def _returned(context: PaperContext) -> tuple[DecidedItem, ...]:
    """Items whose filing ends with the notice."""
    return tuple(d for d in context.decided_items if d.item.id in context.jurisdiction.correction.returned)


def _mended(context: PaperContext) -> tuple[DecidedItem, ...]:
    """Items that go on when everything is there."""
    return tuple(
        d for d in context.decided_items if d.item.id not in context.jurisdiction.correction.returned
    )


def _body(context: PaperContext) -> Iterator[Block]:
    """What to bring, by when and the consequence come first, on page 1 however long the list is."""
    found = collect_missing(context.decided_items)
    yield Paragraph(_opening(context))
    if _mended(context):
        dues = [d.verdict.due for d in _mended(context)]
        yield Paragraph(_deadline(context, found) + reminder_words(context, dues), strong=True)
        yield Paragraph(_lapse(context))
    if _returned(context):
        yield Paragraph(_file_again(context, found), strong=True)
    yield _table(context, found)
    again = _again(context)
    if again:
        yield Paragraph(again, plain=True, small=True)
    if _mended(context):
        yield Paragraph(f"{_nothing_more(context)}{_afterwards(context, found)}")
    if _returned(context):
        yield Paragraph(_resubmit(context))
    if _mended(context):
        yield Paragraph(_counted(context), plain=True, small=True)
    else:
        yield Paragraph(_nothing_more(context))
    yield from materials_table.received_list(context, _handling(context))
    yield from element_words.contact_paragraphs(context)
    for words in materials_table.originals_required(context):
        yield Paragraph(words, strong=True)
    yield Paragraph(f"{_basis(context)}{IN_TWO}", plain=True, small=True)


def _opening(context: PaperContext) -> str:
    classes = {d.item.procedure for d in context.decided_items}
    form = "法定形式" if classes <= IN_FORM else "规定形式"
    looked = "经核对" if classes == {ProcedureClass.ENTERPRISE_SERVICE} else "经审查"
    about = quoted(d.item.name for d in context.decided_items)
    return (
        f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”中的{about}提出申请。"
        f"{looked}，下列材料不齐全或者不符合{form}，现将全部补正内容一次性告知。"
    )


def _again(context: PaperContext) -> str:
    """Why there is a further notice after the first (L3)."""
    details, masks = context.details, context.jurisdiction.masks
    if not isinstance(details, FurtherNotice):
        return ""
    names = quoted(details.names)
    if details.day is None:
        return f"{names}此前已经书面告知，经值班负责人{details.by}同意再次告知。"
    document = masked(details.document, masks)
    return (
        f"{names}此前已经书面告知，因出现新的事实再次告知：{document}（{day_text(details.day)}），"
        f"{masked(details.what, masks)}。"
    )


def _table(context: PaperContext, found: tuple[MissingPaper, ...]) -> Table:
    """One row for each paper; the items are named where there are several, and their days where those differ."""
    masks = context.jurisdiction.masks
    rows = [
        (str(n), x.name, problem_words(x, masks), requirement_words(x, context), _used(context, x))
        for n, x in enumerate(found, 1)
    ]
    if len(context.decided_items) == 1:
        return Table(
            ("序号", "材料", "存在的问题", "补正要求"),
            tuple(row[:4] for row in rows),
            (0.08, 0.34, 0.28, 0.3),
            numeric=(0,),
        )
    several = len(_days(context)) > 1
    return Table(
        ("序号", "材料", "存在的问题", "补正要求", "用于事项和期限" if several else "用于事项"),
        tuple(rows),
        (0.08, 0.26, 0.22, 0.22, 0.22),
        numeric=(0,),
        strong=tuple((n, 4) for n in range(len(rows))) if several else (),
    )


def _used(context: PaperContext, lack: MissingPaper) -> str:
    """The items that ask for the paper; where the notice has several days, each with its own."""
    if len(_days(context)) < 2:
        return lack.item_names
    dues = {decided.item.name: decided.verdict.due for decided, _ in lack.gaps if decided in _mended(context)}
    return (
        "；".join(f"{name}：{by_day(due)}" if due else name for name, due in dues.items()) or lack.item_names
    )


def _about(context: PaperContext, decided_items: tuple[DecidedItem, ...]) -> str:
    """Which items a paragraph speaks of, where the notice speaks of others too."""
    return (
        quoted(d.item.name for d in decided_items) if len(decided_items) < len(context.decided_items) else ""
    )


def _what(
    context: PaperContext, decided_items: tuple[DecidedItem, ...], found: tuple[MissingPaper, ...]
) -> str:
    """How many rows of the table these items ask for, and their names where there are others too."""
    rows = sum(any(decided in decided_items for decided, _ in lack.gaps) for lack in found)
    about = _about(context, decided_items)
    return f"下面{about}{'的' if about else ''}{rows}种材料"


def _where(context: PaperContext) -> str:
    """This window; by post only where the jurisdiction profile allows it."""
    jurisdiction = context.jurisdiction
    post, address = jurisdiction.wording.get("by_post", ""), jurisdiction.contacts.hall_address
    return f"{bring_to(jurisdiction)}{f'，{post}{address}' if post and address else ''}"


def _days(context: PaperContext) -> list[Due]:
    """The days by which something has to be here, each once, the earliest first; none while the clock is in doubt."""
    dues = () if context.untimely else (d.verdict.due for d in _mended(context))
    each = {due.day: due for due in dues if due is not None}
    return [each[day] for day in sorted(each)]


def _deadline(context: PaperContext, found: tuple[MissingPaper, ...]) -> str:
    """The most important sentence: how much, by when and where."""
    days = _days(context)
    what, where = _what(context, _mended(context), found), _where(context)
    if not days:
        period = DATE_PENDING if context.untimely else f"补正期限{PENDING}"
        return f"请把{what}补到{where}。{period}。"
    if len(days) > 1:
        return f"请按表里写明的日期，把{what}补到{where}，最早的是{by_day(days[0])}。"
    return f"请在{by_day(days[0])}，把{what}补到{where}。"


def _file_again(context: PaperContext, found: tuple[MissingPaper, ...]) -> str:
    """The same of a filing that ends with the notice: nothing has to be here by a day."""
    return f"{_what(context, _returned(context), found)}补齐后，随时可以重新申请，没有期限。"


def _counted(context: PaperContext) -> str:
    """The period runs from service: served on another day the notice is made anew."""
    term = context.jurisdiction.correction.term
    days = (
        term_text(term) + ("" if term.settled else f"，天数{PENDING}") if term.days is not None else PENDING
    )
    again = "" if context.untimely else "；不在落款当日送达的，换发本通知书"
    return f"期限自送达次日起计算（{days}）{again}。补交时请带本通知书。"


def _company(context: PaperContext) -> bool:
    """True where only a company is asked, which works by its own published terms."""
    return {d.item.procedure for d in _mended(context)} == {ProcedureClass.ENTERPRISE_SERVICE}


def _afterwards(context: PaperContext, found: tuple[MissingPaper, ...]) -> str:
    """What follows when all is in."""
    if _company(context):
        whole = f"全部材料交齐后，由{context.issuer.name}按其公开的服务承诺办理。"
    else:
        whole = f"全部补齐之日为受理之日{_waiting(context)}，办理时限从受理次日起计算。"
    follow = [x for x in found if x.deferred]
    afterwards = (
        "标明“签承诺书后可以后补”的，其他材料补齐后可以签书面承诺，先受理、后补交，也可以一并补齐。"
        if follow
        else ""
    )
    return f"{whole}{afterwards}"


def _waiting(context: PaperContext) -> str:
    """A serial item is not accepted before the earlier one's written completion (DOMAIN §6)."""
    before = dict.fromkeys(i for d in _mended(context) for i in d.verdict.waits_for)
    names = quoted(context.item_name(i) for i in before)
    return f"（要等{names}办结的，不早于办结之日）" if names else ""


def _lapse(context: PaperContext) -> str:
    """What else happens; always by the organ's own decision (L5)."""
    rule = context.jurisdiction.correction
    pending = "" if rule.settled else f"（{PENDING}）"
    ahead = f"到期没有补齐的，由{context.issuer.name}"
    if _company(context):
        return f"{ahead}按其公开的服务规定处理，可以重新提出申请。"
    done = {
        Lapse.ABANDONED: f"决定是否按放弃申请处理{pending}",
        Lapse.RETURNED: f"决定是否退件、退还申请材料{pending}",
        Lapse.REFUSE: f"决定是否不予受理并出具书面决定{pending}",
    }[rule.lapse]
    return f"{ahead}{done}，不自动生效；可以说明理由，也可以重新申请。"


def _resubmit(context: PaperContext) -> str:
    """退还材料，重新提交: the filing ends here, without a deadline and without a consequence."""
    returned = _returned(context)
    about = _about(context, returned)
    back = [_sheets(h) for h in context.handed if goes_back(context, h)]
    kept = [_sheets(h) for h in context.handed if _stays(context, h)]
    parts = [f"{about}按规定退还{'、'.join(back)}"] if back else []
    parts += [f"{'、'.join(kept)}其他事项要用，留在窗口，重新申请时不用再交"] if kept else []
    names = quoted(d.item.name for d in returned)
    again = "；重新申请时，连同退还的材料一起交" if back else ""
    others = len(context.visit_items) > len(returned)
    end = f"{names}的本次申请到此结束{again}{'；其他事项不受影响，按各自的文书办理' if others else ''}"
    return f"{'；'.join(parts)}{'。' if parts else ''}{end}。"


def _sheets(handed: RecordedLine) -> str:
    """What is really here: of what was only looked at, and of an identity paper ever, the copy (L12)."""
    seen = handed.brought.original_seen and not handed.line.originals
    return (
        f"{handed.line.name}（复印件）"
        if seen or materials_table.only_copies(handed.line)
        else handed.line.name
    )


def goes_back(context: PaperContext, handed: RecordedLine) -> bool:
    """A paper handed in for a returned filing alone is given back with the notice."""
    ids = {d.item.id for d in _returned(context)}
    return _taken(handed) and set(handed.line.items) <= ids


def _stays(context: PaperContext, handed: RecordedLine) -> bool:
    ids = {d.item.id for d in _returned(context)}
    items = set(handed.line.items)
    return _taken(handed) and bool(items & ids) and not items <= ids


def _taken(handed: RecordedLine) -> bool:
    kept = handed.state in (MaterialState.RECEIVED, MaterialState.DEFECTIVE)
    return kept and handed.brought.copies > 0


def _handling(context: PaperContext) -> dict[str, str]:
    """What becomes of papers on this notice, where it differs from a receipt."""
    handling = {}
    for handed in context.handed:
        if goes_back(context, handed):
            handling[handed.line.id] = "退还"
        elif handed.state is MaterialState.DEFECTIVE:
            handling[handed.line.id] = "须更正，收"
    return handling


def _nothing_more(context: PaperContext) -> str:
    """A promise the program keeps (L3): a second round needs a new fact."""
    more_later = any(h.state is MaterialState.LATER for h in context.handed)
    back = "和退还的材料" if any(goes_back(context, h) for h in context.handed) else ""
    return f"除上列材料{back}外，{'这次' if more_later else ''}不需要提交其他任何材料。"


def _basis(context: PaperContext) -> str:
    rules = context.jurisdiction
    found: list[str | None] = []
    if _returned(context):
        found.append(rules.correction.returned_basis)
    for procedure in by_class(_mended(context)):
        found.append(rules.notice[procedure].statute.basis)
        if procedure is not ProcedureClass.ENTERPRISE_SERVICE:
            found.append(rules.correction.basis)
    cited = "；".join(dict.fromkeys(basis for basis in found if basis))
    if not cited and all(
        d.item.procedure is ProcedureClass.ENTERPRISE_SERVICE for d in context.decided_items
    ):
        return ""  # a company works by its own published terms; no department has a basis to confirm
    return f"依据：{cited or PENDING}。"
