"""Who confirms and who signs for an organ: a person on its list, never who drafted or acts (L8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.organ_people import OrganPerson, check_representative, get_signer

HERE = OrganPerson("R01", "哈斯巴根", "农牧局", True)
ACTING = (("W01", "阿木古郎"), ("W02", "乌日娜"))


def test_that_the_organs_representative_confirms() -> None:
    assert check_representative(HERE, "农牧局", ACTING) is HERE


@pytest.mark.parametrize(
    "person",
    [
        None,
        OrganPerson("Q01", "那顺", "农牧局", False),
        OrganPerson("R01", "哈斯巴根", "税务局", True),
        OrganPerson("W02", "某某", "农牧局", True),
        OrganPerson("R03", "乌日娜", "农牧局", True),
    ],
)
def test_that_nobody_else_does(person: OrganPerson | None) -> None:
    with pytest.raises(RuleRefused) as refused:
        check_representative(person, "农牧局", ACTING)
    assert (refused.value.rule, refused.value.field) == ("L8", "representative")


def test_that_a_signer_is_found_by_any_spelling_of_the_code_and_only_in_the_own_organ() -> None:
    people = (HERE, OrganPerson("Q02", "王科长", "税务局", False))
    assert get_signer(people, " r01 ", "农牧局") is HERE
    for code, organ in (("Q02", "农牧局"), ("", "农牧局"), ("R01", "财政局")):
        with pytest.raises(BadInput) as refused:
            get_signer(people, code, organ)
        assert refused.value.field == "signer"


def test_that_a_representative_confirms_with_a_mandate_or_where_none_is_needed() -> None:
    with_letter = replace(HERE, mandate="授字〔2026〕1号")
    assert check_representative(with_letter, "农牧局", ACTING) is with_letter


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (replace(HERE, mandate=None), "有效的授权书（确认决定）"),
        (replace(HERE, away="到11月25日不在岗，由R03 代理人代理"), "由R03 代理人代理"),
    ],
)
def test_that_who_is_away_or_without_a_mandate_confirms_nothing(person: OrganPerson, words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        check_representative(person, "农牧局", ACTING)
