"""Every file that leaves is PDF/A-3u: veraPDF says so, and says so of none that is not (decision 0020).

One start of the validator judges all files of this module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from counter.domain.document.document import A4, ROLL, PaperKind
from counter.domain.ratings.slip_code import Slip
from counter.printing.layout.layout import render_with
from counter.printing.press.slip import slip_pdf
from tests.keys import Hall
from tests.printing import every_paper, samples
from tests.printing.layout.test_drawn_signature import NAME as DRAWING
from tests.printing.pages import FONTS, TYPEFACES, made
from tools.validate_pdf_a import NoValidator, Verdict, validate

KINDS = every_paper.of_every_kind(every_paper.RARE)
STATES = every_paper.in_every_state(every_paper.LONG)


def slip(page: str) -> bytes:
    return slip_pdf(
        Slip("演示政务服务中心", "03", "ABCDEFGHJKLM", date(2026, 12, 1), "演示 无效", page), FONTS
    )


def signed() -> bytes:
    return made(replace(samples.receipt(), qr=Hall(1).window(2).text()))


def _broken(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The receipt after somebody changed something in it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(made(samples.receipt()))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _without_fonts(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        if "/FontDescriptor" in font:
            del font.FontDescriptor.FontFile2


def _unmapped(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        if "/ToUnicode" in font:
            del font.ToUnicode


def _act(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


BROKEN: Mapping[str, tuple[str, Callable[[pikepdf.Pdf], object]]] = {
    "no metadata": ("6.6.2.1-1", lambda pdf: pdf.Root.__delattr__("Metadata")),
    "no colours": ("6.2.4.3-4", lambda pdf: pdf.Root.__delattr__("OutputIntents")),
    "fonts left out": ("6.2.11.4.1-1", _without_fonts),
    "characters of no meaning": ("6.2.11.7.2-1", _unmapped),
    "an action": ("6.5.1-1", _act),
    "data of no purpose": ("6.8-4", lambda pdf: pdf.Root.__delattr__("AF")),
}


def _files() -> Mapping[str, bytes]:
    """Every file this module asks about, by name."""
    return {
        **{kind.value: made(document) for kind, document in KINDS.items()},
        **{state: made(document) for state, document in STATES.items()},
        "drawn": render_with(KINDS[PaperKind.PLEDGE], TYPEFACES, DRAWING),
        "signed": signed(),
        "slip": slip(A4),
        "slip from a roll": slip(ROLL),
        **{name: _broken(change) for name, (_, change) in BROKEN.items()},
        "no PDF": b"%PDF-1.7\nnothing",
    }


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """What veraPDF says of each file. It fails, and skips nothing, where there is no veraPDF or no Java."""
    folder = tmp_path_factory.mktemp("files")
    made_here = _files()
    places = [folder / f"{number}.pdf" for number in range(len(made_here))]
    for place, content in zip(places, made_here.values(), strict=True):
        place.write_bytes(content)
    return dict(zip(made_here, validate(places), strict=True))


@pytest.mark.parametrize("kind", PaperKind)
def test_that_a_paper_of_every_kind_is_pdf_a_whatever_the_name_on_it(
    judged: Mapping[str, Verdict], kind: PaperKind
) -> None:
    assert judged[kind].compliant, judged[kind].faults
    assert judged[kind].checks > 1000


@pytest.mark.parametrize("name", [*STATES, "drawn", "signed", "slip", "slip from a roll"])
def test_that_it_is_pdf_a_on_every_sheet_and_in_every_state(judged: Mapping[str, Verdict], name: str) -> None:
    assert judged[name].compliant, judged[name].faults
    assert judged[name].checks > 500


@pytest.mark.parametrize("name", BROKEN)
def test_that_a_file_with_one_thing_broken_is_refused_for_it(
    judged: Mapping[str, Verdict], name: str
) -> None:
    rule = BROKEN[name][0]
    assert not judged[name].compliant
    assert any(fault.startswith(rule) for fault in judged[name].faults), judged[name].faults


def test_that_a_file_which_is_no_pdf_is_refused_and_stops_nothing(judged: Mapping[str, Verdict]) -> None:
    assert not judged["no PDF"].compliant


def test_that_without_java_or_the_validator_it_is_told_how_to_mend_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as bare:
        bare.setattr(sys, "path", [])
        with pytest.raises(NoValidator, match="scripts/prepare dev"):
            validate([tmp_path / "any.pdf"])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoValidator, match="default-jre-headless"):
        validate([tmp_path / "any.pdf"])
