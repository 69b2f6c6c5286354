"""What a search in the PDF finds: each number, each name and each mixed word of every sample, unbroken."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from counter.domain.document.document import Document, Paragraph, Table
from counter.domain.papers.parts.page_forms import as_form
from counter.printing.layout.plan import page_marks
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Typesetter
from tests.printing import samples
from tests.printing.pages import TYPEFACES, made, planned, text_of

AGENT = (
    "承办人：阿木古郎（W01），受乌兰浩特市农牧局委托收件（授权文件：演示授权〔2026〕9号），"
    "根据白音布和（本人）2026年11月23日签署的《容缺受理承诺书》（乌农牧诺综03A〔2026〕1号），于2026年11月23日先予受理。"
)
MIXED = replace(
    samples.receipt(),
    body=tuple(
        block
        for n in range(7)
        for block in (Paragraph("受理事项" * n + AGENT), Paragraph("的" * n + AGENT, small=True))
    ),
)
PAPERS = {
    "receipt": samples.receipt(),
    "notice": samples.notice(),
    "proof": samples.proof(),
    "long": samples.long_notice(),
    "mixed": MIXED,
    **{
        f"{name} {page}": as_form(paper, page)
        for page in ("A5", "80mm")
        for name, paper in (("notice", samples.notice()), ("proof", samples.proof()))
    },
}
NAMES = ("白音布和", "㛃𬭊堃", "阿木古郎", "乌兰浩特市镕䶮喆餐饮店")
WORD = re.compile(r"[一-鿿]{2,8}\d{2}[A-Z]?〔\d{4}〕\d+号|[0-9A-Za-z*]+(?:[-.,:/@_][0-9A-Za-z*]+)*")


def texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.number, document.addressee, document.seal_organ, document.date_text)
    for block in document.body:
        if isinstance(block, Table):
            yield from (cell for row in (block.head, *block.rows) for cell in row)
        else:
            yield block.text
    yield from (*document.foot, document.code_text)


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_search_finds_every_number_and_every_name(name: str) -> None:
    document = PAPERS[name]
    said = "\n".join(texts(document))
    found = text_of(made(document))
    sought = {*WORD.findall(said), *(one for one in NAMES if one in said)}
    assert len(sought) > 5
    assert [word for word in sought if found.count(word) < said.count(word)] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.parametrize("name", PAPERS)
def test_that_another_reader_finds_them_too(name: str, tmp_path: Path) -> None:
    document = PAPERS[name]
    (tmp_path / "paper.pdf").write_bytes(made(replace(document, watermark=None)))
    argv = ["pdftotext", "-raw", "-enc", "UTF-8", str(tmp_path / "paper.pdf"), "-"]
    found = subprocess.run(argv, capture_output=True, check=True).stdout.decode()
    said = "\n".join(texts(document))
    sought = {*WORD.findall(said), *(one for one in NAMES if one in said)}
    assert [word for word in sought if word not in found] == []


@pytest.mark.parametrize("name", PAPERS)
def test_that_only_gaps_between_chinese_characters_grow_and_never_by_much(name: str) -> None:
    plan, setter = planned(PAPERS[name])
    apart = 0
    for number in range(len(plan.pages)):
        for run in page_marks(plan, number, setter)[0]:
            if run.spacing and run.size < plan.scale.title:  # a title is set wide as a whole
                apart += 1
                assert not re.search("[0-9A-Za-z]", run.text)
                assert run.spacing <= 0.09 * run.size
    assert apart or name == "proof 80mm"


def test_that_a_justified_line_fills_its_measure_and_an_empty_one_is_left_ragged() -> None:
    setter = Typesetter(TYPEFACES)
    full, *_ = setter.lines(
        "申请人（W01）于2026年提交的材料齐全准予受理" * 2, Role.BODY, 10, 200, Align.JUSTIFIED
    )
    end = (
        full[-1].x + setter.width(full[-1].text, Role.BODY, 10) + full[-1].spacing * (len(full[-1].text) - 1)
    )
    assert end == pytest.approx(200, abs=0.5)
    for here, following in pairwise(full):
        assert following.x >= here.x + setter.width(here.text, Role.BODY, 10) - 0.01
    number = "乌市监受综03A〔2026〕118号"
    ragged, _ = setter.lines("材料齐全准予受理，" + number, Role.BODY, 10, 180, Align.JUSTIFIED)
    assert [(run.text, run.spacing) for run in ragged] == [("材料齐全准予受理，", 0.0)]
