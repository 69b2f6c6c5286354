"""A courier file carries what a hub would: whole or not at all, twice or late without harm, reported when answered."""

from __future__ import annotations

import errno
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from msgspec.structs import replace

from counter.bootstrap.atomic_file import whole_file
from counter.db.file.errors import JournalBug
from counter.db.file.unfinished_file import UnfinishedFile
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.journal.exchange.batch import EntryBatch, pack_batch
from counter.domain.journal.exchange.courier import (
    BATCH,
    CourierDirection,
    CourierHead,
    CourierPart,
    head_bytes,
    read_head,
)
from counter.domain.papers.verify.trusted_keys import KeyRevoked, KeysTrusted, Revocation
from counter.services.exchange.copy_courier import copy_to_stick
from counter.services.exchange.courier_file import OpenedCourier, courier_bytes
from counter.services.exchange.courier_keys import adopt_statements
from counter.services.exchange.courier_partners import (
    CARRIED_REFUSED,
    CarriedRefused,
    last_copied,
    read_mark,
    trust_here,
)
from counter.services.exchange.give_order import give_order
from counter.services.exchange.hub_port import Acknowledged, HubUnreachable, KnownStream
from counter.services.exchange.pack_courier import courier_drafts
from counter.services.exchange.push_carried import push_carried
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round_marks import begin_marks
from counter.services.exchange.take_in_batches import AT_ONCE
from counter.services.keys.files import public_text
from counter.services.keys.trusted import append, public_of, signed, trusted_keys
from tests.db import toy
from tests.services.exchange.memory_hub import Cuts, MemoryHub, MemoryPort
from tests.services.exchange.stations import Station, case_id, placed, station
from tests.services.exchange.sticks import (
    copy,
    exchange,
    hall_and_townships,
    hall_at,
    joins,
    take,
    take_bytes,
    waiting,
)

Three = tuple[Station, Station, Station]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Three]:
    with hall_and_townships(tmp_path) as three:
        yield three


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


