"""Every paper maker keeps the same promises; the press also survives its child and leaves no trace."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.document.document import Table, from_json, to_json
from counter.domain.errors import WorldTrouble
from counter.printing.layout import covered_bytes
from counter.printing.layout.layout import render
from counter.printing.press.press import DirectPress, Press, PressFault
from counter.printing.reading import preview
from counter.services.context.ports import PaperMaker
from tests.keys import Hall
from tests.printing import samples
from tests.printing.pages import FONTS

NOWHERE = "\U0003134a"


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests of it, as one serves a whole day."""
    press = Press(FONTS)
    press.warm()
    yield press
    press.close()


class PaperMakerPromises:
    """What every ``PaperMaker`` must keep."""

    @pytest.fixture
    def maker(self) -> Iterator[PaperMaker]:
        raise NotImplementedError

    def test_that_a_paper_comes_out_as_pdf(self, maker: PaperMaker) -> None:
        assert maker.make(samples.receipt()) == render(samples.receipt(), FONTS)

    def test_that_the_pages_shown_are_the_pages_that_will_be_printed(self, maker: PaperMaker) -> None:
        pdf = render(samples.long_notice(), FONTS)
        assert list(maker.pages(samples.long_notice(), 300)) == preview.pages(pdf, 300)

    def test_that_papers_come_one_after_another(self, maker: PaperMaker) -> None:
        first = maker.make(samples.notice())
        assert maker.make(samples.receipt()) != first
        assert maker.make(samples.notice()) == first

    def test_that_threads_get_each_their_own_paper(self, maker: PaperMaker) -> None:
        numbers = [f"乌市监收综03〔2026〕{n}号" for n in range(8)]
        made: dict[str, bytes] = {}

        def make(number: str) -> None:
            made[number] = maker.make(replace(samples.proof(), number=number))

        threads = [threading.Thread(target=make, args=(number,)) for number in numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == {n: render(replace(samples.proof(), number=n), FONTS) for n in numbers}

    def test_that_a_missing_glyph_is_a_mark_and_its_character_is_known(self, maker: PaperMaker) -> None:
        marked = replace(samples.receipt(), addressee=NOWHERE)
        assert maker.make(marked) == render(marked, FONTS)
        assert maker.lacking(["王", NOWHERE, "\u202e", "\ud800"]) == (NOWHERE, "\u202e", "\ud800")
        assert maker.lacking([]) == ()
        assert maker.make(samples.receipt()).startswith(b"%PDF")


class TestDirectPress(PaperMakerPromises):
    @pytest.fixture
    def maker(self) -> Iterator[PaperMaker]:
        press = DirectPress(FONTS)
        yield press
        press.close()


class TestPress(PaperMakerPromises):
    @pytest.fixture
    def maker(self, press: Press) -> PaperMaker:
        return press

    def test_that_a_killed_child_is_replaced_without_notice(self, press: Press) -> None:
        press.make(samples.receipt())
        child = press.child
        assert child is not None
        child.kill()
        assert press.make(samples.receipt()) == render(samples.receipt(), FONTS)
        assert press.child is not child

    def test_that_our_own_fault_is_told_by_place_and_not_by_content(self, press: Press) -> None:
        broken = replace(samples.receipt(), body=(Table(("一",), (("白音布和", "2"),), (1.0,)),))
        with pytest.raises(PressFault) as caught:
            press.make(broken)
        assert "tables.py" in str(caught.value)
        assert "白音布和" not in str(caught.value)
        assert press.make(samples.receipt()).startswith(b"%PDF")

    def test_that_nothing_personal_stands_in_arguments_or_environment(self, press: Press) -> None:
        press.make(samples.receipt())
        child = press.child
        assert child is not None
        if not Path("/proc").is_dir():
            pytest.skip("needs /proc")
        told = b"".join(
            (Path("/proc") / str(child.pid) / name).read_bytes() for name in ("cmdline", "environ")
        )
        assert "白音布和".encode() not in told

    def test_that_no_thread_outlives_the_paper_it_watched(self, press: Press) -> None:
        before = set(threading.enumerate())
        press.make(samples.receipt())
        assert set(threading.enumerate()) <= before

    def test_that_the_child_ends_when_the_press_closes(self) -> None:
        press = Press(FONTS)
        press.make(samples.receipt())
        child = press.child
        assert child is not None
        press.close()
        assert child.poll() == 0
        with pytest.raises(RuntimeError, match="closed"):
            press.make(samples.receipt())


def test_that_a_press_which_hangs_is_given_up_with_a_sentence() -> None:
    press = Press(FONTS, patience=0.001)
    try:
        with pytest.raises(WorldTrouble, match="两次中断"):
            press.make(samples.long_notice())
    finally:
        press.close()


def test_that_no_file_is_left_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    press = Press(FONTS)
    press.make(samples.notice())
    press.close()
    assert list(tmp_path.rglob("*")) == []


def test_that_the_window_side_carries_no_reportlab() -> None:
    code = (
        "import sys; from counter.printing.press import press; from counter.printing.reading import preview;"
        "print([m for m in ('reportlab', 'PIL', 'segno', 'barcode', 'pypdfium2') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    answer = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("sample", [samples.receipt, samples.notice, samples.proof, samples.long_notice])
def test_that_a_document_survives_the_pipe(sample: object) -> None:
    document = sample()  # type: ignore[operator]
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


def test_that_a_signed_sheet_is_the_same_from_the_child_and_here_and_made_again() -> None:
    """The file is digested and signed between two orders; whoever makes it anew gets the same bytes."""
    window = Hall(1).window(2)
    document = replace(samples.notice(), qr=window.text())
    given: list[bytes] = []

    def sign(file_digest: bytes) -> str:
        given.append(file_digest)
        return window.signs(replace(window.code(), file_digest=file_digest))

    with contextlib.closing(Press(FONTS)) as press:
        made = press.make_signed(document, sign)
        assert made == DirectPress(FONTS).make_signed(document, sign)
        text = sign(given[0])
        assert press.make(replace(document, qr=text)) == made
    assert len(set(given)) == 1
    assert covered_bytes.digest_under(made, text) == given[0]
    assert covered_bytes.digest_under(made, window.text()) is None
