"""Roles on the hall's list: a hall is never left without somebody who may agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.errors import BadInput, RuleRefused
from counter.services.hall.pin_backing import NOBODY, PinBacker
from counter.services.hall.staff import add_staff, check_pin, require_supervisor
from tests.services.office import Office, office_on


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.mark.parametrize(
    ("role", "organ"), [("clerk", ""), ("representative", "农牧局"), ("signer", "农牧局")]
)
def test_that_the_last_supervisor_keeps_the_role_until_there_is_another(
    office: Office, role: str, organ: str
) -> None:
    journal = office.app.journal

    def give_up(backer: PinBacker = NOBODY) -> None:
        add_staff(
            journal,
            code="s01",
            name="苏日娜",
            role=role,
            pin="9876",
            actor="S01",
            organ=organ,
            backer=backer,
        )

    before = journal.place()
    with pytest.raises(RuleRefused, match="唯一的值班负责人"):
        give_up()
    assert journal.place() == before
    assert require_supervisor(journal, code="S01", pin="9876").code == "S01"
    add_staff(
        journal, code="S01", name="苏日娜", role="supervisor", pin="6789", actor="S01"
    )  # a new PIN is free
    add_staff(journal, code="S02", name="另一位", role="supervisor", pin="1357", actor="S01")
    with pytest.raises(RuleRefused, match="要两个人"):
        give_up()
    give_up(PinBacker(agreed=check_pin(journal, "S02", "1357")))
    assert require_supervisor(journal, code="S02", pin="1357").code == "S02"


def test_that_a_code_that_not_every_keyboard_types_is_refused(office: Office) -> None:
    for code in ("", "甲01", "Ｗ03", "W 3", "W" * 21):
        with pytest.raises(BadInput, match="工号") as refused:
            add_staff(office.app.journal, code=code, name="某", role="clerk", pin="5926", actor="S01")
        assert refused.value.field == "code"
