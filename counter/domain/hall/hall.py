"""The hall's settings (大厅设置): agreements, local switches, contacts; recorded in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.errors import BadInput
from counter.domain.guide.model import Guide
from counter.domain.hall.authority import Act, Agreement, Authority
from counter.domain.hall.banner import banner_of
from counter.domain.hall.organ import HALL, OrganNames, Recourse
from counter.domain.hall.recourse import body_fault, court_fault, phone_fault
from counter.domain.hall.seal_maker import SealMaker
from counter.domain.text.printable import fault_in, fault_unseen

CONSENTED = "consented"
"""Value of ``unseen_originals`` in an agreement where the organ has consented in writing."""


USUAL_LOCK = 5
"""Minutes without a key after which a window locks (自动锁屏) where the register says nothing."""


@dataclass(frozen=True, slots=True)
class HallConfig:
    """Settings of one window. Empty contacts are shown as （由大厅填写）. ``lock_minutes``: as the register
    says, 0 where it says nothing (``locks_after``).

    ``office``: not a window but the office that handles bad ratings (差评处理室), with its own key and journal.
    ``bureau``: not a window but where the guide is edited and published (指南编辑室), likewise. ``oversight``: not a
    window but the supervisor's room of the hall (值班主管室), which sees its windows' cases. ``organs``: the
    hall's own data on an organ's remedies and telephone, by the organ's name in the guide; ``organ_names``: likewise
    what it has settled of their names. ``texts``: sentences of this place; ``place``: where the window stands;
    ``register``: number of the hall's register these settings come from, 0 where only the set-up has stated them.
    ``training``: a demo of one's own hall for practising (培训); always a ``demo`` too. ``seal_makers``: those
    qualified on the day. ``emblem``: as papers draw it (``document/emblem``), "" without; ``emblem_picture``: the file.
    """

    station: str
    hall: str
    window: str
    region: str
    jurisdiction: str
    overlay: str | None = None
    demo: bool = False
    phone: str = ""
    address: str = ""
    hours: str = ""
    switches: Mapping[str, bool] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    office: bool = False
    bureau: bool = False
    oversight: bool = False
    organs: Mapping[str, Recourse] = field(default_factory=dict)
    organ_names: Mapping[str, OrganNames] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    complaint: str = ""
    lock_minutes: int = 0
    place: str = ""
    register: int = 0
    training: bool = False
    seal_makers: tuple[SealMaker, ...] = ()
    emblem: str = ""
    emblem_picture: bytes = b""

    @property
    def kind(self) -> str:
        """What the profile is: window, office, bureau or oversight."""
        kinds = {"office": self.office, "bureau": self.bureau, "oversight": self.oversight}
        return next((kind for kind, is_it in kinds.items() if is_it), "window")

    @property
    def serves(self) -> bool:
        """Whether this is a window, where people are served; not office, bureau or the supervisor's room."""
        return self.kind == "window"

    @property
    def banner(self) -> str:
        """What stands across every page: 演示 无效, 培训 无效, or nothing (L14)."""
        return banner_of(demo=self.demo, training=self.training)

    @property
    def authority(self) -> Authority:
        """The agreements, for verdicts (L13)."""
        return Authority(self.agreements)

    @property
    def locks_after(self) -> int:
        """Minutes without a key after which a window locks; 0: never, as a demo whose register says nothing."""
        return self.lock_minutes or (0 if self.demo else USUAL_LOCK)

    def switches_for(self, guide: Guide) -> Mapping[str, bool]:
        """The guide's default switches overridden by the hall's."""
        return {s.id: self.switches.get(s.id, s.default) for s in guide.switches.values()}


@dataclass(frozen=True, slots=True)
class StaffSeed:
    """A person named in a hall file; only a demo hall may carry PINs. ``organ``: of 首席代表 and 签发人."""

    code: str
    name: str
    role: str
    pin: str
    organ: str = ""


