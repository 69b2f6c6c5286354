"""The checklist (材料清单): one line per paper for all items of the visit, with the strictest need and the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.guide.model import Evidence, GuideRefusal, ProcedureClass, TimeLimit, Tri
from counter.domain.visit.material import MaterialState


@dataclass(frozen=True, slots=True)
class Why:
    """Why a line or item is there: the rule's words, its basis, and the applicant's own answers that fired it.

    ``answers``: (question text, chosen label) pairs, empty where the rule always holds.
    """

    text: str
    basis: str | None
    evidence: Evidence
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """One item's need of a paper: which material of which item, its class and how many copies.

    ``copies`` is what this need keeps (份数; 0 where an original is only shown). ``material`` of a paper taken once per
    visit is ``common/…``. ``open``: unanswered questions that decide whether, or how many times, it is due.
    """

    item: str
    item_name: str
    material: str  # material key "item/no"
    material_name: str
    main: Tri
    deferrable: Tri
    defer_note: str | None
    original_copy: str
    copies: int
    evidence: Evidence
    later: str | None = None  # note when this need is only due after acceptance
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One paper of the checklist. ``id`` is the canonical paper id, stable across answers.

    ``original``: an original has to be handed in or shown; ``copies``: the largest number any item needs; ``wanted``:
    both in words (原件1份 / 核对原件，复印件1份 …), ``originals`` how many originals are kept. ``seen_for``: items
    whose own source, as read (FOUND), wants the original looked at before acceptance. ``each``: sheets of every person
    where it is counted by people (每人1份), else 0. ``open``: whether it is due depends on a judgement (待认定).
    ``allowed``: states this line may take under the guide; ``initial``: its first state (AWAITING when an earlier item
    of this visit produces it, SHARED when it is obtained by sharing, LATER when no item needs it at acceptance).
    ``awaits``: the producing item's id.
    """

    id: str
    name: str
    issuer: str
    group: str  # heading on the page: 申请人 / 场所 / 申请书和表格 / the organ's own
    original: bool
    copies: int
    medium: str
    form: bool
    never_kept: bool
    evidence: Evidence
    needs: tuple[Need, ...]
    why: tuple[Why, ...]
    allowed: tuple[MaterialState, ...]
    initial: MaterialState
    awaits: str | None = None
    e_licence_name: str | None = None
    originals: int = 0
    wanted: str = ""
    seen_for: tuple[str, ...] = ()
    each: int = 0
    open: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the items this paper serves, in the order of the visit, each once."""
        return tuple(dict.fromkeys([n.item for n in self.needs]))

    @property
    def shareable(self) -> bool:
        """True where the paper is obtained by data sharing: it is checked, never demanded (``sharing``)."""
        return MaterialState.SHARED in self.allowed


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """An item of this visit as resolved from the answers. ``after`` names only items of this same visit.

    ``open``: questions that have to be answered before it is accepted; ``maybe``: one of them decides whether it is due
    at all (待认定).
    """

    id: str
    name: str
    kind: str
    procedure: ProcedureClass
    organ: str
    result: str
    statutory: TimeLimit
    promised: TimeLimit | None
    basis: tuple[str, ...]  # law + article, ready to print
    evidence: Evidence
    order: int
    after: tuple[str, ...]
    why: Why
    open: tuple[str, ...] = ()
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that a bundle asks for under the given answers. ``saved``: sheets saved against applying item by item.

    ``nothing_needed``: no item applies (无须办理). ``stops``: FOUND refusals of the whole bundle: the list is empty
    unless ``bundle`` is in ``insisted``. ``warnings``: the others; one with ``item`` has taken that item out unless it
    is in ``insisted`` (FOUND) or only warns (KNOWN). ``tips``: advice for the applicant on the answers chosen.
    """

    bundle: int
    bundle_name: str
    guide_version: str
    items: tuple[ChecklistItem, ...]
    lines: tuple[Line, ...]
    saved: int
    stops: tuple[GuideRefusal, ...] = ()
    warnings: tuple[GuideRefusal, ...] = ()
    hints: tuple[str, ...] = ()
    insisted: tuple[str, ...] = ()
    nothing_needed: bool = False
    tips: tuple[str, ...] = ()

    @property
    def not_here(self) -> bool:
        """True when nothing is needed because it cannot be done, or not here, rather than because nothing is due."""
        return self.nothing_needed and any(one.kind != "not_needed" for one in self.warnings)

    def line(self, line_id: str) -> Line | None:
        """The line of that id, or None."""
        return next((x for x in self.lines if x.id == line_id), None)

    def item(self, item_id: str) -> ChecklistItem | None:
        """The item of that id, or None."""
        return next((x for x in self.items if x.id == item_id), None)

    def lines_of(self, item_id: str) -> tuple[Line, ...]:
        """Lines that item needs."""
        return tuple(x for x in self.lines if any(n.item == item_id for n in x.needs))
