"""Evidence proves what its signature says and no more: forged, foreign, unsigned or future evidence never accuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from counter.domain.errors import BadInput
from counter.domain.journal.stated_heads import StatedHead, head_message
from counter.domain.papers.verify.day_code import day_qr, short_code
from counter.domain.papers.verify.evidence import ACCUSING, EvidenceStanding, Judge
from counter.domain.papers.verify.signed_code import text_of
from counter.domain.papers.verify.trusted_keys import NO_TRUST, Trust, trust_of
from counter.services.keys.trusted import sign_with, verify
from tests.keys import TWINS, Hall, Window

HALL = Hall(1)
WINDOW = HALL.window(2)
OTHER = Hall(5).window(6)
TODAY = date(2026, 11, 21)
HASH = bytes(range(32))


@dataclass
class Chains:
    """The window's chain: ``entries`` of epoch 1 by number; ``whole``: whether it was computed to be so."""

    entries: Mapping[int, bytes] = field(default_factory=lambda: {4812: HASH})
    whole: bool = True
    own_epoch: int = 1

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        return self.entries.get(seq) if epoch == self.own_epoch else None

    def place(self, epoch: int | None = None) -> tuple[int, bytes]:
        last = max(self.entries, default=0) if epoch == self.own_epoch else 0
        return last, self.entries.get(last, bytes(32))

    def chain_holds(self, epoch: int, seq: int) -> bool:
        return self.whole


def judge(chains: Chains | None = None, trust: Trust | None = None) -> Judge:
    """The window judges evidence about itself."""
    known = trust or trust_of([HALL.says(WINDOW)], verify)
    return Judge(WINDOW.certificate.station, chains or Chains(), (), known, verify, TODAY)


def head(window: Window = WINDOW, **changes: object) -> StatedHead:
    """A head as that window states it."""
    certificate = window.certificate
    plain = StatedHead(
        certificate.station,
        certificate.epoch,
        4812,
        HASH.hex(),
        "2026-11-20T09:31:07+00:00",
        "2026-11-20",
        certificate.demo,
        certificate.public_key,
    )
    stated = replace(plain, **changes)  # type: ignore[arg-type]
    return replace(stated, signature=sign_with(window.own, stated.message()))


REWRITTEN = Chains({4812: bytes(32), 5000: HASH})


def test_that_of_two_keys_with_one_fingerprint_the_one_that_signed_is_meant() -> None:
    twins = [HALL.window(number) for number in TWINS]
    known = judge(trust=trust_of([HALL.says(*twins)], verify))
    for one in twins:
        assert known.day_sheet(day_qr(head(one))).standing is EvidenceStanding.AGREES


def test_that_a_sheet_that_agrees_says_how_far() -> None:
    found = judge().day_sheet(day_qr(head()))
    assert (found.standing, found.epoch, found.seq) == (
        EvidenceStanding.AGREES,
        WINDOW.certificate.epoch,
        4812,
    )
    assert "与2026年11月20日 日结单一致到" in found.sentence
    assert "4,812" in found.sentence
    assert "那以后的，它证明不了" in found.advice


@pytest.mark.parametrize(
    ("chains", "standing"),
    [(REWRITTEN, EvidenceStanding.DIFFERS), (Chains({4000: HASH}), EvidenceStanding.CUT)],
)
def test_that_a_rewritten_or_cut_journal_is_told_by_sheet_head_and_paper(
    chains: Chains, standing: EvidenceStanding
) -> None:
    for found in (judge(chains).day_sheet(day_qr(head())), judge(chains).head(head(), "file")):
        assert found.standing is standing
        assert "要么日志被改写过，要么密钥在别处用过" in found.advice
    code = WINDOW.code()
    assert code.place is not None
    moved = replace(code, place=replace(code.place, seq=4812, entry_hash=HASH[:12]))
    assert judge(chains).paper(WINDOW.signs(moved)).standing is standing
    assert judge().paper(WINDOW.signs(moved)).standing is EvidenceStanding.AGREES


def test_that_agreement_is_not_said_of_a_chain_that_is_broken() -> None:
    found = judge(Chains(whole=False)).day_sheet(day_qr(head()))
    assert found.standing is EvidenceStanding.BROKEN
    assert "不能说一致" in found.sentence