def hall_from(data: Mapping[str, object], *, kept: bool = False) -> HallConfig:
    """The settings of a hall file. Raises BadInput naming the key that is missing, wrong, or has an unprintable
    character.

    ``kept``: read back from the journal: not checked again, so that an existing hall always opens.
    """
    if not kept:
        _prove(data)

    def text(key: str, default: str | None = None) -> str:
        value = data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise BadInput(f"大厅设置缺少“{key}”，或内容不是文字。", field=key)
        return value

    station = text("station")
    if not (station.isdigit() and len(station) == 8):
        raise BadInput("窗口编码“station”要8位数字：6位行政区划代码加2位窗口号。", field="station")
    switches = data.get("switches", {})
    if not isinstance(switches, Mapping) or not all(isinstance(v, bool) for v in switches.values()):
        raise BadInput("“switches”里每个开关只能是 true 或 false。", field="switches")
    agreements = data.get("agreements", ())
    if not isinstance(agreements, list | tuple):
        raise BadInput("“agreements”要写成若干个授权协议。", field="agreements")
    if sum(data.get(kind) is True for kind in ("office", "bureau", "oversight")) > 1:
        raise BadInput(
            "“office”“bureau”“oversight”只能有一个是 true：差评处理室、指南编辑室、值班主管室各用各的资料。",
            field="bureau",
        )
    overlay = data.get("overlay")
    if overlay and data.get("demo") is not True and not kept:
        raise BadInput(
            "只有演示大厅（demo = true）可以用“overlay”：它给材料标的容缺、共享没有依据，"
            "文书全部印“演示 无效”。请删去这一行。",
            field="overlay",
        )
    return HallConfig(
        station=station,
        hall=text("hall"),
        window=text("window"),
        region=text("region"),
        jurisdiction=text("jurisdiction"),
        overlay=overlay if isinstance(overlay, str) and overlay else None,
        demo=data.get("demo") is True,
        phone=text("phone", ""),
        address=text("address", ""),
        hours=text("hours", ""),
        switches=dict(switches),
        agreements=tuple(_agreement(a, n, kept=kept) for n, a in enumerate(agreements, 1)),
        office=data.get("office") is True,
        bureau=data.get("bureau") is True,
        oversight=data.get("oversight") is True,
        organs=_organs(data.get("organs", {}), kept=kept),
        training=kept and data.get("training") is True,  # made by its own command, never by a hall file
    )


def check_organs(hall: HallConfig, guide: Guide) -> None:
    """Raises BadInput for an organ of the hall's settings that the guide does not name, and for an item of an agreement
    that is none of its organ's: the agreement would cover nothing, and nobody would be told.
    """
    agreements = [(f"agreements.{n}", one) for n, one in enumerate(hall.agreements, 1)]
    named = [(f"organs.{name}", name) for name in hall.organs]
    named += [(f"{where}.organ", one.organ) for where, one in agreements]
    if not named:
        return  # most halls: saves a search through 1,000 items
    known = sorted({HALL, *(item.organ for item in guide.items.values())})
    for where, name in named:
        if name not in known:
            near = [k for k in known if name in k or k in name] or known
            raise BadInput(
                f"大厅设置的“{where.partition('.')[0]}”里写了“{name}”，指南里没有这个部门；指南里是：{'；'.join(near)}。",
                field=where,
            )
    for where, one in agreements:
        for id in one.items:
            item = guide.items.get(id)
            if item is None or item.organ != one.organ:
                raise BadInput(
                    f"授权协议 {one.number} 里写了“{id}”，{one.organ}在指南里没有这个事项。",
                    field=f"{where}.items",
                )


_ORGAN_FAULTS = {"review_body": body_fault, "court": court_fault, "phone": phone_fault}


