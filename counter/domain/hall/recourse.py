"""Notice of remedies (救济告知): the review body, the court, the organ's telephone; known, or asked for.

An organ that decides has to name the right to review, the reviewing body and the period; otherwise the period runs
from the day of knowledge, up to a year (行政复议法 2023 Art. 20(3)). The hall's data on an organ is used, then the
guide's on the item; else the person who confirms the decision is asked. The law gives a suggestion, never an answer.

Sources: 行政复议法 (2023-09-01, in force 2024-01-01) Art. 4, 19, 20, 23–28; 行政诉讼法 (2017-06-27) Art. 14, 15, 18,
20, 21. Not verified: the full names of a 市辖区's government and court (assumed: with the city's name in front), and
whether the high court has assigned cases of a place to another court (行政诉讼法 Art. 18(2)); every suggestion is
therefore to be compared with what the organ states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.errors import BadInput
from counter.domain.guide.model import Item, ProcedureClass
from counter.domain.hall.jurisdiction import Jurisdiction, Region
from counter.domain.hall.organ import NO_RECOURSE, Level, OrganKind, Recourse
from counter.domain.text.printable import fault_in

MOST = 60
"""Most characters of the name of a body or court, or of a telephone."""

_REVIEW, _SUIT = "《行政复议法》", "《行政诉讼法》"
_LEAGUE = "行政公署"
_NO_NAME = re.compile(r"^(本级|同级|上级|上一级|所在地|当地|有管辖权|依法|相关|该)")
_BODY = re.compile(
    r".{2,}(人民政府|行政公署|管理委员会|行政委员会|委员会|海关|银行|办公室|[局厅部委署])", re.DOTALL
)
"""Form of a review body's name (行政复议法 Art. 24–27): a government, or a body above an organ that answers to it."""

_GENERAL = re.compile(r"[\W_\dA-Za-z]|^(最高|高级|中级|基层)|人民|法院|政府|[省市区县旗盟]")
"""The generic parts of a name; what remains identifies the place."""

