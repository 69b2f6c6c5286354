"""Build domain objects from a guide's plain data, one entry at a time; the inverse is ``guide/library``.

The plain data is what ``tools/compile_guides.py`` writes and what a library file holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from counter.domain.errors import WorldTrouble
from counter.domain.guide.condition import parse
from counter.domain.guide.model import (
    Bundle,
    BundleItem,
    BundleQuestion,
    CommonMaterial,
    Evidence,
    GuideRefusal,
    Hint,
    Item,
    LegalBasis,
    Material,
    Option,
    Paper,
    PaperUse,
    ProcedureClass,
    Question,
    Switch,
    TimeLimit,
    TimeUnit,
    Tri,
)
from counter.domain.shapes import whole

if TYPE_CHECKING:
    from counter.domain.guide.details import ItemDetails, MaterialDetails
    from counter.domain.guide.entries import (
        AskingEntry,
        BundleEntry,
        CommonEntry,
        HintEntry,
        ItemDetailsEntry,
        ItemEntry,
        LawEntry,
        MaterialDetailsEntry,
        MaterialEntry,
        PaperEntry,
        PlacedEntry,
        QuestionEntry,
        RefusalEntry,
        SwitchEntry,
        TimeEntry,
        UseEntry,
    )

D = TypeVar("D")

_KNOWN = "KNOWN"


@dataclass(frozen=True, slots=True)
class Flags:
    """An overlay's flags: material key → [main, deferrable, note?]; paper id → [e-licence, shareable, pledge]."""

    materials: Mapping[str, Sequence[str]]
    papers: Mapping[str, Sequence[str]]

    @property
    def empty(self) -> bool:
        """True for the base guide: everything local is unknown (DESIGN §10)."""
        return not self.materials and not self.papers


def read_bundle(number: int, raw: BundleEntry) -> Bundle:
    """One bundle."""
    held = raw.get("holds_licence")
    return Bundle(
        number=number,
        name=raw["name"],
        questions=tuple(_asking(entry) for entry in raw["questions"]),
        items=tuple(_placed(entry) for entry in raw["items"]),
        given={question: tuple(options) for question, options in raw.get("given", {}).items()},
        refusals=tuple(_refusal(entry) for entry in raw.get("refuse", ())),
        hints=tuple(read_hint(entry) for entry in raw.get("hints", ())),
        holds_licence=parse(held) if held else None,
        note=raw.get("note"),
        evidence=Evidence(raw.get("evidence", _KNOWN)),
    )


def _asking(raw: AskingEntry) -> BundleQuestion:
    return BundleQuestion(
        question=raw["ask"],
        when=parse(raw.get("when")),
        only=tuple(raw.get("only", ())),
        text=raw.get("text"),
        folded=raw.get("folded", False),
    )


def _placed(raw: PlacedEntry) -> BundleItem:
    return BundleItem(
        item=raw["item"],
        when=parse(raw.get("when")),
        order=raw["order"],
        after=tuple(raw.get("after", ())),
        why=raw["why"],
        evidence=Evidence(raw.get("evidence", _KNOWN)),
    )


def _refusal(raw: RefusalEntry) -> GuideRefusal:
    return GuideRefusal(
        when=parse(raw["when"]),
        kind=raw["kind"],
        reason=raw["reason"],
        basis=raw.get("basis"),
        evidence=Evidence(raw.get("evidence", _KNOWN)),
        item=raw.get("item"),
    )


def read_hint(raw: HintEntry) -> Hint:
    """A remark for the clerk."""
    return Hint(parse(raw.get("when")), raw["text"], Evidence(raw.get("evidence", _KNOWN)))


def read_item(key: str, raw: ItemEntry, flags: Flags) -> Item:
    """One item with its materials; ``flags`` set what the base leaves unknown.

    ``promised`` and ``details`` are optional: the shipped guide has neither, a department's own has both.
    """
    return Item(
        id=key,
        name=raw["name"],
        kind=raw["kind"],
        procedure=ProcedureClass(raw["procedure"]),
        organ=raw["organ"],
        level=raw["level"],
        result=raw["result"],
        legal_basis=tuple(_law(entry) for entry in raw["basis"]),
        statutory=_time(raw["statutory"]),
        promised=_time(raw["promised"]) if raw.get("promised") else None,
        materials=tuple(_material(key, entry, flags) for entry in raw["materials"]),
        note=raw.get("note"),
        risk=raw.get("risk"),
        conditions=raw.get("conditions"),
        procedure_reason=raw["procedure_reason"],
        material_source=raw.get("material_source", ""),
        details=_item_details(raw.get("details"), key),
    )


def _law(raw: LawEntry) -> LegalBasis:
    law, article, grade = raw
    return LegalBasis(law or "", article, Evidence(grade or ""))


def _item_details(raw: ItemDetailsEntry | None, where: str) -> ItemDetails | None:
    if raw is None:
        return None
    from counter.domain.guide.details import ItemDetails  # late import: the shipped guide has no details

    return _strictly(raw, ItemDetails, where)


def _material_details(raw: MaterialDetailsEntry | None, where: str) -> MaterialDetails | None:
    if raw is None:
        return None
    from counter.domain.guide.details import MaterialDetails

    return _strictly(raw, MaterialDetails, where)


