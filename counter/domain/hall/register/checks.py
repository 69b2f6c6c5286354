"""What is wrong with a register: in one record, between records, and against the guide.

A grave fault keeps a change out; the others are shown to whoever changes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counter.domain.document.emblem import read_emblem
from counter.domain.guide.model import Guide
from counter.domain.hall.authority import Act
from counter.domain.hall.organ import HALL
from counter.domain.hall.organ_people import ORGAN_ROLES, REPRESENTATIVE
from counter.domain.hall.recourse import body_fault, court_fault, phone_fault
from counter.domain.hall.register.deputies import deputy_away
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredHall,
    RegisteredMandate,
    RegisteredOrgan,
    RegisteredPicture,
    RegisteredSealMaker,
    RegisteredStaff,
    RegisteredSwitch,
    RegisteredText,
    RegisteredWindow,
    RegisterRecord,
    picture_digest,
    section_of,
)
from counter.domain.hall.register.register import in_term
from counter.domain.hall.register.sheets import MANDATE_TITLES
from counter.domain.hall.roles import DUTIES, ROLE_TITLES
from counter.domain.hall.staff_code import STAFF_CODE_WORDS, is_staff_code
from counter.domain.text.check_digits import is_credit_code
from counter.domain.text.credit_code import CREDIT_CODE
from counter.domain.text.printable import fault_in, fault_unseen

_STATION = re.compile(r"[0-9]{8}")
_NAME_FORMS = tuple(
    re.compile(form)
    for form in (
        r".{2,}政务服务中心",
        r".{2,}(苏木|乡|镇|街道|街道办事处)便民服务中心",
        r".{2,}(嘎查|村|社区|居委会|嘎查村|分场)便民服务站",
        r".{2,}政务服务中心.{1,}分中心",
    )
)
"""The four forms of a hall's name (S001 Art. 29)."""

NAME_FORMS_WORDS = (
    "“××政务服务中心”“××（旗县市）××苏木乡镇（街道）便民服务中心”"
    "“××苏木乡镇（街道）××嘎查村（社区）便民服务站”“××政务服务中心××分中心”"
)
LONGEST_LOCK = 15
"""Minutes without a key after which a window locks, at most."""
_DEMO = re.compile(r"（(演示|培训)）$")
LATEST_REPORT_DAY = 31
MOST_PICTURE = 100_000
"""Bytes of one picture: a register with the photos of forty years stays a file that a stick carries."""

PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class RegisterFault:
    """A fault of one record. ``field``: the column; ``grave``: the change is refused, else it is only told."""

    section: str
    key: str
    field: str
    sentence: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class GuideNames:
    """What the register may name of the guide and the region: items by organ, switches, texts."""

    items: Mapping[str, frozenset[str]]
    switches: frozenset[str]
    texts: frozenset[str]

    @classmethod
    def of(cls, guide: Guide, texts: Iterable[str]) -> GuideNames:
        """The names of a guide; ``texts``: ids of the region's sentences."""
        items: dict[str, set[str]] = {}
        for item in guide.items.values():
            items.setdefault(item.organ, set()).add(item.id)
        return cls({o: frozenset(i) for o, i in items.items()}, frozenset(guide.switches), frozenset(texts))


Found = Iterator[tuple[str, str] | tuple[str, str, bool]]
"""Field, sentence, and whether it is grave (by default it is)."""


def faults_of(
    records: Sequence[RegisterRecord], today: date, names: GuideNames | None = None
) -> tuple[RegisterFault, ...]:
    """Every fault of the records as the whole of a register."""
    checking = _Checking(records, today, names)
    found = [RegisterFault(section_of(r), r.key, *fault) for r in records for fault in checking.of(r)]
    found += checking.as_a_whole()
    return tuple(found)


def new_faults(
    before: Sequence[RegisterRecord],
    after: Sequence[RegisterRecord],
    today: date,
    names: GuideNames | None = None,
) -> tuple[RegisterFault, ...]:
    """The faults that a change brings: those that were there before do not keep another change out."""
    known = set(faults_of(before, today, names)) if before else set()
    return tuple(fault for fault in faults_of(after, today, names) if fault not in known)


def name_is_of_a_form(name: str) -> bool:
    """Whether a hall's name has one of the four forms of S001 Art. 29."""
    return any(form.fullmatch(_DEMO.sub("", name)) for form in _NAME_FORMS)


