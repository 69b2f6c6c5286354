"""Who applies and who collects, as the pages register them: invented people whose numbers belong to nobody."""

from __future__ import annotations

from stdnum.cn import uscc

from counter.domain.case.acts.hand_out import Collector
from counter.domain.case.results.events import CollectorKind
from counter.domain.hall.organ import Recourse
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Person
from counter.domain.people.identity import IdType
from tests.journeys.lives import deeds as do
from tests.journeys.people import id_number_of, phone_of
from tests.services.office import DEFERRED, MISSING

TOLD = Recourse("乌兰浩特市人民政府", "乌兰浩特市人民法院", "0482-0000001")
SIGNERS = {
    "农牧局": "R20",
    "市场监督管理局": "R19",
    "公安局（派出所）": "R15",
    "卫生健康委员会": "R12",
    "人力资源和社会保障局（社保经办机构）": "R14",
    "自然资源局（不动产登记中心）": "R17",
}
"""Who signs an organ's papers, by the demo hall's list."""

IN_PERSON = {"representative": "R01", "pin": "2468"}
STATES = {"missing": MISSING, "deferred": DEFERRED}

INVESTOR = "投资人乙"
"""Who stands for a company that is not there yet."""


def person_of(serial: int, name: str) -> Person:
    """Invented; the number belongs to nobody."""
    return Person(name, id_number=id_number_of(serial), phone=phone_of(serial))


def applicant_of(who: do.Who) -> Applicant:
    """As the page registers him."""
    own = person_of(who.serial, who.name)
    agent = Agent(person_of(who.serial + 5000, who.agent), "代为办理、领取") if who.agent else None
    if who.kind == "company":
        head = f"91999999MA{who.serial:07d}"
        code = head + uscc.calc_check_digit(head)
        boss = person_of(who.serial, "法定代表人甲")
        return Applicant(ApplicantKind.ORGANISATION, who.name, boss, code, agent)
    if who.kind == "planned":
        return Applicant(ApplicantKind.PLANNED, who.name, person_of(who.serial, INVESTOR), agent=agent)
    if who.kind == "child":
        child = Person(who.name, IdType.BIRTH_CERT, f"Z99{who.serial:07d}", phone_of(who.serial))
        parent = Guardian(person_of(who.serial + 7000, who.guardian), "母亲")
        return Applicant(ApplicantKind.PERSON, who.name, child, guardian=parent)
    return Applicant(ApplicantKind.PERSON, who.name, own, agent=agent)


def collector_of(who: do.Who, kind: str) -> Collector:
    """Who stands there to collect, and what his document says."""
    if kind == "proxy":
        return Collector(CollectorKind.PROXY, "邻居丙", "邻居", id_number_of(9000 + who.serial))
    number = {"agent": who.serial + 5000}.get(kind, who.serial + 7000 if who.guardian else who.serial)
    return Collector(CollectorKind(kind), id_number=id_number_of(number))
