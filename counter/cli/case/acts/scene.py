"""What an act is read against: the case with its names, the day, and who agreed.

Values are named as in the case: papers by number, kind or id; items and lines by id or exact name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.cli.case.names_in_case import item_named, line_named, papers_named
from counter.cli.case.visit_file import MATERIAL_KEYS, brought_from
from counter.cli.io.dates_in_words import read_day
from counter.cli.io.json_file import Fields
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.case import Case
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.visit.material import Brought
from counter.domain.visit.visit import Setting

AGREED = "supervisor"
"""Key of acts that may need a supervisor's consent: the code. The PIN is asked for, and never in such a file."""

HANDED_OVER = "handed_over"
"""Key of acts on a sheet not printed here: the clerk confirms that a paper made elsewhere was handed over."""

MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act is read against. ``consent``: code and PIN of the agreeing supervisor; the act's service checks it.

    ``pin``: of the organ's representative, not yet checked.
    """

    case: Case
    setting: Setting
    consent: Consent | None = None
    pin: str = field(default="", repr=False)

    @property
    def today(self) -> date:
        """Today's date in China."""
        return civil_date(self.setting.now)


Reader = Callable[[Fields, Scene], CaseAct]
Readers = Mapping[str, tuple[tuple[str, ...], Reader]]
"""Name of the command → the keys its file may have, and its reader."""


def items(given: Fields, at: Scene) -> tuple[str, ...]:
    """Ids of the items named."""
    return tuple(dict.fromkeys(item_named(at.case, name, "items").id for name in given.texts("items")))


def item(given: Fields, at: Scene) -> str:
    """Id of the one item named."""
    return item_named(at.case, given.text("item", required=True), "item").id


def lines(given: Fields, case: Case, among: Iterable[str]) -> dict[str, Brought]:
    """What is recorded on each line. An unknown name is answered with the names of ``among``."""
    found: dict[str, Brought] = {}
    for key, value in given.inner("materials").items():
        line = line_named(case, key, f"materials.{key}", among)
        if line.id in found:
            raise BadInput(f"“{line.name}”写了两次，请只留一个。", field=f"materials.{key}")
        found[line.id] = brought_from(Fields(value, f"materials.{key}", MATERIAL_KEYS), line)
    return found


def papers(given: Fields, at: Scene) -> tuple[str, ...]:
    """Ids of the papers named, one at least."""
    found = [p.id for name in given.texts("papers") for p in papers_named(at.case, name, "papers")]
    if not found:
        raise BadInput("哪些文书？请写文号、种类或者名称。", field="papers")
    return tuple(dict.fromkeys(found))


def taken_back(given: Fields, at: Scene) -> tuple[str, ...]:
    """Ids of the papers whose sheets came back."""
    return tuple(
        p.id for name in given.texts("taken_back") for p in papers_named(at.case, name, "taken_back")
    )


def day(given: Fields, key: str) -> date:
    """The day under that key, which has to be there."""
    try:
        return read_day(given.text(key, required=True))
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field=key) from wrong


def day_if_given(given: Fields, key: str) -> date | None:
    """The day under that key; None where the key is not there."""
    return day(given, key) if given.has(key) else None


def day_or_none(given: Fields, key: str) -> date | None:
    """The day under that key; None where nothing is written there."""
    return day(given, key) if given.text(key) else None
