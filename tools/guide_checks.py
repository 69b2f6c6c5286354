"""Checks of the guide's sources before they are compiled: every reference exists, nothing is unused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from counter.domain.guide import copies_required
from counter.domain.guide.condition import Condition, OptionChosen, SwitchOn, atoms, parse
from counter.domain.guide.model import Evidence, ProcedureClass

Json = dict[str, Any]

REFUSAL_KINDS = {"barred", "not_needed", "elsewhere"}


def faults_of_sources(sources: Any) -> list[str]:
    """All faults of the sources, in words; empty when they may be compiled."""
    return [fault for check in CHECKS for fault in check(sources)]


def fact_bundle(sources: Any, no: int) -> Json:
    """The facts of one bundle."""
    return next(bundle for bundle in sources.facts["bundles"] if int(bundle["no"]) == no)


def conditions(sources: Any) -> Iterator[tuple[str, Any]]:
    """(where, written condition) of every condition on items, papers, refusals and hints."""
    rules = sources.rules
    for key, material in rules["materials"].items():
        yield f"材料 {key}", material["when"]
        for use in material.get("papers", ()):
            if isinstance(use, dict):
                yield f"材料 {key}", use.get("when")
        if material.get("later"):
            yield f"材料 {key} later", material["later"]["when"]
    for key, paper_set in rules["paper_sets"].items():
        for use in paper_set["papers"]:
            if isinstance(use, dict):
                yield f"组合 {key}", use.get("when")
    for index, entry in enumerate((*rules["common"], *rules["common_hints"])):
        yield f"common {index}", entry["when"]
    for no, bundle in rules["bundles"].items():
        yield f"事件 {no} holds_licence", bundle.get("holds_licence")
        for kind in ("items", "refuse", "hints"):
            for entry in bundle.get(kind, ()):
                yield f"事件 {no} {kind}", entry["when"]


def asking_conditions(sources: Any) -> Iterator[tuple[str, Any]]:
    """(where, written condition) of every question's ``when``."""
    for no, bundle in sources.rules["bundles"].items():
        for entry in (*bundle["questions"], *bundle.get("more", ())):
            if isinstance(entry, dict):
                yield f"事件 {no} 题 {entry['ask']}", entry.get("when")


def _parsed(where: str, raw: Any) -> tuple[Condition | None, str | None]:
    try:
        return parse(raw), None
    except ValueError as fault:
        return None, f"{where}：条件读不出（{fault}）"


def check_conditions(sources: Any) -> Iterator[str]:
    """Every condition can be parsed and names only existing questions, options and switches."""
    questions = sources.rules["questions"]
    for where, raw in (*conditions(sources), *asking_conditions(sources)):
        condition, fault = _parsed(where, raw)
        if fault:
            yield fault
        for atom in atoms(condition) if condition else ():
            match atom:
                case SwitchOn(switch):
                    if switch not in sources.rules["switches"]:
                        yield f"{where}：没有开关 {switch}"
                case OptionChosen(question, options):
                    known = {option["id"] for option in questions.get(question, {"options": ()})["options"]}
                    for option in options:
                        if option not in known:
                            yield f"{where}：没有选项 {question}.{option}"


def check_list(sources: Any) -> Iterator[str]:
    """The 103 bundles are the region's list, word for word, in rules and facts."""
    if list(sources.list) != list(range(1, 104)):
        yield "清单不是1至103"
    for no, name in sources.list.items():
        rule = sources.rules["bundles"].get(no)
        if rule is None or rule["name"] != name:
            yield f"事件 {no} 的名称与清单不同"
        if fact_bundle(sources, no)["name"] != name:
            yield f"事件 {no} 在 guide_facts 中的名称与清单不同"
    yield from _sets_differ("事件", set(sources.list), set(sources.rules["bundles"]))


def _sets_differ(what: str, wanted_ids: set[Any], given: set[Any]) -> Iterator[str]:
    for missing in sorted(map(str, wanted_ids - given)):
        yield f"{what}缺 {missing}"
    for spare in sorted(map(str, given - wanted_ids)):
        yield f"{what}多出 {spare}"


