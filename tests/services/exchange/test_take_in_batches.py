"""What other stations report is proved, kept beside the own stream, and shown; nothing is dropped (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from counter.db.check.check import rebuild_rows
from counter.domain.errors import StaleBase
from counter.domain.journal.exchange.batch import (
    EntryBatch,
    SentEntry,
    WithheldEntry,
    pack_batch,
    recomputed_hash,
)
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Revocation
from counter.services.exchange.own_batches import unorder_from
from counter.services.exchange.take_in_batches import settle_held
from counter.services.keys.trusted import append, settled_keys, signed
from tests.db import toy
from tests.foreign import foreign
from tests.services.exchange.stations import Station, case_id, placed, station


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """Window 04 with three cases; no test writes to it."""
    one = station(tmp_path_factory.mktemp("sender") / "p", "04")
    settled_keys(one.journal, one.clock.at.date())
    for number in (1, 2, 3):
        one.accept(number)
    one.add(case_id(1))
    yield one
    one.journal.close()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Station]:
    one = station(tmp_path / "here", "03")
    yield one
    one.journal.close()


@pytest.fixture
def knowing(here: Station, sender: Station) -> Station:
    """A window that trusts the sender's hall."""
    here.trusts(sender)
    return here


def with_entry(sender: Station, batch: EntryBatch, at: int, **fields: Any) -> EntryBatch:
    """The batch as its own station would sign it with another entry there."""
    one = batch.entries[at]
    assert isinstance(one, SentEntry)
    other = replace(one, **fields)
    other = replace(other, hash=recomputed_hash(batch.station, batch.epoch, other))
    return sender.sign(batch, (*batch.entries[:at], other))


def test_that_it_is_listed_and_that_the_same_again_changes_nothing(knowing: Station, sender: Station) -> None:
    batches = sender.batches()
    (taken,) = knowing.take_in(batches)
    assert (taken.outcome, taken.new, taken.known, taken.missing) == ("new", len(batches[0].entries), 0, None)
    row = knowing.journal.case_row(case_id(2))
    assert row is not None
    assert len(knowing.journal.papers_of(case_id(2))) == 2
    assert knowing.journal.entries(case_id(1))[-1].kind == "material.note"
    assert knowing.journal.entries("keys")[-1].station == "03"  # only cases are joint
    assert all(one.personal is None and not one.forgotten for one in knowing.journal.entries(case_id(1)))
    before = knowing.content()
    again = [*batches, *sender.batches(size=3)]
    assert knowing.outcomes(again) == ["known"] * len(again)
    kept = knowing.content()
    del before["batches"], kept["batches"]  # other cuts of the same entries are kept as proof
    assert kept == before
    assert knowing.faults() == []


def test_that_bundles_in_use_here_count_only_what_was_filed_here(knowing: Station, sender: Station) -> None:
    knowing.take_in(sender.batches())
    connection = knowing.journal.connection()
    connection.execute("UPDATE case_rows SET owner = '04'")
    connection.execute("DELETE FROM bundle_rows")
    knowing.accept(9)
    assert knowing.journal.bundle_usage()[0] == {8: 1}


def test_that_an_unknown_key_holds_a_batch_until_it_comes(here: Station, sender: Station) -> None:
    batches = sender.batches()
    before = here.content()
    assert here.outcomes(batches) == here.outcomes(batches) == ["held"]
    assert here.content() == before
    (held,) = here.journal.exchange().held()
    assert (held.kept, held.why, held.range) == (
        True,
        "unknown_key",
        (sender.code, 1, 1, len(batches[0].entries)),
    )
    assert any("待核实" in note for note in here.check().notes)
    assert settle_held(here.app)[0].outcome == "held"
    assert settle_held(here.app) == ()  # no key came since
    here.trusts(sender)
    assert [one.outcome for one in settle_held(here.app)] == ["new"]
    assert here.journal.exchange().held() == ()
    assert here.faults() == []


def test_that_the_other_window_of_one_name_does_not_lose_a_batch(
    here: Station, sender: Station, tmp_path: Path
) -> None:
    """Two halls gave one code: what the known one did not sign is refused, and comes in with the other's key."""
    namesake = station(tmp_path / "namesake", sender.code)
    here.trusts(namesake)
    assert here.outcomes(sender.batches()) == ["refused"]
    here.trusts(sender)
    assert [one.outcome for one in settle_held(here.app)] == ["new"]
    assert here.journal.exchange().held() == ()
    assert here.outcomes(namesake.batches()) == ["fork"]
    namesake.journal.close()


