"""Who comes to the counter (申请人): person, organisation, planned organisation; guardian; agent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ApplicantKind(StrEnum):
    """申请人类型."""

    PERSON = "person"  # 自然人
    ORGANISATION = "organisation"  # 已有统一社会信用代码的组织
    PLANNED = "planned"  # 拟设立的组织（拟用名称）


class IdType(StrEnum):
    """证件类型. NONE_YET: e.g. a newborn; never blocks taking materials in."""

    RESIDENT_ID = "resident_id"  # 居民身份证
    RESIDENCE_PERMIT_HMT = "hmt_permit"  # 港澳台居民居住证
    PERMANENT_RESIDENT = "permanent_resident"  # 外国人永久居留身份证
    PASSPORT = "passport"  # 护照
    HOUSEHOLD = "household"  # 户口簿
    BIRTH_CERT = "birth_certificate"  # 出生医学证明
    OTHER = "other"  # 其他
    NONE_YET = "none_yet"  # 暂无


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person as recorded; ``id_number`` normalised (see ``identity``)."""

    name: str
    id_type: IdType = IdType.RESIDENT_ID
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """代理人 with the scope of the authorisation (行政许可法 Art. 29). Never a guardian."""

    person: Person
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Guardian:
    """法定代理人 of a minor or a person without capacity, with the relation (与本人关系)."""

    person: Person
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Applicant:
    """The party the papers are addressed to.

    PERSON: ``person``. ORGANISATION: ``name`` + ``uscc`` and its ``person`` (法定代表人/负责人) where given.
    PLANNED: ``name`` is the 拟用名称 and ``person`` the investor or designated representative.
    """

    kind: ApplicantKind
    name: str
    person: Person | None = None
    uscc: str = ""
    agent: Agent | None = None
    guardian: Guardian | None = None
