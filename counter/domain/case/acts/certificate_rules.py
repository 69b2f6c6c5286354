"""Which results may be recorded, given out and taken back: what cannot be is refused with one sentence (issue 19)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date

from counter.domain.case.acts.certificates import (
    CallInResult,
    GivenResult,
    HandOutResults,
    RegisterResult,
    TakeBackResult,
)
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.results.certificate import CaseCertificate, CertificateState
from counter.domain.case.results.events import CollectorKind, ResultForm
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Act, Authority
from counter.domain.people.identity import mask_id

MOST_SHEETS = 99
_NOTHING = ("", "—", "-", "无", "登记信息")
_REFUSED = (ItemState.REJECTED, ItemState.REFUSED, ItemState.LAPSED, ItemState.REVOKED)
RULE = "result"
"""Name of these rules in refusals."""


def result_names(case: Case, item: CaseItem) -> tuple[str, ...]:
    """Names of what the item hands over, as published in the guide; empty where it hands over nothing."""
    published = tuple(r.name for r in case.elements.item(item.id).results if r.name not in _NOTHING)
    if published:
        return published
    words = item.asked.result.strip()
    return () if words in _NOTHING or words.endswith("信息") else (words,)


def hands_over(case: Case, item: CaseItem, things: Collection[GivenResult], *, nothing: bool) -> HandsOver:
    """What the applicant is given. Raises BadInput where the clerk says nothing and yet names something."""
    if nothing and things:
        raise BadInput("写了证照，又说没有要交的结果；请去掉一个。", field="nothing")
    if things:
        decisions = all(one.form is ResultForm.DECISION for one in things)
        return HandsOver.DECISION if decisions else HandsOver.THING
    return HandsOver.NOTHING if nothing or not result_names(case, item) else HandsOver.THING


def number_mark(organ: str, given_name: str, number: str, issued_on: date | None) -> str:
    """By what the same result is known again; "" for one without a number.

    A number may come again on a new certificate of another day (换发), so name, organ and day belong to it.
    """
    plain = "".join(ch for ch in number.upper() if ch.isalnum())
    if not plain:
        return ""
    day = issued_on.isoformat() if issued_on else ""
    text = "|".join((organ.strip(), given_name.strip(), plain, day))
    return hashlib.blake2b(text.encode(), digest_size=16, person=b"counter-result").hexdigest()


def may_have_results(item: CaseItem) -> bool:
    """True where something of the item may arrive: it was done or granted, or refused by a written decision."""
    return item.state.finished or item.state in _REFUSED


def check_register(case: Case, act: RegisterResult, today: date, organs: Collection[str]) -> CaseItem:
    """The item of a result that arrives. ``organs``: of the guide. Raises BadInput or RuleRefused."""
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    _check_state(item, act.thing.form)
    if act.arrived > today:
        raise BadInput("到柜的日期还没有到，请核对。", field="arrived")
    _check_replaced(case, item, act.replaces)
    check_thing(case, item, act.thing, act.arrived, organs)
    return item


def _check_state(item: CaseItem, form: ResultForm) -> None:
    state, name = item.state, item.asked.name
    if state in _REFUSED and form is ResultForm.CERTIFICATE:
        raise RuleRefused(f"“{name}”{state.label}，没有证照可以登记；到的是决定书的，选“决定书”。", rule=RULE)
    if may_have_results(item):
        return
    if state is ItemState.CONFLICT:
        raise RuleRefused(f"“{name}”的记录有矛盾，先由值班负责人处理，再登记证照。", rule=RULE)
    if state.closed:
        raise RuleRefused(f"“{name}”{state.label}，没有办理结果；送来的证照请退回机关。", rule=RULE)
    if state.accepted:
        raise RuleRefused(f"“{name}”还没有登记机关的结果；先登记结果，再登记证照到柜。", rule=RULE)
    raise RuleRefused(f"“{name}”{state.label}，还没有受理，不能登记办理结果；先登记受理。", rule=RULE)


def _check_replaced(case: Case, item: CaseItem, replaces: str) -> None:
    if not replaces:
        return
    wrong = case.certificate(replaces)
    if wrong is None or wrong.item != item.id:
        raise BadInput("这个事项里没有要更正的那一张，请重新选。", field="replaces")
    if wrong.holds:
        raise RuleRefused(f"{wrong.name}还没有由机关收回；先登记机关收回，再登记更正后的。", rule=RULE)
    if wrong.replaced_by:
        raise RuleRefused(f"{wrong.name}已经换过更正后的一张，不能再换。", rule=RULE)


def check_thing(
    case: Case, item: CaseItem, given: GivenResult, arrived: date, organs: Collection[str]
) -> None:
    """Raises BadInput or RuleRefused for a result that cannot be: its organ, days, sheets, or one known already."""
    if not given.name.strip():
        raise BadInput("请写证照（文书）的名称。", field="name")
    _check_issuer(item, given, organs)
    _check_days(case, item, given, arrived)
    _check_sheets(given)
    mark = mark_of(item.asked.organ, given)
    if mark and mark in {mark_of(c.organ, c) for c in case.certificates if c.holds and c.item == item.id}:
        raise RuleRefused(
            f"{given.name} {given.number}已经登记过，同一张只登记一次。", rule=RULE, field="number"
        )


def mark_of(organ: str, one: GivenResult | CaseCertificate) -> str:
    """``number_mark`` of a result given or recorded; "" where its number cannot be read here."""
    return number_mark(organ, one.name, one.number or "", one.issued_on)


def _check_issuer(item: CaseItem, given: GivenResult, organs: Collection[str]) -> None:
    """An organ of the guide that is not the item's has sent it to the wrong item."""
    issuer, organ = given.issuer.strip(), item.asked.organ
    if not issuer:
        raise BadInput("请写发证机关。", field="issuer")
    if organ in issuer or issuer in organ:
        return
    other = next((one for one in organs if one and one != organ and one in issuer), "")
    if other:
        raise RuleRefused(
            f"发证机关写的是{other}，“{item.asked.name}”由{organ}办理；请核对是不是别的事项的。",
            rule=RULE,
            field="issuer",
        )


