"""The library: the region's list whole and word for word, nothing local pretended, compiled files fresh."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.errors import WorldTrouble
from counter.domain.guide.model import Evidence, Guide, ProcedureClass, TimeUnit, Tri

ROOT = Path(__file__).resolve().parents[3]


def test_that_all_103_bundles_of_the_region_are_there_word_for_word(guide: Guide) -> None:
    with (ROOT / "resources/guides/source/bundles_103.csv").open(encoding="utf-8", newline="") as file:
        published = {int(row["no"]): row["name"] for row in csv.DictReader(file)}
    assert len(published) == 103
    assert {number: bundle.name for number, bundle in guide.bundles.items()} == published


def test_that_the_compiled_guide_is_what_the_sources_make() -> None:
    done = subprocess.run(
        [sys.executable, "tools/compile_guides.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_that_the_whole_library_can_be_built(guide: Guide) -> None:
    assert (len(guide.items), len(guide.papers), len(guide.questions)) == (95, 379, 167)
    assert sum(len(item.materials) for item in guide.items.values()) == 518
    assert sum(len(bundle.items) for bundle in guide.bundles.values()) == 784
    refusals = [refusal for bundle in guide.bundles.values() for refusal in bundle.refusals]
    assert (len(refusals), sum(r.evidence.official for r in refusals)) == (47, 35)


def test_that_nothing_local_is_known_before_the_department_says_so(guide: Guide) -> None:
    for item in guide.items.values():
        for material in item.materials:
            assert (material.main, material.deferrable) == (Tri.UNKNOWN, Tri.UNKNOWN)
            assert material.defer_note is None
    for paper in guide.papers.values():
        assert {paper.shareable, paper.e_licence, paper.pledge} == {Tri.UNKNOWN}
    for common in guide.common:
        assert (common.main, common.deferrable) == (Tri.UNKNOWN, Tri.UNKNOWN)
    assert guide.overlay is None
    assert all(item.promised is None for item in guide.items.values())


def test_that_only_the_overlay_of_the_demo_hall_sets_what_is_unknown(guide: Guide, demo: Guide) -> None:
    assert demo.overlay == "演示"
    assert "演示" in demo.version
    assert demo.version.startswith(guide.version)
    material = demo.items["si_employer"].materials[2]
    assert (material.main, material.deferrable) == (Tri.NO, Tri.YES)
    assert material.defer_note == "示例，待部门核定"
    assert demo.papers["business_licence"].shareable is Tri.YES
    known = {m.main for item in demo.items.values() for m in item.materials}
    assert known == {Tri.YES, Tri.NO}


def test_that_no_main_paper_is_deferrable_even_in_the_demo_hall(demo: Guide) -> None:
    for item in demo.items.values():
        for material in item.materials:
            assert not (material.main is Tri.YES and material.deferrable is Tri.YES), material.key


@pytest.mark.parametrize("paper", ["health_certs", "health_cert_2", "fire_opinion", "elderly_staff_health"])
def test_that_a_paper_of_life_and_health_is_never_deferrable(demo: Guide, paper: str) -> None:
    touching = [
        material
        for item in demo.items.values()
        for material in item.materials
        if any(use.paper == paper for use in material.papers)
    ]
    assert touching
    assert {material.deferrable for material in touching} == {Tri.NO}
    assert demo.papers[paper].pledge is Tri.NO


def test_that_an_unknown_overlay_is_refused(shelf: GuideShelf) -> None:
    with pytest.raises(WorldTrouble, match="没有“正式”"):
        shelf.guide("正式")


def test_that_a_broken_shelf_is_the_worlds_trouble(tmp_path: Path) -> None:
    with pytest.raises(WorldTrouble, match=r"manifest\.json"):
        GuideShelf(tmp_path).guide()


def test_that_every_item_has_a_class_with_its_reason_an_organ_and_a_basis(guide: Guide) -> None:
    for item in guide.items.values():
        assert item.procedure_reason
        assert item.organ
        assert item.legal_basis or item.materials


def test_that_companies_and_institutions_are_not_treated_as_organs(guide: Guide) -> None:
    theirs = {item.id for item in guide.items.values() if item.procedure is ProcedureClass.ENTERPRISE_SERVICE}
    assert {"power", "water", "gas_install", "seal_free", "health_cert", "birth_cert"} <= theirs


def test_that_a_licence_term_in_days_runs_in_working_days(guide: Guide) -> None:
    for item in guide.items.values():
        if item.procedure is ProcedureClass.LICENCE:
            assert item.statutory.unit is not TimeUnit.NATURAL, item.id
    assert (
        guide.items["public_hygiene"].statutory.unit is TimeUnit.WORKING
    )  # 条文写“二十日”，行政许可法第八十二条
    assert guide.items["hpf_loan"].statutory.unit is TimeUnit.NATURAL


def test_that_identity_papers_are_marked_as_never_kept(guide: Guide) -> None:
    kept = [
        paper.id for paper in guide.papers.values() if paper.id.startswith("id_") and not paper.never_kept
    ]
    assert kept == []
    assert guide.papers["agent_id"].never_kept


def test_that_every_paper_stands_under_a_heading(guide: Guide) -> None:
    ranks = {paper.group: paper.group_rank for paper in guide.papers.values()}
    assert min(ranks, key=lambda group: ranks[group]) == "申请人"
    assert len(set(ranks.values())) == len(ranks)


def test_that_a_fact_found_nowhere_is_never_called_found(guide: Guide) -> None:
    for paper in guide.papers.values():
        if paper.evidence is not Evidence.FOUND:
            continue
        asked = [
            material
            for item in guide.items.values()
            for material in item.materials
            if any(use.paper == paper.id for use in material.papers)
        ]
        assert all(material.evidence is Evidence.FOUND for material in asked), paper.id
