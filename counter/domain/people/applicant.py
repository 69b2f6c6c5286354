"""The applicant (申请人): person, organisation, planned organisation; guardian; agent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.people.identity import (
    MOST_NAME,
    check_id,
    check_name,
    check_phone,
    check_uscc,
    normalise_name,
)
from counter.domain.people.identity import IdType as IdType

ADULT_AGE = 18
"""成年 (民法典 Art. 17); a minor is represented by a guardian (Art. 19, 20, 23)."""

MOST_ORGANISATION_NAME = 2 * MOST_NAME
MOST_WORDS = 500
"""Most characters of free text (scope, relation, note)."""

WITHOUT_CAPACITY_AGE = 8
"""不满八周岁 (民法典 Art. 20): acts through a guardian only; from eight on with a guardian's consent (Art. 19)."""

OWN_LABOUR_AGE = 16
"""From here on who lives on the own labour counts as of full capacity (民法典 Art. 18): never before."""

_CHILD_OR_UNKNOWN = (IdType.BIRTH_CERT, IdType.NONE_YET)
"""Papers that do not prove full age: a birth certificate, or none yet."""

Finding = tuple[str, str, bool]
"""(field, sentence, whether it blocks decisions and notices). Receiving materials is never blocked."""


class ApplicantKind(StrEnum):
    """申请人类型."""

    PERSON = "person"  # 自然人
    ORGANISATION = "organisation"  # 已有统一社会信用代码的组织
    PLANNED = "planned"  # 拟设立的组织（拟用名称）


class Party(StrEnum):
    """Whose registration a finding or a correction concerns."""

    PERSON = "person"  # 申请人；单位的法定代表人（负责人）；投资人或指定代表
    ORGANISATION = "organisation"  # 单位（名称、统一社会信用代码）
    GUARDIAN = "guardian"  # 法定代理人
    AGENT = "agent"  # 委托代理人


PARTY_WORDS = {
    Party.PERSON: "申请人",
    Party.ORGANISATION: "单位",
    Party.GUARDIAN: "法定代理人",
    Party.AGENT: "代理人",
}
"""The clerk's word for each."""


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person as recorded; ``id_number`` normalised (see ``identity``).

    ``id_confirmed``: the clerk compared the number with the paper and it reads so, wrong check digit or not.
    """

    name: str
    id_type: IdType = IdType.RESIDENT_ID
    id_number: str = ""
    phone: str = ""
    id_confirmed: bool = False


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
    ``note``: 说明, e.g. why an organisation has no credit code.
    """

    kind: ApplicantKind
    name: str
    person: Person | None = None
    uscc: str = ""
    agent: Agent | None = None
    guardian: Guardian | None = None
    note: str = ""


def party_keys(applicant: Applicant) -> tuple[list[str], list[str]]:
    """(numbers, names) that identify a party, never the agent's; the name counts where one side has no number."""
    own = applicant.person.id_number if applicant.person else ""
    return [n for n in (applicant.uscc, own) if n], [applicant.name]


def check_applicant(applicant: Applicant, today: date) -> tuple[Finding, ...]:
    """What is missing or doubtful about the applicant, field by field, in the order of the page.

    Blocking findings prevent every decision and notice; materials are received all the same (DESIGN §2.3), and the
    receipt says 号码待核 (``identified_party``).
    """
    return tuple(_findings(applicant, today))


def _findings(applicant: Applicant, today: date) -> Iterator[Finding]:
    if applicant.kind is ApplicantKind.PERSON:
        yield from _person("person", applicant.person or Person(applicant.name), today)
        yield from _one_name(applicant)
        if applicant.guardian is None and _is_minor(applicant.person, today):
            yield "guardian", "申请人未满18周岁，一般由法定代理人（监护人）来办，请登记法定代理人。", False
    elif applicant.kind is ApplicantKind.ORGANISATION:
        yield from _name("name", applicant.name, "单位名称", MOST_ORGANISATION_NAME)
        yield from _uscc(applicant)
        if applicant.person is not None:
            yield from _person("person", applicant.person, today, need_id=False)
    else:
        yield from _name("name", applicant.name, "拟用名称", MOST_ORGANISATION_NAME)
        if applicant.person is None:
            yield "person.name", "拟设立的主体还没有登记投资人或指定代表。", True
        else:
            yield from _person("person", applicant.person, today)
    if applicant.guardian is not None:
        yield from _person("guardian", applicant.guardian.person, today)
        yield from _able_guardian(applicant, applicant.guardian.person, today)
        if not applicant.guardian.relation.strip():
            yield "guardian.relation", "法定代理人与申请人的关系没有填写。", False
    if applicant.agent is not None:
        yield from _person("agent", applicant.agent.person, today)
        yield from _able_agent(applicant, applicant.agent.person, today)
        if applicant.agent.person.id_type is IdType.NONE_YET:
            yield "agent.id_number", "代理人要出示本人的身份证件，不能选“暂无证件”。", True
        if not applicant.agent.scope.strip():
            yield "agent.scope", "代理人的委托范围没有填写，请照授权委托书填写。", True
        elif len(applicant.agent.scope) > MOST_WORDS:
            yield "agent.scope", f"委托范围最多{MOST_WORDS}个字。", True


