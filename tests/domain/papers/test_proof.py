"""What a QR proves: forged, changed, unknown, revoked, unsigned and demo told apart; nothing genuine called forged."""

from __future__ import annotations

import string
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.papers.parts.qr_essentials import Essentials, qr_text
from counter.domain.papers.verify.proof import (
    NO_RECORD_WORDS,
    Known,
    Proof,
    ProofReport,
    ProofTone,
    Record,
    TextCheck,
    compared_lines,
    prove,
    with_record,
    with_text,
)
from counter.domain.papers.verify.scan import ScanKind, read_scan
from counter.domain.papers.verify.signed_code import (
    NO_PLACE,
    PREFIX,
    ChainPlace,
    essentials_of,
    is_paper_code,
    read_code,
    signed_text,
    text_of,
)
from counter.domain.papers.verify.trusted_keys import NO_TRUST, KeysTrusted, Trust, check_import, trust_of
from counter.services.keys.trusted import signed, verify
from tests.keys import ESSENTIALS, TWINS, Hall, Window

HALL = Hall(1)
WINDOW = HALL.window(2)
OTHER_WINDOW = HALL.window(3, "15220107")
TRUST = trust_of([HALL.says(WINDOW, OTHER_WINDOW)], verify)
GENUINE = WINDOW.text()


def proved(text: str, trust: Trust = TRUST) -> ProofReport:
    return prove(text, trust, verify)[0]


# ── the text of the QR ───────────────────────────────────────────────────────────────────────────────


def test_that_a_signed_code_reads_back_as_it_was_written() -> None:
    code = WINDOW.code()
    assert replace(read_code(GENUINE), signature=code.signature) == code
    assert essentials_of(GENUINE) == ESSENTIALS


def test_that_a_signed_code_is_small_letters_free_and_fits_a_qr_of_61_modules() -> None:
    assert set(GENUINE) <= set(string.ascii_uppercase + string.digits + ":")
    assert len(GENUINE) <= 366  # letters and digits of version 11, error level M


def test_that_the_older_form_reads_and_proves_as_before() -> None:
    older = WINDOW.words_text()
    assert older.startswith("COUNTER2:")
    assert len(older) <= 311
    assert proved(older).proof is Proof.GENUINE
    assert essentials_of(older.lower()) == ESSENTIALS
    assert text_of(read_code(older)) == older


def test_that_no_form_can_be_passed_off_as_another() -> None:
    older = WINDOW.words_text()
    for forged in (GENUINE.replace("COUNTER3", "COUNTER2"), older.replace("COUNTER2", "COUNTER3")):
        assert proved(forged).proof in (Proof.UNREADABLE, Proof.BAD_SIGNATURE)
    cut = replace(read_code(GENUINE), file_digest=b"", place=None)
    assert proved(text_of(cut)).proof is Proof.BAD_SIGNATURE


def test_that_nothing_personal_has_a_place_in_it() -> None:
    assert {f.name for f in fields(Essentials)} == {
        "case_number",
        "kind",
        "number",
        "issued",
        "items",
        "materials",
        "deadline",
        "copy",
        "case_id",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "kind_of_tomorrow"},
        {"number": ""},
        {"deadline": None},
        {"case_id": "不是UUID"},
        {"case_id": "0193A4C2-7B1E-7C3A-9D52-3F6C1B2A4E58"},
        {"items": 0, "materials": 60000, "copy": 999},
        {"number": "某某𬭊䶮监受综03A〔2026〕57号"},
    ],
)
def test_that_every_essential_survives(changes: dict[str, object]) -> None:
    assert essentials_of(WINDOW.text(**changes)) == replace(ESSENTIALS, **changes)  # type: ignore[arg-type]


def test_that_a_scanner_with_capslock_on_brings_the_same_code() -> None:
    assert proved(GENUINE.lower()).proof is Proof.GENUINE
    assert read_scan(GENUINE.lower()).number == ESSENTIALS.case_number


@pytest.mark.parametrize("text", ["", "COUNTER2:", "COUNTER2:ABC", GENUINE[:-7], GENUINE[:60], GENUINE + "A"])
def test_that_a_code_that_is_not_whole_is_unreadable_and_never_forged(text: str) -> None:
    with pytest.raises(BadInput):
        read_code(text)
    assert proved(text or "COUNTER2:").proof is Proof.UNREADABLE


