"""发放空表: a blank form or sample of the guide is printed and counted; nothing is counted that was not printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from counter.domain.case.sheet_events import FormGiven
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.guide.publication import KnownVersion, SignedPublication, Versions
from counter.domain.guide.terms import AttachedFile
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.visit.give_form import forms_given, give_form, print_form
from tests.complete_guide import complete_guide, complete_setting, with_material_details
from tests.every_kind import Tray
from tests.services.office import office_on

PDF = b"%PDF-1.4 form"
MATERIAL = "epidemic_cond/1"


class KeepingTray(Tray):
    """A printer that remembers what it was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, str]] = []

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        self.sent.append((pdf, title))
        return "1"


class FullTray(Tray):
    """A print system that takes nothing."""

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        raise WorldTrouble("打印系统没有收下。")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    with office_on(tmp_path_factory.mktemp("form") / "profile") as office:
        yield office.app


def window(opened: AppContext, queue: Tray, *names: str) -> AppContext:
    """The window under the complete guide, which came with these files."""
    digest = opened.guides.keep_file(PDF)
    published = complete_setting().publication
    assert published is not None
    files = tuple(AttachedFile(name, digest, len(PDF)) for name in names)
    said = SignedPublication(replace(published, files=files), "", "")
    versions = Versions((KnownVersion(said, datetime(2026, 1, 1, tzinfo=UTC), "S01"),))
    return replace(opened, guide=complete_guide(), versions=versions, queue=queue)


def given(app: AppContext) -> list[FormGiven]:
    kind = kind_of(FormGiven)
    found = (kind.read(entry) for entry in app.journal.entries_of_kinds((kind.name,), (0, 0)))
    return [said for said in found if said is not None]


def test_that_a_form_given_is_printed_logged_without_a_name_and_counted(opened: AppContext) -> None:
    queue = KeepingTray()
    app = window(opened, queue, "空白表.pdf", "样表.pdf")
    label, blank = print_form(app, MATERIAL, "空白表.pdf", clerk="W01")
    assert queue.sent == [(PDF, "动物防疫条件审查申请表")]
    assert (label, blank.today, blank.event.sample) == ("演示打印机", 1, False)
    assert print_form(app, MATERIAL, "样表.pdf", clerk="W01")[1].event.sample
    stored: list[bytes] = []
    again = give_form(app, MATERIAL, "空白表.pdf", clerk="cli", keep=stored.append)
    assert (stored, again.event) == ([PDF], blank.event)
    assert given(app)[0] == blank.event
    assert forms_given(app.journal, blank.event.digest, date(2026, 11, 20)) == 3
    assert forms_given(app.journal, blank.event.digest, date(2026, 11, 21)) == 0


@pytest.mark.parametrize(
    ("material", "name", "why"),
    [
        (MATERIAL, "别的.pdf", "没有叫"),
        (MATERIAL, "", "不是PDF"),
        ("epidemic_cond/99", "空白表.pdf", "没有这样材料"),
        ("../x", "空白表.pdf", "没有这样材料"),
        ("epidemic_cond/2", "空白表.pdf", "没有叫"),
        (MATERIAL, "空白表", "不是PDF"),
    ],
)
def test_that_only_what_the_guide_names_at_that_material_is_given(
    opened: AppContext, material: str, name: str, why: str
) -> None:
    app, before = window(opened, Tray(), "空白表.pdf", "别的.pdf"), len(given(opened))
    with pytest.raises(BadInput, match=why):
        print_form(app, material, name, clerk="W01")
    assert len(given(app)) == before


def test_that_nothing_is_counted_that_did_not_reach_a_printer(opened: AppContext) -> None:
    before = len(given(opened))
    with pytest.raises(WorldTrouble, match="没有随指南发到这里"):
        print_form(window(opened, Tray(), "样表.pdf"), MATERIAL, "空白表.pdf", clerk="W01")
    with pytest.raises(WorldTrouble, match="没有收下"):
        print_form(window(opened, FullTray(), "空白表.pdf"), MATERIAL, "空白表.pdf", clerk="W01")
    with pytest.raises(WorldTrouble, match="没有名叫"):
        print_form(window(opened, Tray(), "空白表.pdf"), MATERIAL, "空白表.pdf", clerk="W01", printer="别处")
    word = replace(window(opened, Tray(), "表.docx"), guide=with_material_details(blank="表.docx"))
    with pytest.raises(BadInput, match="不是PDF"):
        print_form(word, MATERIAL, "表.docx", clerk="W01")
    assert len(given(opened)) == before


def test_that_a_damaged_file_is_told_and_not_counted(opened: AppContext, tmp_path: Path) -> None:
    app, before = window(opened, Tray(), "空白表.pdf"), len(given(opened))
    known = app.versions.of_version(app.guide.version)
    assert known is not None
    gone = replace(known.publication, files=(AttachedFile("空白表.pdf", "0" * 64, 3),))
    said = SignedPublication(gone, "", "")
    app = replace(app, versions=Versions((replace(known, signed=said),)))
    with pytest.raises(WorldTrouble):
        print_form(app, MATERIAL, "空白表.pdf", clerk="W01")
    assert len(given(app)) == before
