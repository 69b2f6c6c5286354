"""The start phrase: the list it is drawn from, and reading it as people type it."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.services.keys.phrase import COUNTS, PhraseWords, canonical
from counter.services.keys.slot_kinds import SecretRefused

LIST = Path(__file__).resolve().parents[3] / "resources" / "phrase" / "words.txt"
WORDS = PhraseWords(LIST.read_text(encoding="utf-8").splitlines())
KNOWN = "813d05a1a6865ece2764f9ab41e4bc2e1ef86381f4a264b554e7e80539b3881d"


def test_that_the_list_is_the_one_that_phrases_in_use_were_drawn_from() -> None:
    assert hashlib.sha256(LIST.read_bytes()).hexdigest() == KNOWN


def test_that_each_word_is_typed_in_its_own_way_and_begins_no_other() -> None:
    letters = sorted(word.letters for word in WORDS.words)
    assert len(set(letters)) == len({word.hanzi for word in WORDS.words}) == 4096
    assert not [a for a, b in pairwise(letters) if b.startswith(a)]
    assert all(word.isascii() and word.isalpha() and word.islower() and "v" not in word for word in letters)
    assert all(len(word.hanzi) == 2 for word in WORDS.words)


@given(st.data())
def test_that_a_phrase_is_read_as_people_type_it(data: st.DataObject) -> None:
    words = WORDS.draw(data.draw(st.sampled_from(COUNTS)))
    between = data.draw(st.sampled_from(["", " ", "  ", ", ", "，", "-", "\u3000", "\n", "'"]))
    forms = [word.hanzi if data.draw(st.booleans()) else word.letters for word in words]
    typed = f" {between.join(forms)} "
    if data.draw(st.booleans()):
        typed = typed.upper()
    if data.draw(st.booleans()):
        typed = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in typed)  # full width
    assert WORDS.read(typed) == canonical(words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tianqi dianhau huoche pingguo", r"第 2 个词不在词表里，是不是 电话 dianhua？"),
        ("tianqi dianhuahuoche pinguo", r"第 4 个词不在词表里，是不是 苹果 pingguo"),
        ("tianqidianhuahuochepinguo", r"第 4 个词不在词表里，是不是 苹果 pingguo"),
        ("天气 电话 火车 芒果", "第 4 个词不在词表里。请对照原件"),
        ("zzzz qqqq wwww xxxx", "第 1 个词不在词表里。请对照原件"),
        ("tianqi dianhua huoche", "4 个或 5 个词，输入了 3 个"),
        ("", "请输入"),
        (" 。- ", "请输入"),
        ("12 34", "请输入"),
        ("\u0000\ud800", "请输入"),
        ("a" * 100_000, "第 1 个词"),
    ],
)
def test_that_a_slip_is_told_with_its_place(typed: str, said: str) -> None:
    with pytest.raises(SecretRefused, match=said) as refused:
        WORDS.read(typed)
    assert refused.value.field == "phrase"


def test_that_another_number_of_words_is_not_drawn() -> None:
    with pytest.raises(BadInput, match="4 个或 5 个"):
        WORDS.draw(3)
    assert len({canonical(WORDS.draw()) for _ in range(50)}) == 50