def test_that_a_gap_holds_nothing_back_and_is_named(knowing: Station, sender: Station) -> None:
    first, second, third = sender.batches(size=5)
    (taken,) = knowing.take_in([third])
    assert taken.missing == (sender.code, 1, 1, 10)
    assert knowing.journal.exchange().missing() == ((sender.code, 1, 1, 10),)
    assert any("还没有收到：窗口 04 第 1 期第 1 至 10 条" in note for note in knowing.check().notes)
    knowing.take_in([first])
    assert knowing.journal.exchange().missing() == ((sender.code, 1, 6, 10),)
    knowing.take_in([second])
    assert knowing.journal.exchange().missing() == ()
    assert knowing.faults() == []


def test_that_nothing_is_missing_before_what_the_hub_has_ordered(knowing: Station, sender: Station) -> None:
    """It takes no stream with holes, and hands on what concerns the reader."""
    _, second, third = sender.batches(size=5)
    assert knowing.take_in(placed([third], 7))[0].missing is None
    assert knowing.journal.exchange().missing() == ()
    knowing.take_in([second])  # by a stick
    assert knowing.journal.exchange().missing() == ((sender.code, 1, 1, 5),)
    knowing.take_in(placed([second], 6))
    assert knowing.journal.exchange().missing() == ()


def test_that_a_part_is_taken_in_and_the_rest_later(knowing: Station, sender: Station) -> None:
    """As after a cut in the middle, or for a reader who may read a part only."""
    (whole,) = sender.batches()
    part = replace(whole, entries=tuple(e for e in whole.entries if e.seq % 3 == 0))
    assert knowing.outcomes([part, part]) == ["new", "known"]
    assert knowing.faults() == []
    (taken,) = knowing.take_in([whole])
    assert (taken.new, taken.known) == (len(whole.entries) - len(part.entries), len(part.entries))
    assert knowing.outcomes([whole, part]) == ["known", "known"]
    assert knowing.faults() == []


def test_that_every_order_of_arrival_ends_the_same(tmp_path: Path, sender: Station) -> None:
    """Two stations wrote of one case without knowing of each other, one of them before it knew of the opening."""
    other = station(tmp_path / "other", "05")
    settled_keys(other.journal, other.clock.at.date())
    other.add(case_id(1), "supplement.note")
    both = [*placed(sender.batches(size=8)), *placed(other.batches(), 7)]
    found = set()
    for number, order in enumerate(permutations(both)):
        if number % 5:  # each of the three in every place
            continue
        one = station(tmp_path / f"s{number}", "03")
        one.trusts(sender)
        one.trusts(other)
        one.take_in(order)
        entries = one.journal.entries(case_id(1))
        rows = {row[1:] for row in one.content()["case_rows"]}
        found.add((tuple((e.id, e.pos) for e in entries), frozenset(rows)))
        assert one.faults() == []
        one.journal.close()
    other.journal.close()
    assert len(found) == 1


def test_that_a_base_names_the_heads_and_an_act_on_less_is_refused(knowing: Station, sender: Station) -> None:
    mine = knowing.add(case_id(1), "supplement.note")  # its opening is not here yet
    knowing.take_in(sender.batches())
    entries = knowing.journal.entries(case_id(1))
    theirs = [e for e in entries if e.station == sender.code]
    with knowing.journal.transaction() as tx:
        base = tx.last_id(case_id(1))
        assert base == " ".join(sorted((mine.id, theirs[-1].id)))
        for seen in (mine.id, theirs[-1].id, None):
            with pytest.raises(StaleBase):
                tx.append(foreign("material.note", case_id(1), {}, previous=seen), actor="W01")
        later = tx.append(foreign("material.note", case_id(1), {}, previous=base), actor="W01")
        tx.append(foreign("rating.closed", case_id(1), {}, previous=later.id), actor="W01")
        assert tx.last_id(case_id(1)) == later.id  # a rating does not travel, so nobody else could know it
        tx.commit()
    assert knowing.journal.entries(case_id(1))[-2].previous_entry_id == base
    assert knowing.faults() == []


def test_that_of_ratings_only_links_travel(knowing: Station, tmp_path: Path) -> None:
    there = station(tmp_path / "there", "05")
    case = there.accept(7)
    with there.journal.transaction() as tx:
        tx.append(foreign("rating.invited", case, {"secret": "s"}, previous=tx.last_id(case)), actor="W01")
        tx.append(foreign("ratings.batched", "ratings", {"box": "b"}), actor="system")
        tx.commit()
    there.add(case)
    knowing.trusts(there)
    (batch,) = there.batches()
    packed = pack_batch(batch)
    assert b"rating" not in packed
    assert b"secret" not in packed
    knowing.take_in([packed])
    kinds = [e.kind for e in knowing.journal.entries(case)]
    assert kinds == ["case.opened", "paper.issued", "paper.issued", "material.note"]
    assert sum(isinstance(one, WithheldEntry) for one in batch.entries) == 2
    assert knowing.outcomes([batch]) == ["known"]
    assert knowing.faults() == []
    there.journal.close()


