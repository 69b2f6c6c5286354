"""A library goes through YAML without loss, and YAML's surprises and traps stay outside."""

from __future__ import annotations

import pytest
import yaml

from counter.domain.errors import BadInput
from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.authoring.files.write import library_file
from counter.services.authoring.files.yaml_file import guide_yaml, looks_like_yaml, parsed_yaml
from tests.guide_files import small


@pytest.fixture(scope="module")
def library() -> Library:
    return small()


def test_that_export_import_export_is_the_same_bytes(library: Library) -> None:
    written = guide_yaml(library)
    assert looks_like_yaml(written)
    checked = check_guide(b"\xef\xbb\xbf# \xe6\xb3\xa8\n" + written)
    assert checked.library is not None
    assert canonical(checked.library) == canonical(library)
    assert library_file(checked.library, ".YAML") == written


def test_that_another_reader_understands_the_same(library: Library) -> None:
    assert yaml.safe_load(guide_yaml(library)) == library


@pytest.mark.parametrize("word", ["no", "on", "012", "2026-01-01", "1_000", "1:30", ".inf", "=", "<<"])
def test_that_a_word_of_the_guide_stays_the_word_it_is(word: str) -> None:
    assert parsed_yaml(f"a: {word}\n".encode()) == {"a": word}
    written = guide_yaml({"a": word})
    assert parsed_yaml(written) == yaml.safe_load(written) == {"a": word}


def test_that_counts_truth_and_nothing_are_read_as_such() -> None:
    assert parsed_yaml(b"a: 3\nb: true\nc:\nd: '3'\ne: [~, false]\n") == {
        "a": 3,
        "b": True,
        "c": None,
        "d": "3",
        "e": [None, False],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("items: &x [1]\npapers: *x\n", "第1行不能用锚点"),
        ("items: *x\n", "第1行不能用引用"),
        ("items: 1\nitems: 2\n", "第2行“items”写了两次"),
        ("items: !!python/object/apply:os.system [x]\n", "第1行不能用标签"),
        ("---\na: 1\n---\nb: 1\n", "第3行文件里有两份内容"),
        ("items: [1\nb: 2\n", "第2行不是正确的 YAML"),
        ("items: " + "[" * 5_000, "第1行层次太深"),
        ("items:\n  ? [a]\n  : 1\n", "第2行键只能是一个词"),
        ("items: \x00\n", "不能有的字符"),
        ("items: \ud800", "不是 UTF-8"),
    ],
)
def test_that_what_yaml_may_do_to_a_reader_is_refused_at_its_line(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        check_guide(text.encode("utf-8", "surrogatepass"))


def test_that_a_name_of_another_kind_is_no_library_file(library: Library) -> None:
    with pytest.raises(BadInput, match=r"\.yaml 结尾"):
        library_file(library, ".xls")
