"""Numbers and names of real people are put in order, judged by what cannot lie, and never turned away by guess."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from counter.domain.people.identity import (
    CheckedField,
    IdType,
    Mask,
    check_id,
    check_name,
    check_phone,
    check_uscc,
    mask_id,
    mask_name,
    mask_phone,
    mask_text,
    normalise_id,
    normalise_name,
)

TODAY = date(2026, 11, 20)
RESIDENT = IdType.RESIDENT_ID


def resident(area: str, birth: str, order: str = "123") -> str:
    body = area + birth + order
    return body + str(mod_11_2.calc_check_digit(body))


BIRTHS = st.dates(date(1900, 1, 1), TODAY).map(lambda d: f"{d:%Y%m%d}")
RESIDENTS = st.builds(
    resident,
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    BIRTHS,
    st.from_regex(r"[0-9]{3}", fullmatch=True),
)


@given(RESIDENTS)
def test_every_number_with_right_check_digit_and_real_date_is_taken(number: str) -> None:
    found = check_id(RESIDENT, number, TODAY)
    assert found.ok
    assert found.birth is not None
    assert found.sex == ("男" if int(number[16]) % 2 else "女")


@given(RESIDENTS, st.integers(0, 17), st.integers(1, 9))
def test_one_digit_misread_is_always_noticed(number: str, place: int, shift: int) -> None:
    if number[place] == "X":
        return
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    found = check_id(RESIDENT, wrong, TODAY)
    assert not found.ok
    assert found.sentence


@given(RESIDENTS, st.integers(0, 16))
def test_two_neighbours_swapped_are_always_noticed(number: str, place: int) -> None:
    if number[place] == number[place + 1]:
        return
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not check_id(RESIDENT, wrong, TODAY).ok


@pytest.mark.parametrize(
    "number",
    [
        resident("152103", "19600101"),  # 呼伦贝尔撤盟设市前的代码
        resident("152104", "19750630"),
        resident("152299", "19900101"),
        resident("910000", "19800101"),
        resident("999999", "20200229"),  # 演示人
        resident("000000", "19491001"),
        "11010519491231002X",
    ],
)
def test_an_area_code_is_never_a_reason(number: str) -> None:
    assert check_id(RESIDENT, number, TODAY).ok


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X\n",
        "\ufeff11010519491231\u200b002X\r\n",
        "1101051949\t1231002ｘ",
    ],
)
def test_however_it_was_typed_or_pasted_it_is_one_number(typed: str) -> None:
    assert normalise_id(typed) == "11010519491231002X"
    assert check_id(RESIDENT, typed, TODAY).ok


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "还没有填"),
        ("1101051949123100", "16位"),
        ("11010519491231002XX", "19位"),
        ("110105194912310021", "校验位"),
        ("110105194902300020", "出生日期不存在"),
        ("11010519491231A02X", "只能是数字"),
        (resident("152201", "20261121"), "今天以后"),
    ],
)
def test_a_wrong_number_gets_one_clear_sentence(number: str, words: str) -> None:
    found = check_id(RESIDENT, number, TODAY)
    assert not found.ok
    assert words in (found.sentence or "")
    assert (found.sentence or "").endswith("。")


def test_without_today_a_future_birth_is_not_judged() -> None:
    assert check_id(RESIDENT, resident("152201", "20991231")).ok


def test_no_sentence_repeats_the_number() -> None:
    found = check_id(RESIDENT, "110105194912310021", TODAY)
    assert "1949" not in (found.sentence or "")


@given(st.dates(date(1905, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_an_old_15_digit_number_becomes_its_18_digit_form_with_a_note(birth: date, order: int) -> None:
    found = check_id(RESIDENT, f"152201{birth:%y%m%d}{order:03d}", TODAY)
    assert found.ok
    assert found.birth == birth
    assert found.normalised == resident("152201", f"{birth:%Y%m%d}", f"{order:03d}")
    assert "旧号码" in (found.warning or "")


@pytest.mark.parametrize(
    ("area", "place"), [("810000", "香港"), ("820000", "澳门"), ("830000", "台湾"), ("152201", "内蒙古")]
)
def test_the_place_is_a_hint(area: str, place: str) -> None:
    assert place in check_id(RESIDENT, resident(area, "19900101"), TODAY).place_hint


def test_a_residence_permit_of_hongkong_macao_taiwan_is_taken() -> None:
    number = resident("810000", "19900101")
    assert check_id(IdType.RESIDENCE_PERMIT_HMT, number, TODAY).warning is None
    assert "居住证" in (check_id(RESIDENT, number, TODAY).warning or "")
    other = check_id(IdType.RESIDENCE_PERMIT_HMT, resident("152201", "19900101"), TODAY)
    assert other.ok
    assert other.warning


@pytest.mark.parametrize("number", ["CHN110019900101", "RUS 150019850505"])
def test_the_old_card_of_permanent_residents_is_taken(number: str) -> None:
    assert check_id(IdType.PERMANENT_RESIDENT, number, TODAY).ok


def test_the_new_card_of_permanent_residents_is_judged_by_its_check_digit() -> None:
    number = resident("911500", "19850505")
    assert check_id(IdType.PERMANENT_RESIDENT, number, TODAY).ok
    assert not check_id(
        IdType.PERMANENT_RESIDENT, number[:-1] + ("1" if number[-1] != "1" else "2"), TODAY
    ).ok


@pytest.mark.parametrize(
    ("id_type", "text", "warned"),
    [
        (IdType.PASSPORT, "E12345678", False),
        (IdType.PASSPORT, "1", True),
        (IdType.BIRTH_CERT, "Y150000001", False),
        (IdType.BIRTH_CERT, "150000001", True),
        (IdType.HOUSEHOLD, "152201001", False),
        (IdType.OTHER, "军字第123号", False),
    ],
)
def test_other_papers_are_taken_and_odd_forms_only_warned(id_type: IdType, text: str, warned: bool) -> None:
    found = check_id(id_type, text, TODAY)
    assert found.ok
    assert bool(found.warning) is warned


def test_somebody_without_papers_yet_is_taken() -> None:
    assert check_id(IdType.NONE_YET, "", TODAY).ok


@given(st.text(max_size=40), st.sampled_from(IdType))
def test_whatever_is_pasted_gets_an_answer_and_one_kind_of_it(text: str, id_type: IdType) -> None:
    found = check_id(id_type, text, TODAY)
    assert found.ok is (found.sentence is None)
    assert check_id(id_type, found.normalised, TODAY).ok is found.ok


@pytest.mark.parametrize("code", ["91350211M0000XUF46", "91350211m0000xuf46"])
def test_a_credit_code_that_fails_its_check_is_warned_and_not_blocked(code: str) -> None:
    found = check_uscc(code)
    assert found.ok
    assert found.warning


def test_a_right_credit_code_passes_in_any_writing() -> None:
    found = check_uscc(" 1144 0232 ＭＢ2D06811W\n")
    assert (found.normalised, found.ok, found.warning) == ("11440232MB2D06811W", True, None)


@pytest.mark.parametrize(("code", "words"), [("", "还没有填"), ("911502010000", "18位")])
def test_what_is_no_credit_code_is_told(code: str, words: str) -> None:
    assert words in (check_uscc(code).sentence or "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("+8613800001234", "13800001234"),
        ("+86 138 0000 1234", "13800001234"),
        ("008613800001234", "13800001234"),
        ("１３８００００１２３４\n", "13800001234"),
        ("10000001234", "10000001234"),
        ("0482-8212345", "04828212345"),
        ("(010) 6612 3456", "01066123456"),
        ("+86 482 8212345", "04828212345"),
        ("04828212345转801", "04828212345转801"),
        ("8212345", "8212345"),
        ("400-123-4567", "4001234567"),
        ("+7 914 123-45-67", "+79141234567"),
    ],
)
def test_phones_are_put_in_order(typed: str, kept: str) -> None:
    found = check_phone(typed)
    assert (found.normalised, found.ok) == (kept, True)


@pytest.mark.parametrize(("typed", "told"), [("没有", "没有数字"), ("13800001234、13900005678", "只写一个")])
def test_that_a_phone_nobody_can_call_is_told_for_what_it_is(typed: str, told: str) -> None:
    found = check_phone(typed)
    assert not found.ok
    assert told in (found.sentence or "")
    assert found.normalised in ("", typed), "two numbers are not made one"


@pytest.mark.parametrize("typed", ["", "  ", "138", "138000012345", "abc"])
def test_a_phone_of_wrong_length_gets_one_sentence(typed: str) -> None:
    found = check_phone(typed)
    assert not found.ok
    assert (found.sentence or "").endswith("。")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三", "张三"),
        (" 张 三 \n", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("J. R. SMITH", "J. R. SMITH"),
        ("𬭊喆䶮㛃", "𬭊喆䶮㛃"),
        ("Иван  Петров", "Иван Петров"),
        ("Anna Maria", "Anna Maria"),
        ("王\t五\x00\u200b", "王五"),
        ("兴安盟草原食品（乌兰浩特）有限公司", "兴安盟草原食品（乌兰浩特）有限公司"),
    ],
)
def test_names_keep_their_characters_and_lose_what_nobody_sees(typed: str, kept: str) -> None:
    assert normalise_name(typed) == kept


def test_sixty_characters_are_kept_and_sixty_one_told() -> None:
    assert check_name("巴" * 60).normalised == "巴" * 60
    assert check_name("巴" * 60).ok
    long = check_name("巴" * 61)
    assert not long.ok
    assert "61个字" in (long.sentence or "")


@pytest.mark.parametrize("typed", ["", "  ", "\n\n", "\u200b"])
def test_an_empty_name_is_told(typed: str) -> None:
    assert check_name(typed).sentence == "姓名没有填写。"


def test_digits_in_a_name_are_warned_only() -> None:
    found = check_name("张3")
    assert found.ok
    assert found.warning


def test_that_signs_are_no_name_and_no_character_of_a_name_is_refused() -> None:
    for name in ("张😀", "张☑"):
        found = check_name(name)
        assert not found.ok
        assert "不是文字" in (found.sentence or "")
    for name in (".", "·", "（）", "- -"):
        assert "没有一个字" in (check_name(name).sentence or "")
    for name in ("张\ue000", "\ue000", "张\U0003134a", "张\U000323b0"):
        found = check_name(name)
        assert found.ok
        assert "印作〓" in (found.warning or "")
    assert check_name("龙䶮㛃喆𬭊") == CheckedField("龙䶮㛃喆𬭊", ok=True)


@given(st.text(max_size=80))
def test_a_name_in_order_stays_as_it_is(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once)


def test_numbers_are_masked_as_the_profile_says() -> None:
    assert mask_id("152201199001011234") == "152201********1234"
    assert mask_phone("13800005678") == "138****5678"
    assert mask_id("152201199001011234", Mask(1, 1)) == "1" + "*" * 16 + "4"


@given(st.text(max_size=30), st.integers(0, 8), st.integers(0, 8))
def test_a_mask_keeps_the_length_and_hides_most_of_a_short_text(text: str, head: int, tail: int) -> None:
    masked = mask_text(text, Mask(head, tail))
    assert len(masked) == len(text)
    assert masked.count("*") >= min(4, len(text) * 2 / 3)


@pytest.mark.parametrize(
    ("name", "shown"), [("张三", "张*"), ("巴图吉雅", "巴**雅"), ("王小明", "王*明"), ("龙", "龙"), ("", "")]
)
def test_the_applicants_screen_shows_a_name_its_owner_knows(name: str, shown: str) -> None:
    assert mask_name(name) == shown
