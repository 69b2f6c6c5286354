"""Published elements of items and materials in the words of papers (办法 Art. 9, 10); an empty one says so alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from counter.domain.document.document import Paragraph
from counter.domain.guide.details import ContactPoint, Fee, Fees, ServicePlace, SpecialProcedure, Visits
from counter.domain.guide.published_elements import ItemElements, MaterialElements
from counter.domain.guide.terms import TimeUnit, Tri
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.item_contacts import phone_of
from counter.domain.papers.parts.wording import quoted

_UNITS = {TimeUnit.WORKING: "个工作日", TimeUnit.NATURAL: "日（自然日）"}


def fee_words(fees: Fees) -> str:
    """收费标准、依据、减免; 不收费 where the guide says so."""
    if fees.charged is Tri.NO:
        return "不收费"
    if fees.fees:
        return "；".join(_fee(fee) for fee in fees.fees)
    return f"收费，项目和标准{PENDING}" if fees.charged is Tri.YES else PENDING


def _fee(fee: Fee) -> str:
    standard = fee.standard or f"（标准{PENDING}）"
    relief = f"；减免：{unended(fee.reduction)}" if fee.reduction else ""
    return f"{fee.item} {unended(standard)}（依据：{unended(fee.basis) or PENDING}{relief}）"


def visits_words(visits: Visits) -> str:
    """承诺跑动次数, with the reason where one has to come."""
    if visits.count is None:
        return PENDING
    return f"{visits.count}次{f'（{unended(visits.reason)}）' if visits.reason else ''}"


def special_words(elements: ItemElements) -> str:
    """特别程序 and the days of each, which are outside the term (许可法 Art. 45)."""
    if elements.special_procedures:
        return "、".join(map(_procedure, elements.special_procedures))
    return "没有" if elements.special is Tri.NO else PENDING


def _procedure(one: SpecialProcedure) -> str:
    unit = _UNITS.get(one.unit) if one.unit is not None else None
    days = f"{one.days}{unit}" if one.days is not None and unit else f"（天数{PENDING}）"
    return f"{one.name}{days}{f'（依据：{unended(one.basis)}）' if one.basis else ''}"


def results_words(elements: ItemElements, otherwise: str) -> str:
    """办理结果 and whether its sample can be looked at (办法 Art. 11); ``otherwise``: the result named by the item."""
    if not elements.results:
        return f"{otherwise}（样本{PENDING}）" if otherwise not in ("", "—") else PENDING
    return "、".join(
        f"{r.name}（{'样本到窗口看' if r.sample else f'样本{PENDING}'}）" for r in elements.results
    )


def place_words(elements: ItemElements) -> str:
    """办理地点 down to the window, with its hours; several separated."""
    return "；".join(filter(None, map(_place, elements.places))) or PENDING


def _place(place: ServicePlace) -> str:
    return "，".join(part for part in (place.address, place.hours) if part)


def contact_words(point: ContactPoint) -> str:
    """A contact with everything published of it; "" where nothing is."""
    if point.empty:
        return ""
    return " ".join(part for part in (point.organ, point.phone, point.address, point.online) if part)


def standard_words(elements: MaterialElements) -> str:
    """规格 and 受理标准 of a material, for behind its number of copies; "" where nothing is published of it."""
    if elements == MaterialElements():
        return ""
    size = f"规格{unended(elements.size)}" if elements.size else f"规格{PENDING}"
    return "；".join((size, *((unended(elements.acceptance),) if elements.acceptance else ())))


def maker_words(elements: MaterialElements) -> str:
    """Class and qualification of who has to make the material (办法 Art. 10(三)); "" where nobody has to."""
    if elements.maker or elements.qualification:
        return "，".join(filter(None, (elements.maker, elements.qualification or f"资质{PENDING}")))
    return f"中介机构的类别和资质{PENDING}" if elements.by_intermediary is Tri.YES else ""


def unended(words: str) -> str:
    """Published words in one line and without their final mark, to stand inside a sentence."""
    return " ".join(words.split()).rstrip("。．；;，,、 ")


# ── of a paper ────────────────────────────────────────────────────────────────────────────────────────


def fee_paragraphs(context: PaperContext) -> Iterator[Paragraph]:
    """The fee of each item."""
    yield from _paragraphs(context, lambda e: f"收费：{fee_words(e.fees)}。")


def term_paragraphs(context: PaperContext) -> Iterator[Paragraph]:
    """Of accepted items: fee, special procedures, visits promised, place."""
    yield from _paragraphs(
        context,
        lambda e: (
            f"收费：{fee_words(e.fees)}。特别程序：{special_words(e)}。"
            f"到现场：{visits_words(e.visits)}。办理地点：{place_words(e)}。"
        ),
    )


def deferral_paragraphs(context: PaperContext) -> Iterator[Paragraph]:
    """Of items accepted with gaps: fee and special procedures; visits and place are on the receipt of that visit.

    This notice has one sheet.
    """
    yield from _paragraphs(context, lambda e: f"收费：{fee_words(e.fees)}。特别程序：{special_words(e)}。")


def receipt_paragraphs(context: PaperContext) -> Iterator[Paragraph]:
    """Of items only taken in: fee, visits promised, place, and whom to ask where the items differ."""
    yield from _paragraphs(
        context,
        lambda e: (
            f"收费：{fee_words(e.fees)}。到现场：{visits_words(e.visits)}。办理地点：{place_words(e)}。"
        ),
    )


def contact_paragraphs(context: PaperContext) -> Iterator[Paragraph]:
    """Whom to ask about each item, where the foot cannot name one telephone for all of them."""
    phones = {
        d.item.name: phone
        for d in context.decided_items
        if (phone := phone_of(context.elements.item(d.item.id)))
    }
    if not phones or context.common_phone:
        return
    words = "；".join(
        f"{'、'.join(name for name, own in phones.items() if own == phone)} {phone}"
        for phone in dict.fromkeys(phones.values())
    )
    yield Paragraph(f"咨询电话：{words}。", plain=True, small=True)


def _paragraphs(context: PaperContext, words: Callable[[ItemElements], str]) -> Iterator[Paragraph]:
    """The words of each item, those alike together; nothing where no element of these items is published."""
    if not context.elements.items:
        return
    alike: dict[str, list[str]] = {}
    for decided in context.decided_items:
        alike.setdefault(words(context.elements.item(decided.item.id)), []).append(decided.item.name)
    for text, names in alike.items():
        about = f"{quoted(names)}　" if len(alike) > 1 else ""
        yield Paragraph(f"{about}{text}", plain=True, small=True)
