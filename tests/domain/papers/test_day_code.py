"""The codes of a 日结单 come back as they were made, and nothing else does."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.domain.journal.stated_heads import StatedHead, heads_of, newest, with_block, worth_keeping
from counter.domain.papers.verify.day_code import (
    day_qr,
    looks_like_short_code,
    may_be_of,
    read_day_qr,
    read_short_code,
    short_code,
    tag_of,
)
from counter.domain.text.checked_groups import ALPHABET

HEAD = StatedHead(
    "15220103", 4110, 4812, "ab" * 32, "2026-11-20T09:31:07+00:00", "2026-11-20", False, "cd" * 32, "ef" * 64
)
SHORT = short_code(HEAD.station, HEAD.epoch, HEAD.seq, bytes.fromhex(HEAD.hash))


def test_that_a_qr_brings_back_everything_but_the_key_itself() -> None:
    text = day_qr(HEAD)
    assert read_day_qr(text).by(HEAD.public_key) == HEAD
    assert read_day_qr(text.lower()).head == read_day_qr(text).head
    assert len(text) <= 221  # version 8 at level M: 49 modules
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:")


def test_that_every_character_of_a_qr_counts() -> None:
    text = day_qr(HEAD)
    for place in range(12, len(text), 7):
        other = text[:place] + ("B" if text[place] == "A" else "A") + text[place + 1 :]
        with suppress(BadInput):
            assert read_day_qr(other).head != read_day_qr(text).head
    for cut in (text[:-1], text[:40], text + "A", text.replace("DAY1", "DAY2")):
        with pytest.raises(BadInput, match="不完整"):
            read_day_qr(cut)


@given(
    epoch=st.integers(1, 65_535),
    seq=st.integers(1, 2**28 - 1),
    entry_hash=st.binary(min_size=32, max_size=32),
)
def test_that_a_short_code_is_read_however_it_was_typed(epoch: int, seq: int, entry_hash: bytes) -> None:
    code = short_code("15220103", epoch, seq, entry_hash)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    read = read_short_code(typed)
    assert (read.epoch, read.seq, read.tag) == (epoch, seq, tag_of("15220103", epoch, seq, entry_hash))
    assert may_be_of(read, "15220103")
    assert looks_like_short_code(code)


def test_that_one_wrong_character_names_its_group() -> None:
    for place, right in enumerate(SHORT):
        if right == "-":
            continue
        wrong = ALPHABET[(ALPHABET.index(right) + 5) % 32]
        with pytest.raises(BadInput, match=f"第 {place // 6 + 1} 组"):
            read_short_code(SHORT[:place] + wrong + SHORT[place + 1 :])
    with pytest.raises(BadInput, match="9 组"):
        read_short_code(SHORT[:-6])
    assert looks_like_short_code(SHORT[:-6])
    assert not any(map(looks_like_short_code, ("15220103A 261120 0007 2", "日结", "", "/tmp/a.pdf")))


def test_that_an_epoch_too_long_for_the_short_code_has_none() -> None:
    assert short_code("15220103", 1, 2**28, bytes(32)) == ""


def test_that_a_file_with_heads_is_otherwise_the_file_it_was() -> None:
    text = json.dumps({"form": "x", "rows": [1, {"b": "甲"}]}, ensure_ascii=False, indent=1) + "\n"
    given_text = with_block(text, [HEAD])
    values = json.loads(given_text)
    assert heads_of(values) == (HEAD,)
    del values["heads"]
    assert values == json.loads(text)
    assert given_text.startswith(text.rstrip().removesuffix("}").rstrip())
    assert heads_of(json.loads(text)) == ()


@pytest.mark.parametrize(
    "harm",
    [
        {"seq": 0},
        {"epoch": 70_000},
        {"hash": "AB" * 32},
        {"at": "2026-11-20"},
        {"at": "9999-12-31T23:59:59+00:00"},
        {"day": "20.11.2026"},
        {"signature": ""},
        {"station": "<b>"},
        {"public_key": "cd"},
        {"seq": "viele"},
    ],
)
def test_that_what_has_not_the_form_of_a_head_is_left_out(harm: dict[str, object]) -> None:
    values = json.loads(with_block('{"form": "x"}', [HEAD]))
    values["heads"]["heads"][0] |= harm
    assert heads_of(values) == ()


def test_that_of_the_heads_of_others_only_news_is_kept() -> None:
    def at(seq: int, day: str = "", entry_hash: str = "ab") -> StatedHead:
        return StatedHead(
            "15220104", 1, seq, entry_hash * 32, HEAD.at, day, False, HEAD.public_key, HEAD.signature
        )

    known = (at(10), at(8, "2026-11-19"))
    assert worth_keeping([at(9), at(10), at(8, "2026-11-19")], known) == ()
    assert worth_keeping([at(11)], known) == (at(11),)
    assert worth_keeping([at(7, "2026-11-18")], known) == (at(7, "2026-11-18"),)
    assert worth_keeping([at(10, entry_hash="ba")], known) == (at(10, entry_hash="ba"),)  # it contradicts
    assert newest([at(9), at(11), at(10)]) == (at(11),)
