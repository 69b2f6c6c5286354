"""Compile resources/guides/source (YAML, CSV) into the fast JSON that the program reads; ``--check`` proves it fresh.

Development only: PyYAML and pypinyin are imported here and never by the program. What is written:

    manifest.json   version, overlays, switches, what is common to all bundles
    bundles.json    bundles.index: number → name, questions, items, refusals …
    items.json      item id → item with its materials
    papers.json     paper id → paper with its heading
    questions.json  question id → question
    index.json      names, other words for them, and the pinyin of their characters, for finding
    overlay-demo.json   flags of the demo hall (演示)
    ../names/*.json     readings of characters and surnames, for finding people

Each file is an object with one line per entry, so that a change shows as one changed line.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import guide_checks
import guide_clerk
import guide_names
import guide_reach
import yaml

from counter.domain.guide import from_plain
from counter.domain.guide.library import library_of, version_of
from counter.domain.guide.model import Guide

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "resources" / "guides"
NAMES = ROOT / "resources" / "names"
SOURCE = GUIDES / "source"

UNITS = {"工作日": "working", "日": "natural", "即办": "at_once", None: None}

Json = dict[str, Any]


class Sources:
    """The source files, read once."""

    def __init__(self, folder: Path) -> None:
        def load(name: str) -> Json:
            return dict(yaml.safe_load((folder / name).read_text(encoding="utf-8")))

        self.rules = load("guide_rules.yaml")
        self.facts = load("guide_facts.yaml")
        self.classes = load("procedure_classes.yaml")
        self.groups: dict[str, list[str]] = load("paper_groups.yaml")["groups"]
        self.forms = load("paper_forms.yaml")
        self.overlay = load("demo_overlay.yaml")
        self.neutral: dict[str, dict[str, str]] = load("neutral_options.yaml")
        self.words: dict[str, list[str]] = load("other_words.yaml")["words"]
        with (folder / "bundles_103.csv").open(encoding="utf-8", newline="") as file:
            self.list = {int(row["no"]): row["name"] for row in csv.DictReader(file)}


def main() -> int:
    """Compile, or with --check compare; 0 without faults, 1 with the faults on stderr."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not fresh")
    args = parser.parse_args()
    sources = Sources(SOURCE)
    if complain(guide_checks.faults_of_sources(sources)):
        return 1
    files = compile_all(sources)
    guide = read_back(files)
    if complain([*guide_reach.faults_of_guide(guide), *guide_clerk.faults_of_guide(guide)]):
        return 1
    return check(files) if args.check else write(files)


def complain(faults: list[str]) -> bool:
    """Print every fault; true when there are any."""
    for fault in faults:
        print(f"办事指南有误：{fault}", file=sys.stderr)
    return bool(faults)


def write(files: Mapping[Path, bytes]) -> int:
    """Write the changed files."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(ROOT)}  {len(content) // 1024} KB")
    return 0


def check(files: Mapping[Path, bytes]) -> int:
    """List the compiled files that differ from the result of the sources."""
    stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        print(f"{path.relative_to(ROOT)} 与来源不一致，请运行 scripts/compile-guides", file=sys.stderr)
    return 1 if stale else 0


def compile_all(sources: Sources) -> dict[Path, bytes]:
    """Every compiled file with its bytes."""
    parts = {
        "bundles.json": bundles(sources),
        "items.json": items(sources),
        "papers.json": papers(sources),
        "questions.json": questions(sources),
    }
    written = {name: as_lines(content) for name, content in parts.items()}
    overlay = demo_overlay(sources)
    common = common_parts(sources)
    version = version_of(library_of(guide_from(parts, common)))
    overlay_bytes = as_lines(overlay)
    manifest = {
        "version": version,
        "overlays": {
            sources.overlay["name"]: {
                "file": "overlay-demo.json",
                "version": f"{version}-演示{hashlib.sha256(overlay_bytes).hexdigest()[:4]}",
            }
        },
        **common,
    }
    index = guide_names.index(parts["bundles.json"], parts["items.json"], sources.words)
    files = {GUIDES / name: content for name, content in written.items()}
    files[GUIDES / "overlay-demo.json"] = overlay_bytes
    files[GUIDES / "manifest.json"] = as_lines(manifest)
    files[GUIDES / "index.json"] = as_lines(index)
    files |= {NAMES / name: as_lines(content) for name, content in guide_names.people().items()}
    return files


def read_back(files: Mapping[Path, bytes]) -> Guide:
    """The base guide as the program reads it from these files."""

    def load(name: str) -> Json:
        return dict(json.loads(files[GUIDES / name]))

    manifest = load("manifest.json")
    parts = {name: load(name) for name in ("bundles.json", "items.json", "papers.json", "questions.json")}
    return replace(guide_from(parts, manifest), version=manifest["version"])


def guide_from(parts: Mapping[str, Json], common: Json) -> Guide:
    """The base guide of compiled parts, not yet named."""
    flags = from_plain.Flags({}, {})
    items, papers = parts["items.json"].items(), parts["papers.json"].items()
    return Guide(
        version="",
        bundles={int(no): from_plain.read_bundle(int(no), raw) for no, raw in parts["bundles.json"].items()},
        items={key: from_plain.read_item(key, raw, flags) for key, raw in items},
        papers={key: from_plain.read_paper(key, raw, flags) for key, raw in papers},
        questions={key: from_plain.read_question(key, raw) for key, raw in parts["questions.json"].items()},
        switches={key: from_plain.read_switch(key, raw) for key, raw in common["switches"].items()},
        common=tuple(from_plain.read_common(raw, flags) for raw in common["common"]),
        common_hints=tuple(from_plain.read_hint(raw) for raw in common["common_hints"]),
    )


def as_lines(content: Mapping[str, Any]) -> bytes:
    """An object with one line per entry."""
    lines = [
        f"{json.dumps(str(key), ensure_ascii=False)}: "
        f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for key, value in content.items()
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def trimmed(entry: Json) -> Json:
    """Without empty values: the reader supplies them."""
    return {key: value for key, value in entry.items() if value not in (None, [], {}, "", False, "always")}


def bundles(sources: Sources) -> Json:
    """Bundles by number, names from the region's list word for word."""
    return {str(no): _bundle(sources, no, name) for no, name in sources.list.items()}


