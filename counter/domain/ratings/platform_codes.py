"""A rating as a platform wants it (办件评价上报): its field list, and each platform's codes for the words stored here.

The same digit means the best grade on one platform and the worst on another (DOMAIN §3, the 1–5 trap), so nothing is
exported without the platform's name, and no code is guessed: an unsettled field stays empty and is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from counter.domain.calendar.workdays import CHINA
from counter.domain.errors import BadInput
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.ratings.office.events import RatingRegistered, RatingRegisteredSealed
from counter.domain.ratings.rating import Channel, Grade, Stage
from counter.domain.text.settings_values import Values

FIELDS = (
    "areaCode",
    "areaName",
    "deptCode",
    "taskCode",
    "taskHandleItem",
    "taskName",
    "subMatter",
    "projectNo",
    "proStatus",
    "proDepartCode",
    "proDepart",
    "proManager",
    "pf",
    "certkeyGOV",
    "userName",
    "userProp",
    "satisfaction",
    "evalDetail",
    "writingEvaluation",
    "assessTime",
    "assessNumber",
    "appStatus",
    "promiseTime",
    "acceptDate",
    "dataSource",
)
"""Fields of an item's rating in the interface's order (DOMAIN §3)."""

_UNKNOWN = {
    "deptCode": "实施部门的统一社会信用代码（18位）",
    "taskCode": "事项统一编码（实施编码）",
    "taskHandleItem": "业务办理项编码",
    "proDepartCode": "平台的部门编号",
    "appStatus": "平台的审核状态代码",
    "dataSource": "平台给本地区的数据来源代码",
}
"""What no station and no guide knows: the department or the platform gives it."""

_ASSUMED = {
    "areaCode": "填的是窗口编码的前6位（县级行政区划代码），平台要12位的请补齐",
    "subMatter": "填的是“一件事”名称，平台的主题词表",
    "proDepart": "填的是办理事项的部门",
    "acceptDate": "只有收件日期，没有时刻；平台要时刻的",
    "assessNumber": "全部是首次评价；回访时说的第二次评价由处理人员记下，不是本人评的，不上报，是否补报",
}


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform's codes with their source. Empty tables: the platform has none, or they are unknown."""

    name: str
    title: str
    source: str
    satisfaction: Mapping[Grade, str]
    channel: Mapping[Channel, str]
    promise: Mapping[str, str]  # at_once | promised
    user: Mapping[str, str]  # person | organisation
    status: Mapping[Stage, str]
    first: str

    @property
    def pending(self) -> tuple[tuple[str, str], ...]:
        """(field, why): what is empty or assumed until a department says otherwise."""
        without = {
            "promiseTime": (self.promise, "承诺件、即办件的代码"),
            "userProp": (self.user, "个人、法人的代码"),
            "proStatus": (self.status, "办件状态的代码"),
        }
        empty = {field: why for field, (table, why) in without.items() if not table}
        notes = {**{f: f"{w}，留空" for f, w in {**_UNKNOWN, **empty}.items()}, **_ASSUMED}
        return tuple((field, f"{notes[field]}，{PENDING}") for field in FIELDS if field in notes)


def platforms_from(data: Mapping[str, object]) -> Mapping[str, Platform]:
    """The platforms of the settings file. Raises BadInput naming what is missing or wrong."""
    tables = Values(data, "platforms.toml").tables("platforms")
    platforms = [_platform(table) for table in tables]
    return {platform.name: platform for platform in platforms}


def get_platform(platforms: Mapping[str, Platform], name: str) -> Platform:
    """The platform of that name. Raises BadInput that lists them: there is no default."""
    found = platforms.get(name.strip())
    if found is None:
        known = "；".join(f"{p.name} {p.title}" for p in platforms.values())
        problem = f"没有名叫“{name[:30]}”的平台" if name.strip() else "报给哪个平台要写明，等级代码各平台相反"
        raise BadInput(f"{problem}。有：{known}。", field="--platform")
    return found


def records(
    platform: Platform, rating: RatingRegistered, personal: RatingRegisteredSealed
) -> tuple[dict[str, str], ...]:
    """One row for each item of a named rating, all values text. Raises ValueError for one that names nobody."""
    rater = personal.rater
    if rater is None:
        raise ValueError("an anonymous rating is no 办件 of a platform")
    promise = platform.promise.get("at_once" if rating.on_the_spot else "promised", "")
    common = {
        "areaCode": rating.station[:6],
        "areaName": rating.region,
        "subMatter": rating.bundle_name,
        "projectNo": rating.case,
        "proStatus": platform.status.get(_stage(rating), ""),
        "proManager": personal.clerk_name,
        "pf": platform.channel[rating.channel],
        "certkeyGOV": rater.id_number,
        "userName": rater.name,
        "userProp": platform.user.get(rater.kind, ""),
        "satisfaction": platform.satisfaction[rating.grade],
        "evalDetail": ",".join(rating.reasons),
        "writingEvaluation": personal.words,
        "assessTime": china_time(rating.at),
        "assessNumber": platform.first,
        "promiseTime": promise,
        "acceptDate": rating.accepted_on,
    }
    return tuple(_row({**common, "taskName": i.name, "proDepart": i.organ}) for i in rating.items)


def china_time(at: str) -> str:
    """A moment (UTC ISO) as the platforms write it: civil time in China, yyyy-MM-dd HH:mm:ss."""
    return f"{datetime.fromisoformat(at).astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def _stage(rating: RatingRegistered) -> Stage:
    """What was done on the spot is finished, whichever stage was rated."""
    return Stage.COMPLETION if rating.on_the_spot else rating.stage


def _row(known: Mapping[str, str]) -> dict[str, str]:
    return {field: known.get(field, "") for field in FIELDS}


def _platform(table: Values) -> Platform:
    return Platform(
        name=table.text("name"),
        title=table.text("title"),
        source=table.text("source"),
        satisfaction=dict(zip(Grade, _codes(table, "satisfaction", Grade), strict=True)),
        channel=dict(zip(Channel, _codes(table, "channel", Channel), strict=True)),
        promise=_optional(table, "promise", ("at_once", "promised")),
        user=_optional(table, "user", ("person", "organisation")),
        status={Stage(k): v for k, v in _optional(table, "status", tuple(s.value for s in Stage)).items()},
        first=table.text("first"),
    )


def _optional(table: Values, key: str, words: Iterable[str]) -> Mapping[str, str]:
    names = tuple(words)
    return dict(zip(names, _codes(table, key, names), strict=True)) if table.has(key) else {}


def _codes(table: Values, key: str, words: Iterable[str]) -> tuple[str, ...]:
    """The code of every word, none missing and none twice."""
    inner = table.table(key)
    codes = tuple(inner.text(str(word)) for word in words)
    if len(set(codes)) != len(codes):
        raise BadInput(f"{inner.where}里有两个词用同一个代码，请改正设置文件。", field=inner.where)
    return codes
