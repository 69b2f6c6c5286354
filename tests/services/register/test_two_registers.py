"""Two windows that hold the hall's key changed the register apart: one of the two is chosen, and both go on with it."""

from __future__ import annotations

import pytest

from counter.db.check.check import check
from counter.domain.errors import RuleRefused
from counter.domain.hall.register.register import Register, change_to
from counter.services.context.app import AppContext
from counter.services.hall.configure_hall import hall_config
from counter.services.hall.hall_register import hall_register
from counter.services.keys.files import HallSecret
from counter.services.keys.transfer_hall_key import adopt_hall_key
from counter.services.keys.trusted import public_of, trusted_keys
from counter.services.register.issue_register import issue_register
from counter.services.register.register_file import TakenRegister, register_text, take_in_register
from tests.services.register.test_register import Hall, hall, made, renamed

__all__ = ["hall", "made"]


@pytest.fixture
def apart(hall: Hall) -> Hall:
    """Both hold the hall's key, and each made an issue of number 3 of its own."""
    hall.issue(renamed(phone="0482-0000001"))
    hall.carry()
    seed = hall.first.journal.hall_seed()
    assert seed is not None
    card = trusted_keys(hall.first.journal).halls[public_of(seed)]
    adopt_hall_key(hall.second.journal, HallSecret(card, seed), today=hall.today, actor="S01")
    changed(hall.first, hall, phone="0482-0000002")
    changed(hall.second, hall, phone="0482-0000003")
    return hall


def changed(app: AppContext, hall: Hall, phone: str) -> Register:
    change = change_to(renamed(phone=phone), hall.today)
    return issue_register(app.journal, (change,), by=hall.person("S01", app), agreed=hall.person("S02", app))


def carried(hall: Hall, over: int = 0, code: str = "S01") -> TakenRegister:
    by = hall.person(code, hall.second)
    return take_in_register(hall.second.journal, register_text(hall.first.journal), by=by, over=over)


def test_that_a_register_that_went_apart_is_refused_with_the_way_out(apart: Hall) -> None:
    with pytest.raises(RuleRefused, match="--over 3，本窗口第3号起改过的就不算了"):
        carried(apart)
    with pytest.raises(RuleRefused, match="签发到比这里的号大"):
        carried(apart, over=3)  # as many issues as here: nobody has put the other's change into it
    assert hall_config(apart.second.journal).phone == "0482-0000003"


def test_that_the_chosen_register_takes_the_place_of_the_other_from_there_on(apart: Hall) -> None:
    changed(apart.first, apart, phone="0482-0000004")
    for wrong in (1, 2, 4):
        with pytest.raises(RuleRefused):
            carried(apart, over=wrong)
    with pytest.raises(RuleRefused, match="值班负责人来定"):
        carried(apart, over=3, code="W01")
    taken = carried(apart, over=3)
    assert [one.issue.number for one in taken.fresh] == [3, 4]
    assert hall_register(apart.second.journal).digest == hall_register(apart.first.journal).digest
    assert hall_config(apart.second.journal).phone == "0482-0000004"
    assert not check(apart.second.journal).faults
    changed(apart.second, apart, phone="0482-0000005")  # and either goes on
    text = register_text(apart.second.journal)
    take_in_register(apart.first.journal, text, by=apart.person("S01"))
    assert hall_config(apart.first.journal).phone == "0482-0000005"
    assert not carried(apart).fresh