def test_that_who_sends_a_rating_is_not_helped_to_spread_it(knowing: Station, sender: Station) -> None:
    (batch,) = sender.batches()
    knowing.take_in([with_entry(sender, batch, 5, kind="rating.refused", payload=b'{"why":"silent"}')])
    connection = knowing.journal.connection()
    assert connection.execute("SELECT COUNT(*) FROM taken_entries WHERE kind LIKE 'rating%'").fetchone() == (
        0,
    )
    assert knowing.faults() == []


def test_that_a_second_entry_of_one_number_is_kept_aside(knowing: Station, sender: Station) -> None:
    (batch,) = sender.batches()
    knowing.take_in([batch])
    before = knowing.content()
    forked = with_entry(sender, batch, 4, payload=b'{"other":1}')
    longer = replace(batch.entries[-1], seq=batch.last + 1, prev=b"x" * 32)  # type: ignore[type-var]
    assert isinstance(longer, SentEntry)
    longer = replace(longer, hash=recomputed_hash(sender.code, 1, longer))
    beyond = sender.sign(batch, (longer,))
    last = with_entry(sender, batch, len(batch.entries) - 1, payload=b'{"other":1}')
    results = knowing.take_in([forked, forked, beyond, last])
    assert [one.outcome for one in results] == ["fork"] * 4
    assert "两台电脑" in results[0].sentence
    assert knowing.content() == before
    assert [fork.seq for fork in knowing.journal.exchange().forks()] == [5, batch.last, batch.last]
    assert knowing.faults() == ["fork"] * 3


def test_that_nothing_bad_raises_or_leaves_half(knowing: Station, sender: Station, tmp_path: Path) -> None:
    (batch,) = sender.batches()
    real = station(tmp_path / "real", "06", demo=False)
    knowing.trusts(real)
    own = knowing.accept(50)
    mine = knowing.journal.entries(own)[0]
    entry = batch.entries[3]
    assert isinstance(entry, SentEntry)
    packed = pack_batch(batch)
    bad = {
        "unreadable": [b"", packed[:-9], packed + packed, b"\x98" + packed[1:]],
        "signature": [replace(batch, signature=b"0" * 64), replace(batch, first=2, entries=())],
        "changed": [replace(batch, entries=(replace(entry, payload=b"{}"),))],
        "numbers": [
            replace(batch, entries=(replace(entry, seq=99),)),
            replace(batch, hashes=batch.hashes + b"x"),
            replace(batch, first=2**62),
        ],
        "content": [with_entry(sender, batch, 3, payload=b"\x00")],
        "doubled": [
            with_entry(sender, batch, 3, id=mine.id),
            with_entry(sender, batch, 3, id=batch.entries[2].id),  # type: ignore[union-attr]
        ],
        "mixed": real.batches(),
    }
    huge = replace(entry, seq=2**63)
    bad["unreadable"].append(replace(batch, entries=(huge,)))
    before = knowing.content()
    for why, given in bad.items():
        for one in given:
            (result,) = knowing.take_in([one])
            assert (result.outcome, result.sentence[-1:]) == ("refused", "。"), (why, result)
            assert result.why == why
            assert why in {held.why for held in knowing.journal.exchange().held()}
    assert knowing.content() == before
    assert {held.why for held in knowing.journal.exchange().held() if held.kept} == {"signature"}
    assert knowing.faults() == []
    real.journal.close()


def test_that_content_of_any_shape_stops_nothing(knowing: Station, sender: Station) -> None:
    (batch,) = sender.batches()
    opening = next(e for e in batch.entries if isinstance(e, SentEntry) and e.kind == "case.opened")
    strange = with_entry(sender, batch, opening.seq - 1, payload=b'{"nothing":1}')
    (result,) = knowing.take_in([strange])
    assert (result.outcome, result.unread) == ("new", (opening.subject,))
    knowing.accept(50)
    assert knowing.faults() == ["elsewhere"]
    assert [f.kind for f in rebuild_rows(knowing.journal).faults] == ["elsewhere"]
    assert knowing.journal.case_row(case_id(50)) is not None


