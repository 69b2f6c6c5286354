"""Validation of a library's questions: defaults, legal judgements, and numbers of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from counter.domain.guide.condition import OptionChosen, atoms
from counter.domain.guide.rows.columns import Column, Kind, Value
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import GuideFault
from counter.domain.guide.rows.sheet_table import Key, Row, SheetTable, Tables
from counter.domain.guide.rows.sheets import OPTION, QUESTION

Questions = Mapping[Key, Row]

MOST_PEOPLE = 500
"""The largest number of people that a question may ask for."""


def faults_of_questions(tables: Tables, known: Questions) -> Iterator[GuideFault]:
    """Faults of the questions, and of what is counted by a question; ``known``: rows by their id."""
    table = tables[QUESTION]
    options = {row.values.get("question") for row in tables[OPTION].rows}
    for (question,), row in known.items():
        for key, sort, sentence in _in_itself(row, has_options=question in options):
            if key not in row.bad:
                yield table.fault(row, table.form.column(key), sort, sentence)
    numbers = {question for (question,), row in known.items() if asks_number(row)}
    yield from _counted(tables["材料对应"], known, numbers)
    if numbers:
        yield from _in_conditions(tables, numbers)


def asks_number(row: Row) -> bool:
    """Whether it asks for a number of people, without options."""
    return row.values.get("most") is not None


def _in_itself(row: Row, *, has_options: bool) -> Iterator[tuple[str, str, str]]:
    values = row.values
    default = row.ids("default")
    if len(default) > 1 and not values.get("many") and "many" not in row.bad:
        yield "default", "one_only", "单选的题只能有一个默认选项"
    if values.get("judgement") and default:
        yield "default", "judged", "这是法律判断，不能替人默认，请留空"
    least, most = row.count("least"), row.count("most")
    if most is None:
        if least is not None and "most" not in row.bad:
            yield "most", "no_most", f"写了最少{least}人，没有写最多几人，请写上或去掉最少几人"
        return
    if most > MOST_PEOPLE:
        yield "most", "too_many", f"最多只能写{MOST_PEOPLE}人"
    if least is not None and least > most:
        yield "least", "bounds", f"最少{least}人比最多{most}人还多"
    if has_options:
        yield "most", "number_options", "问人数的题没有选项，请去掉选项，或去掉最多几人"
    for key, word in (("many", "可多选"), ("default", "默认选项"), ("judgement", "法律判断")):
        if values.get(key):
            yield key, "number_only", f"问人数的题不写“{word}”，请留空"


def _counted(table: SheetTable, known: Questions, numbers: set[Value]) -> Iterator[GuideFault]:
    column = table.form.column("per")
    for row in table.rows:
        per = row.values.get("per")
        if per is not None and (per,) in known and per not in numbers:
            yield table.fault(row, column, "no_number", f"题 {per} 不是问人数的题，请改正或留空")


def _in_conditions(tables: Tables, numbers: set[Value]) -> Iterator[GuideFault]:
    for form in SHEETS:
        whens = [column for column in form.columns if column.kind is Kind.WHEN]
        for row in tables[form.title].rows if whens else ():
            yield from _conditions_of(tables[form.title], row, whens, numbers)


def _conditions_of(
    table: SheetTable, row: Row, whens: list[Column], numbers: set[Value]
) -> Iterator[GuideFault]:
    for column in whens:
        held = row.when(column.key)
        if held is None or column.key in row.bad:
            continue
        for atom in dict.fromkeys(atoms(held)):
            if isinstance(atom, OptionChosen) and atom.question in numbers:
                sentence = f"题 {atom.question} 问的是人数，不能用在条件里"
                yield table.fault(row, column, "number_in_condition", sentence)
