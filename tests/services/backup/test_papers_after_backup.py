"""What was issued between the last backup and the end of a PC, at the window that was restored from that backup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.db.backup.restore import restore_profile
from counter.db.backup.write import write_backup
from counter.db.keys.key_folder import load_keys
from counter.domain.case.acts.acts import Supplement
from counter.domain.case.item_state import ItemState
from counter.domain.hall.backup.progress import ignore_backup
from counter.domain.papers.verify.chain_check import ChainCheck
from counter.domain.papers.verify.proof import Proof, ProofReport, ProofTone
from counter.domain.papers.verify.signed_code import ChainPlace, read_code, signed_text
from counter.services.papers.verify_paper import verify_code
from tests.printing import samples
from tests.services.office import FRIDAY, MISSING, PEOPLE, RECEIVED, Office, SetClock, item
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line
from tests.services.proving import signed, today
from tests.settings import demo_hall

SHEET = replace(samples.receipt(), watermark=None)


def test_that_a_restored_window_neither_doubts_what_it_lost_nor_gives_its_numbers_again(
    tmp_path: Path,
) -> None:
    clock, real = SetClock(FRIDAY), replace(demo_hall(), demo=False, overlay=None)
    key = create_profile(tmp_path / "burnt", real, PEOPLE, clock)
    with open_app(tmp_path / "burnt", clock) as app:
        office = Office(app, clock)
        line = one_line(office)
        case = office.printed(office.file(office.visit(answers=EXISTING, brought={line: MISSING})))
        before = signed(app, SHEET).qr
        (tmp_path / "stick").mkdir()
        keys = load_keys(tmp_path / "burnt")
        backup = write_backup(tmp_path / "burnt", keys, tmp_path / "stick", clock.at, ignore_backup, 0).path
        office.later(hours=1)
        decided = office.do(case, Supplement({line: RECEIVED}))
        after = signed(app, SHEET).qr
        code = replace(read_code(after), place=ChainPlace(3, bytes(12)))
        altered = signed_text(code, app.journal.sign)  # by a stolen key, at a place that is in the backup
    restore_profile(backup, key, tmp_path / "new", ignore_backup)
    with open_app(tmp_path / "new", clock) as app:
        restored = Office(app, clock)

        def said(qr: str) -> ProofReport:
            return verify_code(app.journal, qr, today(app))

        assert said(before).record.chain is ChainCheck.HOLDS
        lost = said(after)
        assert (lost.proof, lost.tone, lost.holds) == (Proof.GENUINE, ProofTone.CARE, False)
        assert "用备份恢复过" in lost.sentence
        assert "补录" in lost.advice[0]
        assert not any("以出具窗口为准" in words or "泄露" in words for words in lost.advice)
        assert said(altered).record.chain is ChainCheck.OTHER
        assert item(restored.now(case), LICENCE).state is ItemState.TO_CORRECT
        again = restored.do(case, Supplement({line: RECEIVED}), restored.now(case).base)
        given = {p.number for p in decided.papers} - {p.number for p in case.papers}
        assert item(again, LICENCE).state is ItemState.ACCEPTED
        assert not given & {p.number for p in again.papers}
