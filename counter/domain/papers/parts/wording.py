"""Plain official wording shared by the papers: dates, periods, the reader's name, lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from counter.domain.guide.model import ProcedureClass, TimeLimit, TimeUnit
from counter.domain.hall.any_window import HERE
from counter.domain.hall.jurisdiction import PENDING, Jurisdiction, Masks, Term
from counter.domain.people.applicant import Applicant, ApplicantKind, Party, Person
from counter.domain.people.identity import ID_TYPE_WORDS, IdType, mask_id, mask_phone
from counter.domain.text.day_words import day_text
from counter.domain.visit import clocks
from counter.domain.visit.identified_party import TO_CHECK
from counter.domain.visit.verdict import Due

CLASS_WORDS = {
    ProcedureClass.LICENCE: "行政许可",
    ProcedureClass.REGISTRATION: "登记确认",
    ProcedureClass.FILING: "备案",
    ProcedureClass.BENEFIT: "行政给付",
    ProcedureClass.PUBLIC_SERVICE: "公共服务",
    ProcedureClass.ENTERPRISE_SERVICE: "企事业单位服务",
}
"""程序类别 as papers name it."""


def by_day(due: Due) -> str:
    """``2026年12月4日（含当日）前``, and 临时推算 where the calendar of that year is not out."""
    return f"{day_text(due.day)}（含当日）前{'（临时推算）' if due.provisional else ''}"


def bring_to(jurisdiction: Jurisdiction) -> str:
    """Where papers are brought afterwards: this window, unless the jurisdiction profile names others."""
    return jurisdiction.wording.get("bring_to") or HERE


def limit_text(limit: TimeLimit | None, procedure: ProcedureClass) -> str:
    """A time limit with its unit for a table; an unconfirmed number is marked.

    A licence's 日 are working days (行政许可法 Art. 82).
    """
    if limit is None or limit.unit is None or (limit.days is None and limit.unit is not TimeUnit.AT_ONCE):
        return PENDING
    if limit.unit is TimeUnit.AT_ONCE or limit.days == 0:
        text = "当场"
    elif limit.unit is TimeUnit.NATURAL:
        as_working = procedure is ProcedureClass.LICENCE
        text = f"{limit.days}日（按工作日计）" if as_working else f"{limit.days}日（自然日）"
    else:
        text = f"{limit.days}个工作日"
    return text if limit.evidence.official else f"{text}（{PENDING}）"


DEFAULT_ARTICLE = "、第四十二条第一款（办理时限，本法未另定，待部门核定）"
"""The licensing law's own twenty working days, as papers cite it behind another article of the same law.

The law is not named twice: these notices have one sheet.
"""


def statutory_text(limit: TimeLimit, procedure: ProcedureClass) -> str:
    """The statute's time for deciding; for a licence whose law names none, the licensing law's own.

    Its source, still to be confirmed by the organ, is cited with the paper's legal basis (``DEFAULT_ARTICLE``): a
    table cell has no space for it, and the notice of a gap has one sheet.
    """
    if clocks.by_default(limit, procedure):
        return f"{clocks.DEFAULT_DAYS}个工作日"
    return limit_text(limit, procedure)


def term_text(term: Term) -> str:
    """A period of the jurisdiction profile in words: ``5个工作日``, ``7日``."""
    if term.days is None:
        return PENDING
    return f"{term.days}个工作日" if term.unit is TimeUnit.WORKING else f"{term.days}日"


def you(applicant: Applicant) -> str:
    """The form of address: 你 to a person and to founders, 你单位 to an organisation."""
    return "你单位" if applicant.kind is ApplicantKind.ORGANISATION else "你"


def addressee(applicant: Applicant) -> str:
    """The line that addresses the paper, with the name in full."""
    name = applicant.name or (applicant.person.name if applicant.person else "")
    if applicant.kind is ApplicantKind.PLANNED and applicant.person and applicant.person.name:
        return f"{name}（拟用名称，申请人：{applicant.person.name}）："
    if applicant.guardian is not None:
        return f"{name}（法定代理人：{applicant.guardian.person.name}）："
    return f"{name}："


def party_lines(
    applicant: Applicant, masks: Masks, to_check: Collection[Party] = frozenset()
) -> tuple[str, ...]:
    """Who applied and who acted, personal numbers masked by the profile's rule (L11).

    ``to_check``: parties whose number is doubtful or missing, marked at the name (号码待核).
    """

    def person(who: Person, party: Party) -> str:
        return _person(who, masks, to_check=party in to_check)

    lines = []
    if applicant.kind is ApplicantKind.PERSON:
        lines.append("申请人：" + person(applicant.person or Person(applicant.name), Party.PERSON))
    elif applicant.kind is ApplicantKind.ORGANISATION:
        lacks = "" if Party.ORGANISATION in to_check else "　统一社会信用代码：暂无"
        code = f"　统一社会信用代码：{applicant.uscc}" if applicant.uscc else lacks
        doubt = f"（{TO_CHECK}）" if Party.ORGANISATION in to_check else ""
        lines.append(f"申请人：{applicant.name}{doubt}{code}")
        if applicant.person is not None:
            lines.append("法定代表人（负责人）：" + person(applicant.person, Party.PERSON))
    else:
        if applicant.person is not None:
            lines.append("申请人（投资人或指定代表）：" + person(applicant.person, Party.PERSON))
    if applicant.guardian is not None:
        relation = f"（{applicant.guardian.relation}）" if applicant.guardian.relation else ""
        lines.append(f"法定代理人{relation}：" + person(applicant.guardian.person, Party.GUARDIAN))
    if applicant.agent is not None:
        scope = f"　受委托办理：{applicant.agent.scope}" if applicant.agent.scope else ""
        lines.append("委托代理人：" + person(applicant.agent.person, Party.AGENT) + scope)
    return tuple(lines)


def _person(person: Person, masks: Masks, *, to_check: bool) -> str:
    number = mask_id(person.id_number, masks.id_number)
    doubt = f"（{TO_CHECK}）" if to_check else ""
    paper = f"　{ID_TYPE_WORDS[person.id_type]} {number}" if number else ""
    if person.id_type is IdType.NONE_YET:
        paper = "　暂无证件"
    phone = f"　电话 {mask_phone(person.phone, masks.phone)}" if person.phone else ""
    return f"{person.name}{doubt}{paper}{phone}"


def quoted(names: Iterable[str]) -> str:
    """``“甲”、“乙”``."""
    return "、".join(f"“{n}”" for n in names)


_CIRCLES = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def circled(number: int) -> str:
    """``①`` … ``㊿``, beyond that in brackets."""
    for first, last, code in _CIRCLES:
        if first <= number <= last:
            return chr(code + number - first)
    return f"（{number}）"