_LEAST_NAME = 2
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]$")
_PHONE = re.compile(r"[0-9+\-—()（）转、，, ]+")
_LEAST_DIGITS = 5
_ARTICLES = {
    OrganKind.DEPARTMENT: "第一款第一项",
    OrganKind.AGENCY: "第四款",
    OrganKind.TOWNSHIP: "第一款第二项、第三项",
}
"""Paragraphs of 行政复议法 Art. 24."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion by law: ``words`` a full name, "" where it is not known here; ``why``: the article."""

    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Directions:
    """What the decision on one item has to state. ``known``: from the hall or the guide; anything else is asked for.

    ``remedies``: whether its class has review and lawsuit. ``hall_phone``: used where the organ's telephone is not
    given.
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
    """The directions for a decision of ``organ`` (the guide's name) on an item of that class; ``guide``: the guide's
    data."""
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


def settle(given: Recourse, of: Directions) -> Recourse:
    """The remedies for the paper: as ``given`` by the person who confirms, else as known.

    Raises BadInput for what is missing, is no valid name, or does not apply to a class without remedies.
    """
    found = Recourse(*(w.strip() for w in (given.review_body, given.court, given.phone)))
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
    """Why this is no name of a review body, without a full stop; "" where it is, or is empty."""
    if words and "法院" in words:
        return "行政复议机关不是法院，请写行政机关的全称"
    if fault := _name_fault(words, "行政复议机关"):
        return fault
    if words and not (_BODY.fullmatch(_BRACKETED.sub("", words)) and _named(words)):
        return "行政复议机关请写全称，例如“某某市人民政府”"
    return ""


def court_fault(words: str) -> str:
    """``body_fault`` for a court."""
    if words and not (words.endswith("法院") and _named(words)):
        return "法院请写全称，例如“某某市人民法院”"
    return _name_fault(words, "法院")


def phone_fault(words: str) -> str:
    """``body_fault`` for a telephone."""
    if not words:
        return ""
    if not _PHONE.fullmatch(words) or sum(c.isdigit() for c in words) < _LEAST_DIGITS or len(words) > MOST:
        return "联系电话只写号码，例如“0482-0000000”"
    return ""


def _named(words: str) -> bool:
    """Whether it names a place: 人民政府, 中级人民法院 and 市法院 do not."""
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


def recourse_in_guide(items: Iterable[Item | None]) -> Recourse:
    """The guide's data common to all these items (救济途径, 咨询方式); invalid names are skipped."""
    found = {_of_item(i) for i in items}
    return found.pop() if len(found) == 1 else NO_RECOURSE


def _of_item(item: Item | None) -> Recourse:
    if item is None or item.details is None:
        return NO_RECOURSE
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
    """The review body of an organ's decisions by 行政复议法 Art. 24 and 27; empty where its kind is not known.

    A city's agency for a district may also be taken to the district's government (Art. 24(4)), which ``why`` then
    says. A 盟 is no 设区的市: its 行政公署 is a 派出机关 of the autonomous region's government, which handles such
    cases with the powers of a city's government (Art. 24(3)).
    """
    here = jurisdiction.organ(organ)
    region = _region_at(jurisdiction, here.of)
    if here.kind is None or here.company or region is None:
        return Suggestion()
    if here.kind is OrganKind.VERTICAL:
        return (
            Suggestion(here.above, f"{_REVIEW}第二十七条")
            if here.above not in ("", here.name)
            else Suggestion()
        )
    government = _government(jurisdiction, region)
    by_league = "第三款" if government.endswith(_LEAGUE) else ""
    why = f"{_REVIEW}第二十四条{'、'.join(filter(None, (_ARTICLES[here.kind], by_league)))}"
    if here.kind is OrganKind.AGENCY and region is jurisdiction.league and not by_league:
        why = f"{why}：也可以由所在地的人民政府管辖"
    return Suggestion(government, why) if government else Suggestion()


def suggested_court(jurisdiction: Jurisdiction, organ: str) -> Suggestion:
    """The court by 行政诉讼法 Art. 14 and 18(1): the basic court of the organ's seat, named only for a county's own
    organs.

    The seat of a city's or the region's organ is not in the profile. Real estate (Art. 20) is in the county whose
    organ registers it. None here is a government of a county or above, a department of the State Council or the
    customs, whose cases begin at the intermediate court (Art. 15).
    """
    here = jurisdiction.organ(organ)
    level = here.of if here.level is Level.OWN else here.level
    region = _region_at(jurisdiction, level)
    if here.company or region is None:
        return Suggestion()
    article = f"{_SUIT}第十四条、第十八条"
    if region in (jurisdiction.league, jurisdiction.province):
        return Suggestion("", f"{article}：由该机关所在地的基层人民法院管辖")
    return Suggestion(region.court or _in_full(jurisdiction, region, "人民法院"), article)


def _region_at(jurisdiction: Jurisdiction, level: Level) -> Region | None:
    """The region whose government an organ of that level belongs to; a window of the league itself has no county."""
    places = {
        Level.COUNTY: jurisdiction.region,
        Level.LEAGUE: jurisdiction.league,
        Level.PROVINCE: jurisdiction.province,
    }
    return places.get(level)


def _government(jurisdiction: Jurisdiction, region: Region) -> str:
    if region.government or region in (jurisdiction.league, jurisdiction.province):
        return region.government
    return _in_full(jurisdiction, region, "人民政府")


def _in_full(jurisdiction: Jurisdiction, region: Region, body: str) -> str:
    """A county's body by the county's name, a district's with its city's in front; "" for any other name."""
    if region.name.endswith("区"):
        return f"{jurisdiction.league.name}{region.name}{body}"
    return f"{region.name}{body}" if region.name.endswith(("市", "县", "旗")) else ""
