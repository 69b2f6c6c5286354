"""一次性告知单: for people who only ask: every material, why it is needed, where it comes from, where to go.

It is given without identification and holds no personal data, has no number and no seal, and decides nothing
(S001 Art. 8, 10; 许可法 Art. 30, 32). What no department has confirmed is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.guide.model import GuideRefusal
from counter.domain.guide.published_elements import PublishedElements, elements_of
from counter.domain.hall.banner import banner_of
from counter.domain.hall.jurisdiction import PENDING, TO_FILL
from counter.domain.hall.window_name import window_name
from counter.domain.papers.compose.acceptance import NOTHING_MORE
from counter.domain.papers.parts.brackets import with_full_brackets
from counter.domain.papers.parts.context import Window
from counter.domain.papers.parts.guide_version import guide_version
from counter.domain.papers.parts.item_contacts import common_phone, complaints
from counter.domain.papers.parts.open_answers import OpenAnswer, open_answers
from counter.domain.papers.parts.seal_makers import makers_to_choose, seal_maker_table
from counter.domain.papers.parts.sheet_elements import SheetElements
from counter.domain.papers.parts.wording import circled, limit_text, statutory_text
from counter.domain.visit import clocks
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line
from counter.domain.visit.checklist_builder import resolve_in
from counter.domain.visit.material import MaterialState
from counter.domain.visit.reasons import why_refused
from counter.domain.visit.situation import WHOLE_BUNDLE, Asked, Situation, asked_in, situate
from counter.domain.visit.visit import Setting, Visit

STAR = "＊"
"""Follows what no department has confirmed."""
_BLANK = f"（{TO_FILL}）"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The input of every part of the sheet."""

    situation: Situation
    setting: Setting
    visit: Visit
    asked: tuple[Asked, ...]
    found: Checklist
    open: tuple[OpenAnswer, ...]
    elements: PublishedElements

    @property
    def answers(self) -> tuple[Asked, ...]:
        """Questions with an answer, the applicant's own first; their positions are the circled numbers."""
        known = [q for q in self.asked if q.chosen]
        return (*(q for q in known if q.answered), *(q for q in known if not q.answered))

    def item_numbers(self, ids: Iterable[str]) -> str:
        """``事项1、3``: positions in the table of items."""
        places = {item.id: n for n, item in enumerate(self.found.items, 1)}
        numbers = sorted({places[i] for i in ids if i in places})
        return f"事项{'、'.join(map(str, numbers))}" if numbers else ""

    def because(self, answers: Iterable[tuple[str, str]]) -> str:
        """The applicant's own answers behind a line: circled numbers; in words where not asked."""
        position = {q.text: n for n, q in enumerate(self.answers, 1)}
        every = list(dict.fromkeys(answers))
        numbers = sorted({position[question] for question, _ in every if question in position})
        words = [label for question, label in every if question not in position]
        return "，".join(part for part in ("".join(circled(n) for n in numbers), *words) if part)

    @property
    def own(self) -> SheetElements:
        """What is published of its items."""
        return SheetElements(self.elements, self.item_numbers)

    def to_bring(self) -> tuple[Line, ...]:
        """Lines the applicant has to bring with the application."""
        others = (*self.shared(), *self.from_earlier_items(), *self.after_acceptance())
        return tuple(x for x in self.found.lines if x not in others)

    def shared(self) -> tuple[Line, ...]:
        """Lines that are looked up and only confirmed, never demanded (L2)."""
        return tuple(x for x in self.found.lines if MaterialState.SHARED in x.allowed and not _elsewhere(x))

    def from_earlier_items(self) -> tuple[Line, ...]:
        """Lines that an earlier item of the same visit produces."""
        return tuple(x for x in self.found.lines if x.initial is MaterialState.AWAITING)

    def after_acceptance(self) -> tuple[Line, ...]:
        """Lines that are due only after acceptance."""
        return tuple(x for x in self.found.lines if x.initial is MaterialState.LATER)


def _elsewhere(line: Line) -> bool:
    return line.initial in (MaterialState.AWAITING, MaterialState.LATER)


def guide_sheet(station: Window, setting: Setting, visit: Visit) -> Document:
    """The sheet for the answers of ``visit`` so far; its applicant is ignored.

    Raises KeyError for a bundle that the guide does not have.
    """
    situation = situate(
        setting.guide, setting.guide.bundles[visit.bundle], dict(visit.answers), dict(setting.switches)
    )
    asked = asked_in(situation, visit.insisted)
    found = resolve_in(situation, visit.insisted)
    elements = elements_of(setting.guide, (item.id for item in found.items))
    sheet = _Sheet(situation, setting, visit, asked, found, open_answers(setting, visit, asked), elements)
    paper = Document(
        kind=PaperKind.GUIDE_SHEET,
        title=f"{TITLES[PaperKind.GUIDE_SHEET]}\n{sheet.found.bundle_name}",
        number="",
        addressee="",
        body=tuple(_body(sheet, station)),
        seal_organ="",
        date_text="",
        sign_lines=(),
        foot=_foot(sheet, station),
        code="",
        code_text="",
        qr="",
        watermark=banner_of(demo=station.demo or setting.guide.overlay is not None, training=station.training)
        or None,
        marks=("部分内容待部门核定",) if _unconfirmed(sheet) and not elements.anything else (),
        issued=civil_time(setting.now),
        emblem=setting.jurisdiction.emblem,
    )
    return with_full_brackets(paper)


