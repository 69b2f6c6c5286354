"""One paper of every kind as its own words make it, for an applicant of any name: what holds of each must hold of all.

A kind that nothing here composes (one that is new, or needs an office of its own) is told in the words of the notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from counter.domain.case.item_events import Cause
from counter.domain.document.document import A5, ROLL, TITLES, Document, PaperKind
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.guide_sheet import guide_sheet
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.page_forms import as_form
from counter.domain.visit.visit import Visit
from tests import paper_cases
from tests.domain.papers import test_cover_sheet as cover_sheet
from tests.domain.papers import test_drafts as drafts
from tests.domain.papers import test_gap_notice as gaps
from tests.domain.papers import test_later_papers as later
from tests.domain.papers import test_problem_letter as letters
from tests.printing import samples
from tests.settings import setting, somebody

RARE = "㛃䶮𬭊喆镕堃犇淼"
"""A name of characters that few fonts have, one of them beyond U+FFFF."""

LONG = "额尔德尼木图·孛儿只斤·阿拉坦其其格"
"""A name as Mongolian ones are written out, longer than any field it is written in."""


def _contexts() -> Iterator[PaperContext]:
    yield from (paper_cases.RECEIPT, paper_cases.NOTICE, paper_cases.PROOF)
    yield paper_cases.one(PaperKind.CORRECTION_NOTICE, brought={"floor_plan": gaps.MISSING})
    yield from (gaps.PLEDGE, gaps.NOTICE, cover_sheet.COVER)
    yield from (drafts.context(Cause.INSISTED), drafts.context(Cause.NEGATIVE_RESULT))
    kinds = {
        PaperKind.SUPPLEMENT_RECEIPT: later.STILL,
        PaperKind.TRANSFER_SLIP: later.HANDED_ON,
        PaperKind.PROOF_OF_DELIVERY: later.SERVED,
        PaperKind.ROUND_SLIP: later.ROUND,
    }
    for kind, details in kinds.items():
        yield replace(paper_cases.NOTICE, kind=kind, title=TITLES[kind], details=details)


@cache
def of_every_kind(name: str) -> Mapping[PaperKind, Document]:
    """The first sheet of each kind, as it leaves, where that person applies."""
    found = {
        context.kind: compose(replace(context, applicant=somebody(name=name))) for context in _contexts()
    }
    at = setting()
    answers = paper_cases.answered(8, paper_cases.RESTAURANT, at)
    found[PaperKind.GUIDE_SHEET] = guide_sheet(paper_cases.STATION, at, Visit(8, answers))
    found[PaperKind.PROBLEM_LETTER] = letters.letter(letters.reported(reason=f"{name}问到时没有写几天。"))
    told = found[PaperKind.ACCEPTANCE_NOTICE]
    every = {kind: found.get(kind) or replace(told, kind=kind, title=TITLES[kind]) for kind in PaperKind}
    return {kind: as_leaving(document) for kind, document in every.items()}


def in_every_state(name: str) -> Mapping[str, Document]:
    """A notice on each form of sheet, reprinted, of a demo hall, void, over several pages, and stored long ago."""
    told = of_every_kind(name)[PaperKind.ACCEPTANCE_NOTICE]
    real = replace(told, watermark=None)
    return {
        "A5": as_form(real, A5),
        "80mm": as_form(real, ROLL),
        "A5 of a demo": as_form(told, A5),
        "80mm of a demo": as_form(told, ROLL),
        "reprint": sheet(real, 5, "阿木古郎（W01）", samples.ISSUED),
        "demo": replace(told, watermark="演示 无效"),
        "void": replace(real, watermark="作废", marks=(*real.marks, "作废")),
        "several pages": replace(samples.long_notice(), addressee=f"{name}："),
        "without codes": replace(real, code="", code_text="", qr=""),
        "stored without its moment": replace(real, issued=None),
        "a character nobody has": replace(real, addressee=f"{name}\U0003134a："),
    }
