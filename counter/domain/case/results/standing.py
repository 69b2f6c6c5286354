"""How one result stands, in one line a person reads: what it is, what is printed on it, where it is now and since when.

The number is masked: it belongs to a person, and whoever gives the thing out has it in hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counter.domain.calendar.moment_input import moment_in_full
from counter.domain.case.results.certificate import CaseCertificate, CertificateState
from counter.domain.case.results.events import ReadBy
from counter.domain.people.identity import mask_id
from counter.domain.text.day_words import day_text

_READ = {ReadBy.READ: "已阅", ReadBy.SYSTEM: "到达申请人的系统"}


def standing_words(one: CaseCertificate) -> str:
    """``小餐饮店登记证 蒙*****1号（正本1份） · 11月25日发 · 长期 · 在柜A-01，11月25日到``."""
    return " · ".join((_thing(one), *_printed(one), *_where(one)))


def _thing(one: CaseCertificate) -> str:
    number = f" {mask_id(one.number)}" if one.number else ""
    parts = ((one.originals, "正本"), (one.duplicates, "副本"))
    sheets = "、".join(f"{name}{count}份" for count, name in parts if count)
    return f"{one.name}{number}（{sheets or '电子'}）"


def _printed(one: CaseCertificate) -> Iterator[str]:
    if one.issuer and one.issuer != one.organ:
        yield f"{one.issuer}发"
    if one.issued_on is not None:
        yield f"{one.issued_on.isoformat()}发"
    if one.valid_from is not None or one.valid_until is not None:
        start = one.valid_from.isoformat() if one.valid_from is not None else ""
        yield f"有效期{start}至{one.valid_until.isoformat() if one.valid_until is not None else '长期'}"


def _where(one: CaseCertificate) -> Iterator[str]:
    match one.state:
        case CertificateState.WITHDRAWN:
            yield f"{_day(one.withdrawn_on)}机关收回{f'：{one.withdrawn_why}' if one.withdrawn_why else ''}"
        case CertificateState.SENT_BACK:
            yield f"{_day(one.sent_back_on)}交回机关"
        case CertificateState.HANDED:
            yield f"{_day(one.delivered_on)}领取"
        case CertificateState.POSTED:
            yield from _posted(one)
        case CertificateState.RETURNED:
            yield f"{_day(one.postings[-1].returned if one.postings else None)}邮件退回，在柜{one.place}"
        case CertificateState.HERE if one.medium.on_paper:
            yield f"在柜{one.place}，{_day(one.arrived)}到"
        case CertificateState.HERE:
            yield f"{_day(one.arrived)}登记，等推送"
    yield from _sent(one)


def _posted(one: CaseCertificate) -> Iterator[str]:
    if not one.postings:
        return
    last = one.postings[-1]
    yield f"{_day(last.day)}寄出{f' {last.number}' if last.number else ''}"
    yield f"{_day(last.signed)}签收" if last.signed is not None else "还没有登记签收"


def _sent(one: CaseCertificate) -> Iterator[str]:
    if one.sendings:
        last = one.sendings[-1]
        yield f"{moment_in_full(last.at)}推送到{last.platform}"
        if last.read is None:
            yield "还没有登记阅看"
        else:
            yield f"{moment_in_full(last.read)}{_READ[last.how] if last.how is not None else '已阅'}"


def _day(day: date | None) -> str:
    return "" if day is None else day_text(day)