def _bundle(sources: Sources, no: int, name: str) -> Json:
    rules = sources.rules["bundles"][no]
    asks = [_ask(entry, False) for entry in rules["questions"]]
    asks += [_ask(entry, True) for entry in rules.get("more", [])]
    entry = {
        "name": name,
        "questions": asks,
        "given": rules.get("given"),
        "holds_licence": rules.get("holds_licence"),
        "items": [trimmed({k: v for k, v in item.items() if k != "added"}) for item in rules["items"]],
        "refuse": [trimmed(refusal) for refusal in rules.get("refuse", [])],
        "hints": rules.get("hints"),
        "note": rules.get("note"),
        "evidence": guide_checks.fact_bundle(sources, no)["mapping_status"],
    }
    return trimmed(entry)


def _ask(entry: str | Json, folded: bool) -> Json:
    written = {"ask": entry} if isinstance(entry, str) else dict(entry)
    return trimmed({**written, "folded": folded})


def items(sources: Sources) -> Json:
    """Items with their materials: facts of guide_facts, rules of guide_rules, class of procedure_classes."""
    return {item["id"]: _item(sources, item) for item in sources.facts["items"]}


def _item(sources: Sources, fact: Json) -> Json:
    placed = sources.classes["items"][fact["id"]]
    entry = {
        "name": fact["name"],
        "kind": fact["type"],
        "procedure": placed["class"],
        "procedure_reason": placed["reason"],
        "organ": fact["department"],
        "level": fact["usual_level"],
        "result": fact["result"],
        "basis": [[b["law"], b["article"], b["status"]] for b in fact["legal_basis"]],
        "statutory": _time(fact["statutory_time"], placed["class"]),
        "conditions": fact["conditions"],
        "note": fact["note"],
        "risk": fact["risk"],
        "material_source": fact["materials_source"],
        "materials": [_material(sources, fact["id"], material) for material in fact["materials"]],
    }
    return trimmed(entry)


def _time(fact: Json, procedure: str) -> Json:
    unit = UNITS[fact["unit"]]
    if unit == "natural" and procedure == "licence":
        unit = "working"  # 行政许可法第八十二条：许可期限以工作日计算
    return trimmed(
        {
            "text": fact["text"],
            "days": None if fact["days"] == 0 else fact["days"],
            "unit": unit,
            "evidence": fact["status"],
            "basis": fact["basis"],
        }
    )


def _material(sources: Sources, item: str, fact: Json) -> Json:
    rule = sources.rules["materials"][f"{item}/{fact['no']}"]
    later = rule.get("later")
    entry = {
        "no": fact["no"],
        "name": fact["name"],
        "papers": _uses(sources, rule),
        "when": rule["when"],
        "original_copy": fact["original_copy"],
        "copies": fact["copies"],
        "medium": fact["medium"],
        "issuer": fact["issuer"],
        "form": fact["form"],
        "evidence": fact["status"],
        "detail": fact["detail_status"],
        "condition": fact.get("condition"),
    }
    if later:
        entry["later"] = {"when": later["when"], "note": later["note"]}
    return trimmed(entry)


