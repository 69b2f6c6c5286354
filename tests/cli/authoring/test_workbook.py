"""``counter guide export|template|check`` as a person uses them."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

from openpyxl import load_workbook

from counter.domain.guide.library import canonical
from tests.cli.shop import counter
from tests.guide_files import retyped, small


def _prints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_that_export_check_and_export_say_the_same(tmp_path: Path) -> None:
    book, library, again = tmp_path / "指南.xlsx", tmp_path / "l.json", tmp_path / "again.json"
    said = counter(
        "guide", "export", "--out", book, "--bundle", "8", "14", "--data", tmp_path / "p", "--json"
    )
    assert (said.code, said.json["bundles"]) == (0, 2)
    said = counter("guide", "check", book, "--out", library, "--data", tmp_path / "p", "--json")
    assert (said.code, said.json["clean"], said.json["faults"], said.json["remarks"]) == (0, True, [], [])
    assert (
        counter("guide", "export", "--out", again, "--bundle", "14", "8", "--data", tmp_path / "p").code == 0
    )
    assert again.read_bytes() == library.read_bytes()
    assert sorted(json.loads(library.read_bytes())["bundles"]) == ["14", "8"]
    assert not (tmp_path / "p").exists()


def test_that_the_demo_halls_flags_never_leave_with_the_guide(shared_profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "l.json"
    assert counter("guide", "export", "--out", out, "--data", shared_profile).code == 0
    library = json.loads(out.read_bytes())
    assert not any("deferrable" in m for item in library["items"].values() for m in item["materials"])


def test_that_a_faulty_workbook_is_told_by_cell_and_changes_nothing(
    shared_profile: Path, tmp_path: Path
) -> None:
    file, out = tmp_path / "坏.xlsx", tmp_path / "l.json"
    out.write_text("先前的")

    def spoil(book: object) -> None:
        book["材料"]["G2"] = "两份"  # type: ignore[index]  # openpyxl ships no types

    file.write_bytes(retyped(spoil))
    before = _prints(shared_profile)
    said = counter("guide", "check", file, "--out", out, "--replace", "--data", shared_profile)
    assert said.code == 2
    assert "“材料”表第2行G列“份数”：“两份”不是整数" in said.out
    told = counter("guide", "check", file, "--data", shared_profile, "--json").json
    assert [(f["sheet"], f["row"], f["column"], f["sort"]) for f in told["faults"]] == [
        ("材料", 2, "G", "count")
    ]
    assert out.read_text() == "先前的"
    assert _prints(shared_profile) == before


def test_that_the_template_opens_and_is_clean(tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    assert counter("guide", "template", "--out", out).code == 0
    assert load_workbook(io.BytesIO(out.read_bytes())).sheetnames[:3] == ["说明", "一件事", "一件事情形题"]
    assert counter("guide", "check", out, "--json").json["clean"] is True


def test_that_wrong_commands_end_in_one_sentence(tmp_path: Path) -> None:
    for words, command in (
        ("结尾", ("export", "--out", tmp_path / "a.txt")),
        ("没有第999件事", ("export", "--out", tmp_path / "a.json", "--bundle", "999")),
        ("写不到", ("template", "--out", tmp_path / "no" / "a.xlsx")),
        ("找不到文件", ("check", tmp_path / "none.xlsx")),
        ("纯文字（如 CSV）", ("check", Path(__file__))),
    ):
        said = counter("guide", *command)
        assert (said.code, said.err.count("\n"), words in said.err) == (2, 1, True), said.err
    assert list(tmp_path.iterdir()) == []


def test_that_a_library_file_of_somebody_else_is_checked_too(tmp_path: Path) -> None:
    library = small()
    library["items"]["register"]["organ"] = ""
    file = tmp_path / "l.json"
    file.write_text(json.dumps(library), encoding="utf-8")
    told = counter("guide", "check", file, "--json")
    assert told.code == 2
    assert [f["place"] for f in told.json["faults"]] == ["items.register.organ"]


def test_that_a_faultless_file_says_what_it_holds_and_an_empty_one_that_it_holds_nothing(
    tmp_path: Path,
) -> None:
    empty, full = tmp_path / "空白.xlsx", tmp_path / "小.json"
    assert counter("guide", "template", "--out", empty).code == 0
    said = counter("guide", "check", empty)
    assert (said.code, "一件事也没有" in said.out) == (0, True)
    full.write_bytes(canonical(small()))
    assert "没有错：2件事，2个事项" in counter("guide", "check", full).out


def test_that_files_of_other_kinds_end_in_one_sentence_and_code_2(tmp_path: Path) -> None:
    for name, content, words in (
        ("a.csv", "序号,名称\n1,开店\n".encode(), "CSV"),
        ("a.pdf", b"%PDF-1.4\n", "PDF"),
        ("a.html", b"<html><table></table></html>", "网页"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        ("空.xlsx", b"", "是空的"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        said = counter("guide", "check", file)
        assert (said.code, said.err.count("\n"), words in said.err) == (2, 1, True), said.err
