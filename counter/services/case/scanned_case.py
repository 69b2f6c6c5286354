"""The case of a paper that was scanned at this window, whoever owns it and whether or not it is known here."""

from __future__ import annotations

import uuid

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here, unopened
from counter.domain.document.numbering import normalise_number, parse_case_number
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.verify.proof import Proof, prove
from counter.domain.papers.verify.signed_code import essentials_of
from counter.services.context.app import AppContext
from counter.services.context.rows import StationIdentity
from counter.services.keys.trusted import settled_keys, verify

COUNTY = 6
"""Digits of a window's code that name its county (行政区划代码)."""

_REFUSED = {
    Proof.BAD_SIGNATURE: "二维码的签名不对，不能按这张纸代收，请到开具文书的窗口办理。",
    Proof.REVOKED_KEY: "开具这张文书的窗口的密钥已经作废，不能按这张纸代收，请到原窗口办理。",
    Proof.UNSIGNED: "这张文书的二维码没有签名（旧版或者屏幕预览），不能按它代收，请到原窗口办理。",
}


def scanned_case(app: AppContext, code: str) -> Case:
    """The case whose paper bears that QR: as it is known here, else with number and id alone (``Case.loose``).

    Nothing is written. Raises BadInput for a code that cannot be read, RuleRefused for one that is forged, of another
    county, or that mixes 演示 with real cases.
    """
    essentials = essentials_of(code)
    row = app.journal.case_row(essentials.case_number)
    case_id = _case_id(essentials.case_id) if row is None else row.case
    known = case_here(app.journal.entries(case_id))
    if known is not None and not known.loose:
        return known
    station = app.journal.station()
    now = app.clock.read().at
    report, signed = prove(code.strip(), settled_keys(app.journal, civil_date(now)), verify)
    if report.proof in _REFUSED:
        raise RuleRefused(_REFUSED[report.proof], rule="sheet", field="code")
    if signed is not None and (signed.demo != station.demo or signed.training != station.training):
        raise RuleRefused("演示、培训的文书和正式办件不能混在一起，不能代收。", rule="L14", field="code")
    number = check_taken_here(essentials.case_number, station)
    return known or unopened(case_id, number, now)


def check_taken_here(number: str, station: StationIdentity) -> str:
    """The number of a case for which papers may be taken in here. Raises BadInput, RuleRefused for another county."""
    plain = normalise_number(number)
    owner = parse_case_number(plain).station
    if owner[:COUNTY] != station.code[:COUNTY]:
        raise RuleRefused(
            f"这件办件是外旗县的（窗口 {owner}），这里只能代收本旗县各窗口的补交材料，请到原窗口办理。",
            rule="county",
            field="case_number",
        )
    return plain


def _case_id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise BadInput("二维码里没有办件的内部编号，请到原窗口办理。", field="code") from None
