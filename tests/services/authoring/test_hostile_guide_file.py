"""A guide file made to do harm ends in one sentence, before anything of it is read."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.domain.errors import BadInput, CounterError
from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.spreadsheet.safety import Unusable
from tests.guide_files import packed, parts_of, small, small_workbook

SHEET = "xl/worksheets/sheet2.xml"

Parts = dict[str, bytes]


def _with(name: str, content: bytes) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, name: content}


def _inside(name: str, old: bytes, new: bytes) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        assert old in parts[name]
        return {**parts, name: parts[name].replace(old, new, 1)}

    return change


_DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>'
_RELS = "xl/_rels/workbook.xml.rels"
_OUTSIDE = b'<Relationship Id="rX" Type="http://x/externalLinkPath" Target="file:///c:/a.xlsx" TargetMode="External"/>'


def _declared(parts: Parts) -> Parts:
    sheet = parts[SHEET]
    start = sheet.index(b"<worksheet")
    return {**parts, SHEET: _DTD + sheet[start:]}


def _wide(parts: Parts) -> Parts:
    text = parts[SHEET].decode().removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    return {**parts, SHEET: ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16")}


def _renamed(parts: Parts) -> Parts:
    """A sheet that hides its declaration behind another name."""
    made = _declared(parts)
    made["xl/worksheets/sheet2.dat"] = made.pop(SHEET)
    for name in (_RELS, "[Content_Types].xml"):
        made[name] = made[name].replace(b"sheet2.xml", b"sheet2.dat")
    return made


@pytest.mark.parametrize(
    ("change", "sort"),
    [
        (_with("xl/vbaProject.bin", b"x"), "macro"),
        (
            _inside("[Content_Types].xml", b"sheet.main+xml", b"sheet.macroEnabled.main+xml"),
            "macro",
        ),
        (_with("xl/macrosheets/sheet1.xml", b"<x/>"), "macro"),
        (_with("xl/externalLinks/externalLink1.xml", b"<x/>"), "link"),
        (_with("xl/connections.xml", b"<x/>"), "link"),
        (_inside(_RELS, b"</Relationships>", _OUTSIDE + b"</Relationships>"), "link"),
        (_with("xl/embeddings/oleObject1.bin", b"x"), "embedded"),
        (_with("xl/activeX/activeX1.xml", b"<x/>"), "embedded"),
        (_declared, "dtd"),
        (_renamed, "dtd"),
        (_wide, "encoding"),
        (_inside(SHEET, b"<worksheet", b'<?xml version="1.0" encoding="cp037"?><worksheet'), "encoding"),
        (_with("xl/media/bomb.xml", b" " * 60_000_000), "bomb"),
        (lambda parts: parts | {f"xl/a{n}.xml": b"<a/>" for n in range(700)}, "bomb"),
        (lambda parts: {k: v for k, v in parts.items() if k != "xl/workbook.xml"}, "other"),
        (_inside(SHEET, b"</worksheet>", b"<</worksheet>"), "broken"),
        (_inside("xl/workbook.xml", b"<sheets>", b"<sheets"), "broken"),
        (_inside("xl/styles.xml", b"<fonts", b"<fonts<"), "broken"),
    ],
)
def test_that_a_harmful_part_is_refused_with_one_sentence(
    change: Callable[[Parts], Parts], sort: str
) -> None:
    parts = change(parts_of(small_workbook()))
    if sort == "encoding" and b"cp037" in parts[SHEET]:
        parts[SHEET] = parts[SHEET][parts[SHEET].index(b'<?xml version="1.0" encoding="cp037"') :]
    with pytest.raises(Unusable) as refused:
        check_guide(packed(parts))
    assert refused.value.sort == sort
    assert refused.value.sentence.count("。") == 1


def test_that_a_part_longer_than_it_says_is_never_unpacked() -> None:
    """The directory lies about the size: the reader stops where the directory says and the sum does not fit."""
    content = bytearray(packed({**parts_of(small_workbook()), "xl/lie.xml": b"<a/>" * 500_000}))
    at = content.rindex(b"xl/lie.xml") - 46
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(Unusable, match="不是完整的"):
        check_guide(bytes(content))


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
_ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
_STRICT_NS = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_PLAIN_NS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _strict() -> bytes:
    return packed({n: c.replace(_PLAIN_NS, _STRICT_NS) for n, c in parts_of(small_workbook()).items()})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"\xef\xbb\xbf\r\n", "是空的"),
        (_OLE, r"旧格式的 \.xls（或 WPS 的 \.et）"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
        (_OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (b"%PDF-1.7\n%\xe2\xe3", "是 PDF"),
        ("序号,名称\r\n1,开店\r\n".encode(), "纯文字（如 CSV）"),
        ("序号,名称\r\n1,开店\r\n".encode("gb18030"), "纯文字（如 CSV）"),
        ("序号\t名称\r\n".encode("utf-16"), "UTF-16"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "网页"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML PUBLIC><table>", "网页"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML 表格",
        ),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"\x00\x01\x02\x03" * 50, "不是完整的"),
        (b"PK\x03\x04" + b"\0" * 40, "不是完整的"),
        (small_workbook()[:5_000], "不是完整的"),
        (packed({"word/document.xml": b"<a/>"}), "Word"),
        (packed({"xl/workbook.bin": b"x"}), "xlsb"),
        (packed(_ODS), r"\.ods"),
        (packed({"header.json": b"{}", "library.json": b"{}"}), "指南包"),
        (packed({"a.txt": b"a"}), "Excel"),
        (_strict(), "严格"),
    ],
)
def test_that_a_file_of_another_kind_is_called_what_it_is_and_told_how_to_save(
    content: bytes, words: str
) -> None:
    with pytest.raises(Unusable, match=words) as refused:
        check_guide(content)
    assert refused.value.sentence.count("。") == 1


def test_that_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts_of(small_workbook()).items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(Unusable, match="两份"):
        check_guide(file.getvalue())


def test_that_a_typed_web_address_is_no_link_to_a_file() -> None:
    address = (
        b'<Relationship Id="rX" TargetMode="External" Target="https://example.invalid/"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
    )
    parts = _inside(_RELS, b"</Relationships>", address + b"</Relationships>")(parts_of(small_workbook()))
    assert check_guide(packed(parts)).library == small()


def test_that_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    parts = parts_of(small_workbook())
    sheet = parts[SHEET].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', 1)
    assert b"dimension" in sheet
    checked = check_guide(packed({**parts, SHEET: sheet}))
    assert checked.library == small()


@pytest.mark.parametrize("row", [20_000, 250_000, 1_048_576])
def test_that_a_cell_far_below_the_table_is_a_fault_at_its_place(row: int) -> None:
    parts = parts_of(small_workbook())
    far = f'<row r="{row}"><c r="C{row}"><v>1</v></c></row></sheetData>'.encode()
    checked = check_guide(packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", far, 1)}))
    assert checked.library is None
    (fault,) = checked.faults
    assert (fault.sort, fault.sheet, fault.row, fault.letter) == ("stray", "一件事", row, "C")
    assert "删去这一整行" in fault.sentence


def test_that_empty_rows_that_only_have_a_format_are_no_fault() -> None:
    parts = parts_of(small_workbook())
    far = b'<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    checked = check_guide(packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", far, 1)}))
    assert (checked.faults, checked.library) == ((), small())


@pytest.mark.parametrize(("old", "new"), [(b'<row r="3"', b'<row r="2"'), (b'<row r="2"', b'<row r="9"')])
def test_that_rows_out_of_order_are_refused_not_passed_over(old: bytes, new: bytes) -> None:
    parts = _inside(SHEET, old, new)(parts_of(small_workbook()))
    with pytest.raises(Unusable, match="行次序是乱的"):
        check_guide(packed(parts))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(small_workbook()) - 1), st.binary(min_size=1, max_size=6))
def test_that_a_damaged_workbook_ends_in_a_sentence_or_in_the_same_library(at: int, bytes_: bytes) -> None:
    content = small_workbook()
    damaged = content[:at] + bytes_ + content[at + len(bytes_) :]
    with suppress(CounterError):
        assert check_guide(damaged).library in (None, small())


_STRANGE = (
    None,
    True,
    0,
    -1,
    10**30,
    0.5,
    "",
    " x ",
    "\x07",
    [],
    {},
    [[]],
    ["a", "a"],
    {"a": ["b"]},
    {"not": {}},
)
_values = st.one_of(st.sampled_from(_STRANGE), st.text(max_size=5))


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


_EVERY = _places(small())[1:]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_EVERY), _values)
def test_that_any_value_anywhere_in_a_library_file_ends_in_faults_or_in_a_library(
    place: tuple[Any, ...], value: object
) -> None:
    library: Any = small()
    held = library
    for key in place[:-1]:
        held = held[key]
    held[place[-1]] = value
    checked = check_guide(json.dumps(library).encode())
    if checked.library is None:
        assert any(fault.grave and fault.path for fault in checked.faults)
    else:
        again = check_guide(canonical(checked.library))
        assert (again.library, again.faults) == (checked.library, ())


def _gone(library: Library) -> None:
    del library["papers"]["form_reg"]


def _too_much(library: Library) -> None:
    library["items"]["register"]["colour"] = "red"


def _wrong_place(library: Library) -> None:
    library["items"]["register"]["details"]["fees"] = "five"


def _wrong_kind(library: Library) -> None:
    library["items"]["register"]["materials"][0]["copies"] = "1"


def _bell(library: Library) -> None:
    library["items"]["register"]["name"] = "登\x07记"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (_gone, "items.register.materials[1].papers[1].paper"),
        (_too_much, "items.register.colour"),
        (_wrong_place, "items.register.details.fees"),
        (_wrong_kind, "items.register.materials[1].copies"),
        (_bell, "items.register.name"),
    ],
)
def test_that_a_fault_of_a_library_file_is_told_by_its_path(
    change: Callable[[Library], None], path: str
) -> None:
    library = small()
    change(library)
    checked = check_guide(canonical(library))
    assert [fault.path for fault in checked.faults] == [path]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[]", "一组"),
        (b'{"bundles": ', "第1行"),
        (b'{"bundles": {}, "bundles": {}}', "写了两次"),
        (b'{"bundles": NaN}', "NaN"),
        (b'{"bundles": ' + b"[" * 100_000, "层次太深"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "数字太长"),
        (b'{"a": "\xff"}', "UTF-8"),
    ],
)
def test_that_what_is_no_library_file_ends_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        check_guide(content)
