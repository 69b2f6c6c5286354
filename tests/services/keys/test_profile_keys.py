"""The hall key and the certificates of a profile: made once, when first needed, and kept out of sight."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from counter.bootstrap.opening import open_app
from counter.domain.papers.verify.proof import Proof, TextCheck
from counter.services.context.app import AppContext
from counter.services.keys.trusted import SUBJECT, settled_keys, trusted_keys
from counter.services.papers.verify_paper import verify_code
from tests.printing import samples
from tests.services.proving import proved, real_app, signed, signed_pdf, today

NOTICE = replace(samples.notice(), watermark=None)


def test_that_a_profile_of_an_older_version_gets_its_hall_key_and_certificate_once(tmp_path: Path) -> None:
    with real_app(tmp_path / "profile") as app:
        assert app.journal.entries(SUBJECT) == ()
        assert app.journal.hall_seed() is None
        early = signed(app, NOTICE).qr  # signed before anybody certified the key
        assert verify_code(app.journal, early, today(app)).proof is Proof.GENUINE
        settled_keys(app.journal, today(app))
        assert [e.kind for e in app.journal.entries(SUBJECT)] == ["keys.trusted"]


def test_that_a_moved_profile_certifies_its_new_epoch_and_old_papers_stay_genuine(tmp_path: Path) -> None:
    with real_app(tmp_path / "profile") as app:
        old = signed(app, NOTICE).qr
        settled_keys(app.journal, today(app))
    shutil.copytree(tmp_path / "profile", tmp_path / "moved")
    with open_app(tmp_path / "moved") as app:
        assert app.journal.station().epoch > 1
        new = signed(app, NOTICE).qr
        assert {verify_code(app.journal, text, today(app)).proof for text in (old, new)} == {Proof.GENUINE}
        assert len(trusted_keys(app.journal).certificates) == 2


def test_that_a_demo_hall_signs_demo_papers_only(app: AppContext) -> None:
    report = proved(app, signed_pdf(app, samples.notice()))
    assert (report.proof, report.text, report.holds) == (Proof.DEMO, TextCheck.SAME, False)


def test_that_the_private_hall_key_stands_nowhere_in_the_clear(tmp_path: Path) -> None:
    with real_app(tmp_path / "profile") as app:
        settled_keys(app.journal, today(app))
        seed = app.journal.hall_seed()
        assert seed is not None
        entries = b"".join(e.payload + (e.sealed or b"") for e in app.journal.entries(SUBJECT))
    stored = entries + b"".join(p.read_bytes() for p in (tmp_path / "profile").rglob("*") if p.is_file())
    assert seed not in stored
    assert seed.hex().encode() not in stored
    assert (tmp_path / "profile" / "hall.key").stat().st_mode & 0o077 == 0
