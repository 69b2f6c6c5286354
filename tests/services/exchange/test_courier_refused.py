"""A courier file that is cut, changed, forged or of others changes nothing; a broken stick leaves nothing."""

from __future__ import annotations

import errno
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from msgspec.structs import replace

from counter.bootstrap.atomic_file import whole_file
from counter.db.file.unfinished_file import UnfinishedFile
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.journal.exchange.batch import pack_batch
from counter.domain.journal.exchange.courier import (
    BATCH,
    CourierDirection,
    CourierHead,
    CourierPart,
    head_bytes,
    read_head,
)
from counter.services.exchange.copy_courier import copy_to_stick
from counter.services.exchange.courier_file import OpenedCourier, courier_bytes
from counter.services.exchange.courier_partners import (
    last_copied,
    trust_here,
)
from counter.services.exchange.pack_courier import courier_drafts
from tests.services.exchange.stations import Station, case_id, placed
from tests.services.exchange.sticks import (
    copy,
    hall_and_townships,
    take_bytes,
    waiting,
)


@dataclass
class Prepared:
    """A hall, a township and what it wrote for the hall; nothing of it was taken in."""

    hall: Station
    near: Station
    up: bytes

    def untouched(self, content: bytes) -> str:
        """What is said of such a file, which must leave everything as it was."""
        before = self.hall.content()
        taken = take_bytes(self.hall, content)
        assert self.hall.content() == before
        assert (taken.outcome, taken.new, taken.known) == ("refused", 0, 0)
        assert taken.sentence.endswith("。")
        return taken.sentence

    def head(self) -> CourierHead:
        """Of the file."""
        return OpenedCourier(io.BytesIO(self.up)).head

    def rewritten(self, **fields: Any) -> bytes:
        """The file as the township would write it with another head."""
        return b"".join(courier_bytes(replace(self.head(), **fields), (), self.near.journal.sign))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("prepared")
    with hall_and_townships(folder) as (hall, near, _):
        for number in (1, 2):
            near.accept(number)
        (up,) = copy(near, folder / "stick")
        hall.faults()
        trust_here(hall.app)
        yield Prepared(hall, near, up.read_bytes())


@pytest.mark.parametrize("where", [0, 1, 12, 15, 17, 60, 0.3, 0.6, 0.9, -81, -65, -64, -1])
def test_that_a_file_cut_anywhere_changes_nothing(prepared: Prepared, where: float) -> None:
    at = int(where * len(prepared.up)) if 0 < where < 1 else int(where)
    assert prepared.untouched(prepared.up[:at]) != ""


def test_that_any_changed_byte_is_seen(prepared: Prepared) -> None:
    size = len(prepared.up)
    for at in (*range(40), *range(40, size, size // 60), *range(size - 90, size, 9)):
        changed = bytearray(prepared.up)
        changed[at] ^= 1
        prepared.untouched(bytes(changed))


def test_that_doubled_or_put_together_it_is_refused(prepared: Prepared) -> None:
    assert "多出" in prepared.untouched(prepared.up + prepared.up)
    assert "多出" in prepared.untouched(prepared.up + b"\0")
    other = b"".join(next(courier_drafts(prepared.near.app)).content())
    for at in (len(prepared.up) // 2, len(prepared.up) - 64):
        prepared.untouched(prepared.up[:at] + other[at:])
    assert "不是本程序" in prepared.untouched(b"PK\x03\x04" + bytes(100))
    assert "更新版本" in prepared.untouched(prepared.up.replace(b"COUNTERMAIL1", b"COUNTERMAIL2", 1))
    assert "更新版本" in prepared.untouched(prepared.rewritten(form=2))


def test_that_demo_and_real_never_mix(prepared: Prepared) -> None:
    assert "演示" in prepared.untouched(prepared.rewritten(demo=False))


def test_that_a_body_of_any_shape_is_refused_with_a_sentence(prepared: Prepared) -> None:
    head = prepared.head()
    sign = prepared.near.journal.sign
    for kind, content in ((2, b"\xc1"), (2, b""), (2, b"\x95\x01\x01\x01\x01\x01")):
        made = b"".join(courier_bytes(head, [CourierPart(kind, content)], sign))
        prepared.untouched(made)
    wrong = head_bytes(head).replace(b'"entries":', b'"entrees":')
    with pytest.raises(BadInput, match="开头读不出"):
        read_head(wrong)


def test_that_an_answer_signed_by_a_window_reports_nothing(prepared: Prepared) -> None:
    """Whoever has a window's key, and all files, cannot make another window believe that it has reported."""
    near, other = prepared.near, prepared.hall
    head = replace(
        prepared.head(),
        direction=CourierDirection.DOWN,
        to_station="03",
        recipients=(near.journal.public_key().hex(),),
        station=other.code,
        upto=9,
    )
    for public, sign in (
        (other.journal.public_key().hex(), other.journal.sign),
        (near.journal.public_key().hex(), near.journal.sign),
    ):
        parts = [CourierPart(BATCH, pack_batch(one)) for one in placed(near.batches())]
        forged = b"".join(courier_bytes(replace(head, public_key=public), parts, sign))
        before = waiting(near)
        taken = take_bytes(near, forged)
        assert (taken.outcome, waiting(near)) == ("refused", before)
        assert "不认识的大厅密钥" in taken.sentence


def test_that_nobody_else_reads_it_and_the_head_names_nobody(prepared: Prepared) -> None:
    content = json.dumps(json.loads(head_bytes(prepared.head())), ensure_ascii=False)
    for secret in ("欧阳示例", case_id(1), "case.opened"):
        assert secret not in content
        assert secret.encode() not in prepared.up
    opened = OpenedCourier(io.BytesIO(prepared.up))
    assert not opened.is_for({prepared.near.journal.public_key().hex()})  # not even who wrote it


# -- the stick --
class Full(UnfinishedFile):
    """A stick that is full after some bytes."""

    def append(self, content: bytes) -> None:
        """Add content, as far as there is room."""
        raise OSError(errno.ENOSPC, "no space left")


class Forgets(UnfinishedFile):
    """A stick that gives back something else than was written."""

    def read_back(self) -> BinaryIO:
        """Something else."""
        return io.BytesIO(b"\0" * 100)


@pytest.mark.parametrize(("broken", "said"), [(Full, "没能存到"), (Forgets, "盘可能坏了")])
def test_that_a_broken_stick_leaves_nothing_and_nothing_counts_as_copied(
    prepared: Prepared,
    tmp_path: Path,
    broken: type[UnfinishedFile],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("counter.db.file.unfinished_file.UnfinishedFile", broken)
    before = last_copied(prepared.near.app)
    stick = tmp_path / "stick"
    with pytest.raises(WorldTrouble, match=said):
        copy(prepared.near, stick)
    assert list(stick.iterdir()) == []
    assert last_copied(prepared.near.app) == before
    with pytest.raises(WorldTrouble, match="U盘没有插好"):
        list(copy_to_stick(prepared.near.app, tmp_path / "gone", whole_file))


def test_that_a_number_on_the_stick_is_not_given_again(prepared: Prepared, tmp_path: Path) -> None:
    """Killed between writing a file and noting its number."""
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "03-A-0041.counter-mail").write_bytes(prepared.up)
    assert next(courier_drafts(prepared.near.app, ["03-A-0041.counter-mail"])).head.number == 42
