"""Hard people and hard days: names, agents, children, holidays, for papers to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from counter.domain.case.case import Case
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Person
from counter.domain.people.identity import IdType
from tests.printing.shown import Sample, Showing, Takeout
from tests.printing.shown_visits import (
    AT_LENGTH,
    FARM,
    HOTEL,
    SHORT,
    Scene,
    decided,
    gapped,
    insisted,
    kept,
    numbered,
    paused,
    told,
)
from tests.printing.shown_window import window
from tests.services.office import Office
from tests.settings import somebody

SWIMMING = 97
"""A bundle of ten organs."""

_ALL = (kept, decided, told, gapped, insisted, paused)
_OWN: Mapping[str, tuple[str, ...]] = {"q_entity": ("individual",)}
_COMPANY: Mapping[str, tuple[str, ...]] = {"q_entity": ("company",)}
_THERE: Mapping[str, tuple[str, ...]] = {"q_entity": ("existing",)}
_BY_AGENT = {**_OWN, "q_agent": ("agent",)}

_AGENT = Agent(
    Person("其其格", id_number=numbered("99999919880704222"), phone="10000000003"),
    "代为提交和补正材料、签署承诺和撤回申请、签收文书、领取证照",
)
_MOTHER = Guardian(Person("乌日娜", id_number=numbered("99999919800101222"), phone="10000000004"), "母亲")
_HEAD = Person("斯琴高娃", id_number=numbered("99999919750505222"), phone="10000000005")
_LONG_COMPANY = (
    "内蒙古兴安盟乌兰浩特市呼和额尔敦图雅巴彦查干草原生态畜牧养殖冷链物流农民专业合作社联合社有限责任公司"
)
_USCC = "91152201MA0N000098"
_ADDRESS = "乌兰浩特市某路（示例）1号"
_LONG_ADDRESS = (
    "内蒙古自治区兴安盟科尔沁右翼前旗阿力得尔苏木呼和额尔敦图雅嘎查三组草原生态畜牧养殖小区东侧冷链物流园区"
    "（原国营牧场第七生产队晒场）二期配套办公楼B座12层1208室西侧隔间，由门卫室额尔敦朝鲁·那木斯赖转交，"
    "送前请打电话，12至14时没有人"
)


def _person(name: str, **changes: object) -> Applicant:
    person = replace(somebody().person or Person(name), name=name, **changes)  # type: ignore[arg-type]
    return Applicant(ApplicantKind.PERSON, name, person)


_CHILD = _person("阿古拉", id_number=numbered("99999920120315123"), phone="")
_FIRM = Applicant(ApplicantKind.ORGANISATION, _LONG_COMPANY, _HEAD, uscc=_USCC)


@dataclass(frozen=True, slots=True)
class Hard:
    """Who comes on which day; ``name`` is the caption and part of the file's name."""

    name: str
    applicant: Applicant
    day: str = "2026-11-20"
    bundle: int = FARM
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _OWN)
    steps: tuple[Callable[[Office, Scene], Iterator[Case]], ...] = _ALL
    reason: str = SHORT
    told: int = 2
    address: str = _ADDRESS

    @property
    def scene(self) -> Scene:
        """What is done."""
        who, said = self.applicant, self.answers
        return Scene(Showing.USUAL, self.bundle, self.steps, said, who, self.reason, self.told, self.address)


HARD = (
    Hard("代理人", replace(somebody(), agent=_AGENT), answers=_BY_AGENT),
    Hard("未成年人和监护人", replace(_CHILD, guardian=_MOTHER)),
    Hard("未成年人、监护人和代理人", replace(_CHILD, guardian=_MOTHER, agent=_AGENT), answers=_BY_AGENT),
    Hard(
        "新生儿暂无证件",
        replace(_person("乌云毕力格之女", id_type=IdType.NONE_YET, id_number="", phone=""), guardian=_MOTHER),
    ),
    Hard("单位、法定代表人和代理人", replace(_FIRM, agent=_AGENT), answers={**_THERE, "q_agent": ("agent",)}),
    Hard("单位没有法定代表人", replace(_FIRM, person=None), answers=_THERE),
    Hard("没有代码的单位", replace(_FIRM, uscc="", note="代码正在换发"), answers=_THERE),
    Hard(
        "外国人护照没有电话",
        _person(
            "Alexandra Konstantinopolskaya-Whittingstall",
            id_type=IdType.PASSPORT,
            id_number="E12345678",
            phone="",
        ),
    ),
    Hard("30个字的蒙古族姓名", _person("呼和额尔敦图雅巴彦查干那木斯赖额尔敦朝鲁孟克巴特尔乌云其木格其木")),
    Hard("蒙古文姓名", _person("ᠮᠥᠩᠬᠡᠪᠠᠭᠠᠲᠤᠷ")),
    Hard("间隔号姓名", _person("阿依古丽·买买提·吐尔逊")),
    Hard("基本平面以外的字", _person("𬭊𠮷𪚥𬬭·㛃䶮")),
    Hard("很长的邮寄地址", somebody(), address=_LONG_ADDRESS),
    Hard("38份材料", somebody(), bundle=HOTEL, answers=_COMPANY, reason=AT_LENGTH, told=9),
    Hard("10个机关", somebody(), bundle=SWIMMING, answers=_COMPANY),
    Hard("国庆前一天", somebody(), day="2026-09-30"),
    Hard("春节前上班的星期六", somebody(), day="2026-02-14"),
    Hard("年末没有下一年安排", somebody(), day="2026-12-30"),
)


def hard(folder: Path, wanted: tuple[Hard, ...] = HARD, *, made: bool = True) -> Iterator[Sample]:
    """Every paper that leaves the window for these people, each with its case as a name."""
    for n, case in enumerate(wanted):
        scene = case.scene
        at = datetime.fromisoformat(f"{case.day}T10:00:00+08:00").astimezone(UTC)
        with window(folder / f"hard-{n}", scene.showing, at) as office:
            takeout = Takeout(office.app, scene.showing, made)
            for step in scene.steps:
                for one in step(office, scene):
                    for sample in takeout.new(office.now(one)):
                        yield replace(sample, label=case.name)