class _Checking:
    def __init__(self, records: Sequence[RegisterRecord], today: date, names: GuideNames | None) -> None:
        self.today = today
        self.names = names
        self.records = records
        self.staff = {r.code: r for r in records if isinstance(r, RegisteredStaff)}
        self.people = Counter(s.name for s in self.staff.values() if in_term(s.since, s.until, today))
        self.pictures = {r.digest for r in records if isinstance(r, RegisteredPicture)}
        self.marks = Counter(r.mark for r in records if isinstance(r, RegisteredOrgan) and r.mark)
        self.numbers = Counter(
            r.number for r in records if isinstance(r, RegisteredWindow) and in_term(r.since, r.until, today)
        )

    def of(self, record: RegisterRecord) -> Found:
        """Faults of one record."""
        yield from self._texts(record)
        yield from _terms(record)
        match record:
            case RegisteredHall():
                yield from self._hall(record)
            case RegisteredWindow():
                yield from self._window(record)
            case RegisteredStaff():
                yield from self._person(record)
            case RegisteredOrgan():
                yield from self._organ(record)
            case RegisteredMandate():
                yield from self._mandate(record)
            case RegisteredAgreement():
                yield from self._agreement(record)
            case RegisteredSwitch() | RegisteredText():
                yield from self._local(record)
            case RegisteredSealMaker():
                yield from _phone(record.phone)
            case RegisteredPicture():
                yield from _picture(record)

    def as_a_whole(self) -> Iterator[RegisterFault]:
        """Faults that belong to no single record."""
        people = [s for s in self.staff.values() if in_term(s.since, s.until, self.today)]
        if not any(s.role == "supervisor" for s in people):
            sentence = "没有在岗的值班负责人：至少要有一位，不然没有人能改登记册"
            yield RegisterFault("staff", "", "role", sentence)
        if not any(isinstance(r, RegisteredHall) for r in self.records):
            yield RegisterFault("hall", "", "name", "登记册里没有大厅这一行")

    def _texts(self, record: RegisterRecord) -> Found:
        if isinstance(record, RegisteredPicture):
            return
        for field in record.__struct_fields__:
            held = getattr(record, field)
            fault = fault_unseen if isinstance(record, RegisteredStaff) and field == "name" else fault_in
            if isinstance(held, str) and (wrong := fault(held)):
                yield field, wrong

    def _hall(self, hall: RegisteredHall) -> Found:
        if not name_is_of_a_form(hall.name):
            yield "name", f"大厅名称一般写成{NAME_FORMS_WORDS}（《办法》第二十九条），请核对", False
        if not 0 <= hall.lock_minutes <= LONGEST_LOCK:
            yield "lock_minutes", f"自动锁屏分钟要写1到{LONGEST_LOCK}，照平常5分钟的留空"
        if not 0 <= hall.report_day <= LATEST_REPORT_DAY:
            yield "report_day", "每月报送日要写1到31"
        yield from _phone(hall.phone)
        yield from self._known_picture("emblem", hall.emblem)

    def _window(self, window: RegisteredWindow) -> Found:
        if not _STATION.fullmatch(window.station):
            yield "station", "窗口编码要8位数字：6位行政区划代码加2位窗口号"
        if window.number.endswith("窗口"):
            yield "number", "窗口号只写号，不写“号窗口”"
        if self.numbers[window.number] > 1:
            yield "number", f"有两个窗口都是{window.number}号"
        yield from _phone(window.phone)

    def _person(self, person: RegisteredStaff) -> Found:
        if not is_staff_code(person.code):
            yield "code", STAFF_CODE_WORDS
        elif person.code != person.code.upper():
            yield "code", "工号的字母要大写，例如 W01"
        if self.people[person.name] > 1:
            yield "name", f"有两个{person.name}：同一个人只要一个工号；同名的两个人不能互相作第二个人", False
        if person.role not in list(ROLE_TITLES):
            yield "role", f"岗位只能是{'、'.join(ROLE_TITLES.values())}"
        elif (person.role in ORGAN_ROLES) != bool(person.organ):
            yield "organ", "首席代表、签发人要写明是哪个部门的；窗口人员不写部门"
        if person.organ:
            yield from self._known_organ(person.organ)
        for duty in person.duties:
            if duty not in DUTIES:
                yield "duties", f"“{duty}”不在可写的职责里：{'、'.join(DUTIES)}"
        yield from _phone(person.phone)
        if person.away_until and (person.away_since is None or person.away_until < person.away_since):
            yield "away_until", "请假止在请假起之前，或没有写请假起"
        if person.deputy:
            yield from self._deputy(person)
        yield from self._known_picture("photo", person.photo)

    def _deputy(self, person: RegisteredStaff) -> Found:
        deputy = self.staff.get(person.deputy)
        if deputy is None or deputy.code == person.code:
            yield "deputy", f"代班的 {person.deputy} 不是名单里的另一个人，请另定代班的人"
        elif (deputy.role, deputy.organ) != (person.role, person.organ):
            yield "deputy", f"代班的 {person.deputy} 不是同一岗位、同一部门的人"
        elif wrong := deputy_away(person, deputy):
            yield (
                "deputy",
                wrong,
                False,
            )  # grave only where it is stated anew (services.register.issue_register)

    def _organ(self, organ: RegisteredOrgan) -> Found:
        if organ.guide_name != HALL:
            yield from self._known_organ(organ.guide_name, "guide_name")
        if self.marks[organ.mark] > 1:
            yield "mark", f"有两个部门的机关代字都是“{organ.mark}”，文号会重复"
        for field, fault in (("review_body", body_fault), ("court", court_fault)):
            if wrong := fault(getattr(organ, field)):
                yield field, wrong
        yield from _code(organ.code)
        yield from _phone(organ.phone)

    def _mandate(self, mandate: RegisteredMandate) -> Found:
        yield from self._known_organ(mandate.organ)
        person = self.staff.get(mandate.staff)
        if person is None or person.role != REPRESENTATIVE or person.organ != mandate.organ:
            yield "staff", f"{mandate.staff} 不是{mandate.organ}的首席代表"
        for act in mandate.acts:
            if act not in MANDATE_TITLES:
                yield "acts", f"授权只能是{'、'.join(MANDATE_TITLES.values())}"
        yield from self._ended(mandate.until)

    def _agreement(self, agreement: RegisteredAgreement) -> Found:
        yield from self._known_organ(agreement.organ)
        if self.names is not None and agreement.organ in self.names.items:
            for item in agreement.items:
                if item not in self.names.items[agreement.organ]:
                    yield "items", f"{agreement.organ}在办事指南里没有事项 {item}"
        for act in agreement.acts:
            if act not in list(Act):
                yield "acts", "授权只能是收件、受理、送达、当场办结"
        if not agreement.acts:
            yield "acts", "要写授权了什么"
        yield from self._ended(agreement.until)

    def _ended(self, until: date | None) -> Found:
        if until is not None and until < self.today:
            yield "until", f"{until.isoformat()} 已经到期", False

    def _local(self, record: RegisteredSwitch | RegisteredText) -> Found:
        if self.names is None:
            return
        known = self.names.switches if isinstance(record, RegisteredSwitch) else self.names.texts
        if record.id not in known:
            what = "办事指南里没有这个开关" if isinstance(record, RegisteredSwitch) else "没有这一句用语"
            yield "id", f"{what}，可写：{'、'.join(sorted(known))}"

    def _known_picture(self, field: str, key: str) -> Found:
        if key and key not in self.pictures:
            yield field, f"登记册里没有图片“{key[:20]}”，请重新选图片文件"

    def _known_organ(self, organ: str, field: str = "organ") -> Found:
        if self.names is None or organ in self.names.items:
            return
        known = sorted(self.names.items)
        near = [name for name in known if organ in name or name in organ] or known
        yield field, f"办事指南里没有“{organ}”；指南里是：{'；'.join(near)}"


