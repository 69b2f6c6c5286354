"""The hall's key is changed over two windows: the register goes on, old papers prove, a kill loses no key."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.register.issue import RegisterIssued
from counter.domain.journal import codec
from counter.domain.papers.verify.proof import Proof
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Trust, readable_fingerprint
from counter.services.hall.hall_register import hall_register
from counter.services.keys.confirm_keys import unconfirmed
from counter.services.keys.hall_keys import certify_stations, revoke_key, trust_keys
from counter.services.keys.rotate_hall_key import replace_stolen_hall_key, rotate_hall_key, vouched_halls
from counter.services.keys.trusted import (
    new_seed,
    public_of,
    seed_in_force,
    sign_with,
    station_keys,
    trusted_keys,
)
from counter.services.papers.verify_paper import verify_code
from counter.services.register.register_file import (
    adopt_register,
    prove_register,
    register_text,
    take_in_register,
)
from tests.printing import samples
from tests.services.proving import signed
from tests.services.register.test_register import PEOPLE, Hall, hall, made, renamed, window

__all__ = ["hall", "made"]
TWO = {"code": "S01", "pin": "9876", "agreed": "S02"}


def exported(trust: Trust) -> KeysTrusted:
    """The public file of a window."""
    return KeysTrusted(
        "imported",
        tuple(trust.halls.values()),
        trust.certificates,
        tuple(trust.revocations.values()),
        "",
        tuple(trust.successions.values()),
    )


def test_that_the_register_goes_on_under_the_new_key_at_windows_that_trust_the_old_one(hall: Hall) -> None:
    paper = signed(hall.first, samples.notice()).qr
    hall.issue(renamed(phone="0482-0000001"))
    hall.carry()
    with pytest.raises(RuleRefused, match="两个人"):
        rotate_hall_key(hall.first.journal, code="S01", pin="9876", today=hall.today)
    seed = hall.first.journal.hall_seed() or b""
    old = public_of(seed)
    new = rotate_hall_key(hall.first.journal, today=hall.today, **TWO)
    assert new.certificates == len({c.public_key for c in trusted_keys(hall.first.journal).certificates})
    assert public_of(hall.first.journal.hall_seed() or b"") == new.card.public_key != old
    assert not unconfirmed(hall.first.journal)
    given = exported(trusted_keys(hall.first.journal))
    assert new.card in vouched_halls(given, trusted_keys(hall.second.journal))
    hall.issue(renamed(phone="0482-0000002"))
    assert hall.carry().register.issued[-1].issue.hall_key == new.card.public_key
    assert trusted_keys(hall.second.journal).line(old)[-1] == new.card.public_key
    for app in (hall.first, hall.second):
        assert verify_code(app.journal, paper, hall.today).proof is Proof.DEMO
    assert prove_register(register_text(hall.first.journal)).hall == new.card  # a window that joins now
    with pytest.raises(RuleRefused, match="不是本大厅的"):
        hall.carry(with_an_issue_of(seed, hall))


def with_an_issue_of(seed: bytes, hall: Hall) -> str:
    """The register, and one issue more that the retired key has signed."""
    journal = hall.first.journal
    last = hall_register(journal).issued[-1].issue
    issue = replace(last, number=last.number + 1, previous=last.digest, hall_key=public_of(seed))
    message = issue.message()
    own = journal.public_key().hex()
    issued = RegisterIssued(issue, sign_with(seed, message), own, journal.sign(message).hex())
    values = json.loads(register_text(journal))
    return json.dumps({**values, "issues": [*values["issues"], codec.write(issued)]})


def test_that_after_a_theft_the_register_waits_for_peoples_comparison(hall: Hall, tmp_path: Path) -> None:
    hall.issue(renamed(phone="0482-0000001"))
    hall.carry()
    hall.issue(renamed(phone="0482-0000002"))  # by the old key, not yet known there
    old = readable_fingerprint(public_of(hall.first.journal.hall_seed() or b""))
    new = rotate_hall_key(hall.first.journal, today=hall.today, stolen=True, **TWO)
    given = exported(trusted_keys(hall.first.journal))
    with pytest.raises(BadInput, match="打电话核对"):
        hall.carry()
    with pytest.raises(BadInput, match="打电话核对"):
        trust_keys(hall.second.journal, given, code="S01", pin="9876")
    with pytest.raises(BadInput, match="核对指纹"):
        replace_stolen_hall_key(hall.second.journal, given, "0000 0000 0000 0000", **TWO)
    with pytest.raises(RuleRefused, match="两个人"):
        replace_stolen_hall_key(hall.second.journal, given, old, code="S01", pin="9876")
    replace_stolen_hall_key(hall.second.journal, given, old.lower(), **TWO)
    assert set(trusted_keys(hall.second.journal).halls) == {new.card.public_key}
    with pytest.raises(RuleRefused, match="失窃"):
        hall.carry()
    hall.issue(renamed(phone="0482-0000003"))
    assert hall.carry().register.number == 4
    joins = prove_register(register_text(hall.first.journal))  # a window that never knew the old key
    assert joins.hall == new.card
    create_profile(tmp_path / "third", window("15220105", "05"), PEOPLE)
    with open_app(tmp_path / "third") as third:
        adopt_register(third.journal, joins, actor="S01")
        assert set(trusted_keys(third.journal).halls) == {new.card.public_key}
        hall.issue(renamed(phone="0482-0000004"))
        text = register_text(hall.first.journal)
        assert take_in_register(third.journal, text, by=hall.person("S01", third)).register.number == 5
    assert trusted_keys(hall.second.journal).has(hall.first.journal.public_key().hex())


def test_that_a_window_joins_a_hall_whose_key_was_stolen_after_it_had_followed_another(
    hall: Hall, tmp_path: Path
) -> None:
    hall.issue(renamed(phone="0482-0000001"))
    rotate_hall_key(hall.first.journal, today=hall.today, **TWO)
    hall.issue(renamed(phone="0482-0000002"))
    hall.carry()
    stolen = readable_fingerprint(public_of(hall.first.journal.hall_seed() or b""))
    new = rotate_hall_key(hall.first.journal, today=hall.today, stolen=True, **TWO)
    hall.issue(renamed(phone="0482-0000003"))
    joins = prove_register(register_text(hall.first.journal))
    assert joins.hall == new.card
    create_profile(tmp_path / "third", window("15220105", "05"), PEOPLE)
    with open_app(tmp_path / "third") as third:
        adopt_register(third.journal, joins, actor="S01")
        line = trusted_keys(third.journal).line(new.card.public_key)
        assert line == trusted_keys(hall.first.journal).line(new.card.public_key)
        assert len(line) == 3
    with pytest.raises(BadInput, match="打电话核对"):
        hall.carry()
    given = exported(trusted_keys(hall.first.journal))
    replace_stolen_hall_key(hall.second.journal, given, stolen, **TWO)
    assert hall.carry().register.number == 4


def test_that_a_kill_leaves_the_old_key_or_the_new_one_and_a_followed_key_makes_nothing(hall: Hall) -> None:
    journal = hall.first.journal
    seed = journal.hall_seed() or b""
    journal.keep_coming_hall_seed(new_seed())  # killed before the entry
    assert journal.hall_seed() == seed
    new = rotate_hall_key(journal, today=hall.today, **TWO)
    fresh = journal.hall_seed() or b""
    journal.keep_hall_seed(seed)
    journal.keep_coming_hall_seed(fresh)  # killed after the entry
    assert public_of(journal.hall_seed() or b"") == new.card.public_key
    journal.keep_hall_seed(seed)  # a second window that still holds the old one
    assert seed_in_force(journal, trusted_keys(journal)) is None
    with pytest.raises(BadInput, match="没有大厅密钥"):
        hall.issue(renamed(phone="0482-0000009"))


def test_that_a_stolen_station_loses_the_keys_of_its_earlier_epochs_too_and_gets_none_again(
    hall: Hall,
) -> None:
    journal = hall.first.journal
    here, day = journal.station(), hall.today
    rotate_hall_key(journal, today=day, **TWO)
    revoke_key(journal, here.code, here.epoch, "电脑被偷", since=day, today=day, with_earlier=True, **TWO)
    trust = trusted_keys(journal)
    own = station_keys(journal)
    assert len(own) == 2
    assert {one.public_key for one in own} == set(trust.revocations)
    with pytest.raises(RuleRefused, match="已经作废"):
        certify_stations(journal, [own[-1]], today=day, **TWO)
