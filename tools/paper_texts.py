"""The fixed sentences on papers, and the source of each: ``python -P -m tools.paper_texts``.

``docs/paper-texts.toml`` is kept by hand: sentences in groups, each group with when it is printed and its source. The
sentences are taken from the sample papers and from the builders' own code (``tests/printing/paper_sentences.py``).
Without an option ``docs/paper-texts.md`` is written, for an organ's lawyer to read. ``--missing`` lists sentences
without a group and unused ones; ``--renew`` adds the former to the last group, whose source has to be written, and
deletes the latter.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counter.domain.document.document import TITLES, PaperKind
from tools.paper_pictures import keep_to

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "paper-texts.toml"
PAGE = ROOT / "docs" / "paper-texts.md"
UNSOURCED = "还没有写明出处的"

_HEAD = """\
# 文书上固定的话和它们的出处
# Kept by hand. python -P -m tools.paper_texts --missing tells what lacks; without it docs/paper-texts.md is written.
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences with one source. ``when``: on what occasion they are printed."""

    title: str
    when: str
    source: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences of papers. ``printed``: sentence → kinds of sample papers; ``held``: piece of a builder's text →
    where.
    """

    printed: Mapping[str, set[PaperKind]]
    held: Mapping[str, str]


def main(argv: Sequence[str] | None = None) -> int:
    """1 where ``--missing`` finds something."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--renew", action="store_true")
    args = parser.parse_args(argv)
    groups, said = read(TABLE.read_text(encoding="utf-8")), what_is_said()
    if args.renew:
        groups = renewed(groups, said)
        TABLE.write_text(written(groups), encoding="utf-8")
    lacks, spare = missing(groups, said), unused(groups, said)
    if args.missing:
        print(
            "\n".join(
                [*(f"+ {json.dumps(s, ensure_ascii=False)}," for s in lacks), *(f"- {s}" for s in spare)]
            )
        )
        return 1 if lacks or spare else 0
    PAGE.write_text(page(groups, said), encoding="utf-8")
    print(f"{len(lacks)} sentences without a source, {len(spare)} no longer printed", file=sys.stderr)
    return 0


def what_is_said() -> Said:
    """All sentences of the sample papers and the builders."""
    with tempfile.TemporaryDirectory(prefix="counter-papers-") as folder:
        keep_to(Path(folder))
        from tests.printing.paper_sentences import by_sentence, held_in_code
        from tests.printing.shown_rooms import rooms
        from tests.printing.shown_visits import visits

        samples = [*visits(Path(folder), made=False), *rooms(Path(folder), made=False)]
        return Said(by_sentence(samples), held_in_code())


def read(text: str) -> tuple[Group, ...]:
    """The table of texts."""
    return tuple(Group(**{**g, "says": tuple(g["says"])}) for g in tomllib.loads(text)["group"])


def written(groups: Sequence[Group]) -> str:
    """The table as a file, sentences sorted within their group."""
    parts = [_HEAD]
    for group in groups:
        values = {"title": group.title, "when": group.when, "source": group.source}
        parts.append("[[group]]")
        parts += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        parts += [
            "says = [",
            *(f"    {json.dumps(s, ensure_ascii=False)}," for s in sorted(group.says)),
            "]\n",
        ]
    return "\n".join(parts)


def missing(groups: Sequence[Group], said: Said) -> list[str]:
    """Sentences of papers or builders that are in no group."""
    known = {s for g in groups for s in g.says}
    whole = "\n".join((*known, *said.printed))
    lacks = [s for s in said.printed if s not in known]
    return sorted((*lacks, *(piece for piece in said.held if piece not in whole)))


def unused(groups: Sequence[Group], said: Said) -> list[str]:
    """Sentences of a group that no paper has any more."""
    return [s for g in groups for s in g.says if s not in said.printed and s not in said.held]


def renewed(groups: Sequence[Group], said: Said) -> tuple[Group, ...]:
    """The groups without unused sentences, and with the missing ones in the group whose source has to be written."""
    gone, lacks = set(unused(groups, said)), tuple(missing(groups, said))
    kept = [replace(g, says=tuple(s for s in g.says if s not in gone)) for g in groups]
    last = next((g for g in kept if g.title == UNSOURCED), Group(UNSOURCED, "待写明", "待部门核定", ()))
    last = replace(last, says=(*last.says, *lacks))
    return tuple(g for g in (*(g for g in kept if g.title != UNSOURCED), last) if g.says)


def page(groups: Sequence[Group], said: Said) -> str:
    """The table for a lawyer, as Markdown."""
    parts = [
        "# 文书上固定的话和它们的出处",
        "",
        "由 `python -P -m tools.paper_texts` 从样张和程序里的文书文字汇集；出处写在 `paper-texts.toml`，不要改本页。",
        "〈〉里的是每件办件、每个机关、办事指南各不相同的内容。",
        "“样张没有”的，程序里有这句话（或者半句），只在少见的情形印出。",
        "出处写“待部门核定”的，没有官方文件能够证明，请部门逐句核定。",
    ]
    for group in groups:
        parts += [
            "",
            f"## {group.title}",
            "",
            f"什么时候印：{group.when}。",
            "",
            f"出处：{group.source}。",
            "",
        ]
        parts += ["| 固定的话 | 在哪些文书上 |", "|---|---|"]
        parts += [f"| {_cell(s)} | {_where(said.printed.get(s))} |" for s in sorted(group.says)]
    return "\n".join(parts) + "\n"


def _cell(sentence: str) -> str:
    return sentence.replace("|", "｜").replace("　" * 4, "　")


def _where(kinds: set[PaperKind] | None) -> str:
    if not kinds:
        return "样张没有"
    if len(kinds) > len(PaperKind) // 2:
        return "多数文书"
    return "、".join(TITLES[kind] for kind in PaperKind if kind in kinds)


if __name__ == "__main__":
    sys.exit(main())
