"""An invitation to rate runs to its fixed end, whoever comes next and whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.errors import RuleRefused
from counter.domain.ratings.rating import Choice
from counter.services.ratings.close import close_ratings
from counter.services.ratings.invite import invite_rating
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as office:
        yield office


@pytest.mark.parametrize("answer", [NAMED, ANONYMOUS, None, "nothing"])
def test_that_the_next_visit_ends_no_invitation_whatever_was_chosen(
    rated: Rated, answer: Choice | str | None
) -> None:
    first, second = rated.case(), rated.case()
    invitation = rated.invite(first)
    if not isinstance(answer, str):
        rated.cast(invitation, answer)
    told = []
    for seconds in (0, 60, 60):
        rated.office.later(seconds=seconds)
        with pytest.raises(RuleRefused) as wait:
            invite_rating(rated.app, second.id, "W01")
        told.append((wait.value.rule, wait.value.sentence))
    assert set(told) == {
        (
            "rating.open",
            "上一位的评价时间未到，10:03:00自动结束。请稍等；要提前结束，先按“现在结束”，会记下是您结束的。",
        )
    }
    assert rated.kinds(first.id) == ["rating.invited"]
    assert rated.causes() == []
    rated.office.later(seconds=60)
    invite_rating(rated.app, second.id, "W01")
    assert rated.kinds(first.id) == ["rating.invited", "rating.closed"]
    assert rated.entries(first.id)[-1].actor == "system"


def test_that_an_invitation_is_ended_early_only_in_a_clerks_own_name(rated: Rated) -> None:
    first, second = rated.case(), rated.case()
    left = rated.invite(first)
    close_ratings(rated.app, first.id, by="W01")
    assert rated.entries(first.id)[-1].actor == "W01"
    rated.invite(second)
    assert rated.kinds(first.id) == ["rating.invited", "rating.closed"]
    assert rated.kinds(second.id) == ["rating.invited"]
    with pytest.raises(RuleRefused):
        rated.cast(left, NAMED)
    assert rated.causes() == ["closed"]
