"""A character that no font has is named before paper is wasted; it never becomes a blank box."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.domain.document.document import Paragraph, Table
from counter.domain.errors import WorldTrouble
from counter.domain.papers.parts.displayable import as_shown, doubtful
from counter.printing.layout.layout import render_with
from counter.printing.type import machine_fonts
from counter.printing.type.glyphs import missing_glyphs
from counter.printing.type.typeface import Role, Typefaces
from tests.printing import samples
from tests.printing.pages import FONTS, TYPEFACES, made, text_of

NOWHERE = "\U0003134a"  # the last ideograph of Unicode 15: in no bundled font


@pytest.fixture(autouse=True)
def _no_fonts_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_fonts, "last_resorts", tuple)


def test_that_a_missing_character_is_named_with_its_place() -> None:
    document = replace(samples.receipt(), addressee=f"王{NOWHERE}：")
    assert missing_glyphs(document, TYPEFACES) == [(NOWHERE, "抬头")]


def test_that_places_are_told_in_words_a_clerk_knows() -> None:
    table = Table(("甲", "乙"), (("1", "2"), ("3", NOWHERE)), (1, 1))
    document = replace(samples.receipt(), body=(Paragraph("一"), Paragraph("\x07"), table))
    assert missing_glyphs(document, TYPEFACES) == [("\x07", "正文第2段"), (NOWHERE, "第1个表格第2行")]


def test_that_a_mark_stands_in_its_place_and_the_foot_says_which() -> None:
    document = replace(samples.receipt(), addressee=f"王{NOWHERE}：", body=(Paragraph("甲\u202e乙"),))
    text = text_of(made(document))
    assert "王〓：" in text
    assert "甲〓乙" in text
    said = "".join(text.split())
    assert "〓处是字体里没有的字符（U+202E文字方向控制符、U+3134A）" in said.replace(
        "U+3134A、U+202E文字方向控制符", "U+202E文字方向控制符、U+3134A"
    )
    assert "请手写补上，以手写为准" in said


def test_that_the_mark_is_drawn_not_an_empty_box() -> None:
    plain = replace(samples.receipt(), addressee="王〓：")
    marked = replace(samples.receipt(), addressee=f"王{NOWHERE}：")
    assert text_of(made(plain)).count("〓") == 1
    assert TYPEFACES.chain(Role.BODY)["〓"].advance == 1.0
    assert text_of(made(marked)).count("〓") == 2  # the word and the note


def test_that_every_unprintable_character_still_makes_a_paper() -> None:
    for (
        char
    ) in "\x00\x07\t\r\u2028\u2009\u00a0\u061c\u200f\u2066\ue000\ud800\uffff\ufffd\U000e0041\U0010ffff\u0378":
        document = replace(
            samples.receipt(), title=f"通知{char}书", addressee=f"王{char}：", number=f"1{char}号"
        )
        assert made(document).startswith(b"%PDF")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=12), st.text(st.characters(), max_size=12))
def test_that_no_text_whatever_keeps_a_paper_from_being_made(name: str, cell: str) -> None:
    table = Table(("甲",), ((cell,),), (1,))
    document = replace(samples.receipt(), addressee=name, body=(Paragraph(cell), table), foot=(name,))
    missing = [char for char, _ in missing_glyphs(document, TYPEFACES)]
    shown = as_shown(document, missing)
    assert missing_glyphs(shown, TYPEFACES) == []
    assert as_shown(shown, missing) == shown
    assert set(missing) <= set(
        doubtful(document)
    )  # nothing is drawn as a mark that the signing did not ask about
    assert made(document) == made(shown)


def test_that_other_blanks_become_plain_ones_without_a_note() -> None:
    text = text_of(made(replace(samples.receipt(), addressee="王\u2009二：")))
    assert "〓" not in text


def test_that_a_mongolian_name_is_a_mark_for_each_letter_and_the_foot_says_its_script() -> None:
    document = replace(samples.receipt(), addressee="ᠠᠯᠲᠠᠨ\u180eᠠ：")
    shown = as_shown(document, [char for char, _ in missing_glyphs(document, TYPEFACES)])
    assert shown.addressee == "〓〓〓〓〓〓："
    assert "（蒙古文）" in shown.foot[-1]
    assert "U+" not in shown.foot[-1]


def test_that_variation_selectors_and_joiners_need_no_glyph() -> None:
    assert "葛\u200b城" not in (
        text := text_of(made(replace(samples.receipt(), addressee="葛\U000e0100城\u200b：")))
    ), text
    assert "葛城：" in text


def test_that_every_ideograph_of_the_basic_block_prints_in_every_role() -> None:
    basic = "".join(map(chr, range(0x4E00, 0x9FEB)))
    for role in Role:
        chain = TYPEFACES.chain(role)
        assert all(chain[char].advance > 0 for char in basic)


def test_that_a_bold_subset_falls_back_to_the_whole_serif() -> None:
    assert TYPEFACES.chain(Role.TITLE)["收"].font == "NotoSerifSC-Bold"
    assert TYPEFACES.chain(Role.TITLE)["龘"].font == "NotoSerifSC-Regular"


def test_that_missing_bundled_fonts_are_told_as_trouble(tmp_path: Path) -> None:
    with pytest.raises(WorldTrouble, match="字体"):
        render_with(samples.receipt(), Typefaces(tmp_path))


def test_that_the_fangsong_of_the_machine_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "simfang.ttf"
    own.write_bytes((FONTS / "CounterKai-Regular.ttf").read_bytes())
    monkeypatch.setattr(machine_fonts, "installed", lambda: {"simfang.ttf": own})
    chain = Typefaces(FONTS).chain(Role.BODY)
    assert chain["收"].font == "simfang"
    assert chain["龘"].font == "NotoSerifSC-Regular"
    assert Typefaces(FONTS, own=False).chain(Role.BODY)["收"].font == "NotoSerifSC-Regular"


def test_that_a_font_that_forbids_embedding_is_passed_over(tmp_path: Path) -> None:
    free = (FONTS / "CounterKai-Regular.ttf").read_bytes()
    tables = {free[i : i + 4]: int.from_bytes(free[i + 8 : i + 12]) for i in range(12, 12 + 16 * free[5], 16)}
    at = tables[b"OS/2"] + 8
    (tmp_path / "free.ttf").write_bytes(free)
    (tmp_path / "bound.ttf").write_bytes(free[:at] + b"\x00\x02" + free[at + 2 :])
    (tmp_path / "cff.ttf").write_bytes(b"OTTO" + free[4:])
    (tmp_path / "short.ttf").write_bytes(b"\0\1\0\0")
    assert machine_fonts.embeddable(tmp_path / "free.ttf")
    assert not any(
        machine_fonts.embeddable(tmp_path / f"{name}.ttf") for name in ("bound", "cff", "short", "none")
    )