def _organs(value: object, *, kept: bool) -> dict[str, Recourse]:
    """Each organ's review body, court and telephone, all optional; kept settings are not checked again."""
    if not isinstance(value, Mapping):
        raise BadInput('“organs”要写成 [organs."部门"] 一段一段的。', field="organs")
    found = {}
    for name, row in value.items():
        where = f"organs.{name}"
        if not isinstance(row, Mapping) or not all(isinstance(v, str) for v in row.values()):
            raise BadInput(f"大厅设置的“{where}”要写成一段，每一项是文字。", field=where)
        for key, words in row.items():
            if key not in _ORGAN_FAULTS and not kept:
                raise BadInput(
                    f"大厅设置的“{where}”只能写 {'、'.join(_ORGAN_FAULTS)}，没有“{key}”。",
                    field=f"{where}.{key}",
                )
            if not kept and (fault := _ORGAN_FAULTS[key](words.strip())):
                raise BadInput(f"大厅设置的“{where}”：{fault}。", field=f"{where}.{key}")
        found[str(name)] = Recourse(**{k: row.get(k, "").strip() for k in _ORGAN_FAULTS})
    return found


def _prove(value: object, where: str = "") -> None:
    """Check that every text of the file can be printed, but people's names (``staff_from``)."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if where or key != "staff":
                _prove(held, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list | tuple):
        for n, held in enumerate(value, 1):
            _prove(held, f"{where}.{n}")
    elif isinstance(value, str) and (wrong := fault_in(value)):
        raise BadInput(f"大厅设置的“{where}”{wrong}。", field=where)


def staff_from(data: Mapping[str, object]) -> tuple[StaffSeed, ...]:
    """The people named in a hall file."""
    people = data.get("staff", ())
    if not isinstance(people, list | tuple):
        raise BadInput("“staff”要写成若干个人。", field="staff")
    for n, one in enumerate(people, 1):
        if isinstance(one, Mapping) and (wrong := fault_unseen(str(one.get("name", "")))):
            raise BadInput(f"第{n}个人的姓名{wrong}。", field=f"staff.{n}.name")
    return tuple(
        StaffSeed(
            str(p.get("code", "")),
            str(p.get("name", "")),
            str(p.get("role", "")),
            str(p.get("pin", "")),
            str(p.get("organ", "")),
        )
        for p in people
        if isinstance(p, Mapping)
    )


def _agreement(values: object, number: int, *, kept: bool) -> Agreement:
    where = f"agreements.{number}"
    if not isinstance(values, Mapping):
        raise BadInput(f"第{number}个授权协议写法不对。", field=where)
    try:
        agreement = Agreement(
            organ=str(values["organ"]),
            acts=frozenset(Act(a) for a in values["acts"]),
            number=str(values["number"]),
            valid_from=_day(values["valid_from"]),
            valid_until=_day(values["valid_until"]),
            items=tuple(str(i) for i in values.get("items", ())),
            unseen_originals=_consented(values, where),
        )
    except KeyError as missing:
        raise BadInput(f"第{number}个授权协议缺少{missing}。", field=where) from missing
    except (ValueError, TypeError) as wrong:
        raise BadInput(f"第{number}个授权协议的日期或权限写法不对：{wrong}。", field=where) from wrong
    if agreement.valid_until < agreement.valid_from and not kept:
        raise BadInput(
            f"第{number}个授权协议的截止日期 {agreement.valid_until.isoformat()} "
            f"在起始日期 {agreement.valid_from.isoformat()} 之前。",
            field=f"{where}.valid_until",
        )
    return agreement


def _consented(values: Mapping[object, object], where: str) -> bool:
    """True for ``CONSENTED`` only; any other value is an error."""
    value = values.get("unseen_originals")
    if value not in (None, CONSENTED):
        raise BadInput(
            f'授权协议的“unseen_originals”（原件未核先受理）只能写 "{CONSENTED}"；机关没有书面同意的不写。',
            field=f"{where}.unseen_originals",
        )
    return value is not None


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