def test_that_a_number_of_ours_is_not_taken_over(knowing: Station, sender: Station) -> None:
    (batch,) = sender.batches()
    number, paper, _ = toy.accept(knowing.journal, case_id(50))
    opening = next(e for e in batch.entries if isinstance(e, SentEntry) and e.kind == "case.opened")
    stolen = f'{{"bundle":8,"number":"{number}"}}'.encode()
    knowing.take_in([with_entry(sender, batch, opening.seq - 1, payload=stolen)])
    row = knowing.journal.case_row(number)
    assert row is not None
    assert row.case == case_id(50)
    assert set(knowing.faults()) == {"no_row", "number"}
    assert {f.kind for f in rebuild_rows(knowing.journal).faults} == {"no_row", "number"}
    assert paper in {one.number for one in knowing.journal.papers_of(case_id(50))}


def test_that_a_paper_of_ours_is_not_taken_over(knowing: Station, sender: Station) -> None:
    (batch,) = sender.batches()
    toy.accept(knowing.journal, case_id(50))
    paper = knowing.journal.papers_of(case_id(50))[0]
    issued = next(e for e in batch.entries if isinstance(e, SentEntry) and e.kind == "paper.issued")
    stolen = f'{{"number":"another","paper":"{paper.paper}"}}'.encode()
    knowing.take_in([with_entry(sender, batch, issued.seq - 1, payload=stolen)])
    assert knowing.journal.papers_of(case_id(50))[0] == paper
    assert {"row"} <= set(knowing.faults())
    assert rebuild_rows(knowing.journal).faults
    assert knowing.journal.papers_of(case_id(50))[0] == paper


def test_that_who_came_first_with_a_number_of_ours_does_not_keep_it(
    knowing: Station, sender: Station
) -> None:
    (batch,) = sender.batches()
    (opening, issued) = (
        next(e for e in batch.entries if isinstance(e, SentEntry) and e.kind == kind)
        for kind in ("case.opened", "paper.issued")
    )
    number, first = "ZC03-1-2026-00001", "示市监受03-1〔2026〕1号"
    taken = with_entry(sender, batch, opening.seq - 1, payload=f'{{"bundle":8,"number":"{number}"}}'.encode())
    (next_, *_) = batch.entries[issued.seq - 1 :]
    assert isinstance(next_, SentEntry)
    said = f'{{"number":"{first}","paper":"x"}}'.encode()
    paper = replace(next_, prev=taken.entries[-1].hash, payload=said)
    paper = replace(paper, hash=recomputed_hash(sender.code, 1, paper))
    knowing.take_in([sender.sign(batch, (*taken.entries, paper))])
    assert knowing.journal.case_row(number) is not None
    assert toy.accept(knowing.journal, case_id(50))[:2] == (number, first)
    row = knowing.journal.case_row(number)
    assert row is not None
    assert row.case == case_id(50)
    assert knowing.journal.papers_of(case_id(50))[0].number == first
    assert rebuild_rows(knowing.journal).faults
    assert knowing.journal.papers_of(case_id(50))[0].number == first


def revocation(sender: Station, since: str) -> KeysTrusted:
    """The sender's hall says that its key is void from that day on."""
    trust = settled_keys(sender.journal, sender.clock.at.date())
    (certificate,) = trust.certificates
    seed = sender.journal.hall_seed()
    assert seed is not None
    said = Revocation("04", 1, certificate.public_key, since, "stolen", since, certificate.hall_key)
    return KeysTrusted("imported", revocations=(signed(said, seed),))


@pytest.mark.parametrize("since", ["2026-11-20", "2026-11-21"])
def test_that_a_revoked_key_counts_only_for_what_the_hub_ordered_before(
    knowing: Station, sender: Station, since: str
) -> None:
    append(knowing.journal, revocation(sender, since), actor="S01")
    assert knowing.outcomes(sender.batches()) == ["held"]  # by a stick: whoever has the key can date back
    assert knowing.outcomes(placed(sender.batches())) == ["held" if since == "2026-11-20" else "new"]


def test_that_the_hubs_order_is_learnt_and_forgotten(knowing: Station, sender: Station) -> None:
    parts = sender.batches(size=8)
    knowing.take_in(parts)
    assert {e.pos for e in knowing.journal.entries(case_id(3))} == {None}
    assert {one.outcome for one in knowing.take_in(placed(parts, 4))} == {"known"}
    knowing.add(case_id(3))
    assert [e.pos for e in knowing.journal.entries(case_id(3))][-2:] == [5, None]
    unorder_from(knowing.app, 5)
    assert {e.pos for e in knowing.journal.entries(case_id(3))} <= {4, None}
    knowing.take_in(placed(parts, 4))
    assert 5 in {e.pos for e in knowing.journal.entries(case_id(3))}
    assert knowing.faults() == []
