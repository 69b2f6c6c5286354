"""Rules that differ by place (地区): terms, gaps, masks, organs and their seals, number forms, wording (DESIGN §6).

Read from ``resources/jurisdictions/*.toml``. A value without authority is None or ``settled`` False and shows as
待部门核定; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from counter.domain.document.document import MARKS, PaperKind
from counter.domain.document.numbering import check_form
from counter.domain.errors import BadInput
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.hall.organ import HALL as HALL
from counter.domain.hall.organ import NO_RECOURSE, Level, Organ, OrganEntry, OrganNames, Recourse, organ_entry
from counter.domain.hall.seal_maker import SealMaker
from counter.domain.people.identity import Mask
from counter.domain.text.settings_values import Values

PENDING = "待部门核定"
"""Shown where only a department can give the fact."""

TO_FILL = "由大厅填写"
"""Shown where only the hall can give the fact."""


class GapOutcome(StrEnum):
    """Consequence of an expired gap (DOMAIN §1): only prepared here, the organ decides (L5)."""

    REJECT = "reject"  # 不予批准并说明理由
    REVOKE = "revoke"  # 撤销受理
    WITHDRAWN = "withdrawn"  # 视为撤回申请


@dataclass(frozen=True, slots=True)
class Term:
    """A period of this place; ``days``, ``unit`` None: not known. ``basis``: may be printed; ``text``: it in words."""

    days: int | None
    unit: TimeUnit | None
    basis: str | None
    settled: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """By when the applicant must be notified whether the case is accepted, for one procedure class (L6).

    ``local``: the place's own, stricter term; ``statute``: the law's; ``deemed``: silence past the statute's term is
    acceptance (行政许可法 Art. 32(1)(4)).
    """

    local: Term | None
    statute: Term
    deemed: bool


@dataclass(frozen=True, slots=True)
class Remedies:
    """Remedies of a procedure class; None where it has none of that kind."""

    review_days: int | None  # 行政复议
    lawsuit_months: int | None  # 行政诉讼
    basis: str | None


class Lapse(StrEnum):
    """Consequence of an expired correction period (DOMAIN §2): only prepared here, the organ decides."""

    ABANDONED = "abandoned"  # 视为放弃申请
    RETURNED = "returned"  # 退件
    REFUSE = "refuse"  # 拟不予受理


@dataclass(frozen=True, slots=True)
class GapRule:
    """容缺: the period for handing in what is missing, its upper limit, and the consequence of its expiry."""

    term: Term
    cap: Term
    outcome: GapOutcome
    basis: str | None
    settled: bool


@dataclass(frozen=True, slots=True)
class CorrectionRule:
    """补齐补正: the period stated on the notice, and the consequence of its expiry.

    ``returned``: items whose filing ends with the notice: papers go back, the applicant files again
    (市场主体登记管理条例 Art. 19, 实施细则 Art. 18); ``returned_basis`` is what their notice cites.
    """

    term: Term
    lapse: Lapse
    basis: str | None
    settled: bool
    returned: tuple[str, ...] = ()
    returned_basis: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A place: administrative code, official name, and the one or two characters of its 机关代字.

    ``government``: its people's government or, of a 盟, its 行政公署; "" where the profile does not give it and it
    does not follow from the name. ``court``: likewise its basic people's court.
    """

    code: str
    name: str
    mark: str
    government: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True)