def _uses(sources: Sources, rule: Json) -> list[Any]:
    """Papers of a material as [id] or [id, when]; sets are expanded, their own ``when`` combined with each part's."""
    raw = [rule["paper"]] if "paper" in rule else [{"set": rule["set"]}] if "set" in rule else rule["papers"]
    uses: list[Any] = []
    for entry in raw:
        written = {"paper": entry} if isinstance(entry, str) else entry
        if "paper" in written:
            uses.append(_use(written["paper"], written.get("when"), written.get("per", rule.get("per"))))
            continue
        for part in sources.rules["paper_sets"][written["set"]]["papers"]:
            part = {"paper": part} if isinstance(part, str) else part
            uses.append(_use(part["paper"], _both(written.get("when"), part.get("when")), part.get("per")))
    return uses


def _use(paper: str, when: Any, per: str | None = None) -> list[Any]:
    when = None if when == "always" else when
    if per is not None:
        return [paper, when, per]
    return [paper] if when is None else [paper, when]


def _both(one: Any, other: Any) -> Any:
    given = [when for when in (one, other) if when not in (None, "always")]
    return given[0] if len(given) == 1 else {"all": given} if given else None


def papers(sources: Sources) -> Json:
    """Canonical papers: structure only; shareable, e-licence and pledge are the overlay's (DESIGN §10)."""
    scope = {
        paper: (rank, group) for rank, (group, ids) in enumerate(sources.groups.items()) for paper in ids
    }
    return {
        key: trimmed(
            {
                "name": paper["name"],
                "issuer": paper["issuer"],
                "evidence": paper["evidence"],
                "e_licence_name": paper["e_licence"],
                "never_kept": paper.get("never_kept", False),
                "produced_by": paper.get("produced_by"),
                "form": sources.forms["forms"].get(key),
                "proves_subject": key in sources.forms["subject"],
                "group": scope[key][1],
                "rank": scope[key][0] or None,
            }
        )
        for key, paper in sources.rules["papers"].items()
    }


def questions(sources: Sources) -> Json:
    """Questions with their options; every neutral option carries its reason."""
    made = {}
    reasons = sources.neutral["reasons"] | sources.neutral["told"]
    for key, question in sources.rules["questions"].items():
        default = question["default"]
        made[key] = trimmed(
            {
                "text": question["text"],
                "help": question["help"],
                "many": question["kind"] == "many",
                "default": [default] if isinstance(default, str) else default,
                **{key: question.get(key) for key in ("judgement", "least", "most")},
            }
        ) | {
            "options": [
                trimmed({**option, "neutral_reason": reasons.get(f"{key}.{option['id']}")})
                for option in question["options"]
            ],
        }
    return made


def common_parts(sources: Sources) -> Json:
    """What belongs to no bundle: switches, papers required once per visit, hints for every bundle."""
    forms = sources.forms["common"]
    return {
        "switches": {
            key: trimmed({k: switch.get(k) for k in ("text", "default", "evidence", "basis")})
            for key, switch in sources.rules["switches"].items()
        },
        "common": [
            trimmed(
                {
                    "papers": [_use(paper, None) for paper in entry["papers"]],
                    "original_copy": [forms[paper] for paper in entry["papers"]],
                    "when": entry["when"],
                    "why": entry["why"],
                    "basis": entry["basis"],
                    "evidence": entry["evidence"],
                }
            )
            for entry in sources.rules["common"]
        ],
        "common_hints": sources.rules["common_hints"],
    }


def demo_overlay(sources: Sources) -> Json:
    """Flags of the demo hall. Safety-mandatory papers are never deferrable nor pledged, whatever was proposed."""
    never = set(sources.overlay["never_deferrable"])
    kinds = {True: "yes", False: "no"}
    materials = {}
    for key, rule in sources.rules["materials"].items():
        touched = {use[0] for use in _uses(sources, rule)}
        defer = rule["deferrable"] and not touched & never
        materials[key] = ["yes" if rule["class"] == "main" else "no", kinds[bool(defer)]]
        if defer:
            materials[key].append(rule["defer_note"])
    return {
        "name": sources.overlay["name"],
        "materials": materials,
        "papers": {
            key: [
                kinds[bool(paper["e_licence"])],
                kinds[paper["shareable"]],
                kinds[key in sources.overlay["pledge"] and key not in never],
            ]
            for key, paper in sources.rules["papers"].items()
        },
    }


if __name__ == "__main__":
    raise SystemExit(main())
