"""Which version holds on a day, what travels of it, and how much of it: by its number and its words alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counter.domain.errors import BadInput
from counter.domain.guide.attached_files import check_together
from counter.domain.guide.diff.change import GuideChange, GuideDiff
from counter.domain.guide.pack import card_text, header_text, read_card, read_header
from counter.domain.guide.publication import (
    FORM,
    BureauCard,
    KnownVersion,
    Publication,
    SignedPublication,
    Transition,
    Versions,
)
from counter.domain.guide.terms import AttachedFile

FIRST, SECOND, THIRD, FOURTH = (date(2026, 12, day) for day in (1, 2, 3, 4))
SAID = Publication(
    1, "G" + "0" * 10, "0" * 64, FIRST, Transition.BEGUN, "演示编辑室", "演示", True, "2026-11-20T10:00+08:00"
)
CARD = BureauCard("演示编辑室", "演示", "0" * 64, "2026-11-20", True)


def known(*days: date) -> Versions:
    """第1版、第2版…… from those days on."""
    said = (replace(SAID, number=n, version=f"G{n}", effective=day) for n, day in enumerate(days, 1))
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Versions(tuple(KnownVersion(SignedPublication(one, "", ""), at, "S01") for one in said))


def number(version: KnownVersion | None) -> int:
    return 0 if version is None else version.publication.number


@pytest.mark.parametrize(
    ("days", "today", "in_force", "coming"),
    [
        ((FIRST,), date(2026, 11, 30), 0, 1),
        ((FIRST,), FIRST, 1, 0),
        ((THIRD, FIRST), FIRST, 2, 0),  # what was announced earlier is overtaken by a higher number
        ((THIRD, FIRST), FOURTH, 2, 0),
        ((FIRST, THIRD, SECOND), FIRST, 1, 3),
        ((FIRST, THIRD, THIRD), SECOND, 1, 3),
        ((FIRST, SECOND, THIRD), FIRST, 1, 2),
    ],
)
def test_that_the_highest_number_whose_day_has_come_holds(
    days: tuple[date, ...], today: date, in_force: int, coming: int
) -> None:
    versions = known(*days)
    assert (number(versions.in_force(today)), number(versions.coming(today))) == (in_force, coming)


def test_that_forms_of_a_version_that_is_no_other_guide_wait_for_its_day() -> None:
    """The second differs in its attached files only: one library, one name, two publications."""
    first, second = known(FIRST, THIRD).known
    said = replace(second.publication, version=first.publication.version)
    versions = Versions((first, replace(second, signed=replace(second.signed, publication=said))))
    used = [number(versions.in_use("G1", day)) for day in (FIRST, SECOND, THIRD)]
    assert used == [1, 1, 2]
    assert versions.in_use("G9", THIRD) is None


def test_that_what_came_before_a_number_is_the_next_lower_one_known() -> None:
    versions = known(FIRST, SECOND, THIRD)
    gap = replace(versions, known=(versions.known[0], versions.known[2]))
    assert [number(gap.before(n)) for n in (1, 2, 3, 4)] == [0, 1, 1, 3]


def test_that_a_signature_is_for_a_guide_and_for_every_word_of_its_head() -> None:
    message = SAID.message()
    assert message.startswith(FORM.encode())
    others = (
        replace(SAID, number=2),
        replace(SAID, notes="话"),
        replace(SAID, transition=Transition.LIGHTER),
    )
    assert len({message, *(other.message() for other in others)}) == 4


FILE = AttachedFile("表.pdf", "1" * 64, 9)


@pytest.mark.parametrize(
    "harm",
    [
        {"digest": "x" * 64},
        {"previous": "x"},
        {"bureau": "编\n辑"},
        {"region": ""},
        {"published_at": "2026-11-20"},
        {"published_at": "今天"},
        {"files": (replace(FILE, digest="../x"),)},
        {"files": (replace(FILE, size=0),)},
        {"files": (replace(FILE, size=20_000_001),)},
        {"files": (replace(FILE, name="下/表.pdf"),)},
        {"files": (FILE, replace(FILE, name="表.PDF"))},
        {"files": tuple(replace(FILE, name=f"{n}.pdf", size=20_000_000) for n in range(8))},
    ],
)
def test_that_a_head_says_everything_in_its_form(harm: dict[str, object]) -> None:
    signed = SignedPublication(replace(SAID, files=(FILE,)), "0" * 64, "0" * 128)
    assert read_header(header_text(signed)) == signed
    with pytest.raises(BadInput):
        read_header(header_text(replace(signed, publication=replace(SAID, **harm))))  # type: ignore[arg-type]


@pytest.mark.parametrize("harm", [{"public_key": "00"}, {"since": "2026-1-1"}])
def test_that_a_card_says_everything_in_its_form(harm: dict[str, str]) -> None:
    assert read_card(card_text(CARD)) == CARD
    with pytest.raises(BadInput, match="不完整"):
        read_card(card_text(replace(CARD, **harm)))  # type: ignore[arg-type]


def test_that_a_version_carries_no_more_files_than_a_pack_may() -> None:
    check_together([replace(FILE, name=f"{n}.pdf") for n in range(2_000)])
    with pytest.raises(BadInput, match="附件太多"):
        check_together([replace(FILE, name=f"{n}.pdf") for n in range(2_001)])


def test_that_a_change_of_all_bundles_or_of_none_touches_all_or_none() -> None:
    everywhere, nowhere = GuideChange((), "共用", "新增。"), GuideChange((), "事项", "新增。", nowhere=True)
    here = GuideChange((8,), "事项", "改了。")
    assert GuideDiff("G1", "G2", (everywhere, nowhere, here)).of(8) == (everywhere, here)
    assert GuideDiff("G1", "G2", (everywhere, nowhere, here)).of(9) == (everywhere,)