def check_items(sources: Any) -> Iterator[str]:
    """Bundle items exist, are in order, and wait only for earlier items; every item has a class."""
    facts = {item["id"] for item in sources.facts["items"]}
    yield from _sets_differ("程序类别", facts, set(sources.classes["items"]))
    for key, entry in sources.classes["items"].items():
        if entry["class"] not in set(ProcedureClass) or not entry.get("reason"):
            yield f"事项 {key} 的程序类别没有理由或不存在"
    used: set[str] = set()
    for no, bundle in sources.rules["bundles"].items():
        order = {entry["item"]: entry["order"] for entry in bundle["items"]}
        used |= set(order)
        if sorted(order.values()) != list(range(1, len(bundle["items"]) + 1)):
            yield f"事件 {no} 的事项次序不连续或重复"
        for entry in bundle["items"]:
            yield from _placed(no, entry, order, facts)
        for refusal in bundle.get("refuse", ()):
            if refusal.get("item") and refusal["item"] not in order:
                yield f"事件 {no} 的拦截指向没有的事项 {refusal['item']}"
            if refusal["kind"] not in REFUSAL_KINDS:
                yield f"事件 {no} 的拦截种类 {refusal['kind']} 不认识"
    yield from _sets_differ("用到的事项", facts, used)


def _placed(no: int, entry: Json, order: Mapping[str, int], facts: set[str]) -> Iterator[str]:
    if entry["item"] not in facts:
        yield f"事件 {no} 用了没有的事项 {entry['item']}"
    for before in entry["after"]:
        if before not in facts:
            yield f"事件 {no} 的 {entry['item']} 须在没有的事项 {before} 之后"
        elif order.get(before, 0) >= entry["order"]:
            yield f"事件 {no} 的 {entry['item']} 排在它的前序 {before} 之前"


def check_questions(sources: Any) -> Iterator[str]:
    """A question comes after those it depends on, offers existing options, and every question is asked somewhere."""
    rules = sources.rules
    asked: set[str] = set()
    for no, bundle in rules["bundles"].items():
        seen = set(bundle.get("given", ()))
        for entry in (*bundle["questions"], *bundle.get("more", ())):
            written = {"ask": entry} if isinstance(entry, str) else entry
            question = rules["questions"].get(written["ask"])
            if question is None:
                yield f"事件 {no} 问没有的题 {written['ask']}"
                continue
            condition, _ = _parsed("", written.get("when"))
            behind = (
                {a.question for a in atoms(condition) if isinstance(a, OptionChosen)} if condition else set()
            )
            for late in sorted(behind - seen):
                yield f"事件 {no} 的题 {written['ask']} 依赖排在后面或不问的题 {late}"
            known = {option["id"] for option in question["options"]}
            for option in sorted(set(written.get("only", ())) - known):
                yield f"事件 {no} 的题 {written['ask']} 没有选项 {option}"
            seen.add(written["ask"])
        asked |= seen
        yield from _conditions_answerable(no, bundle, seen, rules["questions"])
    yield from _sets_differ("问到的题", set(rules["questions"]), asked)


def _conditions_answerable(no: int, bundle: Json, seen: set[str], questions: Json) -> Iterator[str]:
    for kind in ("items", "refuse", "hints"):
        for entry in bundle.get(kind, ()):
            for atom in atoms(parse(entry["when"])):
                if isinstance(atom, OptionChosen) and atom.question not in seen:
                    yield f"事件 {no} 的 {kind} 用了本事件不问的题 {atom.question}"


def check_papers(sources: Any) -> Iterator[str]:
    """Materials of rules and facts agree; their papers and sets exist and are all used; headings cover them once."""
    rules = sources.rules
    facts = {f"{item['id']}/{m['no']}": m for item in sources.facts["items"] for m in item["materials"]}
    yield from _sets_differ("材料规则", set(facts), set(rules["materials"]))
    used: set[str] = {paper for entry in rules["common"] for paper in entry["papers"]}
    sets: set[str] = set()
    for key, rule in rules["materials"].items():
        raw = rule.get("papers") or [rule["paper"] if "paper" in rule else {"set": rule["set"]}]
        for use in raw:
            if isinstance(use, dict) and "set" in use:
                sets.add(use["set"])
            else:
                used.add(use if isinstance(use, str) else use["paper"])
        yield from _wording(key, facts.get(key))
    yield from _sets_differ("材料组合", set(rules["paper_sets"]), sets)
    for key in sets & set(rules["paper_sets"]):
        parts = rules["paper_sets"][key]["papers"]
        used |= {part if isinstance(part, str) else part["paper"] for part in parts}
    yield from _sets_differ("用到的材料", set(rules["papers"]), used)
    listed = [paper for papers in sources.groups.values() for paper in papers]
    yield from _sets_differ("分组的材料", set(rules["papers"]), set(listed))
    if len(listed) != len(set(listed)):
        yield "有材料分在两组"