@given(st.text(max_size=400))
def test_that_garbage_never_proves_anything(text: str) -> None:
    for given_text in (text, PREFIX + text, "COUNTER1:" + text):
        assert proved(given_text).proof in (Proof.NOT_OURS, Proof.UNREADABLE, Proof.UNSIGNED)


def test_that_a_scan_of_a_signed_paper_opens_its_case() -> None:
    scan = read_scan(GENUINE)
    assert (scan.kind, scan.number) == (ScanKind.CASE, ESSENTIALS.case_number)
    assert read_scan(GENUINE[:-5]).kind is ScanKind.UNKNOWN


# ── forging ──────────────────────────────────────────────────────────────────────────────────────────


def test_that_a_genuine_code_is_genuine_and_says_who_signed() -> None:
    report = proved(GENUINE)
    assert (report.proof, report.tone, report.holds) == (Proof.GENUINE, ProofTone.GOOD, True)
    assert report.essentials == ESSENTIALS
    assert HALL.card.hall in report.signer
    assert "15220103-1" in report.signer


@given(
    st.integers(0, len(GENUINE) - 1), st.sampled_from(string.ascii_letters + string.digits + "+/=-_ |：汉")
)
def test_that_no_changed_character_leaves_a_code_genuine(at: int, other: str) -> None:
    changed = GENUINE[:at] + other + GENUINE[at + 1 :]
    if changed.strip() != GENUINE:
        assert proved(changed).proof is not Proof.GENUINE


@pytest.mark.parametrize(
    "changes",
    [
        {"case_number": "15220103A26112000083"},
        {"kind": "registration_proof"},
        {"number": "乌市监受综03A〔2026〕58号"},
        {"issued": date(2026, 11, 21)},
        {"items": 3},
        {"materials": 8},
        {"deadline": date(2026, 12, 5)},
        {"deadline": None},
        {"copy": 2},
        {"case_id": "0193a4c2-7b1e-7c3a-9d52-3f6c1b2a4e59"},
        {"demo": True},
    ],
)
def test_that_a_forged_field_under_the_old_signature_is_called_forged(changes: dict[str, object]) -> None:
    forged = text_of(replace(WINDOW.code(**changes), signature=read_code(GENUINE).signature))
    assert proved(forged).proof is Proof.BAD_SIGNATURE


def test_that_a_forged_digest_is_called_forged() -> None:
    genuine = read_code(GENUINE)
    for forged in (
        replace(genuine, digest=bytes(16)),
        replace(genuine, file_digest=bytes(16)),
        replace(genuine, place=ChainPlace(4712, bytes(range(32, 44)))),
        replace(genuine, place=NO_PLACE),
    ):
        assert proved(text_of(forged)).proof is Proof.BAD_SIGNATURE


def test_that_a_signature_by_another_window_of_the_hall_is_no_signature_of_this_one() -> None:
    assert proved(OTHER_WINDOW.signs(WINDOW.code())).proof is Proof.BAD_SIGNATURE


def test_that_a_paper_of_another_window_of_the_same_hall_is_genuine_here() -> None:
    report = proved(OTHER_WINDOW.text())
    assert report.proof is Proof.GENUINE
    assert "15220107-1" in report.signer


def test_that_an_unsigned_preview_is_no_paper() -> None:
    picture = signed_text(WINDOW.code(), lambda _: bytes(64))
    assert proved(picture).proof is Proof.UNSIGNED
    assert "预览" in proved(picture).sentence


def test_that_a_paper_of_an_older_version_is_unsigned_and_never_forged() -> None:
    report = proved(qr_text(ESSENTIALS))
    assert (report.proof, report.essentials) == (Proof.UNSIGNED, ESSENTIALS)
    assert "伪造" not in report.sentence


@pytest.mark.parametrize(
    "text", ["https://example.com/x", "15220103A26112000075", "999999199001011238", "hello"]
)
def test_that_another_code_is_said_to_be_another_code(text: str) -> None:
    assert proved(text).proof is Proof.NOT_OURS
    assert not is_paper_code(text)


