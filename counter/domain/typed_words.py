"""What is typed into an act is bounded (字数): names as long as names are, words as long as a paper has room for."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from counter.domain.applicant import MOST_ORGANISATION_NAME, MOST_WORDS
from counter.domain.errors import BadInput
from counter.domain.identity import normalise_name
from counter.domain.printable import fault_unseen

if TYPE_CHECKING:
    from counter.domain.acts import CaseAct
    from counter.domain.rectify_acts import RectifyAct

_NAMES = frozenset({"name", "by", "receiver", "given_by", "taken_by", "brought_by", "relation"})
"""Fields that hold a person's or a unit's name."""


def check_words(act: CaseAct | RectifyAct) -> None:
    """Raises BadInput for words that are too long for their paper, or that hold characters nobody types."""
    for field in fields(act):
        words = getattr(act, field.name)
        if not isinstance(words, str):
            continue
        most = MOST_ORGANISATION_NAME if field.name in _NAMES else MOST_WORDS
        if len(words) > most:
            raise BadInput(
                f"写了{len(words)}个字，最多{most}个，请核对是不是粘贴了别的内容。", field=field.name
            )
        shown = (
            normalise_name(words) if field.name in _NAMES else words
        )  # a name is put in order, never refused
        if wrong := fault_unseen(shown):
            raise BadInput(f"{wrong}。", field=field.name)
