"""Where whoever is refused may turn (救济告知): the review body, the court, the organ's telephone; known or asked.

An organ that decides has to tell the right to review, the body that reviews and the period; where it does not, the
period runs from the day that is known, up to a year (行政复议法 2023 Art. 20(3)). What the hall's file says of an organ
is taken, then what the guide says of the item, else whoever confirms the decision is asked. The law gives a
suggestion; it is never taken for an answer that nobody gave.

Read for this: 行政复议法 (2023-09-01, in force 2024-01-01) Art. 4, 19, 20, 23–28; 行政诉讼法 (2017-06-27) Art. 14, 15,
18, 20, 21. Not read: how a 市辖区's government and court are written in full (taken: with the city's name before it),
and whether the high court has given cases of a place to another court (行政诉讼法 Art. 18(2)); so whoever confirms
holds every suggestion against what the organ says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.errors import BadInput
from counter.domain.guide.model import Item, ProcedureClass
from counter.domain.hall.jurisdiction import Jurisdiction, Region
from counter.domain.hall.organ import UNSAID, Level, OrganKind, Recourse
from counter.domain.text.printable import fault_in

MOST = 60
"""Characters that the name of a body or court, or a telephone, may have."""

_REVIEW, _SUIT = "《行政复议法》", "《行政诉讼法》"
_LEAGUE = "行政公署"
_NO_NAME = re.compile(r"^(本级|同级|上级|上一级|所在地|当地|有管辖权|依法|相关|该)")
_BODY = re.compile(
    r".{2,}(人民政府|行政公署|管理委员会|行政委员会|委员会|海关|银行|办公室|[局厅部委署])", re.DOTALL
)
"""What a review body is called (行政复议法 Art. 24–27): a government, or a body above an organ that answers to it."""

_GENERAL = re.compile(r"[\W_\dA-Za-z]|^(最高|高级|中级|基层)|人民|法院|政府|[省市区县旗盟]")
"""What a name has besides the name of a place; what is left of it tells which one is meant."""

_LEAST_NAME = 2
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]$")
_PHONE = re.compile(r"[0-9+\-—()（）转、，, ]+")
_LEAST_DIGITS = 5
_ARTICLES = {
    OrganKind.DEPARTMENT: "第一款第一项",
    OrganKind.AGENCY: "第四款",
    OrganKind.TOWNSHIP: "第一款第二项、第三项",
}
"""Of 行政复议法 Art. 24."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the law leads to: ``words`` a full name, "" where it cannot be told here; ``why``: the article."""

    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Directions:
    """What the decision on one item has to tell. ``known``: said by the hall or the guide; the rest is asked.

    ``remedies``: whether its class has review and suit at all. ``hall_phone``: stands in where nobody says the
    organ's own telephone.
    """

    item: str
    known: Recourse
    body: Suggestion
    court: Suggestion
    remedies: bool
    hall_phone: str = ""


def directions(
    jurisdiction: Jurisdiction, item: str, organ: str, procedure: ProcedureClass, guide: Recourse
) -> Directions:
    """For a decision of ``organ`` (the guide's name) on an item of that class; ``guide``: what the guide says of it."""
    remedy, known = jurisdiction.remedies[procedure], jurisdiction.organ(organ).recourse.or_else(guide)
    remedies = remedy.review_days is not None and remedy.lawsuit_months is not None
    return Directions(
        item,
        known if remedies else Recourse(phone=known.phone),
        suggested_body(jurisdiction, organ),
        suggested_court(jurisdiction, organ),
        remedies,
        jurisdiction.contacts.hall_phone,
    )


def settle(said: Recourse, of: Directions) -> Recourse:
    """The words for the paper: ``said`` by whoever confirms, else what is known.

    Raises BadInput for what is still not said, is no name, or has no place in a class without remedies.
    """
    found = Recourse(*(w.strip() for w in (said.review_body, said.court, said.phone)))
    if not of.remedies and (found.review_body or found.court):
        raise BadInput("这一类事项没有行政复议和行政诉讼，不写行政复议机关和法院。", field="review_body")
    for field, fault in (
        ("review_body", body_fault(found.review_body)),
        ("court", court_fault(found.court)),
        ("phone", phone_fault(found.phone)),
    ):
        if fault:
            raise BadInput(f"{fault}。", field=field)
    found = found.or_else(of.known)
    if of.remedies and not found.review_body:
        raise BadInput(f"请写明不服的向哪个机关申请行政复议。{_hint(of.body)}", field="review_body")
    if of.remedies and not found.court:
        raise BadInput(f"请写明不服的向哪个人民法院起诉。{_hint(of.court)}", field="court")
    if not (found.phone or of.hall_phone):
        raise BadInput("请写明机关的联系电话：决定书上要有，大厅也没有登记电话。", field="phone")
    return found


def _hint(suggestion: Suggestion) -> str:
    if suggestion.words:
        return f"建议：{suggestion.words}（{suggestion.why}），请与机关核对后写明。"
    return f"{suggestion.why}；全称请问机关。" if suggestion.why else "没有建议，请问机关。"


def body_fault(words: str) -> str:
    """Why this does not name a review body, without a full stop; "" where it does, or nothing is said."""
    if words and "法院" in words:
        return "行政复议机关不是法院，请写行政机关的全称"
    if fault := _name_fault(words, "行政复议机关"):
        return fault
    if words and not (_BODY.fullmatch(_BRACKETED.sub("", words)) and _named(words)):
        return "行政复议机关请写全称，例如“某某市人民政府”"
    return ""


