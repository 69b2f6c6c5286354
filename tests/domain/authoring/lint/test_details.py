"""The reader takes what a department has filled in, refuses what it cannot read, and keeps old guides as they were."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from counter.domain.errors import WorldTrouble
from counter.domain.guide.details import ItemDetails, OnlineDepth, ProcedureStep
from counter.domain.guide.from_plain import Flags, read_item, read_paper
from counter.domain.guide.model import Evidence, TimeUnit, Tri
from tests.domain.authoring.lint import clean

NO_FLAGS = Flags({}, {})


def raw_item(**changes: Any) -> dict[str, Any]:
    return {
        "name": "某某许可",
        "kind": "行政许可",
        "procedure": "licence",
        "procedure_reason": "许可",
        "organ": "某某局",
        "level": "旗县",
        "result": "某某许可证",
        "basis": [],
        "statutory": {"text": "20个工作日", "days": 20, "unit": "working", "evidence": "FOUND"},
        "materials": [raw_material()],
        **changes,
    }


def raw_material(**changes: Any) -> dict[str, Any]:
    return {
        "no": 1,
        "name": "申请书",
        "papers": [["form"]],
        "original_copy": "原件",
        "copies": 1,
        "medium": "纸质",
        "issuer": "申请人填写",
        "evidence": "FOUND",
        "detail": "FOUND",
        **changes,
    }


def test_that_an_old_guide_has_no_details() -> None:
    read = read_item("x", raw_item(), NO_FLAGS)
    assert (read.details, read.promised, read.materials[0].details) == (None, None, None)
    assert read.materials[0].main is Tri.UNKNOWN


def test_that_every_detail_comes_back_as_it_was_written() -> None:
    written = raw_item(
        details=msgspec.to_builtins(clean.DETAILS),
        promised={"text": "10个工作日", "days": 10, "unit": "working", "evidence": "FOUND"},
        materials=[raw_material(details=msgspec.to_builtins(clean.MATERIAL_DETAILS))],
    )
    read = read_item("x", written, NO_FLAGS)
    assert read.details == clean.DETAILS
    assert read.promised is not None
    assert (read.promised.days, read.promised.unit) == (10, TimeUnit.WORKING)
    assert read.materials[0].details == clean.MATERIAL_DETAILS


def test_that_what_is_not_said_stays_empty_or_unknown() -> None:
    read = read_item("x", raw_item(details={"online_depth": 3, "steps": [{"name": "受理"}]}), NO_FLAGS)
    assert read.details == ItemDetails(online_depth=OnlineDepth.VERIFIED, steps=(ProcedureStep("受理"),))


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"stepz": []}, "stepz"),
        ({"steps": [{"name": "受理", "hour": 1}]}, "steps.hour"),
        ({"online_depth": 5}, "online_depth"),
        ({"handling": "即办"}, "handling"),
        ({"visits": {"count": "1"}}, "visits"),
        ({"national": {"questions": [["只有问题"]]}}, "questions"),
    ],
)
def test_that_a_detail_that_cannot_be_read_is_refused_by_name(details: dict[str, Any], words: str) -> None:
    with pytest.raises(WorldTrouble) as refused:
        read_item("x", raw_item(details=details), NO_FLAGS)
    assert words in refused.value.sentence


def test_that_a_material_with_an_unread_key_is_refused_with_its_place() -> None:
    with pytest.raises(WorldTrouble) as refused:
        read_item("x", raw_item(materials=[raw_material(details={"colour": "red"})]), NO_FLAGS)
    assert "x/1" in refused.value.sentence


def test_that_a_departments_own_flags_are_read_and_an_overlay_goes_over_them() -> None:
    written = raw_item(materials=[raw_material(main="no", deferrable="yes", defer_note="5个工作日内补")])
    own = read_item("x", written, NO_FLAGS).materials[0]
    assert (own.main, own.deferrable, own.defer_note) == (Tri.NO, Tri.YES, "5个工作日内补")
    over = read_item("x", written, Flags({"x/1": ["yes", "no"]}, {})).materials[0]
    assert (over.main, over.deferrable, over.defer_note) == (Tri.YES, Tri.NO, None)


def test_that_a_papers_own_flags_are_read_and_an_overlay_goes_over_them() -> None:
    raw = {"name": "执照", "issuer": "某某局", "evidence": "FOUND", "group": "主体", "shareable": "yes"}
    own = read_paper("p", raw, NO_FLAGS)
    assert (own.shareable, own.e_licence, own.evidence) == (Tri.YES, Tri.UNKNOWN, Evidence.FOUND)
    assert read_paper("p", raw, Flags({}, {"p": ["no", "no", "no"]})).shareable is Tri.NO