def _check_days(case: Case, item: CaseItem, given: GivenResult, arrived: date) -> None:
    issued = given.issued_on
    if issued is not None:
        if issued > arrived:
            raise BadInput("发证日期晚于到柜日期，请核对。", field="issued_on")
        taken = case.taken_over.received if case.taken_over else case.received_on
        accepted = item.accepted_on or taken
        if issued < min(accepted, taken):
            raise BadInput(f"发证日期早于收件（{taken.isoformat()}），请核对是不是旧证。", field="issued_on")
        if issued < accepted and not item.untimely:
            raise BadInput(f"发证日期早于受理（{accepted.isoformat()}），请核对。", field="issued_on")
    begins = given.valid_from or issued
    if given.valid_until is not None and begins is not None and given.valid_until < begins:
        raise BadInput("有效期止早于有效期起，请核对。", field="valid_until")
    decided = item.conclusion.day if item.conclusion else item.accepted_on
    if decided is not None and arrived < decided and not item.untimely:
        raise BadInput(f"到柜的日期早于机关的决定（{decided.isoformat()}），请核对。", field="arrived")


def _check_sheets(given: GivenResult) -> None:
    counts = (("originals", given.originals), ("duplicates", given.duplicates))
    for field, count in counts:
        if not 0 <= count <= MOST_SHEETS:
            raise BadInput(f"份数要在0到{MOST_SHEETS}之间，请核对。", field=field)
    if not given.medium.on_paper and (given.originals or given.duplicates or given.place.strip()):
        raise BadInput("只有电子的，没有正本、副本和格子；有纸质的请选“纸质和电子”。", field="medium")
    if given.medium.on_paper and not given.originals + given.duplicates:
        raise BadInput("纸质的请写明正本、副本各几份。", field="originals")


