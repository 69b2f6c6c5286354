"""What a hall says of its organs' remedies and telephone is kept with its settings; older settings say nothing (L8)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from tests.services.office import PEOPLE
from tests.settings import demo_hall

SAID = {
    "市场监督管理局": Recourse("乌兰浩特市人民政府", "乌兰浩特市人民法院"),
    "供水企业": Recourse(phone="0482-0000004"),
}


def test_that_what_the_hall_says_of_its_organs_is_there_when_it_opens_again(tmp_path: Path) -> None:
    create_profile(tmp_path / "told", replace(demo_hall(), organs=SAID), PEOPLE)
    with open_app(tmp_path / "told") as app:
        assert app.hall.organs == SAID
        for name, said in SAID.items():
            assert app.jurisdiction.organ(name).recourse == said
        assert app.jurisdiction.organ("供水企业").phone == "0482-0000004"
        assert app.jurisdiction.organ("税务局").recourse == NO_RECOURSE


def test_that_settings_without_organs_are_written_and_read_as_they_always_were(tmp_path: Path) -> None:
    create_profile(tmp_path / "silent", demo_hall(), PEOPLE)
    with open_app(tmp_path / "silent") as app:
        (entry,) = (e for e in app.journal.entries("hall") if e.kind == "hall.configured")
        assert "organs" not in json.loads(entry.payload)
        assert app.hall.organs == {}


def test_that_an_organ_the_guide_does_not_name_is_found_before_anything_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "wrong"
    with pytest.raises(BadInput, match="指南里没有这个部门"):
        create_profile(folder, replace(demo_hall(), organs={"水务公司": NO_RECOURSE}), PEOPLE)
    assert not folder.exists()