def _body(sheet: _Sheet, station: Window) -> Iterator[Block]:
    yield Paragraph(_opening(sheet), plain=True, strong=True)
    yield Paragraph(_place(sheet, station), plain=True)
    yield from _refused(sheet)
    headings = iter("一二三四五六七八九")
    for title, blocks in _parts(sheet, station):
        filled = tuple(blocks)
        if filled:
            yield Paragraph(f"{next(headings)}、{title}", plain=True, strong=True)
            yield from filled


def _parts(sheet: _Sheet, station: Window) -> Iterator[tuple[str, Iterable[Block]]]:
    """What may still change the list, then what to bring and what it is for; the answers last."""
    found = sheet.found
    yield "还没定下来的：", _open(sheet)
    several = len(found.items) > 1
    shared = "，一次交齐，各事项共用" if several else ""
    yield f"要带来的材料（{len(sheet.to_bring())}样{shared}）：", _materials(sheet)
    yield "不用交的，以后再交的：", _not_now(sheet)
    yield f"要办的事项（{len(found.items)}项{'，按先后' if several else ''}）：", _items(sheet)
    yield "各部门的窗口和电话：", _departments(sheet)
    makers = makers_to_choose(sheet.setting.jurisdiction, found.items, civil_date(sheet.setting.now))
    yield f"可以选的刻章企业（{len(makers)}家，由您自己选）：", seal_maker_table(makers)
    yield "提醒：", [_small(text) for text in (*found.tips, *found.hints, _reminder(sheet))]
    yield "您说的情况（前面“为什么”里写的是这里的编号）：", _answers(sheet)


def _small(text: str) -> Paragraph:
    return Paragraph(text, plain=True, small=True)


def _opening(sheet: _Sheet) -> str:
    found = sheet.found
    if _stopped(sheet):
        return "按您说的情况，这件事现在不能办，原因写在下面。"
    if found.not_here:
        return "按您说的情况，这件事不在这里办，不用交材料，原因写在下面。"
    if found.nothing_needed:
        return "按您说的情况，没有需要办的事项，不用交材料。"
    if not found.items:
        return "回答下面的问题以后，才能列出要办的事项和要带的材料。"
    saved = f"合在一起办，比一项一项办少交{found.saved}份材料。" if found.saved > 0 else ""
    count = len(sheet.open)
    open_ones = f"还有{count}处没定下来，定了会增减。" if count else ""
    return (
        f"按您说的情况，要办{len(found.items)}个事项，要带{len(sheet.to_bring())}样材料，到一个窗口一次交齐。"
        f"{open_ones}{saved}"
    )


def _stopped(sheet: _Sheet) -> bool:
    return bool(sheet.found.stops) and WHOLE_BUNDLE not in sheet.visit.insisted


def _refused(sheet: _Sheet) -> Iterator[Block]:
    """What is excluded under these answers, with reason and source; the applicant may insist."""
    refusals = (*sheet.found.stops, *sheet.found.warnings)
    for refusal in refusals:
        yield _small(f"● {_refusal(sheet, refusal)}")
    if any(r.evidence.official and r.kind == "barred" for r in refusals):
        yield _small("您不同意上面的说法、仍要申请的，窗口照样收件，由主管机关作出书面决定。")


def _refusal(sheet: _Sheet, refusal: GuideRefusal) -> str:
    item = sheet.setting.guide.items.get(refusal.item or "")
    about = f"“{item.name}”：" if item else ""
    basis = why_refused(sheet.situation, refusal).basis
    source = f"（依据：{basis}）" if basis else ""
    return f"{about}{refusal.reason}{source}{'' if refusal.evidence.official else f'（{PENDING}）'}"


def _answers(sheet: _Sheet) -> Iterator[Block]:
    """Numbered answers, then the questions that were not asked and count as usual."""
    places = list(enumerate(sheet.answers, 1))
    if given := [_answer(n, q) for n, q in places if q.answered]:
        yield _small(f"{'；'.join(given)}。")
    if usual := [_answer(n, q) for n, q in places if not q.answered]:
        yield _small(f"没有说到、按一般情况算的（不对就告诉窗口，清单会变）：{'；'.join(usual)}。")