# -- what it is for --
def test_that_copied_is_not_reported_until_the_hall_answers(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    stick = tmp_path / "stick"
    near.accept(1)
    count = waiting(near)
    (up,) = copy(near, stick)
    assert waiting(near) == count
    (taken,) = take(hall, stick)
    assert (taken.outcome, taken.new > 0, taken.missing) == ("new", True, [])
    assert hall.journal.case_row(case_id(1)) is not None
    assert waiting(near) == count
    (down,) = copy(hall, stick)
    assert down.name == "01-A-to-03-0001.counter-mail"
    outcomes = [one.outcome for one in take(near, stick)]
    assert sorted(outcomes) == ["new", "own"]
    assert waiting(near) == 0
    before = up.read_bytes(), down.read_bytes()
    assert [one.outcome for one in take(far, stick)] == ["passed", "passed"]
    assert (up.read_bytes(), down.read_bytes()) == before
    assert near.faults() == hall.faults() == []


def test_that_every_order_of_files_ends_the_same(places: Three, tmp_path: Path) -> None:
    """Three files of one township, the newer ones with everything of the older: in any order, each twice."""
    hall, near, _ = places
    files = []
    for number in (1, 2, 3):
        near.accept(number)
        files += copy(near, tmp_path / f"stick{number}")
    contents = [one.read_bytes() for one in files]
    for number, order in enumerate(permutations(contents)):
        other = hall_copy(hall, tmp_path / f"hall{number}")
        with closing(other.journal):
            named = [take_bytes(other, one).numbers for one in (*order, *order)]
            assert named[-1] == ()
            assert (named[0] == ()) == (order[0] == contents[0])
            entries = other.journal.connection().execute("SELECT COUNT(*) FROM taken_entries").fetchone()[0]
            assert entries == waiting(near)
            assert other.journal.exchange().unplaced() == ()
            assert other.faults() == []


def hall_copy(hall: Station, folder: Path) -> Station:
    """The same profile at another place, as if only it had been there."""
    hall.journal.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(hall.journal.profile, folder)
    return Station(toy.open_journal(folder, hall.clock), hall.clock)


def test_that_two_townships_know_of_each_other_and_old_files_change_nothing(
    places: Three, tmp_path: Path
) -> None:
    hall, near, far = places
    hall.accept(9)
    near.accept(1)
    far.accept(2)
    for number in (1, 2):  # the second way brings what the first told the hall
        exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    near.add(case_id(2))
    for number in (3, 4):
        exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    exchange(hall, near, far, stick=tmp_path / "stick5")
    for number in (1, 2, 9):
        assert all(one.journal.case_row(case_id(number)) is not None for one in places)
        ids = [[entry.id for entry in one.journal.entries(case_id(number))] for one in places]
        assert ids[0] == ids[1] == ids[2]
    assert [one.kind for one in far.journal.entries(case_id(2))][-1] == "material.note"
    before = [one.content() for one in places]
    for number in (5, 1, 4, 2, 3, 3):
        for one in places:
            take(one, tmp_path / f"stick{number}")
    for one, kept in zip(places, before, strict=True):
        now = one.content()
        del now["exchange_marks"], kept["exchange_marks"]  # numbers of the files
        assert now == kept
    assert [one.faults() for one in places] == [[], [], []]


def test_that_an_answer_comes_on_another_townships_stick(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    near.accept(1)
    far.accept(2)
    written = near.journal.place()[0], far.journal.place()[0]
    copy(near, tmp_path / "lost")
    copy(far, tmp_path / "stick")
    take(hall, tmp_path / "lost")
    take(hall, tmp_path / "stick")
    copy(hall, tmp_path / "stick")  # near's answer lies on far's stick
    take(far, tmp_path / "stick")
    take(near, tmp_path / "stick")
    assert tuple(one.journal.exchange().acknowledged(1) for one in (near, far)) == written


def test_that_a_stolen_windows_key_is_known_at_the_other_end(places: Three, tmp_path: Path) -> None:
    """Revocations and certificates of the hall come along; a hall itself never does."""
    hall, near, far = places
    seed = hall.journal.hall_seed()
    assert seed is not None
    key, day = far.journal.public_key().hex(), hall.clock.at.date().isoformat()
    said = signed(Revocation("04", 1, key, day, "电脑被盗", day, public_of(seed)), seed)
    append(hall.journal, KeyRevoked(said), actor="S01")
    far.accept(2)
    copy(far, tmp_path / "stick")
    exchange(hall, near, stick=tmp_path / "stick")
    assert hall.journal.exchange().held()[0].why == "revoked"
    trust = trusted_keys(near.journal)
    assert trust.revocations[key] == said
    assert len(trust.halls) == 1
    strange = replaced(said, reason="改过")
    content = public_text(KeysTrusted("reported", revocations=(strange,))).encode()
    assert not adopt_statements(far.app, content, ())


def test_that_what_was_taken_in_by_half_is_not_acknowledged(places: Three, tmp_path: Path) -> None:
    """The hall's machine dies in the middle of taking in: the township keeps what it has to report."""
    hall, near, _ = places
    for number in range(1, AT_ONCE // 2):
        near.accept(number)
    copy(near, tmp_path / "stick")
    run = hall.journal.connection().execute
    run(
        f"CREATE TEMP TRIGGER cut BEFORE INSERT ON main.taken_entries WHEN NEW.seq = {AT_ONCE + 20} "
        "BEGIN SELECT RAISE(ABORT, 'cut'); END"
    )
    with pytest.raises(JournalBug, match="cut"):
        take(hall, tmp_path / "stick")
    run("DROP TRIGGER cut")
    give_order(hall.app)
    assert [kept.range.station for kept in hall.journal.exchange().unplaced()] == ["03"]
    assert [one.outcome for one in take(hall, tmp_path / "stick")] == ["new"]
    assert hall.journal.exchange().unplaced() == ()
    assert hall.faults() == []


def test_that_what_follows_a_gap_waits_for_it(places: Three) -> None:
    hall, near, _ = places
    near.accept(1)
    first, *rest = near.batches(size=3)
    hall.take_in(rest, "courier:03")
    give_order(hall.app)
    assert {kept.range.first for kept in hall.journal.exchange().unplaced()} == {one.first for one in rest}
    hall.take_in([first], "courier:03")
    give_order(hall.app)
    assert hall.journal.exchange().unplaced() == ()


# -- what goes wrong on the way --
def test_that_a_hall_put_back_to_an_older_day_asks_for_everything_again(
    places: Three, tmp_path: Path
) -> None:
    hall, near, far = places
    near.accept(1)
    exchange(hall, near, far, stick=tmp_path / "stick1")
    folder = tmp_path / "older"
    hall_copy(hall, folder).journal.close()
    near.accept(2)
    far.accept(3)
    for number in (2, 3):
        exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    assert waiting(near) == waiting(far) == 0
    older = Station(toy.open_journal(folder, hall.clock), hall.clock)
    with closing(older.journal):
        assert older.journal.station().epoch > hall.journal.station().epoch
        older.accept(4)
        for number in (4, 5, 6):
            exchange(older, near, far, stick=tmp_path / f"stick{number}")
        assert waiting(near) == waiting(far) == 0
        for number in (1, 2, 3, 4):
            ids = [[entry.id for entry in one.journal.entries(case_id(number))] for one in (older, near, far)]
            assert ids[0] == ids[1] == ids[2] != []
        for one in (near, far):
            take(one, tmp_path / "stick2")  # from before: its order is no longer the order
            assert positions_of(one) <= positions_of(older)
        assert [one.faults() for one in (older, near, far)] == [[], [], []]


def positions_of(one: Station) -> set[tuple[Any, ...]]:
    """The order as it is known there."""
    return {(kept.range, kept.pos) for kept in one.journal.exchange().placed(0, 1000)}


def test_that_a_window_put_back_gets_its_own_entries_back(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    near.accept(1)
    exchange(hall, near, far, stick=tmp_path / "stick1")
    folder = tmp_path / "older"
    hall_copy(near, folder).journal.close()
    near.accept(2)
    exchange(hall, near, stick=tmp_path / "stick2")
    older = Station(toy.open_journal(folder, near.clock), near.clock)
    with closing(older.journal):
        assert older.journal.case_row(case_id(2)) is None
        joins(older, hall)
        older.accept(3)
        exchange(hall, older, stick=tmp_path / "stick3")
        assert older.journal.case_row(case_id(2)) is not None
        assert waiting(older) == 0
        assert older.faults() == hall.faults() == []


def test_that_a_window_whose_certificate_is_not_here_is_held_and_waits(tmp_path: Path) -> None:
    hall, other = hall_at(tmp_path), hall_at(tmp_path / "other", "02")
    window = station(tmp_path / "05", "05")
    with closing(hall.journal), closing(other.journal), closing(window.journal):
        with pytest.raises(RuleRefused, match="还没有大厅签发的证书"):
            copy(window, tmp_path / "stick")
        joins(window, other)
        seed = other.journal.hall_seed()
        assert seed is not None
        window.accept(1)
        copy(window, tmp_path / "stick")
        assert take(hall, tmp_path / "stick")[0].outcome == "passed"  # for another hall
        hall.journal.keep_hall_seed(seed)
        held = take(hall, tmp_path / "stick")[0]
        assert (held.outcome, held.new) == ("held", 0)
        assert "待核实" in held.held[0]
        assert waiting(window) > 0


def test_that_a_missing_file_is_named(places: Three, tmp_path: Path) -> None:
    hall, near, _ = places
    for number in (1, 2, 3):
        near.accept(number)
        copy(near, tmp_path / str(number))
    assert take(hall, tmp_path / "3")[0].numbers == (1, 2)
    assert take(hall, tmp_path / "1")[0].numbers == (2,)
    assert take(hall, tmp_path / "2")[0].numbers == ()


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


# -- a hall that has a hub --
@dataclass
class HallPort(MemoryPort):
    """The hub as a hall's station sees it, which may push for another."""

    def open_epoch(
        self, epoch: int, public_key: bytes, certificate: bytes, machine: str, *, station: str | None = None
    ) -> None:
        self._as(station).open_epoch(epoch, public_key, certificate, machine)

    def known(self, epoch: int, after: int = 0, *, station: str | None = None) -> KnownStream:
        return self._as(station).known(epoch, after)

    def push(self, batch: EntryBatch, *, carried: bool = False) -> Acknowledged:
        return self._as(batch.station if carried else None).push(batch)

    def _as(self, station: str | None) -> MemoryPort:
        return MemoryPort(self.hub, station or self.code, self.cuts)


def test_that_a_hall_with_a_hub_pushes_on_behalf_and_answers_with_its_places(
    places: Three, tmp_path: Path
) -> None:
    hall, near, _ = places
    hub = MemoryHub()
    begin_marks(hall.app, hub.name)
    near.accept(1)
    copy(near, tmp_path / "stick")
    take(hall, tmp_path / "stick")
    copy(hall, tmp_path / "stick")
    take(near, tmp_path / "stick")
    assert waiting(near) > 0  # the hub has nothing yet
    for cut, after in ((2, False), (3, False), (3, True)):  # the last answer is lost, not the batch
        with pytest.raises(HubUnreachable):
            push_carried(hall.app, HallPort(hub, hall.code, Cuts(cut, after)))
    assert push_carried(hall.app, HallPort(hub, hall.code, Cuts())) == waiting(near)
    assert [one.station for one in hub.batches] == ["03"]
    assert hall.journal.exchange().unplaced() == ()
    assert push_carried(hall.app, HallPort(hub, hall.code, Cuts())) == 0
    copy(hall, tmp_path / "stick")
    take(near, tmp_path / "stick")
    assert waiting(near) == 0
    near.accept(2)
    copy(near, tmp_path / "stick2")
    take(hall, tmp_path / "stick2")
    hub.epochs["03", 1] = (bytes(32), b"", "another")
    assert push_carried(hall.app, HallPort(hub, hall.code, Cuts())) == 0
    noted = read_mark(hall.journal.exchange(), CARRIED_REFUSED, CarriedRefused)
    assert "另一台机器" in noted.sentences[0]


def test_that_the_light_stays_amber_until_the_answer_is_in(places: Three, tmp_path: Path) -> None:
    hall, near, _ = places
    near.accept(1)
    assert light_of(near) == "absent"
    for stick, said in (("stick", "warn"), ("stick", "good")):
        copy(near, tmp_path / stick)
        assert light_of(near) == "warn"
        if said == "good":
            take(hall, tmp_path / stick)
            copy(hall, tmp_path / stick)
            take(near, tmp_path / stick)
        assert light_of(near) == said
    near.accept(2)
    near.clock.passes(timedelta(days=8))
    assert light_of(near) == "bad"


def light_of(one: Station) -> str:
    """Tone of the light 上报."""
    return reporting_standing(one.app).light(one.clock.at)[0].value