def _is_same(applicant: Applicant, other: Person) -> bool:
    own = applicant.person or Person(applicant.name)
    return bool(other.id_number) and (other.id_type, other.id_number) == (own.id_type, own.id_number)


def _able_guardian(applicant: Applicant, guardian: Person, today: date) -> Iterator[Finding]:
    """A guardian is another person, and one of full capacity (民法典 Art. 17, 18, 27)."""
    if _is_same(applicant, guardian):
        yield "guardian.id_number", "法定代理人和申请人登记成了同一个人，请登记监护人的证件。", True
    age = _age(guardian, today)
    if age is None or age >= ADULT_AGE:
        return
    if age < OWN_LABOUR_AGE:
        yield "guardian.id_number", f"法定代理人未满{OWN_LABOUR_AGE}周岁，不能作监护人，请核对。", True
    else:
        yield "guardian.id_number", "法定代理人未满18周岁，靠自己劳动生活的才可以，请核对。", False


def _able_agent(applicant: Applicant, agent: Person, today: date) -> Iterator[Finding]:
    """Who has no capacity acts for nobody (民法典 Art. 20, 144); who comes himself needs no agent."""
    if _is_same(applicant, agent):
        yield "agent.id_number", "代理人和申请人登记成了同一个人，本人来办的不用填代理人。", False
    age = _age(agent, today)
    if age is not None and age < WITHOUT_CAPACITY_AGE:
        yield "agent.id_number", f"代理人不满{WITHOUT_CAPACITY_AGE}周岁，不能代人办事，请核对。", True
    elif age is not None and age < ADULT_AGE:
        yield "agent.id_number", "代理人未满18周岁，请核对是不是委托书上的人。", False


def _person(field: str, person: Person, today: date, *, need_id: bool = True) -> Iterator[Finding]:
    yield from _name(f"{field}.name", person.name, "姓名", MOST_NAME)
    number = check_id(person.id_type, person.id_number, today)
    given = bool(number.normalised)
    if number.sentence and (not given or not person.id_confirmed):
        yield f"{field}.id_number", number.sentence, given or need_id
    elif number.warning:
        yield f"{field}.id_number", number.warning, False
    phone = check_phone(person.phone)
    if phone.sentence:
        yield f"{field}.phone", phone.sentence, False


def _one_name(applicant: Applicant) -> Iterator[Finding]:
    """The applicant's name and the person's name must agree: a paper is addressed to one person."""
    own = applicant.name if applicant.person is None else applicant.person.name
    if applicant.name and own and normalise_name(applicant.name) != normalise_name(own):
        yield "person.name", f"申请人登记了两个姓名：“{applicant.name}”和“{own}”，请照证件核对。", True


def _name(field: str, text: str, what: str, most: int) -> Iterator[Finding]:
    name = check_name(text, what, most)
    if name.sentence:
        yield field, name.sentence, True
    elif name.warning:
        yield field, name.warning, False


def _uscc(applicant: Applicant) -> Iterator[Finding]:
    code = check_uscc(applicant.uscc)
    if code.sentence:
        yield "uscc", code.sentence, not applicant.note.strip()
    elif code.warning:
        yield "uscc", code.warning, False


def unrepresented(applicant: Applicant | None, today: date) -> str:
    """Why nothing may be accepted of this applicant yet: a newborn or small child without guardian; empty otherwise.

    Somebody without any paper counts as such: full age is not proved. Receiving and correction notices are not
    affected.
    """
    if applicant is None or applicant.kind is not ApplicantKind.PERSON or applicant.guardian is not None:
        return ""
    person = applicant.person or Person(applicant.name)
    if person.id_type is IdType.NONE_YET:
        return "申请人暂无证件，又没有登记法定代理人。新生儿、未成年人由法定代理人来办；成年人请登记能证明身份的证件"
    age = _age(person, today)
    if person.id_type in _CHILD_OR_UNKNOWN or (age is not None and age < WITHOUT_CAPACITY_AGE):
        return "新生儿和不满8周岁的未成年人，由法定代理人代为申请（民法典第二十条）"
    return ""


def _is_minor(person: Person | None, today: date) -> bool:
    """Under 18 by the date of birth in the number; a birth certificate as identity paper means a child."""
    if person is None:
        return False
    age = _age(person, today)
    return person.id_type is IdType.BIRTH_CERT if age is None else age < ADULT_AGE


def _age(person: Person, today: date) -> int | None:
    """Whole years by the date of birth in the number; None where it has none."""
    birth = check_id(person.id_type, person.id_number, today).birth
    if birth is None:
        return None
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
