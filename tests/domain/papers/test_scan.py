"""One scan, one meaning: a person, an organisation, one of our cases, or a sentence saying what it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.papers.parts.qr_essentials import Essentials, qr_text
from counter.domain.papers.verify.scan import ScanKind, read_scan
from counter.domain.people.identity import IdType

ID = "999999199001011238"
CASE = "15220103A26112000072"


@pytest.mark.parametrize("typed", [ID, f"{ID}\r\n", f" {ID[:6]} {ID[6:14]} {ID[14:]} ", f"身份证号：{ID}"])
def test_a_number_alone_is_a_person(typed: str) -> None:
    found = read_scan(typed)
    assert (found.kind, found.number, found.name) == (ScanKind.PERSON, ID, "")


@pytest.mark.parametrize(
    "typed",
    [
        f"巴图吉雅,{ID}",
        f"{ID},巴图吉雅",
        f"巴图吉雅\n{ID}\n",
        f"巴图吉雅\t女\t蒙古族\t19900101\t内蒙古自治区兴安盟乌兰浩特市\t{ID}",
        f"姓名:巴图吉雅|性别:女|身份证号:{ID}",
        f"{ID}|女|汉|巴图吉雅|乌兰浩特市公安局",
        f"巴图吉雅;{ID};",
    ],
)
def test_name_and_number_of_common_readers_are_told_apart(typed: str) -> None:
    found = read_scan(typed)
    assert (found.kind, found.number, found.name) == (ScanKind.PERSON, ID, "巴图吉雅")


def test_a_rare_name_passes_the_scanner() -> None:
    assert read_scan(f"李𬭊·㛃,{ID}").name == "李𬭊·㛃"


def test_a_wrong_check_digit_is_still_that_persons_card_and_judged_at_the_field() -> None:
    found = read_scan(ID[:-1] + "1")
    assert (found.kind, found.number) == (ScanKind.PERSON, ID[:-1] + "1")


def test_that_the_end_of_a_number_that_came_apart_is_not_read_as_somebody_elses() -> None:
    """Read as an old number of fifteen digits it was of another birthday, and the name written before it went."""
    assert read_scan("152201900101123").kind is ScanKind.UNKNOWN
    assert read_scan(ID[3:]).kind is ScanKind.UNKNOWN


def test_a_residence_permit_is_a_persons() -> None:
    permit = "810000199001010014"
    assert read_scan(permit).id_type is IdType.RESIDENCE_PERMIT_HMT


@pytest.mark.parametrize("typed", [CASE, "15220103a 261120 0007 2\n", "１５２２０１０３A26112000072"])
def test_our_bar_code_is_a_case(typed: str) -> None:
    assert read_scan(typed) == read_scan(CASE)
    assert (read_scan(typed).kind, read_scan(typed).number) == (ScanKind.CASE, CASE)


def test_our_papers_qr_leads_to_its_case() -> None:
    text = qr_text(
        Essentials(
            CASE, "acceptance_notice", "乌市监受综03A〔2026〕118号", date(2026, 11, 20), 1, 6, None, 1, "x"
        )
    )
    assert (read_scan(text).kind, read_scan(text).number) == (ScanKind.CASE, CASE)


def test_a_credit_code_is_an_organisation() -> None:
    assert read_scan("11440232MB2D06811W").kind is ScanKind.ORGANISATION


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "没有扫到内容"),
        ("\r\n", "没有扫到内容"),
        ("https://example.invalid/licence?x=1", "网址"),
        ("COUNTER1:xx", "不完整"),
        ("15220103A26112000073", "像是办件条码"),
        ("999999199013321230", "出生日期不存在"),
        ("6901234567892", "13位数字"),
        ("11440232MB2D068110", "统一社会信用代码"),
        ("你好", "没有改动"),
    ],
)
def test_anything_else_is_named_in_one_sentence(typed: str, words: str) -> None:
    found = read_scan(typed)
    assert found.kind is ScanKind.UNKNOWN
    assert words in found.sentence
    assert found.sentence.endswith("。")


@given(st.text(max_size=120))
def test_every_payload_gets_an_answer(text: str) -> None:
    found = read_scan(text)
    assert (found.kind is ScanKind.UNKNOWN) == bool(found.sentence)
