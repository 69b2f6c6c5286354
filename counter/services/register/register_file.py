"""Carry the register: write all its issues as a file, and take such a file in at another window of the hall."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.register.issue import SUBJECT, RegisterChange, RegisterIssue, RegisterIssued
from counter.domain.hall.register.records import RegisteredPicture
from counter.domain.hall.register.register import Register
from counter.domain.hall.rights import may_take_register
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.verify.hall_succession import first_said, is_signed
from counter.domain.papers.verify.trusted_keys import (
    NO_TRUST,
    HallCard,
    KeysTrusted,
    Trust,
    check_import,
)
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.keys.hall_keys import followed_in_line, new_statements
from counter.services.keys.stated_heads import keep_heads, stating
from counter.services.keys.trusted import SUBJECT as KEYS
from counter.services.keys.trusted import station_keys, trusted_keys, verify
from counter.services.register.issue_register import KEEPERS

FORM = "counter-register-"
VERSION, WITH_PICTURES = 1, 2
"""The second form from the first picture on, which an older program could not read."""

LONGEST = 20_000_000
"""Bytes: forty years of a large hall are smaller."""


@dataclass(frozen=True, slots=True)
class TakenRegister:
    """Result of taking a register in. ``fresh``: issues that were new here; none: it was known. ``keys``: whether
    certificates or revocations in the file were new here; ``warning``: that a head in it contradicts the journal here.
    """

    register: Register
    fresh: tuple[RegisterIssued, ...]
    keys: bool = False
    warning: str = ""

    @property
    def changes(self) -> tuple[RegisterChange, ...]:
        """What they changed."""
        return tuple(change for one in self.fresh for change in one.issue.changes)


def register_text(journal: Journal) -> str:
    """The register with the hall's card, certificates and revocations. Raises BadInput where there is none."""
    register = hall_register(journal)
    if not register.number:
        raise BadInput("这个大厅还没有登记册：设置以后还没有改过。", field="register")
    trust = trusted_keys(journal)
    hall_key = trust.line(register.issued[-1].issue.hall_key)[-1]
    keys = KeysTrusted(
        "exported",
        tuple(card for card in trust.halls.values() if card.public_key == hall_key),
        tuple(c for c in trust.certificates if c.hall_key == hall_key),
        tuple(r for r in trust.revocations.values() if r.hall_key == hall_key),
        "",
        followed_in_line(trust, hall_key),
    )
    values = {
        "form": f"{FORM}{WITH_PICTURES if _has_pictures(register) else VERSION}",
        "keys": codec.write(keys),
        "issues": [codec.write(one) for one in register.issued],
    }
    return stating(journal, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def take_in_register(journal: Journal, text: str, *, by: StaffRow, over: int = 0) -> TakenRegister:
    """Take in a register that continues the own one; all of it or nothing.

    ``by``: whose PIN was just checked. ``over``: the own number from which on a register that two windows changed apart
    takes the place of the own one; only a longer one does, and a supervisor says so. Raises BadInput for a file that is
    none or is damaged; RuleRefused for people without that right (``domain.hall.rights.may_take_register``), another
    hall's register, one with a wrong signature or signed at a station whose key was revoked, an older one, and one that
    differs from what is known.
    """
    if not may_take_register(by.role):
        raise RuleRefused(
            f"登记册由窗口人员、值班负责人或系统管理员采用，{by.name}不是。", rule="duty", field="clerk"
        )
    keys, issues = _read(text)
    with journal.transaction() as tx:
        known, trust = hall_register(tx), trusted_keys(journal)
        whole = _with(trust, keys)
        _check_hall(journal, trust, whole, known, issues)
        check_import(keys, trust, verify)
        fresh_keys = new_statements(keys, trust)
        _check_signatures(issues, whole)
        if over and by.role not in KEEPERS:
            raise RuleRefused("本窗口改过的登记册作废，由值班负责人来定。", rule="duty", field="over")
        fresh = _continuation(known, issues, over)
        if fresh:
            _check_last(issues[-1].issue, whole)
        if fresh_keys is not None:
            tx.append(NewEntry(KEYS, fresh_keys, tx.last_id(KEYS)), actor=by.code)
        for one in fresh:
            tx.append(NewEntry(SUBJECT, one, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    heads = keep_heads(journal, text, "登记册", actor=by.code)
    return TakenRegister(hall_register(journal), fresh, fresh_keys is not None, heads.warning)


@dataclass(frozen=True, slots=True)
class ProvedRegister:
    """A register by its own file: every signature holds under the hall's card in it. Whether that is the right hall,
    people find out by comparing the fingerprint.
    """

    hall: HallCard
    keys: KeysTrusted
    register: Register


def prove_register(text: str) -> ProvedRegister:
    """Read a register before there is a profile. Raises BadInput, RuleRefused as ``take_in_register`` does."""
    keys, issues = _read(text)
    check_import(keys, NO_TRUST, verify)
    whole = _with(NO_TRUST, keys)
    line = whole.line(issues[0].issue.hall_key)
    card = next((card for card in keys.halls if card.public_key == line[-1]), None)
    if card is None or not _in_order(issues, line):
        raise RuleRefused(
            "登记册里的大厅名片和签名不是同一个大厅的，没有采用。", rule="register", field="hall"
        )
    _check_signatures(issues, whole)
    _check_last(issues[-1].issue, whole)
    return ProvedRegister(card, keys, Register(tuple(issues)))


def adopt_register(journal: Journal, given: ProvedRegister, *, actor: str) -> None:
    """Store keys and issues in a profile that is being set up: from then on it belongs to that hall."""
    fresh = tuple(replace(one, taken_from=one.issue.station) for one in given.register.issued)
    keys = new_statements(given.keys, trusted_keys(journal))
    if keys is not None and keys.successions:
        keys = replace(keys, how="joined")
    with journal.transaction() as tx:
        if keys is not None:
            tx.append(NewEntry(KEYS, keys, tx.last_id(KEYS)), actor=actor)
        for one in fresh:
            tx.append(NewEntry(SUBJECT, one, tx.last_id(SUBJECT)), actor=actor)
        tx.commit()


def own_hall_key(journal: Journal, trust: Trust) -> str:
    """The hall key that last certified a key of this station, "" where none has."""
    own = {c.public_key for c in station_keys(journal)}
    return next((c.hall_key for c in reversed(trust.certificates) if c.public_key in own), "")


def _has_pictures(register: Register) -> bool:
    return any(isinstance(c.record, RegisteredPicture) for one in register.issued for c in one.issue.changes)


def _read(text: str) -> tuple[KeysTrusted, tuple[RegisterIssued, ...]]:
    wrong = BadInput(
        "这不是大厅登记册的文件（在“大厅 → 登记册”按“带到别的窗口…”写出的），或已损坏。", field="file"
    )
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong from None
    form = values.get("form") if isinstance(values, dict) else None
    if not isinstance(form, str) or not form.startswith(FORM):
        raise wrong
    if form not in (f"{FORM}{VERSION}", f"{FORM}{WITH_PICTURES}"):
        raise BadInput("这份登记册是更新的程序写的，请先升级本窗口的程序。", field="file")
    try:
        keys = codec.read(KeysTrusted, values.get("keys"))
        rows = values.get("issues")
        issues = tuple(codec.read(RegisterIssued, row) for row in rows) if isinstance(rows, list) else ()
    except Unreadable:
        raise wrong from None
    if not issues:
        raise wrong
    return keys, issues


def _check_hall(
    journal: Journal, trust: Trust, whole: Trust, known: Register, issues: Sequence[RegisterIssued]
) -> None:
    """``whole``: the trust with what the file says."""
    own = known.issued[0].issue.hall_key if known.number else own_hall_key(journal, trust)
    line = whole.line(own)
    hall_key = issues[0].issue.hall_key
    if hall_key not in line or not _in_order(issues, line):
        card = trust.halls.get(hall_key)
        whose = f"“{card.hall}”" if card and hall_key not in line else "别的大厅"
        raise RuleRefused(f"这是{whose}的登记册，不是本大厅的，没有采用。", rule="register", field="hall")
    if any(one.issue.demo != journal.station().demo for one in issues):
        raise RuleRefused("演示大厅和正式大厅的登记册不能混用。", rule="L14", field="demo")


def _in_order(issues: Sequence[RegisterIssued], line: Sequence[str]) -> bool:
    """Whether the issues are signed with the keys of one hall, never with an older one after a newer."""
    at = 0
    for one in issues:
        if one.issue.hall_key not in line[at:]:
            return False
        at = line.index(one.issue.hall_key)
    return True


def _check_last(issue: RegisterIssue, trust: Trust) -> None:
    """Raises RuleRefused for an issue that only a stolen hall key vouches for."""
    followed = trust.successions.get(issue.hall_key)
    if followed is not None and followed.stolen:
        raise RuleRefused(
            f"登记册第{issue.number}号是用已经失窃的大厅密钥签的，没有采用。请在持有新大厅密钥的窗口再改一次登记册，"
            "再拷一份过来。",
            rule="register",
            field="signature",
        )


def _check_signatures(issues: Sequence[RegisterIssued], trust: Trust) -> None:
    previous = ""
    for number, one in enumerate(issues, 1):
        issue, message = one.issue, one.issue.message()
        if issue.number != number or issue.previous != previous:
            raise RuleRefused(
                f"登记册第{number}号和前一号接不上，文件缺了或被改动，没有采用。",
                rule="register",
                field="issues",
            )
        if not _verified(issue.hall_key, message, one.signature) or not _verified(
            one.station_key, message, one.station_signature
        ):
            raise RuleRefused(
                f"登记册第{number}号的签名不对，可能被改动，没有采用。", rule="register", field="signature"
            )
        _check_station(issue, one.station_key, trust)
        previous = issue.digest


def _check_station(issue: RegisterIssue, station_key: str, trust: Trust) -> None:
    named, line = trust.named(issue.station, issue.epoch), trust.line(issue.hall_key)
    if not any(c.public_key == station_key and c.hall_key in line for c in named):
        raise RuleRefused(
            f"登记册第{issue.number}号是 {issue.station}-{issue.epoch} 签的，大厅没有给它签发过证书，没有采用。",
            rule="register",
            field="station",
        )
    revocation = trust.revocations.get(station_key)
    if revocation is not None and revocation.since <= issue.issued_on.isoformat():
        raise RuleRefused(
            f"登记册第{issue.number}号是 {issue.station}-{issue.epoch} 签的，"
            f"它的密钥从 {revocation.since} 起已作废，没有采用。",
            rule="register",
            field="station",
        )


def _verified(key: str, message: bytes, signature: str) -> bool:
    try:
        return verify(bytes.fromhex(key), message, bytes.fromhex(signature))
    except ValueError:
        return False


def _with(trust: Trust, keys: KeysTrusted) -> Trust:
    """The trust with the statements of the file, which ``check_import`` has verified."""
    return Trust(
        trust.halls,
        (*trust.certificates, *keys.certificates),
        {**{r.public_key: r for r in keys.revocations}, **trust.revocations},
        {**first_said(s for s in keys.successions if is_signed(s, verify)), **trust.successions},
    )


def _continuation(
    known: Register, issues: Sequence[RegisterIssued], over: int = 0
) -> tuple[RegisterIssued, ...]:
    """The issues beyond the known ones. Raises RuleRefused for an older register or one that differs.

    Two registers that went apart never meet again by themselves: every later issue names the one before it. People
    choose one, put what is missing into it, and the windows with the other take it over their own from ``over`` on.
    """
    for own, given in zip(known.issued, issues, strict=False):
        number = own.issue.number
        if own.issue == given.issue:
            continue
        if over == number and len(issues) > known.number:
            return tuple(replace(one, taken_from=one.issue.station) for one in issues[number - 1 :])
        raise RuleRefused(
            f"登记册第{number}号和本窗口已有的不一样：有两个窗口各自改过登记册，没有采用。先定用哪个窗口的："
            "在那个窗口把另一边改过的补上，签发到比这里的号大，拷过来；再由值班负责人运行 "
            f"counter hall take 文件 --over {number}，本窗口第{number}号起改过的就不算了。",
            rule="register",
            field="issues",
        )
    if len(issues) < known.number:
        raise RuleRefused(
            f"这份登记册是第{len(issues)}号，本窗口已经是第{known.number}号，旧的不能采用。",
            rule="register",
            field="number",
        )
    fresh = issues[known.number :]
    return tuple(replace(one, taken_from=one.issue.station) for one in fresh)
