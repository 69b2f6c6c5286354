"""Several programs and a full disk on a guide's way: nothing is published half or unseen, nothing saved is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.bootstrap.opening import guide_shelf, open_app
from counter.db.file import connection
from counter.db.guide.store import GuideFiles
from counter.domain.errors import RuleRefused, StaleBase, WorldTrouble
from counter.services.authoring.draft import attach_guide_file, load_draft, save_draft
from counter.services.authoring.import_library import import_library
from counter.services.authoring.send_back import send_back_guide
from counter.services.guide.compare import changes_between
from counter.services.guide.import_pack import import_guide
from counter.services.guide.preview_pack import preview_pack
from counter.services.guide.versions import guide_versions
from tests.guide_files import small
from tests.services.bureau import CHECKER, EDITOR, OTHER, Bureau, bureau_on, window_on
from tests.services.office import FRIDAY, SetClock

PDF = b"%PDF-1.7 demo"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bureau") / "profile"


@pytest.fixture(scope="module")
def bureau(folder: Path) -> Iterator[Bureau]:
    """One bureau for all; each test makes its own change."""
    with bureau_on(folder, SetClock(FRIDAY)) as opened:
        yield opened


class Meanwhile(GuideFiles):
    """The files of a bureau where something else happens just before a library is laid out or a draft is written."""

    def __init__(
        self, folder: Path, *, compiling: Callable[[], object] = str, saving: Callable[[], object] = str
    ) -> None:
        super().__init__(folder, guide_shelf())
        self._compiling, self._saving = compiling, saving

    def compile(self, library: bytes) -> None:
        self._compiling()
        super().compile(library)

    def save_draft(self, draft: bytes) -> None:
        self._saving()
        super().save_draft(draft)


def meanwhile(bureau: Bureau, files: Meanwhile) -> Bureau:
    """The same bureau with those files."""
    return Bureau(replace(bureau.app, guides=files), bureau.clock)


def full() -> None:
    raise WorldTrouble("磁盘已满，刚才的操作没有保存。请清理磁盘空间后再试。")


def checked(bureau: Bureau, name: str) -> None:
    bureau.edit(name)
    bureau.submit()
    bureau.check()


def test_that_what_another_program_saves_while_it_is_published_stays_a_draft(
    bureau: Bureau, folder: Path
) -> None:
    """Else an edit is gone that nobody undid, or whoever made it checks it."""
    checked(bureau, "我要开甲店")
    file = attach_guide_file(bureau.app, "样本.pdf", PDF)

    def attach() -> None:
        save_draft(bureau.app, bureau.draft.library, (file,), OTHER["code"])

    said = meanwhile(bureau, Meanwhile(folder, compiling=attach)).publish()
    assert said.files == ()
    assert (bureau.draft.files, bureau.draft.base) == ((file,), said.digest)
    bureau.submit()
    with pytest.raises(RuleRefused, match="不能自己核对"):
        bureau.check(**OTHER)
    checked(bureau, "我要开乙店")
    said = meanwhile(bureau, Meanwhile(folder, compiling=lambda: bureau.edit("我要开丙店"))).publish()
    assert bureau.draft.library["bundles"]["1"]["name"] == "我要开丙店"
    assert bureau.app.guides.library(said.digest).count("我要开乙店".encode()) == 1


def test_that_what_is_sent_back_meanwhile_is_not_published(bureau: Bureau, folder: Path) -> None:
    checked(bureau, "我要开丁店")
    before = guide_versions(bureau.app.journal).known

    def send_back() -> None:
        send_back_guide(bureau.app, "还要再看", **OTHER)

    with pytest.raises(RuleRefused, match="没有核对通过"):
        meanwhile(bureau, Meanwhile(folder, compiling=send_back)).publish()
    assert guide_versions(bureau.app.journal).known == before


def test_that_what_is_published_is_told_as_such_where_the_disk_is_full_just_then(
    bureau: Bureau, folder: Path
) -> None:
    checked(bureau, "我要开戊店")
    said = meanwhile(bureau, Meanwhile(folder, saving=full)).publish()
    assert guide_versions(bureau.app.journal).known[-1].publication == said
    assert (bureau.draft.base, bureau.draft.editors) == (said.digest, ())


def test_that_a_form_that_is_gone_is_found_before_anything_is_signed(bureau: Bureau, folder: Path) -> None:
    before = guide_versions(bureau.app.journal).known
    files = [attach_guide_file(bureau.app, name, PDF + name.encode()) for name in ("样本.pdf", "别的.pdf")]
    bureau.edit("我要开己店", *files)
    bureau.submit()
    bureau.check()
    kept = folder / "guides" / "files" / files[0].digest
    kept.unlink()
    with pytest.raises(WorldTrouble, match="不见了"):
        bureau.publish()
    assert guide_versions(bureau.app.journal).known == before
    kept.write_bytes(PDF + "样本.pdf".encode())
    save_draft(bureau.app, bureau.draft.library, (replace(files[0], name="新.pdf"), files[1]), EDITOR)
    with pytest.raises(RuleRefused, match="没有核对通过"):  # its content is the same, its name is not
        bureau.publish()
    save_draft(bureau.app, bureau.draft.library, files, EDITOR)
    assert bureau.publish().files == bureau.draft.files == (files[0],)  # what no line names does not travel


class ReadTwice(GuideFiles):
    """The files of a bureau whose draft another program saves between the first and the second reading."""

    def __init__(self, folder: Path, other: Callable[[], object]) -> None:
        super().__init__(folder, guide_shelf())
        self._other, self._read = other, 0

    def draft(self) -> bytes | None:
        self._read += 1
        if self._read == 2:
            self._other()
        return super().draft()


def test_that_a_file_is_not_joined_to_a_draft_that_another_program_has_changed(
    bureau: Bureau, folder: Path
) -> None:
    def renamed() -> (
        None
    ):  # the file itself, as another program's lock would not let this one wait for it here
        held = bureau.app.guides.draft() or b""
        bureau.app.guides.save_draft(held.replace("我要开癸店".encode(), "我要开子店".encode()))

    bureau.edit("我要开癸店")
    app = replace(bureau.app, guides=ReadTwice(folder, renamed))
    with pytest.raises(StaleBase, match="在别处改过"):
        import_library(app, small(), bureau.who(), whole=True)
    assert bureau.draft.library["bundles"]["1"]["name"] == "我要开子店"


def test_that_a_higher_number_taken_in_meanwhile_is_not_gone_behind(
    bureau: Bureau, folder: Path, tmp_path: Path
) -> None:
    lower, higher = bureau.release("我要开辛店").number, bureau.release("我要开壬店").number
    with window_on(tmp_path / "window", bureau.clock) as window:
        bureau.believed_by(window)
        clerk = window.journal.staff()[0]

        def take_in() -> None:
            import_guide(window, bureau.pack(higher), clerk)

        files = Meanwhile(tmp_path / "window", compiling=take_in)
        with pytest.raises(RuleRefused, match=f"已有更新的第{higher}版"):
            import_guide(replace(window, guides=files), bureau.pack(lower), clerk)
        assert [v.publication.number for v in guide_versions(window.journal).known] == [higher]


def test_that_nothing_is_published_by_a_clock_that_went_back(bureau: Bureau) -> None:
    checked(bureau, "我要开卯店")
    bureau.clock.at = FRIDAY.replace(year=2025)
    with pytest.raises(RuleRefused, match="时间待核"):
        bureau.publish(date(2025, 11, 20))
    bureau.clock.at = FRIDAY
    bureau.publish()


def test_that_a_draft_that_was_moved_away_begins_again_with_what_was_published_last(
    bureau: Bureau, folder: Path
) -> None:
    first = bureau.release("我要开丑店", attach_guide_file(bureau.app, "样本.pdf", PDF))
    said = bureau.release("我要开寅店", *first.files)
    assert said.previous == first.digest
    before = bureau.draft
    (folder / "guides" / "draft.json").unlink()
    again = bureau.draft
    assert (again.library, again.files, again.base) == (before.library, said.files, said.digest)
    kept = save_draft(bureau.app, again.library, again.files, OTHER["code"], again)
    assert kept.editors == ()  # who changes nothing edits nothing
    with pytest.raises(RuleRefused, match=f"{said.title}没有不同"):
        bureau.submit()


def test_that_of_two_programs_one_at_a_time_saves_the_draft(
    bureau: Bureau, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with open_app(folder, bureau.clock) as other:

        def save_too() -> None:
            with pytest.raises(WorldTrouble, match="正被另一个程序占用"):
                save_draft(other, load_draft(other).library, (), CHECKER["code"])

        meanwhile(bureau, Meanwhile(folder, saving=save_too)).edit("我要开庚店")
        assert bureau.draft.editors == (EDITOR,)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b'{"library": {}}',
        b'{"library": {"bundles": []}}',
        b'{"library": {"a": "\xff"}}',
        b'{"library": ' + b'{"a":' * 100_000,
        b'{"library": {"bundles": {"1": null}, "questions": {}, "items": {}, "papers": {}, "switches": {},'
        b' "common": [], "common_hints": []}}',
    ],
)
def test_that_a_draft_that_is_none_is_told_in_one_sentence(bureau: Bureau, garbage: bytes) -> None:
    good = bureau.app.guides.draft()
    bureau.app.guides.save_draft(garbage)
    with pytest.raises(WorldTrouble, match=r"草稿 draft\.json 读不出"):
        load_draft(bureau.app)
    bureau.app.guides.save_draft(good or b"")


def test_that_nobody_checks_what_was_handed_in_while_reading_something_else(tmp_path: Path) -> None:
    with bureau_on(tmp_path / "b", SetClock(FRIDAY)) as bureau:
        bureau.edit("我要开甲店")
        bureau.submit()
        read = bureau.draft.digest
        bureau.edit("我要开乙店")
        bureau.submit()
        with pytest.raises(StaleBase):
            bureau.check(**CHECKER, seen=read)
        bureau.check(**CHECKER, seen=bureau.draft.digest)


def test_that_a_blank_form_with_other_content_counts_before_and_after_it_is_taken_in(
    bureau: Bureau, tmp_path: Path
) -> None:
    one, two = (attach_guide_file(bureau.app, "样本.pdf", PDF + tail) for tail in (b" 1", b" 2"))
    first, second = bureau.release("我要开卯店", one), bureau.release("我要开卯店", two)
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as window:
        bureau.believed_by(window)
        clerk = next(row for row in window.journal.staff() if row.role == "supervisor")
        known = import_guide(window, bureau.pack(first.number), clerk).versions
        assert preview_pack(window, bureau.pack(second.number)).changes == 1
        now = import_guide(window, bureau.pack(second.number), clerk).versions
        assert len(changes_between(window, known.last, now.last).changes) == 1