def _strictly(raw: object, kind: type[D], where: str) -> D:
    """The details as written. Raises WorldTrouble for a value of the wrong kind and for an unknown key."""
    import msgspec

    try:
        made = msgspec.convert(raw, whole(kind))
    except msgspec.ValidationError as wrong:
        raise WorldTrouble(f"办事指南里 {where} 的要素写法不对（{wrong}），请更正后重新导入。") from wrong
    unread = _unread(raw, msgspec.to_builtins(made))
    if unread:
        raise WorldTrouble(f"办事指南里 {where} 的要素有不认识的“{unread}”，请更正后重新导入。")
    return made


def _unread(raw: object, made: object) -> str:
    """The dotted path of the first key that the details do not have; empty when there is none."""
    if isinstance(raw, dict) and isinstance(made, dict):
        for key, value in raw.items():
            if key not in made:
                return str(key)
            if deeper := _unread(value, made[key]):
                return f"{key}.{deeper}"
    elif isinstance(raw, list | tuple) and isinstance(made, list | tuple):
        return next((found for pair in zip(raw, made, strict=False) if (found := _unread(*pair))), "")
    return ""


def _time(raw: TimeEntry) -> TimeLimit:
    unit = raw.get("unit")
    return TimeLimit(
        text=raw["text"],
        days=raw.get("days"),
        unit=TimeUnit(unit) if unit else None,
        evidence=Evidence(raw["evidence"]),
        basis=raw.get("basis"),
    )


def _material(item: str, raw: MaterialEntry, flags: Flags) -> Material:
    key = f"{item}/{raw['no']}"
    main, deferrable, *note = flags.materials.get(key) or (
        raw.get("main", Tri.UNKNOWN),
        raw.get("deferrable", Tri.UNKNOWN),
        *([raw["defer_note"]] if raw.get("defer_note") else ()),
    )
    later = raw.get("later")
    return Material(
        key=key,
        item=item,
        name=raw["name"],
        papers=tuple(_use(entry) for entry in raw["papers"]),
        when=parse(raw.get("when")),
        original_copy=raw["original_copy"],
        copies=raw["copies"],
        medium=raw["medium"],
        issuer=raw["issuer"],
        form=raw.get("form", False),
        evidence=Evidence(raw["evidence"]),
        detail_evidence=Evidence(raw["detail"]),
        main=Tri(main),
        deferrable=Tri(deferrable),
        defer_note=note[0] if note else None,
        later_when=parse(later["when"]) if later else None,
        later_note=later["note"] if later else None,
        condition_text=raw.get("condition"),
        details=_material_details(raw.get("details"), key),
    )


def _use(raw: UseEntry) -> PaperUse:
    return PaperUse(paper_of(raw), parse(raw[1] if len(raw) > 1 else None), counted_by(raw))


def paper_of(use: UseEntry) -> str:
    """Id of the paper of a use."""
    return cast("str", use[0])


def counted_by(use: UseEntry) -> str | None:
    """The question of a number of people that the paper is counted by; None where it is not."""
    return cast("str", use[2]) if len(use) > 2 else None


def read_paper(key: str, raw: PaperEntry, flags: Flags) -> Paper:
    """One canonical paper."""
    e_licence, shareable, pledge = flags.papers.get(key) or (
        raw.get("e_licence", Tri.UNKNOWN),
        raw.get("shareable", Tri.UNKNOWN),
        raw.get("pledge", Tri.UNKNOWN),
    )
    return Paper(
        id=key,
        name=raw["name"],
        issuer=raw["issuer"],
        evidence=Evidence(raw["evidence"]),
        e_licence_name=raw.get("e_licence_name"),
        e_licence=Tri(e_licence),
        shareable=Tri(shareable),
        pledge=Tri(pledge),
        never_kept=raw.get("never_kept", False),
        produced_by=tuple(raw.get("produced_by", ())),
        group=raw["group"],
        group_rank=raw.get("rank", 0),
        form=raw.get("form"),
        proves_subject=raw.get("proves_subject", False),
    )


def read_question(key: str, raw: QuestionEntry) -> Question:
    """One question with its options."""
    return Question(
        id=key,
        text=raw["text"],
        options=tuple(Option(**option) for option in raw["options"]),
        many=raw.get("many", False),
        default=tuple(raw.get("default", ())),
        help=raw.get("help"),
        judgement=raw.get("judgement", False),
        least=raw.get("least", 0),
        most=raw.get("most"),
    )


def read_switch(key: str, raw: SwitchEntry) -> Switch:
    """One local switch."""
    return Switch(key, raw["text"], raw.get("default", False), Evidence(raw["evidence"]), raw.get("basis"))


def read_common(raw: CommonEntry, flags: Flags) -> CommonMaterial:
    """A paper taken once per visit. In an overlay it is main and never deferrable (class_rule: 身份、委托从不容缺)."""
    return CommonMaterial(
        papers=tuple(_use(entry) for entry in raw["papers"]),
        original_copy=tuple(raw["original_copy"]),
        main=Tri(raw.get("main", Tri.UNKNOWN)) if flags.empty else Tri.YES,
        deferrable=Tri(raw.get("deferrable", Tri.UNKNOWN)) if flags.empty else Tri.NO,
        when=parse(raw.get("when")),
        why=raw["why"],
        basis=raw.get("basis"),
        evidence=Evidence(raw.get("evidence", _KNOWN)),
    )
