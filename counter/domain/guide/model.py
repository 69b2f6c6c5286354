"""The guide (办事指南): bundles, questions, items, materials and papers, as immutable data.

Facts and rules come from ``resources/guides`` (compiled, see ``tools/compile_guides.py``); nothing here reads files.
``Tri.UNKNOWN`` is a real value: main / deferrable / shareable / e-licence / pledge flags are unknown locally until
the department has published them (DESIGN §10), and unknown is never decided to anybody's disadvantage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from counter.domain.guide.condition import Condition
from counter.domain.guide.terms import Evidence as Evidence
from counter.domain.guide.terms import LegalBasis as LegalBasis
from counter.domain.guide.terms import TimeUnit as TimeUnit
from counter.domain.guide.terms import Tri as Tri

if TYPE_CHECKING:
    from counter.domain.guide.details import ItemDetails, MaterialDetails


class ProcedureClass(StrEnum):
    """程序类别: decides clocks, papers, legal basis and remedies of an item (DESIGN §2.5)."""

    LICENCE = "licence"  # 行政许可
    REGISTRATION = "registration"  # 登记确认
    FILING = "filing"  # 备案
    BENEFIT = "benefit"  # 行政给付
    PUBLIC_SERVICE = "public_service"  # 机关公共服务
    ENTERPRISE_SERVICE = "enterprise_service"  # 企事业单位服务


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """办结时限. ``days`` is None where no number was found; ``text`` is the wording to show."""

    text: str
    days: int | None
    unit: TimeUnit | None
    evidence: Evidence
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. ``pending`` must be clarified before acceptance; ``neutral`` adds nothing.

    ``neutral_reason``: why an option adds neither item nor paper: it is neutral, it only informs the applicant, or
    it is the negative answer to a question whose positive one adds.
    """

    id: str
    label: str
    tip: str | None = None
    pending: str | None = None
    neutral: bool = False
    exclusive: bool = False
    neutral_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """情形问题. ``many`` allows several options; ``default`` holds option ids (empty: none).

    ``judgement``: the answer decides whether a legal duty applies; it has no default and is never folded
    (``situation.Situation.unjudged``). ``most``: set for a question that asks for a number of people from ``least``
    to ``most``; it has no options, and materials are counted by it (``PaperUse.per``).
    """

    id: str
    text: str
    options: tuple[Option, ...]
    many: bool = False
    default: tuple[str, ...] = ()
    help: str | None = None
    judgement: bool = False
    least: int = 0
    most: int | None = None

    @property
    def number(self) -> bool:
        """A number of people is asked for, written in digits."""
        return self.most is not None

    def takes(self, answer: str) -> bool:
        """Whether the answer is one of the numbers allowed, in the form of ``answer_input.check_answers``."""
        return (
            self.most is not None
            and answer.isascii()
            and answer.isdecimal()
            and len(answer) <= len(str(self.most))
            and self.least <= int(answer) <= self.most
        )

    def option(self, option_id: str) -> Option | None:
        """The option of that id, or None."""
        return next((o for o in self.options if o.id == option_id), None)