# ── whose key ────────────────────────────────────────────────────────────────────────────────────────


def test_that_the_key_of_an_unknown_hall_is_unknown_and_not_a_forgery() -> None:
    stranger = Hall(9, "科尔沁右翼前旗政务服务中心").window(10, "15222101")
    report = proved(stranger.text())
    assert (report.proof, report.tone) == (Proof.UNKNOWN_KEY, ProofTone.CARE)
    assert "不等于伪造" in report.sentence
    assert any("采用出具大厅的公钥文件" in words for words in report.advice)
    assert report.essentials == ESSENTIALS


def test_that_the_same_paper_is_genuine_once_its_hall_is_trusted() -> None:
    hall = Hall(9, "科尔沁右翼前旗政务服务中心")
    stranger = hall.window(10, "15222101")
    trust = trust_of([HALL.says(WINDOW), hall.says(stranger)], verify)
    assert proved(stranger.text(), trust).proof is Proof.GENUINE


def test_that_another_key_under_a_known_windows_name_is_pointed_out() -> None:
    pretender = Hall(9, "某大厅").window(10)
    report = proved(pretender.text())
    assert report.proof is Proof.UNKNOWN_KEY
    assert "另一把密钥" in report.advice[0]


@pytest.mark.parametrize("order", [TWINS, TWINS[::-1]])
def test_that_of_two_keys_with_one_fingerprint_the_one_that_signed_is_meant(order: tuple[int, int]) -> None:
    twins = [HALL.window(number) for number in order]
    trust = trust_of([HALL.says(*twins)], verify)
    for one in twins:
        assert proved(one.text(), trust).proof is Proof.GENUINE
    revoked = HALL.revokes(twins[0], "2026-11-01")
    trust = trust_of([HALL.says(*twins, revoked=(revoked,))], verify)
    assert [proved(one.text(), trust).proof for one in twins] == [Proof.REVOKED_KEY, Proof.GENUINE]


@pytest.mark.parametrize("revoking", [False, True])
def test_that_a_key_that_two_halls_call_their_own_proves_for_neither(revoking: bool) -> None:
    other = Hall(9, "某大厅")
    claimed = Window(
        signed(replace(WINDOW.certificate, hall_key=other.card.public_key), other.seed), WINDOW.own
    )
    revoked = (other.revokes(claimed, "2026-11-01"),) if revoking else ()
    trust = trust_of([HALL.says(WINDOW), other.says(claimed, revoked=revoked)], verify)
    report = proved(GENUINE, trust)
    assert (report.proof, report.tone) == (Proof.UNKNOWN_KEY, ProofTone.CARE)
    assert "“乌兰浩特市政务服务中心”、“某大厅”都说是自己的" in report.sentence
    assert any("作废了这把密钥" in words for words in report.advice) == revoking


def test_that_a_certificate_nobody_trusted_signed_is_worth_nothing() -> None:
    stranger = Hall(9).window(10, "15222101")
    lies = KeysTrusted("imported", (), (stranger.certificate,))
    assert trust_of([HALL.says(WINDOW), lies], verify).certificates == (WINDOW.certificate,)
    changed = replace(OTHER_WINDOW.certificate, public_key=stranger.certificate.public_key)
    assert trust_of([HALL.says(), KeysTrusted("imported", (), (changed,))], verify).certificates == ()


@pytest.mark.parametrize("field", ["hall", "region", "since", "demo"])
def test_that_a_changed_hall_card_is_not_taken_in(field: str) -> None:
    changed = replace(HALL.card, **{field: True if field == "demo" else "改"})  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        check_import(KeysTrusted("imported", (changed,)), NO_TRUST, verify)
    assert trust_of([KeysTrusted("imported", (changed,))], verify).halls == {}


def test_that_a_real_hall_cannot_certify_a_demo_window_as_real() -> None:
    demo = Hall(5, demo=True)
    certificate = signed(replace(demo.window(6).certificate, demo=False), demo.seed)
    with pytest.raises(BadInput):
        check_import(KeysTrusted("imported", (demo.card,), (certificate,)), NO_TRUST, verify)


