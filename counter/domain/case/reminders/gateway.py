"""The hall's SMS gateway as a template in data: columns of the file it is given, words of the file it answers with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.errors import BadInput
from counter.domain.text.settings_values import Values

_MOBILE = re.compile(r"1[0-9]{10}")


class GatewayValue(StrEnum):
    """What a column holds."""

    ID = "id"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class GatewayForm:
    """``columns``: heads with what they hold, in order. ``id_head``, ``result_head``: of the answers' file, with the
    words that mean delivered and failed.
    """

    columns: tuple[tuple[str, GatewayValue], ...]
    encoding: str
    id_head: str
    result_head: str
    delivered: frozenset[str]
    failed: frozenset[str]


@dataclass(frozen=True, slots=True)
class GatewayMessage:
    """One message for the gateway."""

    id: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What a file of the gateway says: message id → outcome; ``unclear``: ids whose result has no known word."""

    outcomes: Mapping[str, ReminderOutcome]
    unclear: tuple[str, ...]


def gateway_from(data: Mapping[str, object]) -> GatewayForm:
    """The form of ``resources/reminders/gateway.toml``. Raises BadInput naming what is missing or wrong."""
    values = Values(data, "gateway.toml")
    columns = tuple((t.text("head"), t.choice("value", GatewayValue)) for t in values.tables("columns"))
    if lacking := [v.value for v in GatewayValue if v not in {value for _, value in columns}]:
        raise BadInput(f"gateway.toml 的列里还缺 {'、'.join(lacking)}。", field="columns")
    answers = values.table("answers")
    encoding = values.text("encoding")
    if encoding not in ("utf-8", "utf-8-sig", "gb18030", "gbk"):
        raise BadInput("gateway.toml 的 encoding 只能是 utf-8、utf-8-sig、gbk、gb18030。", field="encoding")
    return GatewayForm(
        columns,
        encoding,
        answers.text("id"),
        answers.text("result"),
        frozenset(answers.words("delivered")),
        frozenset(answers.words("failed")),
    )


def takes_messages(number: str) -> bool:
    """Whether a message can be sent to that number: a mobile one."""
    return _MOBILE.fullmatch(number) is not None


def rows_of(form: GatewayForm, messages: Iterable[GatewayMessage]) -> list[tuple[str, ...]]:
    """The rows of the file, without its head."""
    return [tuple(_value(one, value) for _, value in form.columns) for one in messages]


def answers_in(form: GatewayForm, rows: Sequence[Sequence[str]]) -> Answers:
    """What the rows of an answers' file say, head first. Raises BadInput where the two columns are not there."""
    head = [cell.strip() for cell in rows[0]] if rows else []
    if form.id_head not in head or form.result_head not in head:
        raise BadInput(
            f"回执文件第一行要有“{form.id_head}”和“{form.result_head}”两列；列名不同的，改 gateway.toml。",
            field="file",
        )
    own, said = head.index(form.id_head), head.index(form.result_head)
    found: dict[str, ReminderOutcome] = {}
    unclear = []
    for row in rows[1:]:
        if len(row) <= max(own, said) or not row[own].strip():
            continue
        message, words = row[own].strip(), row[said].strip()
        if words in form.delivered:
            found[message] = ReminderOutcome.DELIVERED
        elif words in form.failed:
            found[message] = ReminderOutcome.FAILED
        else:
            unclear.append(message)
    return Answers(found, tuple(unclear))


def _value(message: GatewayMessage, value: GatewayValue) -> str:
    return {
        GatewayValue.ID: message.id,
        GatewayValue.NUMBER: message.number,
        GatewayValue.TEXT: message.text,
    }[value]
