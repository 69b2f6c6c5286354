"""Typed shape of a guide library: plain dicts and lists, with the keys that every entry must and may have.

For the type checker only; a draft may be incomplete while it is edited. By columns: ``rows/sheets``.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

MapPart = Literal["bundles", "questions", "items", "papers", "switches"]
ListPart = Literal["common", "common_hints"]
Part = MapPart | ListPart

Plain = str | int | None | list["Plain"] | dict[str, "Plain"]
"""Any value of a library."""

Tree = Plain
"""A condition as ``condition.parse`` reads it; ``"always"`` where it always holds."""

UseEntry = list[Plain]
"""``[paper]``, ``[paper, condition]`` or ``[paper, condition or null, question of a number]``."""

LawEntry = list[str | None]
"""``[law, article or null, evidence]``."""


class AskingEntry(TypedDict):
    """A question as a bundle asks it."""

    ask: str
    when: NotRequired[Tree]
    only: NotRequired[list[str]]
    text: NotRequired[str]
    folded: NotRequired[bool]


class PlacedEntry(TypedDict):
    """An item of a bundle."""

    item: str
    order: int
    why: str
    evidence: str
    when: NotRequired[Tree]
    after: NotRequired[list[str]]


class RefusalEntry(TypedDict):
    """What cannot be done; without ``item`` the whole bundle."""

    when: Tree
    kind: str
    reason: str
    evidence: str
    basis: NotRequired[str]
    item: NotRequired[str]


class HintEntry(TypedDict):
    """A remark for the clerk."""

    text: str
    evidence: str
    when: NotRequired[Tree]


class BundleEntry(TypedDict):
    """一件事. ``given``: question → its settled answer."""

    name: str
    questions: list[AskingEntry]
    items: list[PlacedEntry]
    evidence: str
    given: NotRequired[dict[str, list[str]]]
    refuse: NotRequired[list[RefusalEntry]]
    hints: NotRequired[list[HintEntry]]
    holds_licence: NotRequired[Tree]
    note: NotRequired[str]


class OptionEntry(TypedDict):
    """One answer."""

    id: str
    label: str
    tip: NotRequired[str]
    pending: NotRequired[str]
    neutral: NotRequired[bool]
    exclusive: NotRequired[bool]
    neutral_reason: NotRequired[str]


class QuestionEntry(TypedDict):
    """情形题; ``most`` where it asks for a number of people."""

    text: str
    options: list[OptionEntry]
    many: NotRequired[bool]
    default: NotRequired[list[str]]
    help: NotRequired[str]
    judgement: NotRequired[bool]
    least: NotRequired[int]
    most: NotRequired[int]


class TimeEntry(TypedDict):
    """A term."""

    text: str
    evidence: str
    days: NotRequired[int]
    unit: NotRequired[str]
    basis: NotRequired[str]


class LaterEntry(TypedDict):
    """When a material may be handed in after acceptance."""

    when: Tree
    note: str


class CitedEntry(TypedDict):
    """The law behind a material."""

    law: str
    article: str | None
    evidence: str


class MaterialDetailsEntry(TypedDict, total=False):
    """Shape of ``details.MaterialDetails``."""

    source: str
    size: str
    blank: str
    sample: str
    acceptance: str
    necessity: str
    defer_days: int
    basis: list[CitedEntry]
    by_intermediary: str
    maker: str
    qualification: str
    confirm_only: str
    filling_notes: str
    other: list[list[str]]


class MaterialEntry(TypedDict):
    """申请材料. ``no``: its number in its item, by which everything else names it."""

    no: int
    name: str
    papers: list[UseEntry]
    original_copy: str
    copies: int
    medium: str
    issuer: str
    evidence: str
    detail: str
    when: NotRequired[Tree]
    condition: NotRequired[str]
    form: NotRequired[bool]
    main: NotRequired[str]
    deferrable: NotRequired[str]
    defer_note: NotRequired[str]
    later: NotRequired[LaterEntry]
    details: NotRequired[MaterialDetailsEntry]


class CodesEntry(TypedDict, total=False):
    """Shape of ``details.Codes``."""

    basic: str
    implementation: str
    business_item: str


class AgreementEntry(TypedDict, total=False):
    """Shape of ``details.PublishedAgreement``."""

    held: str
    text: str


class FeeEntry(TypedDict):
    """Shape of ``details.Fee``."""

    item: str
    standard: NotRequired[str]
    basis: NotRequired[str]
    reduction: NotRequired[str]


class FeesEntry(TypedDict, total=False):
    """Shape of ``details.Fees``."""

    charged: str
    fees: list[FeeEntry]


class StepEntry(TypedDict):
    """Shape of ``details.ProcedureStep``."""

    name: str
    days: NotRequired[int]
    unit: NotRequired[str]
    time: NotRequired[str]
    standard: NotRequired[str]
    result: NotRequired[str]
    who: NotRequired[str]


class PlaceEntry(TypedDict, total=False):
    """Shape of ``details.ServicePlace``."""

    name: str
    street: str
    number: str
    room: str
    window: str
    hours: str
    phone: str
    route: str


class VisitsEntry(TypedDict, total=False):
    """``guide_details.Visits``."""

    count: int
    reason: str


class ResultEntry(TypedDict):
    """Shape of ``details.ResultPaper``."""

    name: str
    kind: NotRequired[str]
    sample: NotRequired[str]


class ContactEntry(TypedDict, total=False):
    """Shape of ``details.ContactPoint``."""

    organ: str
    phone: str
    address: str
    online: str


class RemedyEntry(TypedDict):
    """Shape of ``details.RemedyBody``."""

    kind: str
    organ: str
    address: NotRequired[str]
    phone: NotRequired[str]


class IntermediaryEntry(TypedDict):
    """Shape of ``details.Intermediary``."""

    name: str
    basis: NotRequired[str]
    qualification: NotRequired[str]


class SpecialEntry(TypedDict):
    """Shape of ``details.SpecialProcedure``."""

    name: str
    basis: NotRequired[str]
    days: NotRequired[int]
    unit: NotRequired[str]


class NationalEntry(TypedDict, total=False):
    """Shape of ``details.National``."""

    status: str
    valid_from: str
    valid_until: str
    source_of_power: str
    level_of_power: str
    organ_code: str
    organ_nature: str
    entrusted_organ: str
    joint_organs: list[str]
    themes: list[str]
    booking: str
    online_payment: str
    delivery: str
    self_service: str
    rights: str
    duties: str
    questions: list[list[str]]
    other: list[list[str]]


class ItemDetailsEntry(TypedDict, total=False):
    """Shape of ``details.ItemDetails``."""

    codes: CodesEntry
    version: str
    sub_item: str
    seal_name: str
    agreement: AgreementEntry
    handling: str
    fees: FeesEntry
    steps: list[StepEntry]
    channels: list[str]
    places: list[PlaceEntry]
    visits: VisitsEntry
    online_depth: int
    results: list[ResultEntry]
    consultation: ContactEntry
    complaint: ContactEntry
    remedies: list[RemedyEntry]
    intermediary: str
    intermediaries: list[IntermediaryEntry]
    special: str
    special_procedures: list[SpecialEntry]
    served: list[str]
    offered_in: str
    quantity_limit: str
    national: NationalEntry


class ItemEntry(TypedDict):
    """事项."""

    name: str
    kind: str
    procedure: str
    procedure_reason: str
    organ: str
    level: str
    result: str
    basis: list[LawEntry]
    statutory: TimeEntry
    materials: list[MaterialEntry]
    promised: NotRequired[TimeEntry]
    note: NotRequired[str]
    risk: NotRequired[str]
    conditions: NotRequired[str]
    material_source: NotRequired[str]
    details: NotRequired[ItemDetailsEntry]


class PaperEntry(TypedDict):
    """实物材料."""

    name: str
    issuer: str
    evidence: str
    group: str
    rank: NotRequired[int]
    e_licence_name: NotRequired[str]
    e_licence: NotRequired[str]
    shareable: NotRequired[str]
    pledge: NotRequired[str]
    never_kept: NotRequired[bool]
    produced_by: NotRequired[list[str]]
    form: NotRequired[str]
    proves_subject: NotRequired[bool]


class SwitchEntry(TypedDict):
    """A local rule (开关)."""

    text: str
    evidence: str
    default: NotRequired[bool]
    basis: NotRequired[str]


class CommonEntry(TypedDict):
    """A paper taken once a visit; ``original_copy``: one wording per paper."""

    papers: list[UseEntry]
    original_copy: list[str]
    why: str
    evidence: str
    main: NotRequired[str]
    deferrable: NotRequired[str]
    when: NotRequired[Tree]
    basis: NotRequired[str]


class Library(TypedDict):
    """The whole guide. Bundles by their number in decimal digits, the others by id."""

    bundles: dict[str, BundleEntry]
    questions: dict[str, QuestionEntry]
    items: dict[str, ItemEntry]
    papers: dict[str, PaperEntry]
    switches: dict[str, SwitchEntry]
    common: list[CommonEntry]
    common_hints: list[HintEntry]
