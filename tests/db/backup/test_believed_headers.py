"""What a backup says of itself is believed only as far as its seal, its signature and its data bear it out."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from counter.db.backup.contents import BodyReader, Contents, read_contents
from counter.db.backup.found import backups_in, opened_backup
from counter.db.backup.sealed_file import sealed
from counter.db.backup.thin import thin
from counter.db.file.connection import DATABASE, open_file
from counter.db.journal import epochs
from counter.db.journal.heads import HeadSigner
from counter.db.keys.key_folder import load_keys
from counter.db.keys.sealing import CaseKeys
from counter.domain.errors import BadInput
from counter.domain.hall.backup.header import SUFFIX, BackupHeader
from tests.db.backing_up import Made, at, back_up, backed_up_window, restore


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return backed_up_window(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize(
    "names",
    [
        ("counter.db", "../x"),
        ("counter.db", "heads/../../x.head"),
        ("counter.db", "/etc/x"),
        ("counter.db", "key.secret"),
        ("counter.db", "counter.db"),
        ("heads/1.head",),
    ],
)
def test_that_no_name_in_a_backup_leads_out_of_the_folder(names: tuple[str, ...]) -> None:
    table = Contents(tuple((name, 0) for name in names), ()).written()
    with pytest.raises(BadInput, match="目录读不出"):
        read_contents(BodyReader(iter([table])))


def resealed(made: Made, folder: Path, header: BackupHeader) -> Path:
    """The backup under another header, as only the window itself could seal and sign it."""
    keys = load_keys(made.profile)
    with opened_backup(made.file) as opened:
        body = b"".join(opened.body(keys))
    with closing(open_file(made.profile / DATABASE, keys.data)) as connection:
        epoch = epochs.latest(connection)
    assert epoch is not None
    station = epoch.station
    seed = epochs.seed_of(CaseKeys(keys.master), station.code, station.epoch, epoch.signing)
    file = folder / f"resealed{SUFFIX}"
    file.write_bytes(b"".join(sealed(header, keys, [body], HeadSigner(made.profile, seed).sign)))
    return file


def test_that_a_header_that_says_something_else_than_the_data_is_refused(made: Made, tmp_path: Path) -> None:
    with opened_backup(made.file) as opened:
        header = opened.header
    further = replace(header, head=replace(header.head, seq=header.head.seq + 1))
    for changed, words in ((further, "不一样"), (replace(header, schema="9999"), "更新版本")):
        file = resealed(made, tmp_path, changed)
        with pytest.raises(BadInput, match=words):
            restore(file, made.key, tmp_path / "new")
        assert not (tmp_path / "new").exists()
    restore(resealed(made, tmp_path, header), made.key, tmp_path / "new")


def test_that_forged_backups_push_out_no_true_one(made: Made, tmp_path: Path) -> None:
    stick, keys = tmp_path / "stick", load_keys(made.profile)
    shutil.copytree(made.file.parent, stick)
    with opened_backup(made.file) as opened:
        made_at = opened.header.made_at
    for hours in range(1, 5):
        later = made.content.replace(made_at.encode(), at(hours).isoformat().encode(), 1)
        (stick / f"forged-{hours}{SUFFIX}").write_bytes(later)
    assert len(backups_in(stick)) == 5
    assert thin(stick, keys, at(6)) == ()
    assert thin(stick, keys, at(24 * 40)) == ()
    back_up(made.profile, stick, 24 * 39)
    back_up(made.profile, stick, 24 * 40)
    assert len(thin(stick, keys, at(24 * 40))) == 5
