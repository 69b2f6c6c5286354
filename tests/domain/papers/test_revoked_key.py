"""A revoked key: what is dated before proves nothing by that, and only the own copy says that a paper was issued."""

from __future__ import annotations

import pytest

from counter.domain.papers.verify.proof import (
    Kept,
    Known,
    Proof,
    ProofReport,
    ProofTone,
    Record,
    TextCheck,
    prove,
    with_record,
    with_text,
)
from counter.domain.papers.verify.trusted_keys import Trust, trust_of
from counter.services.keys.trusted import verify
from tests.keys import Hall

HALL = Hall(1)
WINDOW = HALL.window(2)
OTHER_WINDOW = HALL.window(3, "15220107")
TRUST = trust_of([HALL.says(WINDOW, OTHER_WINDOW)], verify)
GENUINE = WINDOW.text()


def proved(text: str, trust: Trust = TRUST) -> ProofReport:
    return prove(text, trust, verify)[0]


@pytest.mark.parametrize(
    ("since", "tone", "words"),
    [
        ("2026-11-21", ProofTone.CARE, "未能证明这份文书是在此之前出具的，请核对"),
        ("2026-11-20", ProofTone.BAD, "作废之后"),
        ("2026-01-01", ProofTone.BAD, "作废之后"),
    ],
)
def test_that_a_revoked_key_says_since_when_and_which_side_the_paper_is_on(
    since: str, tone: ProofTone, words: str
) -> None:
    trust = trust_of([HALL.says(WINDOW, revoked=(HALL.revokes(WINDOW, since),))], verify)
    report = proved(GENUINE, trust)
    assert (report.proof, report.tone) == (Proof.REVOKED_KEY, tone)
    assert words in report.sentence
    assert "电脑丢失" in report.advice[0]
    assert not report.holds


@pytest.mark.parametrize(
    ("text", "kept", "state", "words"),
    [
        (TextCheck.SAME, Kept.SAME, Known.ISSUED, "出具过这一份，要点、文字都和底档相同"),
        (TextCheck.PICTURE, Kept.SAME, Known.ISSUED, "文字请调出底档逐字核对"),
        (TextCheck.NO_ORIGINAL, Kept.SAME, Known.ISSUED, "文字请调出底档逐字核对"),
        (TextCheck.SAME, Kept.ESSENTIALS, Known.ISSUED, "文字请调出底档逐字核对"),
        (TextCheck.DIFFERS, Kept.SAME, Known.ISSUED, "被改动过，不能采信"),
        (TextCheck.SAME, Kept.OTHER, Known.ISSUED, "底档不同"),
        (TextCheck.SAME, Kept.SAME, Known.VOID, "未能证明"),
        (TextCheck.SAME, Kept.NOT_COMPARED, Known.ISSUED, "未能证明"),
        (TextCheck.SAME, Kept.NOT_COMPARED, Known.NO_RECORD, "未能证明"),
    ],
)
def test_that_of_a_revoked_key_only_the_own_copy_says_that_a_paper_was_issued(
    text: TextCheck, kept: Kept, state: Known, words: str
) -> None:
    trust = trust_of([HALL.says(WINDOW, revoked=(HALL.revokes(WINDOW, "2026-11-21"),))], verify)
    report = with_record(with_text(proved(GENUINE, trust), text), Record(state, 4, kept=kept))
    assert words in report.sentence
    assert report.tone is (ProofTone.BAD if "不能采信" in report.sentence else ProofTone.CARE)
    assert not report.holds


def test_that_only_the_hall_itself_can_revoke_its_windows_key() -> None:
    other = Hall(9, "某大厅")
    trust = trust_of([HALL.says(WINDOW), other.says(revoked=(other.revokes(WINDOW, "2026-01-01"),))], verify)
    assert proved(GENUINE, trust).proof is Proof.GENUINE


def test_that_the_earliest_day_of_several_revocations_counts() -> None:
    said = (HALL.revokes(WINDOW, "2026-11-20"), HALL.revokes(WINDOW, "2026-12-20"))
    trust = trust_of([HALL.says(WINDOW, revoked=said)], verify)
    assert trust.revocations[WINDOW.certificate.public_key].since == "2026-11-20"


def test_that_a_forged_paper_of_a_revoked_key_is_still_called_forged() -> None:
    trust = trust_of([HALL.says(WINDOW, revoked=(HALL.revokes(WINDOW, "2026-11-21"),))], verify)
    assert proved(OTHER_WINDOW.signs(WINDOW.code()), trust).proof is Proof.BAD_SIGNATURE
