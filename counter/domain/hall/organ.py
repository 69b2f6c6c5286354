"""An organ at a place: its name and number forms, the government it belongs to, and remedies against its decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import check_form
from counter.domain.text.settings_values import Values

HALL = "政务服务中心"
"""The hall itself among the organs: what no organ has entrusted to it, it receives in its own name (S001 Art. 32)."""


class Level(StrEnum):
    """The level whose name an organ carries."""

    COUNTY = "county"  # 旗县市区
    LEAGUE = "league"  # 盟市
    PROVINCE = "province"  # 自治区
    OWN = "own"  # its own: companies, hospitals, unsettled names


class OrganKind(StrEnum):
    """Kind of organ, which decides the review body by 行政复议法 (2023). None: no suggestion.

    Cases of the law without a kind, as no organ of the guide is one: departments of the State Council (Art. 25) and
    the 司法行政部门 that handles reviews, where the applicant may choose between two bodies (Art. 28).
    """

    DEPARTMENT = "department"  # 本级人民政府工作部门 (24(1)一)、其管理的法律法规授权的组织 (24(1)四)
    AGENCY = "agency"  # 工作部门依法设立、以自己名义作决定的派出机构 (24(4))
    TOWNSHIP = "township"  # 乡镇人民政府 (24(1)二)、街道办事处 (派出机关, 24(1)三)
    VERTICAL = "vertical"  # 海关、金融、外汇管理等实行垂直领导的、税务、国家安全机关 (27)


@dataclass(frozen=True, slots=True)
class Recourse:
    """Remedies and contact: the review body (行政复议机关), the court, the organ's telephone; "" where not given."""

    review_body: str = ""
    court: str = ""
    phone: str = ""

    def or_else(self, other: Recourse) -> Recourse:
        """These values, and the other's where one is empty."""
        return Recourse(
            self.review_body or other.review_body, self.court or other.court, self.phone or other.phone
        )


NO_RECOURSE = Recourse()
"""Nothing given."""


@dataclass(frozen=True, slots=True)
class OrganNames:
    """What a hall has settled of an organ: its full name (全称), its mark in document numbers (机关代字) and its
    统一社会信用代码; "" where it has not.
    """

    name: str = ""
    mark: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ at this place. ``name``: in the seal block; ``short``: in the number (机关代字).

    ``settled`` False: the name is not confirmed. ``company``: a company or institution, no authority. ``of``: the
    level of the government it belongs to; ``above``: the next higher organ of its own line, where it is led by one.
    ``recourse``: from the hall and the profile.
    """

    guide_name: str
    name: str
    short: str
    level: Level
    settled: bool
    company: bool = False
    forms: Mapping[PaperKind, str] | None = None
    kind: OrganKind | None = None
    of: Level = Level.OWN
    above: str = ""
    recourse: Recourse = NO_RECOURSE

    @property
    def phone(self) -> str:
        """Its telephone; "" where not given."""
        return self.recourse.phone


@dataclass(frozen=True, slots=True)
class OrganEntry:
    """An organ in the profile, with placeholders ``{region}``, ``{league}``, ``{province}``, ``{county}``,
    ``{mark}``."""

    name: str
    short: str
    level: Level
    settled: bool
    company: bool
    phone: str
    forms: Mapping[PaperKind, str]
    kind: OrganKind | None
    of: Level
    above: str

    def named(self, guide_name: str, names: Mapping[str, str], recourse: Recourse) -> Organ:
        """The organ at a place: ``names`` fills the placeholders, ``recourse`` comes from the hall."""
        return Organ(
            guide_name=guide_name,
            name=self.name.format(**names),
            short=self.short.format(**names),
            level=self.level,
            settled=self.settled,
            company=self.company,
            forms=self.forms,
            kind=self.kind,
            of=self.of,
            above=self.above.format(**names),
            recourse=recourse.or_else(Recourse(phone=self.phone)),
        )


def organ_entry(row: Values) -> OrganEntry:
    """One organ of a profile. Raises BadInput naming the key that cannot be used."""
    forms = row.table("forms").texts_by(PaperKind) if row.has("forms") else {}
    level = row.optional_choice("level", Level) or Level.COUNTY
    return OrganEntry(
        name=row.text("name"),
        short=row.text("short"),
        level=level,
        settled=not row.flag("pending"),
        company=row.flag("company"),
        phone=row.optional_text("phone") or "",
        forms={kind: check_form(form) for kind, form in forms.items()},
        kind=row.optional_choice("kind", OrganKind),
        of=row.optional_choice("of", Level) or level,
        above=row.optional_text("above") or "",
    )