FORGED = {
    "of another window": day_qr(head(OTHER, station="15220199")),
    "signed by nobody": day_qr(replace(head(), signature="00" * 64)),
    "signed by a key nobody knows": day_qr(head(OTHER, station=WINDOW.certificate.station)),
    "changed after it was signed": day_qr(replace(head(), seq=4811)),
    "of a day to come": day_qr(head(at="2026-11-22T09:31:07+00:00")),
}


@pytest.mark.parametrize("name", FORGED)
def test_that_forged_evidence_never_accuses(name: str) -> None:
    found = judge(REWRITTEN).day_sheet(FORGED[name])
    assert found.standing is EvidenceStanding.UNUSABLE
    assert found.standing not in ACCUSING


def test_that_nonsense_with_a_right_form_is_refused_in_one_sentence() -> None:
    nonsense: tuple[dict[str, object], ...] = ({"epoch": 0}, {"seq": 0}, {"station": "a\x1b[2J"})
    for harm in nonsense:
        with pytest.raises(BadInput, match="不完整"):
            judge().day_sheet(day_qr(head(**harm)))
    strange = replace(WINDOW.code(), epoch=0)
    assert judge().paper(WINDOW.signs(strange)).standing is EvidenceStanding.UNUSABLE
    elsewhere = judge().paper(WINDOW.signs(replace(strange, station="坏\n的")))
    assert (elsewhere.standing, "坏" in elsewhere.sentence) == (EvidenceStanding.UNUSABLE, False)


def test_that_a_preview_and_an_old_paper_prove_nothing_here() -> None:
    preview = text_of(WINDOW.code())
    for text in (WINDOW.words_text(), preview):
        assert judge(REWRITTEN).paper(text).standing is EvidenceStanding.UNUSABLE


def test_that_a_short_code_agrees_but_never_accuses() -> None:
    station, epoch = WINDOW.certificate.station, WINDOW.certificate.epoch
    code = short_code(station, epoch, 4812, HASH)
    assert judge().short_code(code).standing is EvidenceStanding.AGREES
    for chains in (REWRITTEN, Chains({4000: HASH})):
        found = judge(chains).short_code(code)
        assert found.standing is EvidenceStanding.NOT_MATCHED
        assert "短码没有签名" in found.sentence
    assert judge().short_code(short_code(station, epoch, 0, HASH)).standing is EvidenceStanding.UNUSABLE
    with pytest.raises(BadInput):
        judge().short_code(code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_that_a_revoked_key_accuses_nobody_and_its_agreement_still_counts() -> None:
    revoked = HALL.says(WINDOW, revoked=(HALL.revokes(WINDOW, "2026-11-01"),))
    trust = trust_of([revoked], verify)
    assert judge(REWRITTEN, trust).day_sheet(day_qr(head())).standing is EvidenceStanding.NOT_MATCHED
    assert judge(trust=trust).day_sheet(day_qr(head())).standing is EvidenceStanding.AGREES


def test_that_a_strange_key_for_a_known_epoch_says_that_the_key_may_have_been_changed() -> None:
    strange = head(OTHER, station=WINDOW.certificate.station)
    assert "密钥被换过" in judge(REWRITTEN).day_sheet(day_qr(strange)).advice
    assert "整个不见了" in judge(REWRITTEN, NO_TRUST).day_sheet(day_qr(head())).advice


def test_that_an_epoch_that_names_no_earlier_one_proves_itself_alone() -> None:
    late = HALL.window(7, epoch=4110)
    own = (WINDOW.certificate, late.certificate)
    trust = trust_of([HALL.says(WINDOW, late)], verify)
    asked = Judge(late.certificate.station, Chains(own_epoch=4110), own, trust, verify, TODAY)
    found = asked.day_sheet(day_qr(head(late)))
    assert found.standing is EvidenceStanding.AGREES
    assert "更早的 A 期没有连在它上面" in found.advice
    assert "更早的" not in judge().day_sheet(day_qr(head())).advice


def test_that_a_head_beside_the_data_file_is_evidence_too() -> None:
    station, epoch = WINDOW.certificate.station, WINDOW.certificate.epoch
    signature = bytes.fromhex(sign_with(WINDOW.own, head_message(station, epoch, 4812, HASH)))
    assert judge().head_file(epoch, 4812, HASH, signature, station).standing is EvidenceStanding.AGREES
    assert (
        judge(REWRITTEN).head_file(epoch, 4812, HASH, signature, station).standing is EvidenceStanding.DIFFERS
    )
    assert (
        judge(REWRITTEN).head_file(epoch, 4812, HASH, bytes(64), station).standing
        is EvidenceStanding.UNUSABLE
    )
