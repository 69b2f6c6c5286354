"""Neighbours keep each other's heads: every file brings them, only proved ones are kept, and they find a rewriting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.hall.backup.header import BackedUpHead
from counter.domain.hall.backup.loss import RestoreNote
from counter.domain.journal import codec
from counter.domain.journal.stated_heads import block, heads_of
from counter.domain.papers.verify.evidence import EvidenceStanding
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.backup.settle_restore import settle_restore
from counter.services.context.app import AppContext
from counter.services.keys.files import public_text, read_public
from counter.services.keys.hall_keys import trust_keys
from counter.services.keys.stated_heads import (
    SUBJECT,
    KeptHeads,
    keep_heads,
    known_heads,
    own_head,
    stated_heads,
    stating,
)
from counter.services.keys.trusted import settled_keys, sign_with
from counter.services.papers.compare_evidence import Given, compare_evidence, heads_text
from tests.keys import Hall
from tests.services.proving import real_app, today
from tests.services.visit.test_file_case import complete, file


def exported(app: AppContext) -> str:
    """What ``counter keys export`` writes."""
    trust = settled_keys(app.journal, today(app))
    keys = KeysTrusted("imported", tuple(trust.halls.values()), trust.certificates)
    return stating(app.journal, public_text(keys))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppContext, AppContext]]:
    """Two windows, of two halls; the second trusts the first."""
    folder = tmp_path_factory.mktemp("two")
    with (
        real_app(folder / "first") as first,
        real_app(folder / "second", hall="满洲里市政务服务中心", station="15078104", window="04") as second,
    ):
        trust_keys(second.journal, read_public(exported(first)), code="S01", pin="9876")
        yield first, second


def test_that_a_neighbour_keeps_what_is_news_and_gives_it_on(two: tuple[AppContext, AppContext]) -> None:
    first, second = two
    text = exported(first)
    (kept,) = keep_heads(second.journal, text, "大厅公钥文件", actor="S01").fresh
    head = own_head(first.journal)
    assert head is not None
    assert (kept.place, kept.hash) == (head.place, head.hash)
    assert keep_heads(second.journal, text, "大厅公钥文件", actor="S01").fresh == ()  # no entry without news
    assert len(second.journal.entries(SUBJECT)) == 1
    file(first, complete(first))
    (later,) = keep_heads(second.journal, exported(first), "大厅公钥文件", actor="S01").fresh
    assert later.seq > kept.seq
    assert [one.place for one in known_heads(second.journal)] == [kept.place, later.place]
    assert [one.place for one in stated_heads(second.journal) if one.station == "15070203"] == [later.place]

    given = Given("heads.json", content=heads_text(second.journal).encode())
    (found,) = compare_evidence(first, [given])
    assert (found.standing, found.seq) == (EvidenceStanding.AGREES, later.seq)
    (other,) = compare_evidence(second, [replace(given, content=heads_text(first.journal).encode())])
    assert other.standing is EvidenceStanding.UNUSABLE  # nothing of the second window is known there


def test_that_unproved_heads_and_those_of_the_own_station_are_not_kept(
    two: tuple[AppContext, AppContext],
) -> None:
    first, second = two
    head = own_head(first.journal)
    mine = own_head(second.journal)
    assert head is not None
    assert mine is not None
    before = known_heads(second.journal)
    forged = replace(head, seq=head.seq + 1000)
    unknown = replace(mine, station="15070299", seq=9)
    for text in (json.dumps(block([forged, unknown, mine])), "[]", "{", "{}", json.dumps({"heads": 3})):
        assert keep_heads(second.journal, text, "文件", actor="S01") == KeptHeads()
    assert known_heads(second.journal) == before
    assert (
        keep_heads(first.journal, json.dumps(block([mine])), "文件", actor="S01").fresh == ()
    )  # not certified there
    (taken,) = keep_heads(
        first.journal, json.dumps(block([mine])), "数据包", actor="S01", signers=(mine.public_key,)
    ).fresh
    assert taken == mine


def test_that_a_head_of_ones_own_that_contradicts_the_journal_is_told_and_kept(
    two: tuple[AppContext, AppContext],
) -> None:
    """As an owner leaves it who has rewritten the journal: his station key signed both."""
    _, second = two
    mine = own_head(second.journal)
    assert mine is not None
    assert keep_heads(second.journal, json.dumps(block([mine])), "登记册", actor="S01") == KeptHeads()
    other, cut = replace(mine, hash="00" * 32), replace(mine, seq=mine.seq + 1000)
    for told in (other, cut):
        forged = json.dumps(block([told]))
        assert keep_heads(second.journal, forged, "登记册", actor="S01") == KeptHeads()
        signature = second.journal.sign(told.message(), told.epoch).hex()
        signed = json.dumps(block([replace(told, signature=signature)]))
        kept = keep_heads(second.journal, signed, "登记册", actor="S01")
        assert [one.place for one in kept.fresh] == [told.place]
        assert f"第 {told.seq:,} 条" in kept.warning
        again = keep_heads(second.journal, signed, "登记册", actor="S01")
        assert (again.fresh, again.warning) == ((), kept.warning)
    assert [one.hash for one in stated_heads(second.journal) if one.place == mine.place] != [other.hash]
    note = RestoreNote("0f" * 32, mine.at, BackedUpHead(mine.station, mine.epoch, mine.seq, mine.hash))
    settle_restore(second.journal, lambda tx, case: None, note)
    assert keep_heads(second.journal, signed, "登记册", actor="S01") == KeptHeads(), "the restoring says why"
    given = Given("heads.json", content=heads_text(second.journal).encode())
    found = compare_evidence(second, [given])
    assert {one.standing for one in found} >= {EvidenceStanding.DIFFERS, EvidenceStanding.CUT}


def test_that_a_file_cannot_bring_the_hall_that_proves_it(two: tuple[AppContext, AppContext]) -> None:
    first, _ = two
    head = own_head(first.journal)
    assert head is not None
    hall = Hall(9)
    window = hall.window(10, station=head.station, epoch=head.epoch)
    forged = replace(head, hash="00" * 32, public_key=window.certificate.public_key)
    forged = replace(forged, signature=sign_with(window.own, forged.message()))
    for keys in (hall.says(window), KeysTrusted("exported")):
        values = {**block([forged]), "keys": codec.write(keys)}
        (found,) = compare_evidence(first, [Given("forged.json", content=json.dumps(values).encode())])
        assert found.standing is EvidenceStanding.UNUSABLE


def test_that_a_file_without_heads_is_read_as_before(
    two: tuple[AppContext, AppContext], tmp_path: Path
) -> None:
    first, _ = two
    text = exported(first)
    values = json.loads(text)
    assert heads_of(values)
    del values["heads"]
    assert read_public(json.dumps(values)) == read_public(text)
