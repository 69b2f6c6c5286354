"""Elements of a complete guide beyond names, terms and materials (办法 Art. 9–11, 24 indicators, national 实施清单).

Nothing is invented: an empty text, None or ``Tri.UNKNOWN`` means that no authority has given it yet (待部门核定,
由大厅填写). Name, kind, organ, conditions, terms and legal basis are in ``model.Item``; original/copy, medium,
number of copies and issuer in ``model.Material``; shareable, e-licence and pledge in ``model.Paper``. Source of the
fields: DOMAIN §5.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from counter.domain.guide.terms import LegalBasis, TimeUnit, Tri


class Handling(StrEnum):
    """办件类型 (GB/T 39046-2020 appendix A): done at once, within a promised term, or otherwise."""

    AT_ONCE = "at_once"  # 即办件
    PROMISED = "promised"  # 承诺件
    OTHER = "other"
    UNKNOWN = "unknown"


class OnlineDepth(IntEnum):
    """网办深度 (indicators 3–6): published · checked beforehand · verified online · wholly online."""

    PUBLISHED = 1
    CHECKED = 2
    VERIFIED = 3
    WHOLLY = 4


DEPTH_WORDS = {
    OnlineDepth.PUBLISHED: "Ⅰ级 信息发布",
    OnlineDepth.CHECKED: "Ⅱ级 材料预审",
    OnlineDepth.VERIFIED: "Ⅲ级 材料核验",
    OnlineDepth.WHOLLY: "Ⅳ级 全程网办",
}


@dataclass(frozen=True, slots=True)
class Codes:
    """编码: 基本编码 (12), 实施编码 (31), 业务办理项编码 (33). DOMAIN §4."""

    basic: str = ""
    implementation: str = ""
    business_item: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """One charge: what for, how much, legal basis, reductions."""

    item: str
    standard: str = ""
    basis: str = ""
    reduction: str = ""


@dataclass(frozen=True, slots=True)
class Fees:
    """收费标准及收费依据 (Art. 9). ``charged`` UNKNOWN: not stated whether there is a charge."""

    charged: Tri = Tri.UNKNOWN
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """办理环节: name, term, standard of examination, result and who does it (indicator 21).

    ``time``: the wording of a term that is no number of days (15分钟); else ``days`` with ``unit``.
    """

    name: str
    days: int | None = None
    unit: TimeUnit | None = None
    time: str = ""
    standard: str = ""
    result: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """办理地点 down to the window, with its hours and telephone (indicators 14–16)."""

    name: str = ""
    street: str = ""
    number: str = ""
    room: str = ""
    window: str = ""
    hours: str = ""
    phone: str = ""
    route: str = ""

    @property
    def address(self) -> str:
        """Street, number, name, room and window in a row; ``3号窗口`` also where only the number was written."""
        window = self.window
        if window and "窗" not in window:
            window += "窗口" if not window[-1].isdigit() else "号窗口"
        return "".join((self.street, self.number, self.name, self.room, window))


@dataclass(frozen=True, slots=True)
class Visits:
    """到办事现场次数 and why the applicant has to come (indicator 22)."""

    count: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResultPaper:
    """办理结果: kind (证照, 批文 …), name and the file of a sample with nothing private in it (Art. 11)."""

    name: str
    kind: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """咨询方式 or 监督投诉方式 (Art. 9)."""

    organ: str = ""
    phone: str = ""
    address: str = ""
    online: str = ""

    @property
    def empty(self) -> bool:
        """True where neither phone nor address nor website is given."""
        return not (self.phone or self.address or self.online)


@dataclass(frozen=True, slots=True)
class RemedyBody:
    """复议 or 诉讼: the organ, its address and telephone (national 实施清单)."""

    kind: str
    organ: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Intermediary:
    """中介服务 that is a condition of the approval: its name, legal basis and what qualifies who renders it."""

    name: str
    basis: str = ""
    qualification: str = ""


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """特别程序 (听证, 检验, 专家评审 …): its basis and the time it takes outside the term (许可法 Art. 45)."""

    name: str
    basis: str = ""
    days: int | None = None
    unit: TimeUnit | None = None


@dataclass(frozen=True, slots=True)
class PublishedAgreement:
    """Receiving, accepting or handing over for the organ by agreement (办法 Art. 32)."""

    held: Tri = Tri.UNKNOWN
    text: str = ""


@dataclass(frozen=True, slots=True)
class National:
    """Further columns of the national 实施清单 that no rule here reads, kept for completeness (DOMAIN §5)."""

    status: str = ""
    valid_from: str = ""
    valid_until: str = ""
    source_of_power: str = ""
    level_of_power: str = ""
    organ_code: str = ""
    organ_nature: str = ""
    entrusted_organ: str = ""
    joint_organs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    booking: Tri = Tri.UNKNOWN
    online_payment: Tri = Tri.UNKNOWN
    delivery: Tri = Tri.UNKNOWN
    self_service: Tri = Tri.UNKNOWN
    rights: str = ""
    duties: str = ""
    questions: tuple[tuple[str, str], ...] = ()  # 常见问题: question, answer
    other: tuple[tuple[str, str], ...] = ()  # a column without a field here: its heading, its value


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """The elements of one item beyond ``model.Item``.

    ``sub_item``: 子项名称, the word 无 where the item has none. ``channels``: 办理形式. ``served``: 服务对象.
    ``offered_in``: 通办范围. ``quantity_limit``: 数量限制, also the word 无. ``intermediary`` and ``special``:
    whether there is any; the tuples list them.
    """

    codes: Codes = Codes()
    version: str = ""
    sub_item: str = ""
    seal_name: str = ""
    agreement: PublishedAgreement = PublishedAgreement()
    handling: Handling = Handling.UNKNOWN
    fees: Fees = Fees()
    steps: tuple[ProcedureStep, ...] = ()
    channels: tuple[str, ...] = ()
    places: tuple[ServicePlace, ...] = ()
    visits: Visits = Visits()
    online_depth: OnlineDepth | None = None
    results: tuple[ResultPaper, ...] = ()
    consultation: ContactPoint = ContactPoint()
    complaint: ContactPoint = ContactPoint()
    remedies: tuple[RemedyBody, ...] = ()
    intermediary: Tri = Tri.UNKNOWN
    intermediaries: tuple[Intermediary, ...] = ()
    special: Tri = Tri.UNKNOWN
    special_procedures: tuple[SpecialProcedure, ...] = ()
    served: tuple[str, ...] = ()
    offered_in: str = ""
    quantity_limit: str = ""
    national: National = National()


@dataclass(frozen=True, slots=True)
class MaterialDetails:
    """The elements of one material beyond ``model.Material`` (Art. 10 and the national material row).

    ``source``: 来源渠道. ``size``: 规格. ``blank``/``sample``: files. ``acceptance``: 受理标准. ``defer_days``: how
    many working days may pass where it is deferrable. ``maker`` and ``qualification``: 中介机构类别 and its 资质
    (Art. 10(三)); ``by_intermediary`` says whether one makes it. ``confirm_only``: shareable, so the applicant only
    confirms it (Art. 10(四)).
    """

    source: str = ""
    size: str = ""
    blank: str = ""
    sample: str = ""
    acceptance: str = ""
    necessity: str = ""
    defer_days: int | None = None
    basis: tuple[LegalBasis, ...] = ()
    by_intermediary: Tri = Tri.UNKNOWN
    maker: str = ""
    qualification: str = ""
    confirm_only: Tri = Tri.UNKNOWN
    filling_notes: str = ""
    other: tuple[tuple[str, str], ...] = ()


EMPTY_DETAILS = ItemDetails()
EMPTY_MATERIAL_DETAILS = MaterialDetails()
"""Stand-ins where ``details`` is None: every field empty or unknown."""
