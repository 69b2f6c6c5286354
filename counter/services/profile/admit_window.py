"""Admit a new window to the hall: certify its key by two people; the register goes back to it with the certificate."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.papers.verify.trusted_keys import Certificate, Trust
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.hall.staff import proved_code
from counter.services.keys.hall_keys import certify_stations
from counter.services.keys.stated_heads import keep_heads
from counter.services.keys.trusted import trusted_keys
from counter.services.register.register_file import register_text


def admit_windows(
    app: AppContext,
    asked: Sequence[Certificate],
    *,
    code: str,
    pin: str,
    second: Consent | None = None,
    texts: Sequence[str] = (),
) -> str:
    """Certify the station keys of these requests; the register's file for the new windows, with their certificates.
    ``texts``: the files of the requests, for the heads they bring.

    Raises RuleRefused for anyone but a supervisor, with one person where a second exists, for a station that is not in
    the register, and for one that has another valid key; BadInput where this profile holds no hall key, or two
    requests are of one window. None is certified then.
    """
    journal = app.journal
    stations = [one.station for one in asked]
    twice = next((s for s in stations if stations.count(s) > 1), None)
    if twice is not None:
        raise BadInput(f"有两份申请都是窗口 {twice[:20]} 的：请查明哪一台选错了。", field="file")
    today = civil_date(app.clock.read().at)
    agreed = proved_code(journal, second)
    windows = {window.station for window in hall_register(journal).on(today).windows}
    trust, own = trusted_keys(journal), journal.public_key().hex()
    for one in asked:
        _check_station(one, windows, trust)
        if one.public_key == own:
            raise BadInput("这是本窗口自己的申请文件。", field="file")
    certify_stations(journal, asked, code=code, pin=pin, today=today, agreed=agreed)
    for text in texts:
        keep_heads(journal, text, "入厅申请", actor=code.upper())
    return register_text(journal)


def _check_station(asked: Certificate, windows: Collection[str], trust: Trust) -> None:
    if asked.station not in windows:
        raise RuleRefused(
            f"登记册里没有窗口 {asked.station[:20]}，请先在登记册里加上这个窗口。",
            rule="register",
            field="station",
        )
    other = next(
        (
            c
            for c in trust.certificates
            if c.station == asked.station
            and c.public_key != asked.public_key
            and c.epoch >= asked.epoch
            and c.public_key not in trust.revocations
        ),
        None,
    )
    if other is not None:
        raise RuleRefused(
            f"窗口 {asked.station} 已经有一把密钥（{other.name}）。换了电脑的，请先在“大厅 → 密钥 → 窗口证书”"
            f"作废原来那把（命令行用 counter keys revoke {other.name}），再办入厅；不是换电脑，就是选错了窗口。",
            rule="register",
            field="station",
        )