def court_fault(words: str) -> str:
    """The same for a court."""
    if words and not (words.endswith("法院") and _named(words)):
        return "法院请写全称，例如“某某市人民法院”"
    return _name_fault(words, "法院")


def phone_fault(words: str) -> str:
    """The same for a telephone."""
    if not words:
        return ""
    if not _PHONE.fullmatch(words) or sum(c.isdigit() for c in words) < _LEAST_DIGITS or len(words) > MOST:
        return "联系电话只写号码，例如“0482-0000000”"
    return ""


def _named(words: str) -> bool:
    """Whether it says whose: 人民政府, 中级人民法院 and 市法院 name nobody."""
    return len(_GENERAL.sub("", words)) >= _LEAST_NAME


def _name_fault(words: str, what: str) -> str:
    if not words:
        return ""
    if "\n" in words:
        return f"{what}的名称要写在一行里"
    if len(words) > MOST:
        return f"{what}的名称太长，最多{MOST}个字"
    if _NO_NAME.match(words):
        return f"{what}请写全称，让申请人知道到哪里去"
    wrong = fault_in(words)
    return f"{what}的名称{wrong}" if wrong else ""


def told_by_guide(items: Iterable[Item | None]) -> Recourse:
    """What the guide says of all these items alike (救济途径, 咨询方式); words that name nothing are passed over."""
    found = {_of_item(i) for i in items}
    return found.pop() if len(found) == 1 else UNSAID


def _of_item(item: Item | None) -> Recourse:
    if item is None or item.details is None:
        return UNSAID
    details = item.details
    bodies = [r.organ.strip() for r in details.remedies if "复议" in r.kind]
    courts = [r.organ.strip() for r in details.remedies if "诉讼" in r.kind]
    phone = details.consultation.phone.strip()
    return Recourse(
        next((b for b in bodies if not body_fault(b)), ""),
        next((c for c in courts if not court_fault(c)), ""),
        "" if phone_fault(phone) else phone,
    )


def suggested_body(jurisdiction: Jurisdiction, organ: str) -> Suggestion:
    """The review body of an organ's decisions by 行政复议法 Art. 24 and 27; nothing where its kind is not known.

    A city's agency for a district may also be taken to the district's government (Art. 24(4)), which ``why`` then says.
    A 盟 is no 设区的市: its 行政公署 is a 派出机关 of the autonomous region's government, which handles such cases with
    the powers of a city's government (Art. 24(3)).
    """
    here = jurisdiction.organ(organ)
    place = _place(jurisdiction, here.of)
    if here.kind is None or here.company or place is None:
        return Suggestion()
    if here.kind is OrganKind.VERTICAL:
        return (
            Suggestion(here.above, f"{_REVIEW}第二十七条")
            if here.above not in ("", here.name)
            else Suggestion()
        )
    government = _government(jurisdiction, place)
    by_league = "第三款" if government.endswith(_LEAGUE) else ""
    why = f"{_REVIEW}第二十四条{'、'.join(filter(None, (_ARTICLES[here.kind], by_league)))}"
    if here.kind is OrganKind.AGENCY and place is jurisdiction.league and not by_league:
        why = f"{why}：也可以由所在地的人民政府管辖"
    return Suggestion(government, why) if government else Suggestion()


def suggested_court(jurisdiction: Jurisdiction, organ: str) -> Suggestion:
    """The court by 行政诉讼法 Art. 14 and 18(1): the basic court where the organ sits, by name only for a county's own.

    Where a city's or the region's organ sits is not in the profile. Real estate (Art. 20) lies in the county whose
    organ registers it. None here is a government of a county or above, a
    department of the State Council or the customs, whose cases begin at the intermediate court (Art. 15).
    """
    here = jurisdiction.organ(organ)
    level = here.of if here.level is Level.OWN else here.level
    place = _place(jurisdiction, level)
    if here.company or place is None:
        return Suggestion()
    article = f"{_SUIT}第十四条、第十八条"
    if place in (jurisdiction.league, jurisdiction.province):
        return Suggestion("", f"{article}：由该机关所在地的基层人民法院管辖")
    return Suggestion(place.court or _in_full(jurisdiction, place, "人民法院"), article)


def _place(jurisdiction: Jurisdiction, level: Level) -> Region | None:
    """Whose government an organ of that level belongs to; a window of the league itself has no county."""
    places = {
        Level.COUNTY: jurisdiction.region,
        Level.LEAGUE: jurisdiction.league,
        Level.PROVINCE: jurisdiction.province,
    }
    return places.get(level)


def _government(jurisdiction: Jurisdiction, place: Region) -> str:
    if place.government or place in (jurisdiction.league, jurisdiction.province):
        return place.government
    return _in_full(jurisdiction, place, "人民政府")


def _in_full(jurisdiction: Jurisdiction, place: Region, body: str) -> str:
    """A county's body by the county's name, a district's with its city before it; "" for any other name."""
    if place.name.endswith("区"):
        return f"{jurisdiction.league.name}{place.name}{body}"
    return f"{place.name}{body}" if place.name.endswith(("市", "县", "旗")) else ""
