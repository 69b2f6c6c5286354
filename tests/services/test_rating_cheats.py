"""Who would steer ratings or learn of them: each way is closed the same for everybody, and noted (L9)."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.bugs import note_bug
from counter.domain.errors import CounterError, RuleRefused, WorldTrouble
from counter.domain.invitation import Invitation
from counter.domain.rating import Choice
from counter.services import cast_rating as casting
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


@pytest.mark.parametrize("step", ["_named", "_anonymous", "seal"])
def test_that_a_choice_that_could_not_be_sealed_tells_nothing_of_itself(
    rated: Rated, step: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> object:
        raise ValueError("what was chosen")

    invitation = rated.invite(rated.case())
    told = set()
    with monkeypatch.context() as patched:
        patched.setattr(casting, step, broken)
        for at, choice in enumerate((NAMED, replace(NAMED, words="长" * 200), ANONYMOUS, None)):
            told.add(_failure(rated, invitation, choice, tmp_path / f"log{at}"))
    assert len(told) == 1
    assert not rated.causes()
    rated.cast(invitation, NAMED)  # nothing was kept of it: the applicant chooses once more


def _failure(rated: Rated, invitation: Invitation, choice: Choice | None, folder: Path) -> str:
    """Everything that a log of faults, a traceback and the message bar say of it."""
    folder.mkdir()
    with pytest.raises(WorldTrouble) as caught:
        rated.cast(invitation, choice)
    log = note_bug(folder, caught.value)
    assert log is not None
    places = log.read_text(encoding="utf-8").split("\n", 1)[1]
    own = [f for f in traceback.extract_tb(caught.tb) if "counter" in f.filename]
    return (
        f"{caught.value.sentence}{places}{[(f.name, f.lineno) for f in own[1:]]}{caught.value.__context__!r}"
    )


def test_that_a_second_choice_and_a_late_one_are_refused_in_the_same_words(rated: Rated) -> None:
    """The window shows the sentence: one of its own for the second would say that there was a first."""
    invitation = rated.invite(rated.case())
    rated.cast(invitation, None)
    second = _refused(rated, invitation)
    rated.wait()
    assert second == _refused(rated, invitation)
    assert rated.causes() == ["twice", "closed"]


def _refused(rated: Rated, invitation: Invitation) -> str:
    with pytest.raises(RuleRefused) as caught:
        rated.cast(invitation, NAMED)
    assert isinstance(caught.value, CounterError)
    return caught.value.sentence
