"""The kind of an applicant as the platform's tables want it (申请人类型, 服务对象 of GB/T 39046-2020 A), from what is
recorded: nobody is asked for it, and what the record does not say stays open, with why.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.text.credit_code import registered_as

_PERSON, _COMPANY, _INSTITUTION, _SOCIETY = "1", "2", "3", "4"
_BY_REGISTRATION = {
    "事业单位": _INSTITUTION,
    "社会团体": _SOCIETY,
    "民办非企业单位": _SOCIETY,
    "基金会": _SOCIETY,
}


@dataclass(frozen=True, slots=True)
class PartyKind:
    """The platform's ``code``, or "" and in ``lacks`` why none can be stated."""

    code: str
    lacks: str = ""


def party_kind(applicant: Applicant) -> PartyKind:
    """A person is one; an organisation is what its credit code, and of an enterprise its name, say it is."""
    if applicant.kind is ApplicantKind.PERSON:
        return PartyKind(_PERSON)
    if applicant.kind is ApplicantKind.PLANNED:
        return PartyKind("", "拟设立的主体还没有登记，平台归哪一类待核定")
    kind = registered_as(applicant.uscc)
    if code := _BY_REGISTRATION.get(kind):
        return PartyKind(code)
    if kind == "企业":
        if _is_company(applicant.name):
            return PartyKind(_COMPANY)
        return PartyKind("", "从代码看是企业，看不出是不是法人（合伙、个人独资、分支机构不是），请核对后填")
    if kind:
        return PartyKind("", f"从代码看是{kind}，平台归哪一类待核定")
    return PartyKind("", "没有统一社会信用代码，或者从代码看不出是哪一种单位")


def _is_company(name: str) -> bool:
    """A company is a legal person (公司法 3), its branch is none (公司法 13)."""
    plain = name.strip()
    return plain.endswith("公司") and not plain.endswith("分公司")