def _wording(key: str, fact: Json | None) -> Iterator[str]:
    if fact is None:
        return
    try:
        copies_required.read(fact["original_copy"], fact["copies"])
    except ValueError:
        yield f"材料 {key} 的原件/复印件写法“{fact['original_copy']}”不认识"


def check_evidence(sources: Any) -> Iterator[str]:
    """Every fact carries its grade."""
    rules = sources.rules
    grades: list[tuple[str, Any]] = [(f"材料 {k}", p.get("evidence")) for k, p in rules["papers"].items()]
    grades += [(f"开关 {k}", s.get("evidence")) for k, s in rules["switches"].items()]
    grades += [("common", e.get("evidence")) for e in (*rules["common"], *rules["common_hints"])]
    for no, bundle in rules["bundles"].items():
        grades += [(f"事件 {no}", e.get("evidence")) for e in (*bundle["items"], *bundle.get("refuse", ()))]
    for item in sources.facts["items"]:
        where = f"事项 {item['id']}"
        grades += [(where, b["status"]) for b in item["legal_basis"]]
        grades += [(where, item["statutory_time"]["status"])]
        grades += [(where, m[k]) for m in item["materials"] for k in ("status", "detail_status")]
    known = set(Evidence)
    for where, grade in grades:
        if grade not in known:
            yield f"{where} 没有证据等级或等级不认识：{grade}"


def check_options(sources: Any) -> Iterator[str]:
    """Every option decides something somewhere, or is listed with the reason why it does not."""
    used = {
        f"{atom.question}.{option}"
        for _, raw in conditions(sources)
        for atom in atoms(parse(raw))
        if isinstance(atom, OptionChosen)
        for option in atom.options
    }
    every, neutral = set(), set()
    for key, question in sources.rules["questions"].items():
        for option in question["options"]:
            every.add(f"{key}.{option['id']}")
            if option.get("neutral"):
                neutral.add(f"{key}.{option['id']}")
    yield from _sets_differ("标 neutral 而有理由的选项", neutral, set(sources.neutral["reasons"]))
    yield from _sets_differ("没有作用而有理由的选项", every - used - neutral, set(sources.neutral["told"]))


def check_switches(sources: Any) -> Iterator[str]:
    """Every switch decides something."""
    used = {
        atom.switch
        for _, raw in (*conditions(sources), *asking_conditions(sources))
        for atom in atoms(parse(raw))
        if isinstance(atom, SwitchOn)
    }
    yield from _sets_differ("用到的开关", set(sources.rules["switches"]), used)


def check_overlay(sources: Any) -> Iterator[str]:
    """Overlay and paper forms name existing papers; nothing safety-mandatory is proposed as deferrable or pledged."""
    papers = set(sources.rules["papers"])
    never = set(sources.overlay["never_deferrable"])
    for part in (sources.overlay["pledge"], never, sources.forms["forms"], sources.forms["subject"]):
        for paper in sorted(set(part) - papers):
            yield f"演示层或形式表里没有材料 {paper}"
    for paper in sorted(never & set(sources.overlay["pledge"])):
        yield f"安全材料 {paper} 不得以承诺代替"
    for key, rule in sources.rules["materials"].items():
        touched = {rule.get("paper")} | {
            u if isinstance(u, str) else u.get("paper") for u in rule.get("papers", ())
        }
        if rule["deferrable"] and touched & never:
            yield f"安全材料 {key} 被建议容缺"
        if rule["deferrable"] and rule["class"] == "main":
            yield f"主要材料 {key} 被建议容缺"
    producers = {item for p in sources.rules["papers"].values() for item in p.get("produced_by", ())}
    for item in sorted(producers - {item["id"] for item in sources.facts["items"]}):
        yield f"produced_by 指向没有的事项 {item}"


def check_words(sources: Any) -> Iterator[str]:
    """A synonym maps to words that are in the list's names, and is itself in none of those names."""
    for word, every in sources.words.items():
        for meant in every:
            fitting = [name for name in sources.list.values() if meant in name]
            if not fitting:
                yield f"别的说法“{word}”指向清单里没有的词“{meant}”"
            if any(word in name for name in fitting):
                yield f"“{word}”清单名称里本来就有，不用写成别的说法"


CHECKS = (
    check_conditions,
    check_list,
    check_items,
    check_questions,
    check_papers,
    check_evidence,
    check_options,
    check_switches,
    check_overlay,
    check_words,
)