def _code(code: str) -> Found:
    if not code:
        return
    if not CREDIT_CODE.fullmatch(code):
        yield "code", f"统一社会信用代码是18位数字和大写字母，“{code[:20]}”不是"
    elif not is_credit_code(code):  # such codes have been issued: told, not refused
        yield "code", "统一社会信用代码的校验位对不上，请照代码证书核对，无误可以继续", False


def _phone(phone: str) -> Found:
    if wrong := phone_fault(phone):
        yield "phone", wrong


def _picture(picture: RegisteredPicture) -> Found:
    if len(picture.content) > MOST_PICTURE or not picture.content.startswith(PICTURE_STARTS):
        yield "digest", f"图片要是 PNG 或 JPEG，最多 {MOST_PICTURE // 1000} KB"
    if picture.digest != picture_digest(picture.content):
        yield "digest", "图片和它的编号对不上，请重新选图片文件"
    if picture.dots:
        try:
            read_emblem(picture.dots)
        except ValueError:
            yield "digest", "图片不能印在文书上，请重新选图片文件"


def _terms(record: RegisterRecord) -> Found:
    since, until = getattr(record, "since", None), getattr(record, "until", None)
    if since is not None and until is not None and until < since:
        yield "until", f"截止日期 {until.isoformat()} 在起始日期 {since.isoformat()} 之前"
