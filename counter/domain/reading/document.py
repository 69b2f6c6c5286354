"""The lines of the reading page of a bundle, in order, including what is not given yet.

Pure: guide, switches and jurisdiction in, lines out. What no department has confirmed reads 待部门核定, what the
hall has to write itself 由大厅填写 (办法 9–11: required content of a guide).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.guide.citation import titled
from counter.domain.guide.condition import Switches
from counter.domain.guide.copies_required import for_people, read
from counter.domain.guide.model import (
    BundleItem,
    BundleQuestion,
    Evidence,
    Guide,
    Item,
    Material,
    Question,
    TimeLimit,
    Tri,
)
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.papers.parts.wording import CLASS_WORDS, limit_text
from counter.domain.reading.closing_sections import lines_after_items
from counter.domain.reading.elements import (
    detail_facts,
    files_of_material,
    files_of_results,
    material_details,
)
from counter.domain.reading.lines import (
    LineContext,
    LineKind,
    Reading,
    ReadLine,
    basis_words,
    certainty_of,
    fact_line,
    head_line,
)
from counter.domain.visit.situation import WHOLE_BUNDLE

_MAIN = {Tri.YES: "主要材料", Tri.NO: "次要材料", Tri.UNKNOWN: "是不是主要材料待部门核定"}
_DEFER = {Tri.YES: "可以容缺", Tri.NO: "不能容缺", Tri.UNKNOWN: "能不能容缺待部门核定"}


def reading_of(guide: Guide, number: int, switches: Switches, jurisdiction: Jurisdiction) -> Reading:
    """The reading of a bundle. Raises KeyError for one that the guide does not have."""
    bundle = guide.bundles[number]
    reader = LineContext(guide, bundle, switches, jurisdiction)
    lines = (
        *_opening(reader),
        *_questions(reader),
        *_items(reader),
        *lines_after_items(reader),
    )
    return Reading(bundle.number, bundle.name, guide.version, guide.overlay, lines)


def _opening(reader: LineContext) -> Iterator[ReadLine]:
    bundle = reader.bundle
    yield ReadLine(WHOLE_BUNDLE, LineKind.HEAD, "这件事", "整件事")
    materials = sum(len(reader.guide.items[i.item].materials) for i in bundle.items)
    counted = f"最多{len(bundle.items)}个事项、{materials}样材料；按情形只办、只交其中用得着的"
    yield fact_line("bundle:count", "有多少", counted, "整件事")
    if bundle.note:
        yield fact_line("bundle:note", "说明", bundle.note, "整件事的说明", at=bundle.evidence)
    for question, options in bundle.given.items():
        known = reader.guide.questions[question]
        labels = "、".join(o.label for o in known.options if o.id in options)
        yield fact_line(f"given:{question}", "不用问", f"{known.text}　{labels}", f"已定的情形“{known.text}”")


def _questions(reader: LineContext) -> Iterator[ReadLine]:
    conditions, guide = reader.conditions, reader.guide
    if not conditions.places:
        return
    yield head_line("questions", f"先问情形（{len(conditions.places)}题）")
    for asking in reader.bundle.questions:
        number = conditions.places.get(asking.question)
        if number is None:
            continue
        question = guide.questions[asking.question]
        text = asking.text or question.text
        more = (*reader.when(conditions.words(asking.when)), question.help or "", *_kind(asking, question))
        where = f"情形问题“{text}”"
        yield ReadLine(
            f"question:{question.id}",
            LineKind.QUESTION,
            text,
            where,
            str(number),
            tuple(m for m in more if m),
        )
        for option in question.options:
            if asking.only and option.id not in asking.only:
                continue
            effects = conditions.effects(question.id, option.id)
            counts = "没答时按这个算" if option.id in question.default else ""
            sentences = (*effects, counts, option.tip or "", option.pending or "")
            yield ReadLine(
                f"answer:{question.id}/{option.id}",
                LineKind.ANSWER,
                option.label,
                f"{where}的“{option.label}”",
                more=tuple(t for t in sentences if t) or ("清单不变",),
            )


def _kind(asking: BundleQuestion, question: Question) -> Iterator[str]:
    if question.many:
        yield "可以多选"
    if question.number:
        yield f"写人数，{question.least}到{question.most}；有按人数交的材料才问"
    if question.judgement:
        yield "法律判断：没有默认，不答不受理"
    elif asking.folded:
        yield "少见情形，需要时再问"


def _items(reader: LineContext) -> Iterator[ReadLine]:
    yield head_line("items", f"要办的事项（{len(reader.bundle.items)}项，按先后）")
    names = {placed.item: reader.guide.items[placed.item].name for placed in reader.bundle.items}
    placed = sorted(reader.bundle.items, key=lambda p: p.order)
    for number, one in enumerate(placed, 1):
        item = reader.guide.items[one.item]
        after = "、".join(f"“{names[i]}”" for i in one.after if i in names)
        more = (
            one.why,
            *(reader.when(reader.conditions.words(one.when)) or ("什么时候：都要办",)),
            f"先办完：{after}" if after else "",
        )
        yield ReadLine(
            f"item:{item.id}",
            LineKind.ITEM,
            item.name,
            f"事项“{item.name}”",
            str(number),
            tuple(m for m in more if m),
            certainty_of(one.evidence),
        )
        yield from _item_facts(reader, one, item)
        yield from _materials(reader, item)


def _item_facts(reader: LineContext, placed: BundleItem, item: Item) -> Iterator[ReadLine]:
    def fact(key: str, label: str, text: str, *more: str, at: Evidence | None = None) -> ReadLine:
        sentences = tuple(m for m in more if m)
        return fact_line(
            f"item:{item.id}:{key}", label, text, f"事项“{item.name}”，{label}", *sentences, at=at
        )

    organ = reader.place.organ(item.organ)
    named = "" if organ.name.endswith(item.organ) else f"指南写作：{item.organ}"
    settled = Evidence.FOUND if organ.settled else Evidence.KNOWN
    yield fact("organ", "办理机关", organ.name, named, at=settled)
    yield fact("class", "程序类别", CLASS_WORDS[item.procedure], item.procedure_reason)
    yield fact("conditions", "受理条件", item.conditions or "")
    yield _limit(item, "statutory", "法定时限", item.statutory)
    yield _limit(item, "promised", "承诺时限", item.promised)
    yield fact("result", "办理结果", item.result)
    for n, basis in enumerate(item.legal_basis, 1):
        text = f"{titled(basis.law)}{basis.article or ''}"
        words = "" if basis.article else "第几条还没有核到"
        yield fact(f"basis{n}", "设定依据", text, words, at=basis.evidence)
    if not item.legal_basis:
        yield fact("basis", "设定依据", "")
    for key, label, text, more in detail_facts(item.details):
        line = fact(key, label, text, *more)
        yield replace(line, files=files_of_results(item.details)) if key == "sample" else line
    if item.note:
        yield fact("note", "注意", item.note)
    if item.risk:
        yield fact("risk", "存疑", item.risk, at=Evidence.KNOWN)


def _limit(item: Item, key: str, label: str, limit: TimeLimit | None) -> ReadLine:
    where = f"事项“{item.name}”，{label}"
    key = f"item:{item.id}:{key}"
    if limit is None or limit.unit is None:
        return fact_line(key, label, "", where, *((limit.text,) if limit and limit.text else ()))
    counted = limit_text(limit, item.procedure).removesuffix("（待部门核定）")
    more = tuple(m for m in (limit.text if limit.text != counted else "", basis_words(limit.basis)) if m)
    return fact_line(key, label, counted, where, *more, at=limit.evidence)


def _materials(reader: LineContext, item: Item) -> Iterator[ReadLine]:
    source = f"　出处：{item.material_source}" if item.material_source else ""
    where = f"事项“{item.name}”，申请材料"
    count = f"{len(item.materials)}样" if item.materials else "没有要交的材料"
    yield fact_line(f"item:{item.id}:materials", "申请材料", f"{count}{source}", where)
    for number, material in enumerate(item.materials, 1):
        yield ReadLine(
            f"material:{material.key}",
            LineKind.MATERIAL,
            material.name,
            f"事项“{item.name}”，材料“{material.name}”",
            f"材料{number}",
            tuple(_material_words(reader, material)),
            certainty_of(material.evidence),
            files_of_material(material.details),
        )


def _material_words(reader: LineContext, material: Material) -> Iterator[str]:
    papers = [reader.guide.papers[use.paper] for use in material.papers]
    never = any(p.never_kept for p in papers)
    asked_for = read(material.original_copy, material.copies, never_kept=never)
    alone = len(material.papers) == 1 and material.papers[0].per is not None
    copies = (for_people(asked_for, None) if alone else asked_for).text
    grade = "" if material.detail_evidence.official else "（份数和形式待部门核定）"
    yield f"{copies}{grade} · {material.medium} · 来源：{material.issuer}"
    condition_words = material.condition_text or reader.conditions.words(material.when)
    if reader.conditions.never(material.when):
        yield "什么时候：按这件事已定的情形不用交"
    else:
        yield f"什么时候：{condition_words}" if condition_words else "什么时候：都要交"
    for use, paper in zip(material.papers, papers, strict=True):
        condition = reader.conditions.words(use.when)
        if reader.conditions.never(use.when):
            continue
        if len(papers) > 1 or condition:
            people = "，按人数每人都要" if use.per is not None and not alone else ""
            yield f"可以是：{paper.name}{f'（{condition}）' if condition else ''}{people}"
    yield f"{_MAIN[material.main]}，{_DEFER[material.deferrable]}{_noted(material.defer_note)}"
    if any(p.shareable is Tri.YES for p in papers):
        yield "能共享获取的不用交，只请申请人确认"
    if material.later_note:
        yield f"以后再交：{material.later_note}"
    yield from material_details(material.details, form=material.form)


def _noted(note: str | None) -> str:
    return f"（{note}）" if note else ""