def check_hand_out(
    case: Case, act: HandOutResults, authority: Authority, today: date
) -> tuple[CaseCertificate, ...]:
    """The results to be given out. Raises BadInput for missing data, RuleRefused for what is not here, and for what its
    organ had not entrusted to this window on the day it was given out (L13).
    """
    if not act.certificates:
        raise BadInput("请选要交的证照（文书）。", field="certificates")
    if len(set(act.certificates)) < len(act.certificates):
        raise BadInput("同一张选了两次，请核对。", field="certificates")
    found = tuple(_certificate(case, one) for one in act.certificates)
    for one in found:
        _check_here(one)
        if act.day < one.arrived:
            raise BadInput(f"领取日期早于{one.name}到柜的日期（{one.arrived.isoformat()}）。", field="day")
    if act.day > today:
        raise BadInput("领取的日期还没有到，请核对。", field="day")
    for one in found:
        check_delivers(one, authority, act.day)
    _check_collector(case, act)
    return found


def _check_here(one: CaseCertificate) -> None:
    if not one.medium.on_paper:
        raise RuleRefused(f"{one.name}只有电子的，不在窗口领取；请通过平台推送。", rule=RULE)
    if one.ready:
        return
    done = {
        CertificateState.HANDED: "已经领走了",
        CertificateState.POSTED: "已经寄出了",
        CertificateState.WITHDRAWN: "机关已经收回，不能再交",
    }
    raise RuleRefused(f"{one.name}{done.get(one.state, one.state.label)}，请核对。", rule=RULE)


def _check_collector(case: Case, act: HandOutResults) -> None:
    if not act.name.strip():
        raise BadInput("请写领取人的姓名。", field="name")
    if not act.checked.strip():
        raise BadInput("请写核对了什么证件，例如居民身份证。", field="checked")
    agent = case.applicant.agent if case.applicant is not None else None
    if act.collector is CollectorKind.AGENT and agent is None:
        raise RuleRefused(
            "这件办件没有登记代理人；不是申请人本人来的，按代收登记。", rule=RULE, field="collector"
        )
    if act.collector is CollectorKind.PROXY and not act.relation.strip():
        raise BadInput("代收的，请写与申请人的关系。", field="relation")


def masked_number(act: HandOutResults) -> str:
    """The number of the collector's ID as it is kept."""
    return mask_id(act.id_number.strip()) if act.id_number.strip() else ""


def check_take_back(case: Case, act: TakeBackResult, today: date) -> CaseCertificate:
    """The result that the organ takes back. Raises BadInput or RuleRefused."""
    one = _certificate(case, act.certificate)
    if not one.holds:
        raise RuleRefused(f"{one.name}机关已经收回过。", rule=RULE)
    if not act.reason.strip():
        raise BadInput("请写机关收回的原因，例如经营者姓名写错。", field="reason")
    if not one.arrived <= act.day <= today:
        raise BadInput("收回的日期要在到柜以后、今天以前，请核对。", field="day")
    return one


def check_call_in(case: Case, act: CallInResult, today: date) -> CaseCertificate:
    """The wrong result that came back from the applicant. Raises BadInput or RuleRefused."""
    one = _certificate(case, act.certificate)
    if not one.to_call_in:
        raise RuleRefused(f"{one.name}没有要追回的：没有交出去，或者已经追回。", rule=RULE)
    assert one.withdrawn_on is not None
    given = one.delivered_on or one.arrived
    if not given <= act.day <= today:
        raise BadInput("追回的日期要在交出以后、今天以前，请核对。", field="day")
    return one


def _certificate(case: Case, certificate: str) -> CaseCertificate:
    one = case.certificate(certificate)
    if one is None:
        raise BadInput("这件办件里没有这张证照，请重新选。", field="certificate")
    return one


def why_not_delivered(one: CaseCertificate, authority: Authority, today: date) -> str:
    """Why this window does not give the result to the applicant, by whatever way (L13); "" where it may."""
    if Act.DELIVER in authority.acts(one.organ, one.item, today):
        return ""
    return f"本窗口没有{one.organ}的送达授权，{one.name}由该机关自己送达。"


def check_delivers(one: CaseCertificate, authority: Authority, day: date) -> None:
    """Raises RuleRefused where this window did not deliver for that organ on that day (L13)."""
    if words := why_not_delivered(one, authority, day):
        raise RuleRefused(words, rule="L13", field="certificates")
