"""One hall key follows another: by the old one's signature, or after a theft by people's comparison alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.errors import BadInput
from counter.domain.papers.verify.hall_succession import HallSuccession, line_of
from counter.domain.papers.verify.proof import Proof, prove
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Trust, check_import, trust_of
from counter.services.keys.trusted import sign_with, verify
from tests.keys import Hall, Window

OLD, NEW, OTHER = Hall(1), Hall(31), Hall(32)
WINDOW = OLD.window(2)
AGAIN = NEW.window(2)
LATER = OLD.window(3, "15220107")
KNOWN = trust_of([OLD.says(WINDOW)], verify)


def follows(old: Hall, new: Hall, *, stolen: bool = False, crossed_by: Hall | None = None) -> HallSuccession:
    said = HallSuccession(old.card.public_key, new.card.public_key, "2026-11-20", stolen)
    crossed = crossed_by or old
    return replace(
        said,
        signature=sign_with(new.seed, said.message()),
        cross_signature="" if stolen else sign_with(crossed.seed, said.message()),
    )


def file(new: Hall, *said: HallSuccession, windows: tuple[Window, ...] = (AGAIN,)) -> KeysTrusted:
    return replace(new.says(*windows), successions=said)


def proof(trust: Trust, window: Window = WINDOW) -> Proof:
    return prove(window.text(), trust, verify)[0].proof


def test_that_who_trusts_the_old_key_takes_the_new_one_and_old_papers_prove_as_before() -> None:
    given = file(NEW, follows(OLD, NEW))
    check_import(given, KNOWN, verify)
    trust = trust_of([OLD.says(WINDOW), given], verify)
    assert trust.line(NEW.card.public_key) == (OLD.card.public_key, NEW.card.public_key)
    assert proof(trust) is Proof.GENUINE
    assert (
        proof(trust_of([file(NEW, follows(OLD, NEW))], verify)) is Proof.GENUINE
    )  # who never knew the old one


def test_that_nobody_else_vouches_for_a_new_key() -> None:
    for said in (
        follows(OLD, NEW, crossed_by=OTHER),
        replace(follows(OLD, NEW), since="2026-11-21"),
        replace(follows(OLD, NEW), cross_signature=""),
        replace(follows(OLD, NEW), signature="zz"),
    ):
        with pytest.raises(BadInput, match="签名不对"):
            check_import(file(NEW, said), KNOWN, verify)
        assert not trust_of([OLD.says(WINDOW), file(NEW, said)], verify).successions


def test_that_a_second_successor_is_refused_and_the_first_stays() -> None:
    known = trust_of([OLD.says(WINDOW), file(NEW, follows(OLD, NEW))], verify)
    with pytest.raises(BadInput, match="另一把"):
        check_import(file(OTHER, follows(OLD, OTHER), windows=()), known, verify)
    both = trust_of([OLD.says(), file(NEW, follows(OLD, NEW)), file(OTHER, follows(OLD, OTHER))], verify)
    assert both.successions[OLD.card.public_key].new_key == NEW.card.public_key


def test_that_a_retired_key_certifies_nothing_new() -> None:
    known = trust_of([OLD.says(WINDOW), file(NEW, follows(OLD, NEW))], verify)
    check_import(OLD.says(WINDOW), known, verify)  # known before
    with pytest.raises(BadInput, match="停用"):
        check_import(OLD.says(WINDOW, LATER), known, verify)
    whole = replace(
        KeysTrusted(
            "imported", (OLD.card, NEW.card), (LATER.certificate, NEW.window(3, "15220107").certificate)
        ),
        successions=(follows(OLD, NEW),),
    )
    check_import(whole, known, verify)  # the new key certified it too


def test_that_a_stolen_key_ends_only_where_people_compared_the_digits() -> None:
    stolen = follows(OLD, NEW, stolen=True)
    given, old = file(NEW, stolen), OLD.card.public_key
    with pytest.raises(BadInput, match="打电话核对"):
        check_import(given, KNOWN, verify)
    check_import(given, KNOWN, verify, old)
    imported = trust_of([OLD.says(WINDOW), given], verify)
    assert old in imported.halls  # a file alone ends nothing: any hall could write it
    assert old in trust_of([given, OLD.says(WINDOW)], verify).halls
    replaced = trust_of([OLD.says(WINDOW, LATER), replace(given, how="replaced")], verify)
    assert set(replaced.halls) == {NEW.card.public_key}
    assert (proof(replaced), proof(replaced, LATER)) == (Proof.GENUINE, Proof.UNKNOWN_KEY)
    with pytest.raises(BadInput, match="失窃"):
        check_import(OLD.says(WINDOW), replaced, verify)
    thief = replace(file(OTHER, follows(OLD, OTHER), windows=()), how="imported")
    with pytest.raises(BadInput, match="另一把"):
        check_import(thief, replaced, verify)
    fooled = trust_of([OLD.says(WINDOW), thief], verify)  # the thief came first
    assert OTHER.card.public_key in fooled.halls
    with pytest.raises(BadInput, match="另一把"):
        check_import(given, fooled, verify)
    check_import(given, fooled, verify, old)
    mended = trust_of([OLD.says(WINDOW), thief, replace(given, how="replaced")], verify)
    assert set(mended.halls) == {NEW.card.public_key}


def test_that_what_was_revoked_stays_revoked_under_the_new_key() -> None:
    given = replace(file(NEW, follows(OLD, NEW)), revocations=(NEW.revokes(AGAIN, "2026-01-01"),))
    assert proof(trust_of([OLD.says(WINDOW), given], verify)) is Proof.REVOKED_KEY


def test_that_the_line_of_a_hall_ends_even_where_the_keys_say_a_circle() -> None:
    circle = {"a": HallSuccession("a", "b", "", False), "b": HallSuccession("b", "a", "", False)}
    assert line_of("a", circle) == ("b", "a")
    assert line_of("x", circle) == ("x",)


def test_that_a_key_stolen_after_it_had_followed_another_leaves_one_line() -> None:
    first, middle, last = (hall.card.public_key for hall in (OLD, NEW, OTHER))
    given = file(OTHER, follows(OLD, NEW), follows(NEW, OTHER, stolen=True), windows=(OTHER.window(2),))
    check_import(given, trust_of([], verify), verify)  # a window that joins knows none of the three
    joined = trust_of([replace(given, how="joined")], verify)
    assert joined.line(last) == (first, middle, last)
    assert set(joined.halls) == {last}
    with pytest.raises(BadInput, match="停用"):
        check_import(OLD.says(LATER), joined, verify)


def test_that_who_knows_only_the_first_key_compares_the_digits_of_the_last() -> None:
    given = file(OTHER, follows(OLD, NEW), follows(NEW, OTHER, stolen=True), windows=(OTHER.window(2),))
    with pytest.raises(BadInput, match="打电话核对"):
        check_import(given, KNOWN, verify)
    imported = trust_of([OLD.says(WINDOW), given], verify)
    assert not imported.successions  # a file alone leads nowhere
    check_import(given, KNOWN, verify, NEW.card.public_key)
    replaced = trust_of([OLD.says(WINDOW), replace(given, how="replaced")], verify)
    assert replaced.line(OLD.card.public_key)[-1] == OTHER.card.public_key
    check_import(given, replaced, verify)  # the second time it is no news


def test_that_a_line_that_ends_at_no_hall_is_refused() -> None:
    with pytest.raises(BadInput, match="签名不对"):
        check_import(file(NEW, follows(NEW, OTHER)), KNOWN, verify)