def _answer(number: int, question: Asked) -> str:
    labels = "、".join(o.label for o in question.options if o.id in question.chosen)
    return f"{circled(number)}{question.text}{labels}"


def _open(sheet: _Sheet) -> Iterator[Block]:
    for one in sheet.open:
        answered = f"（您答“{one.answered}”）" if one.answered else ""
        effects = f"　{'；'.join(one.effects)}。" if one.effects else ""
        yield _small(f"● {one.question}{answered}{one.advice}{effects}")


def _items(sheet: _Sheet) -> Iterator[Block]:
    items = sheet.found.items
    if not items:
        return
    first = any(item.after for item in items)
    head = ("序号", "事项", "办理部门", "时限", *(("先办完",) if first else ()), "为什么要办")
    rows = tuple(_item_row(sheet, n, item, first=first) for n, item in enumerate(items, 1))
    widths = (0.07, 0.27, 0.17, 0.19, *((0.1,) if first else ()), 0.2 if first else 0.3)
    yield Table(head, rows, widths, numeric=(0, 4) if first else (0,))
    basis = "；".join(f"事项{n}　{'、'.join(i.basis)}" for n, i in enumerate(items, 1) if i.basis)
    published = sheet.elements.anything
    told = published or any(i.promised for i in items)
    promised = "" if told else f"各部门的承诺时限还没有公布（{PENDING}）。"
    silent = any(clocks.by_default(i.statutory, i.procedure) for i in items)
    default = "所依法律没有写时限的许可，按行政许可法第四十二条20个工作日算，待部门核定。" if silent else ""
    yield _small(f"时限自受理起算。{default}{promised}{'' if published else f'收费：{PENDING}。'}")
    yield from map(_small, sheet.own.of_items(items) if published else ())
    if basis:
        yield _small(f"依据：{basis}。")


def _item_row(sheet: _Sheet, number: int, item: ChecklistItem, *, first: bool) -> tuple[str, ...]:
    organ = sheet.setting.jurisdiction.organ(item.organ)
    named = (
        item.result not in ("", "—") and not sheet.elements.anything
    )  # else its own sentence names the result
    result = f"\n办出：{item.result}" if named else ""
    name = f"{item.name}{'' if item.evidence.official else STAR}{result}"
    time = statutory_text(item.statutory, item.procedure)
    if item.promised is not None or sheet.elements.anything:
        time = f"法定{time}\n承诺{limit_text(item.promised, item.procedure)}"
    before = sheet.item_numbers(item.after).removeprefix("事项") if item.after else "—"
    own = sheet.because(item.why.answers)
    why = f"{item.why.text}{f'（您答{own}）' if own else ''}"
    return (
        str(number),
        name,
        f"{organ.name}{'' if organ.settled else STAR}",
        time,
        *((before,) if first else ()),
        why,
    )


def _materials(sheet: _Sheet) -> Iterator[Block]:
    lines = sheet.to_bring()
    alike = sheet.own.alike(lines)
    if lines:
        yield Table(
            head=("序号", "材料", "要求", "从哪里来", "为什么要"),
            rows=tuple(_line_row(sheet, n, line, alike) for n, line in enumerate(lines, 1)),
            widths=(0.07, 0.27, 0.18, 0.15, 0.33),
            numeric=(0,),
        )
        if sheet.elements.anything:
            told = (f"以上材料都要：{alike}。" if alike else "", sheet.own.forms(lines))
            if any(told):
                yield _small("".join(told))
        elif any(line.form for line in lines):
            yield _small(f"写着“填表”的，空白表格到窗口领取；样表、网上下载地址：{PENDING}。")
    if sheet.found.lines:
        ahead = "“还没定下来的”会增减的以外，" if sheet.open else ""
        yield Paragraph(f"{ahead}{NOTHING_MORE}", plain=True, strong=True)


def _line_row(sheet: _Sheet, number: int, line: Line, alike: str) -> tuple[str, ...]:
    name = f"{line.name}{'' if line.evidence.official else STAR}"
    wanted = "；".join(filter(None, (line.wanted, "" if alike else sheet.own.wanted(line), *_easier(line))))
    maker = sheet.own.maker(line)
    issuer = f"{line.issuer}{'（填表）' if line.form else ''}{f'（{maker}）' if maker else ''}"
    return str(number), name, wanted, issuer, _why(sheet, line)


def _easier(line: Line) -> Iterator[str]:
    """What the guide in force lets the applicant spare."""
    if MaterialState.E_LICENCE in line.allowed:
        yield "有电子证照的免交"
    if MaterialState.PLEDGED in line.allowed:
        yield "可以选告知承诺"
    if MaterialState.DEFERRED in line.allowed:
        yield "可以先办后补（容缺）"


