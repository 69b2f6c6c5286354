"""The manual as a PDF and an HTML page that need nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from tools import manual_files


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:
    """Two books that lead to each other, written."""
    folder = tmp_path_factory.mktemp("manual")
    wanted = ("第一次来访", "提示怎么办")
    manual_files.write(folder, [file for file in manual_files.books() if file.stem in wanted])
    return folder


def test_that_the_page_has_every_book_its_pictures_and_no_link_to_a_file_of_markdown(out: Path) -> None:
    html = (out / "手册.html").read_text(encoding="utf-8")
    assert re.findall(r'<h1 id="([^"]+)"', html) == ["第一次来访", "提示怎么办"]
    assert 'href="#提示怎么办"' in html
    assert ".md" not in html
    shown = re.findall(r'<img src="([^"]+)"', html)
    assert len(shown) > 5
    assert [name for name in shown if not (out / name).is_file()] == []


def test_that_the_paper_has_words_and_pictures(out: Path) -> None:
    with pypdfium2.PdfDocument(out / "手册.pdf") as paper:
        words = "".join(page.get_textpage().get_text_bounded() for page in paper)
        pictures = [item for page in paper for item in page.get_objects() if item.type == 3]
    assert "接下一位" in words
    assert "打印服务没有运行" in words
    assert len(pictures) > 5


def test_that_the_first_visit_stands_first() -> None:
    assert [file.stem for file in manual_files.books()][:2] == ["第一次来访", "操作手册"]
