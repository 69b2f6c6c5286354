"""Documents tell the truth: what the rules table and the map name is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from counter.domain.authoring.lint.catalogue import CHECKS
from counter.domain.document.document import PaperKind
from tests.settings import RESOURCES, demo_guide

ROOT = Path(__file__).resolve().parent.parent


def _named(document: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return [name for name in re.findall(r"`([\w/.]+)`", text) if "/" in name]


NAMES_FILES = (
    *("README.md", "docs/rules.md", "docs/map.md", "docs/pages.md", "docs/ledger.md", "docs/scale.md"),
    *("docs/performance.md", "docs/hub-proofs.md", "docs/hand-and-eye-proofs.md", "docs/calendar.md"),
    *("docs/case-commands.md", "docs/rules-at-every-door.md"),
)


@pytest.mark.parametrize("document", NAMES_FILES)
def test_that_every_file_a_document_names_is_there(document: str) -> None:
    assert [name for name in _named(document) if not _is_there(name)] == []


def test_that_every_tool_and_script_a_document_names_is_there() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").glob("*.md"),
    ]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    tools = {name for name in re.findall(r"(?<![\w/])tools\.([a-z_]+)", text) if name != "py"}
    scripts = set(re.findall(r"(?<![\w/])scripts/([a-z-]+)", text))
    assert len(tools) > 10
    assert [name for name in tools if not (ROOT / "tools" / f"{name}.py").is_file()] == []
    assert [name for name in scripts if not (ROOT / "scripts" / name).is_file()] == []


def _is_there(name: str) -> bool:
    """A file or folder, a module without its ending, or a name inside one (``domain/visit/verdict.judge``)."""
    for place in (ROOT, ROOT / "tests", ROOT / "counter"):
        whole = place / name
        first, _, inside = whole.name.partition(".")
        module = whole.with_name(first)
        if whole.exists() or (not inside and module.with_suffix(".py").is_file()):
            return True
        files = [module.with_suffix(".py"), *([module / "__init__.py"] if module.is_dir() else [])]
        if any(set(inside.split(".")) <= _names_in(file) for file in files if file.is_file()):
            return True
    return False


@cache
def _names_in(file: Path) -> set[str]:
    """Functions, classes, methods and values of a module, whatever they are inside of."""
    nodes = list(ast.walk(ast.parse(file.read_bytes())))
    defined = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return defined | {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def test_that_the_numbers_readme_tells_are_counted() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    guide = demo_guide()
    lessons = len([file for file in (RESOURCES / "training").glob("*.toml") if file.name[0].isdigit()])
    assert f"all {len(guide.bundles)} bundles of the region's list, {len(guide.items)} items" in said
    assert f"| papers | {len(PaperKind)} kinds" in said
    assert f"measured by {len(CHECKS)} checks" in said
    assert f"{_IN_WORDS[lessons]} lessons checked" in said


_IN_WORDS = {9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}


def test_that_every_non_negotiable_stands_in_the_rules_table() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [n for n in range(1, 15) if not re.search(rf"\bL{n}\b", text)] == []


MANUAL = ROOT / "docs" / "manual"


def test_that_the_manual_shows_pictures_that_are_there_and_keeps_no_others() -> None:
    named = {
        place
        for book in MANUAL.glob("*.md")
        for place in re.findall(r"\]\((pictures/[^)]+)\)", book.read_text(encoding="utf-8"))
    }
    assert named == {f"pictures/{file.name}" for file in (MANUAL / "pictures").iterdir()}


def test_that_a_link_of_the_manual_leads_to_a_book_that_is_there() -> None:
    lost = [
        (book.stem, link)
        for book in MANUAL.glob("*.md")
        for link in re.findall(r"\]\(([^)/#]+\.md)\)", book.read_text(encoding="utf-8"))
        if not (MANUAL / link).is_file()
    ]
    assert lost == []


def _sentence(node: ast.AST) -> str:
    """What a text of the program says, … for what is put in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@cache
def _everything_said() -> str:
    """All texts of the program, … for what is put in."""
    nodes = (n for file in (ROOT / "counter").rglob("*.py") for n in ast.walk(ast.parse(file.read_bytes())))
    said = {re.sub(r"\{[^{}]*\}", "…", text) for node in nodes if (text := _sentence(node))}
    return re.sub("…+", "…", "\n".join(said))


