"""Admit a new window to the hall: certify its key by two people; the register goes back to it with the certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.verify.trusted_keys import Certificate
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import people_today
from counter.services.hall.staff import check_pin
from counter.services.keys.hall_keys import certify_station
from counter.services.keys.stated_heads import keep_heads
from counter.services.keys.trusted import trusted_keys
from counter.services.register.issue_register import KEEPERS
from counter.services.register.register_file import register_text


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """The other person of an act of two, with the PIN. Has no repr."""

    code: str
    pin: str

    def __repr__(self) -> str:
        return "SecondPerson(…)"


def admit_windows(
    app: AppContext,
    asked: Sequence[Certificate],
    *,
    code: str,
    pin: str,
    second: SecondPerson | None = None,
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
    _check_second(journal, code, second)
    for one in asked:
        _check_station(app, one)
    today = civil_date(app.clock.read().at)
    agreed = "" if second is None else second.code.upper()
    for one in asked:
        certify_station(journal, one, code=code, pin=pin, today=today, agreed=agreed)
    for text in texts:
        keep_heads(journal, text, "入厅申请", actor=code.upper())
    return register_text(journal)


def _check_second(journal: Journal, code: str, second: SecondPerson | None) -> None:
    if second is None:
        others = [
            s for s in people_today(journal) if s.active and s.role in KEEPERS and s.code != code.upper()
        ]
        if others:
            raise RuleRefused(
                f"让新窗口入厅要两个人：请另一位也输入口令（{_names(others)}）。",
                rule="two_people",
                field="agreed",
            )
        return
    row = check_pin(journal, second.code, second.pin)
    if row.role not in KEEPERS or row.code == code.upper():
        raise RuleRefused(
            "第二个人要是另一位值班负责人或系统管理员，用自己的口令。", rule="two_people", field="agreed"
        )


def _check_station(app: AppContext, asked: Certificate) -> None:
    register = hall_register(app.journal).on(civil_date(app.clock.read().at))
    if not any(w.station == asked.station for w in register.windows):
        raise RuleRefused(
            f"登记册里没有窗口 {asked.station[:20]}，请先在登记册里加上这个窗口。",
            rule="register",
            field="station",
        )
    trust = trusted_keys(app.journal)
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
            f"窗口 {asked.station} 已经有一把密钥（{other.name}）。换了电脑的，请先作废原来那把"
            f"（counter keys revoke {other.name}），再办入厅；不是换电脑，就是选错了窗口。",
            rule="register",
            field="station",
        )
    if asked.public_key == app.journal.public_key().hex():
        raise BadInput("这是本窗口自己的申请文件。", field="file")


def _names(rows: list[StaffRow]) -> str:
    return "、".join(f"{s.code} {s.name}" for s in rows)
