"""Parse answers to the questions of a bundle: an option's id or label, single or in a list; one sentence per fault."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from counter.domain.errors import BadInput
from counter.domain.guide.model import Bundle, BundleQuestion, Guide, Option, Question

_TRUTH = {True: "yes", False: "no"}


def check_answers(guide: Guide, bundle: Bundle, raw: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Answers as option ids; ``BadInput`` names the field and what would be right (DESIGN §8).

    Accepts an option's id or its label (also without its bracket), full-width or not; a single one or a
    list. An answer to a question that is not asked at present is kept: it counts again when it is asked.
    """
    return {question: _answer(guide, bundle, question, given) for question, given in raw.items()}


def _answer(guide: Guide, bundle: Bundle, question_id: str, given: object) -> tuple[str, ...]:
    field = f"answers.{question_id}"
    if question_id not in guide.questions:
        known = "、".join(a.question for a in bundle.questions)
        raise BadInput(f"没有“{question_id}”这道情形题；这件事的题是：{known}。", field=field)
    question = guide.questions[question_id]
    if question.number:
        return (_number(bundle, question, given, field),)
    asking = next((a for a in bundle.questions if a.question == question_id), None)
    if asking is None and question_id not in bundle.given:
        raise BadInput(f"“{bundle.name}”不问“{question.text}”，请去掉这一条回答。", field=field)
    options = _options(question, asking)
    chosen = tuple(
        dict.fromkeys(_option(question, options, one, field) for one in _listed(given, question, field))
    )
    _check_exclusive(question, chosen, field)
    fixed = bundle.given.get(question_id)
    if fixed is not None and set(chosen) != set(fixed):
        labels = "、".join(o.label for o in question.options if o.id in fixed)
        raise BadInput(f"“{bundle.name}”的“{question.text}”已定为“{labels}”，不能另选。", field=field)
    return chosen


_UNITS = "人名位个"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
"""Full-width digits only: NFKC would read 3² as thirty-two people."""


def _number(bundle: Bundle, question: Question, given: object, field: str) -> str:
    """A number of people, as digits or as a number; a unit (人, 位) after it is dropped."""
    if all(asking.question != question.id for asking in bundle.questions):
        raise BadInput(f"“{bundle.name}”不问“{question.text}”，请去掉这一条回答。", field=field)
    one = given[0] if isinstance(given, list | tuple) and len(given) == 1 else given
    text = str(one).strip() if isinstance(one, str | int) and not isinstance(one, bool) else ""
    text = text.translate(_WIDE).rstrip(_UNITS).rstrip()
    digits = text.lstrip("0") or "0" if text.isascii() and text.isdecimal() else ""
    if not question.takes(digits):
        raise BadInput(f"“{question.text}”要写{question.least}到{question.most}之间的整数。", field=field)
    return digits


def _options(question: Question, asking: BundleQuestion | None) -> tuple[Option, ...]:
    if asking is None or not asking.only:
        return question.options
    return tuple(option for option in question.options if option.id in asking.only)


def _listed(given: object, question: Question, field: str) -> list[str]:
    items = given if isinstance(given, list | tuple) else [given]
    texts = [_TRUTH[item] if isinstance(item, bool) else item for item in items]
    if not texts or not all(isinstance(text, str) for text in texts):
        raise BadInput(f"“{question.text}”的回答要写选项的名称，多选写成列表。", field=field)
    return [str(text) for text in texts]


def _option(question: Question, options: tuple[Option, ...], text: str, field: str) -> str:
    wanted = plain(text)
    for option in options:
        if wanted in (plain(option.id), plain(option.label)):
            return option.id
    short = [option.id for option in options if wanted == plain(option.label.partition("（")[0])]
    if len(short) == 1:
        return short[0]
    labels = "、".join(option.label for option in options)
    raise BadInput(f"“{question.text}”没有“{text}”这个选项；可选：{labels}。", field=field)


def _check_exclusive(question: Question, chosen: tuple[str, ...], field: str) -> None:
    if not question.many and len(chosen) > 1:
        raise BadInput(f"“{question.text}”只能选一项。", field=field)
    for option in question.options:
        if option.exclusive and option.id in chosen and len(chosen) > 1:
            raise BadInput(f"“{question.text}”选了“{option.label}”就不能再选别的。", field=field)


def plain(text: str) -> str:
    """Text for comparing: NFKC (full-width digits and brackets), no blanks, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