def _why(sheet: _Sheet, line: Line) -> str:
    """Which items ask for the paper, under which name and condition, and which answers made it so."""
    guide = sheet.setting.guide
    asked_as: dict[str, list[str]] = {}
    for need in line.needs:
        item = guide.items.get(need.item)
        material = next((m for m in item.materials if m.key == need.material), None) if item else None
        condition = material.condition_text if material and material.condition_text else ""
        own = "" if _same(need.material_name, line.name) else f"“{need.material_name}”"
        asked_as.setdefault(f"{own}{f'（{condition}）' if condition else ''}", []).append(need.item)
    parts = [f"{sheet.item_numbers(items)}{name}" for name, items in asked_as.items()]
    common = [w.text for w in line.why if all(n.material.startswith("common/") for n in line.needs)]
    return "；".join((*parts, *dict.fromkeys(common), _own(sheet, line)))


def _same(material: str, paper: str) -> bool:
    """True where the item's own name of the material adds nothing to the paper's."""
    return material == paper or material in paper or paper in material


def _not_now(sheet: _Sheet) -> Iterator[Block]:
    for line in sheet.from_earlier_items():
        producer = sheet.item_numbers((line.awaits or "",))
        yield _small(
            f"● {line.name}：由{producer}办出，不用交（{sheet.item_numbers(line.items)}要用，{_own(sheet, line)}）。"
        )
    for line in sheet.shared():
        yield _small(
            f"● {line.name}：窗口共享获取，不用交，只请您确认；与实际不符的，以您更正的为准（{_why(sheet, line)}）。"
        )
    for line in sheet.after_acceptance():
        yield _small(f"● {line.name}：{line.wanted}（{_why(sheet, line)}）。")


def _own(sheet: _Sheet, line: Line) -> str:
    """The answers that made a paper necessary; a general phrase where some item always needs it."""
    if not all(why.answers for why in line.why):
        return "怎样回答都要"
    own = sheet.because(answer for why in line.why for answer in why.answers)
    return f"您答{own}" if own else "怎样回答都要"


def _place(sheet: _Sheet, station: Window) -> str:
    """Where, when and by what telephone: read before the list."""
    contacts = sheet.setting.jurisdiction.contacts
    place = f"{station.hall} {window_name(station.window)}。地址：{contacts.hall_address or _BLANK}"
    return f"到哪里办：{place}　时间：{contacts.hours or _BLANK}　电话：{contacts.hall_phone or _BLANK}"


def _departments(sheet: _Sheet) -> Iterator[Block]:
    """Windows and telephones of single items, where they are published."""
    contacts = sheet.setting.jurisdiction.contacts
    told = sheet.own.where(sheet.found.items, contacts.hall_phone or _BLANK, contacts.complaint)
    yield from map(_small, told if sheet.elements.anything else ())


def _reminder(sheet: _Sheet) -> str:
    starred = _starred(sheet) if sheet.elements.anything else _unconfirmed(sheet)
    stars = f"带“{STAR}”的内容{PENDING}，以部门公布的办事指南为准。" if starred else ""
    return (
        f"{stars}窗口另要本单以外的材料，或者没有一次告知的，"
        f"可以拨打{sheet.setting.jurisdiction.contacts.complaint}投诉。"
        "本单供准备材料用，不是受理凭证；指南有变化的，以办理时公布的为准。"
    )


def _foot(sheet: _Sheet, station: Window) -> tuple[str, ...]:
    contacts = sheet.setting.jurisdiction.contacts
    items = [sheet.elements.item(item.id) for item in sheet.found.items]
    phone = common_phone(items) or contacts.hall_phone or _BLANK
    asked = f"咨询：{phone}　投诉：{complaints(items, contacts.complaint)}"
    told = f"{civil_time(sheet.setting.now):%Y-%m-%d %H:%M} 告知　指南版本：{guide_version(sheet.setting)}"
    return f"{station.hall} {window_name(station.window)}　{asked}", told


def _unconfirmed(sheet: _Sheet) -> bool:
    """True where anything on the sheet is not official."""
    found = sheet.found
    facts: Sequence[bool] = (
        *(i.statutory.evidence.official and i.promised is not None for i in found.items),
        *(line.evidence.official for line in found.lines),
        *(r.evidence.official for r in (*found.stops, *found.warnings)),
    )
    return _starred(sheet) or not all(facts)


def _starred(sheet: _Sheet) -> bool:
    """True where a row has the star; what else is not official says so where it stands."""
    items = sheet.found.items
    rows = (*(item.evidence.official for item in items), *(x.evidence.official for x in sheet.to_bring()))
    return not all((*rows, *(sheet.setting.jurisdiction.organ(item.organ).settled for item in items)))
