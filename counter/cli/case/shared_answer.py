"""Result of looking up a shareable paper (共享核验的结果), as given in a file or on the command line."""

from __future__ import annotations

from datetime import date

from counter.cli.io.dates_in_words import read_day
from counter.cli.io.json_file import Fields
from counter.domain.errors import BadInput
from counter.domain.visit.material import Shared, SharedAnswer

WRITING_KEYS = ("organ", "document", "day")
ANSWER_KEYS = ("answer", *WRITING_KEYS)


def answer_in(given: Fields) -> SharedAnswer:
    """The answer: 一致, 已变更 or 查无; with 查无 the organ's document. Raises BadInput for what is missing."""
    answer = Shared(given.choice("answer", tuple(Shared)))
    if answer is Shared.NOT_FOUND:
        return writing_in(given)
    key = next((key for key in WRITING_KEYS if given.has(key)), None)
    if key is not None:
        raise BadInput(f"“{given.path(key)}”只在查无（not_found）时写。", field=given.path(key))
    return SharedAnswer(answer)


def writing_in(given: Fields) -> SharedAnswer:
    """The organ's written 查无. Raises BadInput for what is missing."""
    organ, document = given.text("organ", required=True), given.text("document", required=True)
    return SharedAnswer(Shared.NOT_FOUND, organ, document, day_in(given))


def day_in(given: Fields) -> date:
    """The date under ``day``. Raises BadInput where it is missing or invalid."""
    try:
        return read_day(given.text("day", required=True))
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field=given.path("day")) from wrong