@dataclass(frozen=True, slots=True)
class BundleQuestion:
    """How one bundle asks a question: when, with which options and wording; ``folded`` = asked only on demand."""

    question: str
    when: Condition
    only: tuple[str, ...] = ()
    text: str | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One physical document that may serve many items (DESIGN §2.4). ``never_kept``: shown and handed back (L12).

    ``produced_by``: items whose result it is. ``group``/``group_rank``: heading on the page and its position.
    ``form``: wording of original and copies where it is fixed for the paper whatever the material says (a power of
    attorney is always an original), else None. ``proves_subject``: an applicant who already has it shows it, and no
    copy is taken (``Bundle.holds_licence``).
    """

    id: str
    name: str
    issuer: str
    evidence: Evidence
    e_licence_name: str | None = None
    e_licence: Tri = Tri.UNKNOWN
    shareable: Tri = Tri.UNKNOWN
    pledge: Tri = Tri.UNKNOWN
    never_kept: bool = False
    produced_by: tuple[str, ...] = ()
    group: str = "其他材料"
    group_rank: int = 99
    form: str | None = None
    proves_subject: bool = False


@dataclass(frozen=True, slots=True)
class PaperUse:
    """A canonical paper asked for by a material, where ``when`` holds.

    ``per``: the question of a number by which it is counted (每人 ``Material.copies`` 份), else None.
    """

    paper: str
    when: Condition
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """申请材料 of one item, as the guide words it; it is met by one or more canonical papers.

    ``copies`` counts copies (份数); ``original_copy`` is the guide's own wording (原件/复印件/…), which
    ``copies_required.read`` parses. ``condition_text``: the guide's words for ``when``. ``details``: what 办法 Art.
    10 wants beyond that; None where not filled in.
    """

    key: str  # "item/no"
    item: str
    name: str
    papers: tuple[PaperUse, ...]
    when: Condition
    original_copy: str
    copies: int
    medium: str
    issuer: str
    form: bool
    evidence: Evidence
    detail_evidence: Evidence
    main: Tri = Tri.UNKNOWN
    deferrable: Tri = Tri.UNKNOWN
    defer_note: str | None = None
    later_when: Condition | None = None
    later_note: str | None = None
    condition_text: str | None = None
    details: MaterialDetails | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """事项: one matter of one organ. ``procedure_reason``: why it is of that class, with 待部门核定 where doubtful.

    ``material_source``: where the list of materials was read. ``details``: the other elements of 办法 Art. 9 and 11
    and of the national 实施清单; None where not filled in (由大厅填写).
    """

    id: str
    name: str
    kind: str  # the guide's own 事项类型 wording
    procedure: ProcedureClass
    organ: str
    level: str
    result: str
    legal_basis: tuple[LegalBasis, ...]
    statutory: TimeLimit
    promised: TimeLimit | None
    materials: tuple[Material, ...]
    note: str | None = None
    risk: str | None = None
    conditions: str | None = None
    procedure_reason: str = ""
    material_source: str = ""
    details: ItemDetails | None = None


@dataclass(frozen=True, slots=True)
class BundleItem:
    """An item inside a bundle: when it applies, its order, and which items must be finished before it."""

    item: str
    when: Condition
    order: int
    after: tuple[str, ...]
    why: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class GuideRefusal:
    """An excluded combination. ``item`` None stops the whole bundle. ``kind``: barred, not_needed, elsewhere."""

    when: Condition
    kind: str
    reason: str
    basis: str | None
    evidence: Evidence
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A remark for the clerk where ``when`` holds."""

    when: Condition
    text: str
    evidence: Evidence = Evidence.KNOWN


@dataclass(frozen=True, slots=True)
class CommonMaterial:
    """A paper taken once per visit, whatever the items (e.g. the authorisation of an agent).

    ``original_copy`` and ``copies`` as in ``Material``, one wording per paper of ``papers``.
    """

    papers: tuple[PaperUse, ...]
    original_copy: tuple[str, ...]
    main: Tri
    deferrable: Tri
    when: Condition
    why: str
    basis: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Bundle:
    """一件事: number and name are the region's list word for word."""

    number: int
    name: str
    questions: tuple[BundleQuestion, ...]
    items: tuple[BundleItem, ...]
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refusals: tuple[GuideRefusal, ...] = ()
    hints: tuple[Hint, ...] = ()
    holds_licence: Condition | None = None
    note: str | None = None
    evidence: Evidence = Evidence.KNOWN


@dataclass(frozen=True, slots=True)
class Switch:
    """A local setting (地区开关) that the applicant is never asked about."""

    id: str
    text: str
    default: bool
    evidence: Evidence
    basis: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """The whole library in force; one guide is equal to itself only.

    ``version`` names it on every case and paper; ``overlay`` is 演示 or None."""

    version: str
    bundles: Mapping[int, Bundle]
    items: Mapping[str, Item]
    papers: Mapping[str, Paper]
    questions: Mapping[str, Question]
    switches: Mapping[str, Switch]
    common: tuple[CommonMaterial, ...]
    common_hints: tuple[Hint, ...]
    overlay: str | None = None

    def switch_defaults(self) -> dict[str, bool]:
        """The guide's default of every switch, by id."""
        return {key: switch.default for key, switch in self.switches.items()}