# ── demo (L14) ───────────────────────────────────────────────────────────────────────────────────────


def test_that_a_demo_paper_is_never_a_genuine_paper() -> None:
    hall = Hall(5, demo=True)
    window = hall.window(6)
    trust = trust_of([hall.says(window)], verify)
    for text in (window.text(), window.text(demo=False)):
        report = proved(text, trust)
        assert (report.proof, report.holds) == (Proof.DEMO, False)
        assert "无效" in report.sentence
    stranger = proved(window.text())  # whose hall nobody here knows
    assert (stranger.proof, stranger.demo) == (Proof.UNKNOWN_KEY, True)
    assert "演示文书无效" in stranger.sentence
    assert proved(WINDOW.text(demo=True)).proof is Proof.DEMO  # a real key that signs a demo paper


# ── the words of a file, and what is known here ──────────────────────────────────────────────────────


def test_that_a_changed_text_is_told_though_the_signature_is_good() -> None:
    report = with_text(proved(GENUINE), TextCheck.DIFFERS)
    assert (report.proof, report.tone, report.holds) == (Proof.TEXT_DIFFERS, ProofTone.BAD, False)
    for text in (TextCheck.NO_ORIGINAL, TextCheck.SAVED_AGAIN, TextCheck.NOT_COMPARED):
        report = with_text(proved(GENUINE), text)
        assert (report.proof, report.tone, report.holds) == (Proof.NOT_COMPARED, ProofTone.CARE, False)
        assert "无法比对" in report.sentence
        assert not any("相同" in words for words in (report.sentence, *report.advice))
    assert with_text(proved(GENUINE), TextCheck.SAME).proof is Proof.GENUINE


def test_that_a_picture_says_that_its_words_were_not_compared() -> None:
    report = with_text(proved(GENUINE), TextCheck.PICTURE)
    assert report.proof is Proof.GENUINE
    assert any("没有比对" in words for words in report.advice)


def test_that_void_and_superseded_are_told_as_known_here() -> None:
    void = with_record(proved(GENUINE), Record(Known.VOID, 1))
    assert (void.proof, void.tone, void.holds) == (Proof.GENUINE, ProofTone.BAD, False)
    assert "作废" in void.sentence
    replaced = with_record(proved(GENUINE), Record(Known.SUPERSEDED, 1))
    assert (replaced.tone, replaced.holds) == (ProofTone.CARE, False)
    assert "代替" in replaced.sentence


def test_that_without_a_record_here_the_issuing_window_decides() -> None:
    report = with_record(proved(GENUINE), Record(Known.NO_RECORD))
    assert report.holds
    assert NO_RECORD_WORDS in report.advice


def test_that_a_reprint_says_which_one_it_is() -> None:
    report = with_record(proved(WINDOW.text(copy=4)), Record(Known.ISSUED, 4))
    assert any("重打第2次" in words for words in report.advice)
    assert report.essentials is not None
    assert dict(compared_lines(report.essentials))["联次（页脚）"] == "第4联（重打第2次）"


def test_that_more_copies_than_were_ever_made_is_pointed_out() -> None:
    report = with_record(proved(WINDOW.text(copy=9)), Record(Known.ISSUED, 2))
    assert any("请核对" in words for words in report.advice)


def test_that_what_is_to_be_compared_is_all_there_in_plain_words() -> None:
    lines = dict(compared_lines(ESSENTIALS))
    assert lines == {
        "文书名称": "受理通知书",
        "文号": "乌市监受综03A〔2026〕57号",
        "办件编号（条码下）": grouped(ESSENTIALS.case_number),
        "日期": "2026年11月20日",
        "事项（页脚）": "2项",
        "材料累计（页脚）": "9种",
        "最迟日期（页脚）": "2026年12月4日",
        "联次（页脚）": "第1联（共2联）",
    }


def test_that_every_answer_is_one_plain_sentence() -> None:
    texts = (GENUINE, "x", "COUNTER2:A", qr_text(ESSENTIALS), Hall(9).window(10).text())
    for report in map(proved, texts):
        assert report.sentence.endswith("。")
        assert report.sentence.count("。") == 1
