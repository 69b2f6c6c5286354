"""The files of a profile's guides: by hash, whole or told, and compiled anew where they are not whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.bootstrap.program import program
from counter.cli.io.program import CheckReport
from counter.db.guide.shelf import GuideShelf
from counter.db.guide.store import GuideFiles
from counter.domain.errors import WorldTrouble
from counter.domain.guide.library import canonical, library_of, version_of
from counter.domain.guide.pack import card_text
from counter.domain.guide.publication import VERSIONS, Publication, TakenIn
from counter.domain.journal import codec
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.draft import attach_guide_file
from counter.services.guide.import_pack import import_guide
from counter.services.guide.trust_bureau import trust_bureau
from counter.services.guide.versions import guide_versions
from counter.services.keys.back_offices import bureau_card
from tests.foreign import foreign
from tests.guide_files import small
from tests.services.bureau import bureau_on, window_on
from tests.services.office import FRIDAY, SetClock
from tests.settings import RESOURCES

NAMES = RESOURCES / "names"


@pytest.fixture
def store(tmp_path: Path) -> GuideFiles:
    """A store of a profile without any guide yet."""
    return GuideFiles(tmp_path, GuideShelf(RESOURCES / "guides"))


def test_that_a_new_profile_has_no_draft_and_makes_no_folder(store: GuideFiles, tmp_path: Path) -> None:
    assert store.draft() is None
    assert not list(tmp_path.iterdir())


def test_that_what_is_kept_is_read_back_and_a_change_is_told(store: GuideFiles) -> None:
    library = canonical(small())
    digest, file = store.keep(library), store.keep_file(b"%PDF")
    assert (store.library(digest), store.file(file)) == (library, b"%PDF")
    assert store.keep(library) == digest
    store.library_path(digest).write_bytes(library.replace(b"KNOWN", b"FOUND", 1))
    with pytest.raises(WorldTrouble, match="与发布时不一样"):
        store.library(digest)
    store.file_path(file).unlink()
    with pytest.raises(WorldTrouble, match="不见了"):
        store.file(file)
    store.keep(library)
    assert store.library(digest) == library


def test_that_a_draft_replaces_the_one_before(store: GuideFiles) -> None:
    store.save_draft(b"one")
    left = store.library_path("x").with_name("draft.json.1-2.new")
    left.write_bytes(b"half of a dr")  # its program was killed
    store.save_draft(b"two")
    assert store.draft() == b"two"
    assert not left.exists()


def test_that_what_no_longer_fits_leaves_the_one_before_and_no_half(
    store: GuideFiles, tmp_path: Path
) -> None:
    """A write that meets the end of the disk takes a part and says nothing; only the next one fails."""
    resource = pytest.importorskip("resource")
    store.save_draft(b"one")
    _, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(WorldTrouble, match=r"guides/draft\.json .*写不进去"):
            store.save_draft(b"x" * 200)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert store.draft() == b"one"
    assert [path.name for path in (tmp_path / "guides").iterdir()] == ["draft.json"]


def test_that_the_compiled_form_is_the_library_again(store: GuideFiles) -> None:
    library = small()
    folder = store.compiled_folder(store.keep(canonical(library)))
    shelf = GuideShelf(folder, names=NAMES)
    guide = shelf.guide()
    assert library_of(guide) == library
    assert guide.version == version_of(library)
    assert shelf.names().surnames


def test_that_the_shipped_guide_is_found_as_sharply_when_it_was_published() -> None:
    shipped = GuideShelf(RESOURCES / "guides")
    files = GuideFiles(Path("/nowhere"), shipped).compiled_files(canonical(library_of(shipped.guide())))
    index = (RESOURCES / "guides" / "index.json").read_bytes()
    assert json.loads(files["index.json"]) == json.loads(index)


@pytest.mark.parametrize("name", ["bundles.json", "manifest.json", "index.json", "sums.json"])
def test_that_a_compiled_file_that_is_not_whole_is_laid_out_anew(store: GuideFiles, name: str) -> None:
    folder = store.compiled_folder(store.keep(canonical(small())))
    good = (folder / name).read_bytes()
    (folder / name).write_bytes(good.replace(b'"', b"'", 1))
    assert store.compiled_folder(folder.name) == folder
    assert (folder / name).read_bytes() == good


def test_that_a_compiled_file_that_nothing_was_said_of_is_laid_out_anew(store: GuideFiles) -> None:
    """Else what an older program laid out, or half of the sums, would do for a start."""
    folder = store.compiled_folder(store.keep(canonical(small())))
    good = (folder / "items.json").read_bytes()
    sums = json.loads((folder / "sums.json").read_bytes())
    for kept in ({name: known for name, known in sums.items() if name != "items.json"}, [], {}):
        (folder / "sums.json").write_text(json.dumps(kept))
        (folder / "items.json").write_bytes(good.replace(b"\xe7", b"\xe8"))
        assert (store.compiled_folder(folder.name) / "items.json").read_bytes() == good


# -- counter check --


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Publication]:
    """A bureau and a window with the same version and its file."""
    folder, clock = tmp_path_factory.mktemp("published"), SetClock(FRIDAY)
    with bureau_on(folder / "bureau", clock) as bureau, window_on(folder / "window", clock) as window:
        bureau.believed_by(window)
        said = bureau.release("我要开甲店", attach_guide_file(bureau.app, "样本.pdf", b"%PDF-1.7 demo"))
        import_guide(window, bureau.pack(said.number), window.journal.staff()[0])
    return folder / "bureau", folder / "window", said


def _check(profile: Path, *, rebuild: bool = False) -> CheckReport:
    return program().check(profile, rebuild)


def test_that_whole_guides_are_clean_at_bureau_and_window(published: tuple[Path, Path, Publication]) -> None:
    bureau, window, _ = published
    assert _check(bureau).faults == _check(window).faults == ()


def test_that_a_signature_that_does_not_hold_and_a_key_nobody_believed_are_named(
    published: tuple[Path, Path, Publication], tmp_path: Path
) -> None:
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as window, open_app(published[0]) as bureau:
        signed = guide_versions(bureau.journal).known[0].signed
        text, key = card_text(bureau_card(bureau.journal)), readable_fingerprint(signed.public_key)
        trust_bureau(window.journal, text, fingerprint=key, code="S01", pin="9876")
        store = window.guides
        store.keep(bureau.guides.library(signed.publication.digest))
        store.keep_file(bureau.guides.file(signed.publication.files[0].digest))
        with window.journal.transaction() as tx:
            for said in (
                replace(signed, publication=replace(signed.publication, number=2)),
                replace(signed, publication=replace(signed.publication, number=3), public_key="ab" * 32),
            ):
                tx.append(
                    foreign(
                        kind_of(TakenIn).name, VERSIONS, codec.write(said), previous=tx.last_id(VERSIONS)
                    ),
                    actor="W01",
                )
            tx.commit()
    assert [fault.kind for fault in _check(tmp_path / "window").faults] == ["guide.signature", "guide.key"]


@pytest.mark.parametrize("place", [0, 1], ids=["bureau", "window"])
def test_that_every_planted_fault_is_named_at_its_version(
    published: tuple[Path, Path, Publication], place: int
) -> None:
    said = published[2]
    guides = published[place] / "guides"
    for path, kind in (
        (guides / f"{said.digest}.json", "guide.library"),
        (guides / "files" / said.files[0].digest, "guide.file"),
        (guides / said.digest / "items.json", "guide.compiled"),
        (guides / said.digest / "sums.json", "guide.compiled"),
    ):
        good = path.read_bytes()
        for bad in (good[:-1], None, "folder"):
            path.unlink()
            if isinstance(bad, bytes):
                path.write_bytes(bad)
            elif bad:
                path.mkdir()
            faults = [fault for fault in _check(published[place]).faults if fault.kind != "guide.draft"]
            assert [(fault.kind, fault.place) for fault in faults] == [(kind, said.version)]
            if path.is_dir():
                path.rmdir()
            path.write_bytes(good)
    (guides / said.digest / "items.json").write_bytes(b"{}")
    assert _check(published[place], rebuild=True).faults == ()


def test_that_a_draft_that_is_damaged_or_lacks_a_file_is_named(
    published: tuple[Path, Path, Publication],
) -> None:
    guides = published[0] / "guides"
    for path in (guides / "draft.json", guides / "files" / published[2].files[0].digest):
        good = path.read_bytes()
        path.write_bytes(good[: len(good) // 2])
        assert next(f.kind for f in _check(published[0]).faults) == "guide.draft"
        path.write_bytes(good)
    assert _check(published[0]).faults == ()


def test_that_a_bureaus_key_that_cannot_be_read_is_named(published: tuple[Path, Path, Publication]) -> None:
    key = published[0] / "bureau.key"
    good = key.read_bytes()
    key.write_bytes(good[: len(good) // 2])
    assert "guide.key" in {fault.kind for fault in _check(published[0]).faults}
    key.write_bytes(good)
