"""What a case that is taken over asks for: bundle, answers and items by the guide in force, faults at their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from counter.domain.case.take_over.given import CellReport, GivenCase
from counter.domain.case.take_over.sheets import CASES, ITEMS
from counter.domain.errors import BadInput
from counter.domain.guide.model import Bundle, Guide
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.people.applicant import Applicant
from counter.domain.visit.answer_input import check_answers, plain
from counter.domain.visit.assess import assess
from counter.domain.visit.checklist import ChecklistItem
from counter.domain.visit.situation import Asked
from counter.domain.visit.visit import Assessment, Setting, Visit

_ENDS = re.compile(r"[？?。（(].*$")
_BRACKET = re.compile("[（(]")
_COLON = re.compile("[：:]")
_PARTS = re.compile(r"[\n；;]")


def assessed(
    case: GivenCase, applicant: Applicant | None, setting: Setting, report: CellReport
) -> Assessment | None:
    """The case's checklist with the items of its rows; None, and faults, where it cannot be known.

    Items that its rows do not name are left out (不办): the earlier system did not take them in.
    """
    bundle = _bundle(case, setting.guide, report)
    if bundle is None:
        return None
    try:
        answers = check_answers(setting.guide, bundle, dict(_answers(case, setting.guide, bundle, report)))
        visit = Visit(bundle.number, answers=answers, applicant=applicant)
        found = assess(setting, visit)
    except BadInput as wrong:
        report.at(CASES, case.row, "answers", wrong.sentence.rstrip("。"))
        return None
    if open_ones := [asked for asked in found.asked if asked.open]:
        for asked in open_ones:
            report.at(CASES, case.row, "answers", f"还要写明“{asked.text}”（可写：{_options(asked)}）")
        return None
    if found.checklist.stops and not found.checklist.items:
        reason = found.checklist.stops[0].reason.rstrip("。")
        report.at(CASES, case.row, "bundle", f"照写的情形，指南里这件事不能办：{reason}")
        return None
    named = _named(case, found.checklist.items, setting.guide, bundle, report)
    if named is None:
        return None
    others = tuple(i.id for i in found.checklist.items if i.id not in named)
    return assess(setting, replace(visit, dropped=others)) if others else found


def _bundle(case: GivenCase, guide: Guide, report: CellReport) -> Bundle | None:
    words = case.row.text("bundle")
    if not words:
        return None
    wanted = plain(words)
    for bundle in guide.bundles.values():
        if wanted in (plain(bundle.name), plain(_BRACKET.split(bundle.name)[0]), str(bundle.number)):
            return bundle
    report.at(CASES, case.row, "bundle", f"指南里没有“{words[:30]}”这件事，请照清单写名称或序号")
    return None


def _answers(
    case: GivenCase, guide: Guide, bundle: Bundle, report: CellReport
) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = _questions(guide, bundle)
    seen: set[str] = set()
    for part in _PARTS.split(case.row.text("answers")):
        if not part.strip():
            continue
        cut = next(
            (
                (names[key], part[mark.end() :])
                for mark in _COLON.finditer(part)
                if (key := _question(part[: mark.start()])) in names
            ),
            None,
        )
        if cut is None:
            known = "、".join(dict.fromkeys(_text(guide, bundle, q) for q in names.values()))
            report.at(
                CASES,
                case.row,
                "answers",
                f"“{part.strip()[:30]}”看不出是哪道题：一题一行写“问题：回答”；这件事的题有：{known[:300]}",
            )
            continue
        question, answer = cut
        if question in seen:
            report.at(CASES, case.row, "answers", f"“{_text(guide, bundle, question)}”写了两次")
            continue
        seen.add(question)
        yield question, _chosen(guide, question, answer)


def _chosen(guide: Guide, question: str, answer: str) -> tuple[str, ...]:
    """One answer, or several: a label may itself have a 、 in it."""
    labels = {plain(option.label) for option in guide.questions[question].options}
    if plain(answer) in labels:
        return (answer.strip(),)
    return tuple(one.strip() for one in re.split("[、,，]", answer) if one.strip())


def _questions(guide: Guide, bundle: Bundle) -> Mapping[str, str]:
    """A question's words, whole or without their end and brackets, and its id → its id."""
    found: dict[str, str] = {}
    for asking in bundle.questions:
        text = _text(guide, bundle, asking.question)
        found |= {_question(text): asking.question, plain(asking.question): asking.question}
    return found


def _question(text: str) -> str:
    return plain(_ENDS.sub("", text.strip()))


def _text(guide: Guide, bundle: Bundle, question: str) -> str:
    own = next((asking.text for asking in bundle.questions if asking.question == question), None)
    return own or guide.questions[question].text


def _options(asked: Asked) -> str:
    if asked.number:
        return f"{asked.least}到{asked.most}的整数"
    return "、".join(option.label for option in asked.options)


def _named(
    case: GivenCase, items: tuple[ChecklistItem, ...], guide: Guide, bundle: Bundle, report: CellReport
) -> frozenset[str] | None:
    """Ids of the items that the rows name; None, and faults, where one is unknown, twice or not due here."""
    rows: dict[str, Row] = {}
    good = True
    for row in case.items:
        if not row.text("item"):
            good = False
            continue
        item = item_named(row.text("item"), items)
        if item is None:
            good = False
            report.at(ITEMS, row, "item", _why_not(row.text("item"), items, guide, bundle))
        elif item.id in rows:
            good = False
            report.at(ITEMS, row, "item", f"和第{rows[item.id].number}行是同一件的同一个事项")
        else:
            rows[item.id] = row
            good = _organ_fits(row, item, report) and good
    return frozenset(rows) if good and rows else None


def item_named(words: str, items: tuple[ChecklistItem, ...]) -> ChecklistItem | None:
    """The item of that name or id."""
    wanted = plain(words)
    return next((i for i in items if wanted in (plain(i.name), plain(i.id))), None)


def _why_not(words: str, items: tuple[ChecklistItem, ...], guide: Guide, bundle: Bundle) -> str:
    due = "、".join(i.name for i in items)
    known = {plain(guide.items[i.item].name) for i in bundle.items if i.item in guide.items}
    if plain(words) in known:
        return f"照“情形”里写的，这一件不办“{words[:30]}”；要办的是：{due}。请核对情形"
    return f"“{bundle.name}”里没有“{words[:30]}”这个事项；照情形要办的是：{due}"


def _organ_fits(row: Row, item: ChecklistItem, report: CellReport) -> bool:
    words = row.text("organ")
    if words and plain(words) not in plain(item.organ) and plain(item.organ) not in plain(words):
        report.at(ITEMS, row, "organ", f"“{item.name}”是{item.organ}的事项，不是“{words[:30]}”的")
        return False
    return True