class Masks:
    """How personal numbers are shortened on screens and papers (L11)."""

    id_number: Mask
    phone: Mask


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where to ask and complain; empty strings are shown as 由大厅填写.

    ``hall_name``, ``window``, ``window_place``: as the hall's register states them, "" where there is none.
    """

    hall_phone: str
    hall_address: str
    complaint: str
    hours: str
    hall_name: str = ""
    window: str = ""
    window_place: str = ""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The rules of one place, seen from one region (旗县市区) in it. ``version`` is recorded in every case.

    ``undo_minutes``: how long a clerk may take a decision back; ``remind_days``: how many working days before a date
    待办 begins to remind; ``report_day``: 每月N日前报送, or 0; ``originals_out``: longest at an organ.
    ``hall_recourse``, ``hall_names``: of organs, by guide name. ``seal_items``: whose applicant chooses a seal maker.
    """

    id: str
    name: str
    version: str
    region: Region
    regions: Mapping[str, Region]
    league: Region
    province: Region
    notice: Mapping[ProcedureClass, Notice]
    remedies: Mapping[ProcedureClass, Remedies]
    gap: GapRule
    correction: CorrectionRule
    undo_minutes: int
    remind_days: int
    report_day: int
    rectification: Term
    originals_out: Term
    masks: Masks
    contacts: Contacts
    wording: Mapping[str, str]
    organs: Mapping[str, OrganEntry]
    kind_marks: Mapping[PaperKind, str]
    hall_recourse: Mapping[str, Recourse] = field(default_factory=dict)
    hall_names: Mapping[str, OrganNames] = field(default_factory=dict)
    seal_makers: tuple[SealMaker, ...] = ()
    seal_items: tuple[str, ...] = ()
    emblem: str = ""
    _named: dict[str, Organ] = field(default_factory=dict, init=False, repr=False, compare=False)

    def at_hall(
        self,
        phone: str,
        address: str,
        hours: str,
        hall_recourse: Mapping[str, Recourse] | None = None,
        *,
        complaint: str = "",
        hall_name: str = "",
        window: str = "",
        window_place: str = "",
        hall_names: Mapping[str, OrganNames] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> Jurisdiction:
        """The same rules with a hall's contacts, its data on its organs, and its sentences (``wording``)."""
        contacts = replace(
            self.contacts,
            hall_phone=phone,
            hall_address=address,
            hours=hours,
            complaint=complaint or self.contacts.complaint,
            hall_name=hall_name,
            window=window,
            window_place=window_place,
        )
        return replace(
            self,
            contacts=contacts,
            hall_recourse=hall_recourse or {},
            hall_names=hall_names or {},
            wording={**self.wording, **texts} if texts else self.wording,
        )

    def organ(self, guide_name: str) -> Organ:
        """The local organ of a name in the guide; an unknown one keeps the guide's name."""
        named = self._named.get(guide_name)
        if named is None:  # cached: one act asks for the same few dozens of times
            named = self._named[guide_name] = self._organ(guide_name)
        return named

    def _organ(self, guide_name: str) -> Organ:
        organ, own = self._organ_of_region(guide_name), self.hall_names.get(guide_name)
        if guide_name == HALL:  # the register itself states what the hall is called
            own = replace(own or OrganNames(), name=(own.name if own else "") or self.contacts.hall_name)
        if own is None:
            return organ
        return replace(
            organ,
            name=own.name or organ.name,
            short=own.mark or organ.short,
            settled=bool(own.name) or organ.settled,
        )

    def _organ_of_region(self, guide_name: str) -> Organ:
        entry, recourse = self.organs.get(guide_name), self.hall_recourse.get(guide_name, NO_RECOURSE)
        if entry is None:
            short = self.region.mark + "".join(c for c in guide_name if c.isalnum())
            return Organ(guide_name, guide_name, short, Level.OWN, settled=False, recourse=recourse)
        region_of_level = self._region_at(entry.level)
        names = {
            "region": region_of_level.name,
            "mark": region_of_level.mark,
            "league": self.league.name,
            "province": self.province.name,
            "county": self.region.name,
        }
        return entry.named(guide_name, names, recourse)

    def seal_name(self, guide_name: str) -> str:
        """The name in the seal block; an unsettled one is marked."""
        organ = self.organ(guide_name)
        return organ.name if organ.settled else f"{organ.name}（名称{PENDING}）"

    def number_form(self, guide_name: str, kind: PaperKind) -> str:
        """The form of that organ's numbers for a kind of paper; station, year and serial are placeholders.

        An organ above the region serves windows of several regions: there the region's mark precedes the window, so
        that numbers stay unique.
        """
        organ = self.organ(guide_name)
        if organ.forms and kind in organ.forms:
            return organ.forms[kind]
        above = organ.level in (Level.LEAGUE, Level.PROVINCE)
        window = f"{self.region.mark}{{station}}" if above else "{station}"
        return check_form(f"{organ.short}{self.kind_marks[kind]}综{window}〔{{year}}〕{{serial}}号")

    def _region_at(self, level: Level) -> Region:
        return {Level.LEAGUE: self.league, Level.PROVINCE: self.province}.get(level, self.region)


def jurisdiction_from(data: Mapping[str, object], region: str = "") -> Jurisdiction:
    """The profile of a parsed TOML file, seen from ``region``: its name, its code, or a station code in it.

    Empty or unknown: seen from the league itself. Raises BadInput naming the first field that cannot be used.
    """
    top = Values(data, "地区配置")
    league, province = _region(top.table("league")), _region(top.table("province"))
    regions = {r.code: r for r in (_region(t) for t in top.tables("regions"))}
    _no_mark_twice([league, province, *regions.values()])
    here = next(
        (r for r in regions.values() if region and (r.name == region or region.startswith(r.code))), None
    )
    return Jurisdiction(
        id=top.text("id"),
        name=league.name,
        version=top.text("version"),
        region=here or league,
        regions=regions,
        league=league,
        province=province,
        notice=_notices(top.table("notice")),
        remedies={c: _remedy(top.table("remedies").table(c.value)) for c in ProcedureClass},
        gap=_gap(top.table("gap")),
        correction=_correction(top.table("correction")),
        undo_minutes=top.number("undo_minutes"),
        remind_days=top.number("remind_days"),
        report_day=top.optional_number("report_day") or 0,
        rectification=_term(top.table("rectification")),
        originals_out=_term(top.table("originals_out")),
        masks=_masks(top.table("masks")),
        contacts=_contacts(top.table("contacts")),
        wording=top.table("wording").texts(),
        organs={name: organ_entry(top.table("organs").table(name)) for name in top.table("organs").keys},
        kind_marks=_kind_marks(top),
        seal_items=top.table("free_seals").words("items") if top.has("free_seals") else (),
    )


def _region(row: Values) -> Region:
    return Region(
        row.text("code"),
        row.text("name"),
        row.text("mark"),
        row.optional_text("government") or "",
        row.optional_text("court") or "",
    )


def _no_mark_twice(regions: list[Region]) -> None:
    seen: dict[str, str] = {}
    for region in regions:
        if region.mark in seen:
            raise BadInput(
                f"“{region.name}”与“{seen[region.mark]}”的代字都是“{region.mark}”，文号会重复。",
                field="regions.mark",
            )
        seen[region.mark] = region.name


def _term(row: Values) -> Term:
    return Term(
        days=row.optional_number("days"),
        unit=row.optional_choice("unit", TimeUnit),
        basis=row.optional_text("basis"),
        settled=row.flag("settled"),
        text=row.optional_text("text") or "",
    )


def _notices(table: Values) -> dict[ProcedureClass, Notice]:
    local = _term(table.table("local")) if table.has("local") else None
    bound = table.table("local").words("classes") if table.has("local") else ()
    found = {}
    for procedure in ProcedureClass:
        row = table.table(procedure.value)
        local_term = local if procedure.value in bound else None
        found[procedure] = Notice(local_term, _term(row), row.flag("deemed"))
    return found


def _remedy(row: Values) -> Remedies:
    return Remedies(
        row.optional_number("review_days"), row.optional_number("lawsuit_months"), row.optional_text("basis")
    )


def _gap(row: Values) -> GapRule:
    return GapRule(
        term=_term(row.table("term")),
        cap=_term(row.table("cap")),
        outcome=row.choice("outcome", GapOutcome),
        basis=row.optional_text("basis"),
        settled=row.flag("settled"),
    )


def _correction(row: Values) -> CorrectionRule:
    returned = row.table("returned")
    return CorrectionRule(
        term=_term(row.table("term")),
        lapse=row.choice("lapse", Lapse),
        basis=row.optional_text("basis"),
        settled=row.flag("settled"),
        returned=returned.words("items"),
        returned_basis=returned.text("basis"),
    )


def _masks(row: Values) -> Masks:
    tables = row.table("id_number"), row.table("phone")
    return Masks(*(Mask(one.number("head"), one.number("tail")) for one in tables))


def _contacts(row: Values) -> Contacts:
    return Contacts(
        hall_phone=row.optional_text("hall_phone") or "",
        hall_address=row.optional_text("hall_address") or "",
        complaint=row.text("complaint"),
        hours=row.optional_text("hours") or "",
    )


def _kind_marks(top: Values) -> dict[PaperKind, str]:
    own = top.table("kind_marks").texts_by(PaperKind) if top.has("kind_marks") else {}
    marks = {**MARKS, **own}
    if set(marks) != set(MARKS) or len(set(marks.values())) < len(marks):
        raise BadInput("kind_marks 里每种有文号的文书要有一个互不相同的代字。", field="kind_marks")
    return marks