def test_that_every_message_the_manual_explains_is_said_by_the_program() -> None:
    every = _everything_said()
    rows = re.findall(
        r"^\| (.+?) \| .+ \|$", (MANUAL / "提示怎么办.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    quoted = [row for row in rows if row != "它说"]
    assert len(quoted) > 50
    assert len(set(quoted)) == len(quoted)
    assert [quote for quote in quoted if quote not in every] == []


NO_CAPTIONS = {"我要开小餐馆", "加回车", "第2页没有盖章"}
"""What an applicant says, a label on a scanner's own sheet, a reason as an example."""


def test_that_what_the_first_pages_of_the_manual_quote_is_a_caption_of_the_program() -> None:
    first = (MANUAL / "第一次来访.md").read_text(encoding="utf-8")
    answers = "\n".join(
        line.split(" | ")[-1]
        for line in (MANUAL / "提示怎么办.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    )
    quoted = set(re.findall(r"“([^“”]+)”", first + answers))
    assert len(quoted) > 15
    assert (
        sorted(words for words in quoted - NO_CAPTIONS if words.rstrip("…") not in _everything_said()) == []
    )


_PLACES = ("domain", "db", "services", "printing", "ui", "cli", "bootstrap", "journeys", "bench", "tools")
_TEST_NAMED = re.compile(rf"`((?:{'|'.join(_PLACES)})(?:/[\w/]+)?)`")
_ENTRIES = ("window", "command line", "service", "file")


def _rows() -> list[list[str]]:
    """The cells of every rule of the table; the last is the tests, the one before it the entry points."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    cells = [
        [c.strip() for c in line.strip("| ").split(" | ")] for line in text.splitlines() if line[:1] == "|"
    ]
    return [row for row in cells if len(row) > 1 and row[0] not in ("#", "rule")]


def test_that_every_rule_names_the_entry_points_it_guards() -> None:
    """Window, command line, service and file taken in, of L1 to L14 each of them, also where one has no way in."""
    rows = _rows()
    assert {len(row) for row in rows if re.match(r"L\d", row[0])} == {6}
    assert {len(row) for row in rows if not re.match(r"L\d", row[0])} == {5}
    assert [row[0] for row in rows if not row[-2]] == []
    bare = {
        row[0]: missing
        for row in rows
        if len(row) == 6 and (missing := [e for e in _ENTRIES if not re.search(rf"(?:^|· ){e}: \S", row[-2])])
    }
    assert bare == {}


def test_that_every_rule_names_its_place_and_its_test() -> None:
    """A rule without either is a wish."""
    assert [
        row[0] for row in _rows() if not re.search(r"`[^`]+`", row[-3]) and "the builders" not in row[-3]
    ] == []
    assert [row[0] for row in _rows() if not _TEST_NAMED.search(row[-1])] == []


NO_RULE = {"0058": "the time of the suite is no rule of the program"}
"""Decisions after the rules were gathered (0053) that brought none."""


def test_that_every_later_decision_has_its_line_in_the_rules() -> None:
    sources = " ".join(row[-4] for row in _rows())
    decided = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("*.md") if page.name[:4] > "0052"]
    assert sorted(n for n in decided if n not in sources) == sorted(NO_RULE)


def _tests_in(place: str) -> list[str]:
    whole = ROOT / "tests" / place
    files = [whole.with_suffix(".py")] if whole.with_suffix(".py").is_file() else whole.rglob("test_*.py")
    return [
        name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    ]


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower().replace("'", "").replace("’", "")).strip("_")


def _quoted(test_cell: str) -> list[tuple[str, str]]:
    """(test file or folder, sentence) of one cell; a folder or file without a sentence gives an empty one.

    ``file``: sentence · sentence · label ``file`` (label): sentence …; an ellipsis stands for words left out.
    """
    parts = _TEST_NAMED.split(test_cell)
    found = []
    for place, after in zip(parts[1::2], parts[2::2], strict=True):
        said = re.sub(r"^\s*\([^)]*\)", "", after)
        sentences = said.removeprefix(":").split(" · ") if said.lstrip().startswith(":") else [""]
        if after is not parts[-1] and len(sentences) > 1:
            sentences = sentences[:-1]  # what stands before the next file is its label
        found += [(place, re.sub(r"\s*\([^)]*\)$", "", one.strip())) for one in sentences]
    return found


def test_that_every_test_the_rules_quote_is_there() -> None:
    quoted = [(row[0][:40], *one) for row in _rows() for one in _quoted(row[-1])]
    assert len({sentence for _, _, sentence in quoted}) > 200
    assert [q for q in quoted if not _tests_in(q[1])] == []
    names = {place: _tests_in(place) for _, place, _ in quoted}
    stale = [
        (rule, place, sentence)
        for rule, place, sentence in quoted
        if not any(
            re.search(".*".join(re.escape(_plain(part)) for part in sentence.split("…")), name)
            for name in names[place]
        )
    ]
    assert stale == []


_PROOF = re.compile(r"`([\w/]+)(?:::(test_\w+))?`")


def _cells(document: str, heading: str = "\n") -> list[list[str]]:
    """The rows of the tables of a document, or of what stands below a heading."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8").partition(heading)[2]
    lines = [line for line in text.splitlines() if line[:1] == "|" and not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


@pytest.mark.parametrize(
    ("document", "least"),
    [("hub-proofs.md", 41), ("hand-and-eye-proofs.md", 41), ("rules-at-every-door.md", 25)],
)
def test_that_every_line_of_what_is_tried_names_tests_that_are_there(document: str, least: int) -> None:
    rows = [row for row in _cells(document) if row[-1] not in ("proved by", "held by")]
    assert len(rows) >= least
    for row in rows:
        proofs = _PROOF.findall(row[-1])
        assert proofs, row[0]
        for file, name in proofs:
            source = (ROOT / "tests" / file).with_suffix(".py")
            assert source.is_file(), file
            assert f"def {name}(" in source.read_text(encoding="utf-8") or not name, name


def test_that_every_failure_that_the_runbook_names_has_its_line() -> None:
    told = {row[0] for row in _cells("hub.md", "## 出了什么，看到什么")} - {"出了什么"}
    assert told
    assert told == {row[0] for row in _cells("hub-proofs.md", "## The lines of hub.md")} - {"出了什么"}
