"""Ratings at the rated window: once, after an outcome, sealed, and closed by the clock alone (L9)."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.db.check.check import check
from counter.db.file.page_log import FORGETTING_MS
from counter.db.journal.journal import SqlJournal
from counter.domain.case.fold import fold
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Person
from counter.domain.ratings.invitation import Invitation, rating_state
from counter.domain.ratings.pack import card_text
from counter.domain.ratings.rating import LONGEST_WORDS, Channel, Choice, Grade, Stage
from counter.domain.ratings.sealed_box import (
    BOX_BYTES,
    SEALING_BYTES,
    AnonymousRating,
    Boxed,
    NamedRating,
    Nothing,
    RatedItem,
    Rater,
)
from counter.services.ratings.batch import batch_ratings
from counter.services.ratings.close import close_ratings
from counter.services.ratings.invite import invite_rating
from counter.services.ratings.seal import open_box, seal
from counter.services.ratings.trust_office import handler_card, trust_handler
from tests.services.office import office_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, card_of, rated_on, trust

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


def refused(rated: Rated, invitation: Invitation, choice: Choice | None = NAMED) -> None:
    with pytest.raises(RuleRefused):
        rated.cast(invitation, choice)


# ── the seal ─────────────────────────────────────────────────────────────────────────────────────────


def rating(
    words: str = "", name: str = "巴图吉雅", items: int = 3, item_name: str = "设立登记"
) -> NamedRating:
    return NamedRating(
        id="0" * 36,
        hall="乌兰浩特市政务服务中心（演示）",
        region="乌兰浩特市",
        station="15220103",
        window="03",
        clerk="W01",
        clerk_name="阿木古郎",
        case="15220103A26112000013",
        bundle=8,
        bundle_name="我要开小餐馆",
        items=tuple(RatedItem(f"item_{n}", item_name, "市场监督管理局") for n in range(items)),
        stage=Stage.ACCEPTANCE,
        channel=Channel.PAD,
        at="2026-11-20T02:00:00+00:00",
        grade=Grade.DISSATISFIED,
        reasons=("213",),
        reasons_version="device-2020-1",
        words=words,
        rater=Rater("person", name, "resident_id", "999999199001011238", "10000005678"),
    )


def any_content(chance: random.Random) -> Boxed:
    """Whatever an applicant may choose, short or long."""
    han = "".join(chr(chance.randint(0x4E00, 0x9FFF)) for _ in range(chance.randint(0, LONGEST_WORDS)))
    if chance.random() < 0.2:
        return Nothing()
    named = replace(
        rating(han, han[:60], chance.randint(1, 15)),
        grade=chance.choice(list(Grade)),
        reasons=tuple(str(n) for n in range(510, 510 + chance.randint(0, 8))),
    )
    if chance.random() < 0.5:
        return named
    return AnonymousRating(
        id=named.id,
        hall=named.hall,
        region=named.region,
        bundle=named.bundle,
        bundle_name=named.bundle_name,
        stage=named.stage,
        channel=named.channel,
        day="2026-11-20",
        grade=named.grade,
        reasons=named.reasons,
        reasons_version=named.reasons_version,
        words=named.words,
    )


def test_that_every_box_has_one_size_and_opens_to_what_was_sealed() -> None:
    chance = random.Random(5)
    for _ in range(300):
        content = any_content(chance)
        box = seal(PUBLIC, content)
        assert len(box) == BOX_BYTES + SEALING_BYTES
        assert open_box(KEY.private_bytes_raw(), box) == content


def test_that_the_longest_words_and_names_fit_whole() -> None:
    rare = "\U00030edd" * LONGEST_WORDS  # four bytes a character
    longest = rating(rare, "\U00030edd" * 60, items=6, item_name="设" * 26)
    assert open_box(KEY.private_bytes_raw(), seal(PUBLIC, longest)) == longest


def test_that_a_guide_with_endless_item_names_costs_names_and_never_the_rating() -> None:
    endless = rating("很慢" * 100, items=25, item_name="事" * 300)
    found = open_box(KEY.private_bytes_raw(), seal(PUBLIC, endless))
    assert isinstance(found, NamedRating)
    assert (found.grade, found.words, found.rater) == (endless.grade, endless.words, endless.rater)
    assert [i.id for i in found.items] == [i.id for i in endless.items]


def test_that_the_same_content_never_gives_the_same_bytes() -> None:
    boxes = [seal(PUBLIC, Nothing()) for _ in range(50)]
    assert (
        len({box[at : at + 16] for box in boxes for at in range(0, len(box), 16)}) == 50 * len(boxes[0]) // 16
    )


def test_that_a_box_opens_with_no_other_key_and_not_when_a_bit_was_turned() -> None:
    box = seal(PUBLIC, rating())
    other = X25519PrivateKey.generate().private_bytes_raw()
    turned = bytes([*box[:2000], box[2000] ^ 1, *box[2001:]])
    for key, bad in ((other, box), (KEY.private_bytes_raw(), turned), (KEY.private_bytes_raw(), box[:-1])):
        with pytest.raises(BadInput):
            open_box(key, bad)


# ── the key ──────────────────────────────────────────────────────────────────────────────────────────


def test_that_without_a_trusted_key_nobody_is_invited_and_it_is_said_what_to_do(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = Rated(office, KEY).case()
        with pytest.raises(RuleRefused, match="第12章采用公钥"):
            invite_rating(office.app, case.id, "W01")
        assert not rating_state(fold(office.app.journal.entries(case.id)) or case)


def test_that_a_key_is_believed_by_a_supervisor_who_compared_its_fingerprint(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        journal, text = office.app.journal, card_text(card_of(KEY))
        with pytest.raises(BadInput, match="指纹"):
            trust_handler(journal, text, fingerprint="0" * 16, code="S01", pin="9876")
        with pytest.raises(RuleRefused):
            trust_handler(journal, text, fingerprint="0" * 16, code="W01", pin="1234")
        assert handler_card(journal) is None
        assert trust(office.app, card_of(KEY)) == handler_card(journal) == card_of(KEY)
        later = card_of(X25519PrivateKey.generate())
        assert trust(office.app, later) == handler_card(journal)


def test_that_a_demo_window_takes_no_real_key(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        with pytest.raises(RuleRefused) as caught:
            trust(office.app, card_of(KEY, demo=False))
        assert caught.value.rule == "L14"
        with pytest.raises(BadInput):
            trust_handler(office.app.journal, "{}", fingerprint="", code="S01", pin="9876")


# ── the invitation ───────────────────────────────────────────────────────────────────────────────────


def test_that_nobody_is_invited_before_an_outcome_and_the_try_is_noted(rated: Rated) -> None:
    case = rated.case()
    rated.office.later(days=1)  # another visit, in which nothing has come to an end yet
    with pytest.raises(RuleRefused):
        rated.invite(case)
    assert rated.causes() == ["before_outcome"]


def test_that_a_visit_is_invited_once_and_a_later_visit_again(rated: Rated) -> None:
    case = rated.case()
    rated.invite(case)
    with pytest.raises(RuleRefused, match="一次只请一回"):
        rated.invite(case)
    assert rated.causes() == ["twice"]
    assert rated.kinds(case.id) == ["rating.invited"]


# ── the choice ───────────────────────────────────────────────────────────────────────────────────────


def test_that_a_named_rating_tells_the_office_what_a_call_back_needs(rated: Rated) -> None:
    case = rated.rate(NAMED)
    (found,) = rated.named()
    assert isinstance(found, NamedRating)
    assert (found.grade, found.reasons, found.words) == (NAMED.grade, NAMED.reasons, NAMED.words)
    assert (found.case, found.clerk, found.clerk_name) == (case.number, "W01", "阿木古郎")
    assert (found.channel, found.stage, found.accepted_on) == (Channel.PAD, Stage.ACCEPTANCE, "2026-11-20")
    assert found.rater == Rater("person", "评价1", "resident_id", "999999199001011238", "10000005678")
    assert {i.id for i in found.items} == {i.id for i in case.items}
    rated.next_day()
    assert rated.anonymous() == [Nothing()]


def test_that_an_anonymous_rating_names_nobody(rated: Rated) -> None:
    case = rated.rate(ANONYMOUS)
    rated.next_day()
    assert rated.named() == [Nothing()]
    (found,) = rated.anonymous()
    assert isinstance(found, AnonymousRating)
    assert (found.grade, set(found.reasons), found.day) == (ANONYMOUS.grade, {"517", "510"}, "2026-11-20")
    told = str(found)
    for name in (case.number, case.id, "W01", "阿木古郎", "评价1", "999999199001011238", "10000005678"):
        assert name not in told


def test_that_the_applicant_is_the_rater_also_where_an_agent_came(rated: Rated) -> None:
    agent = Agent(Person("代办人", id_number="999999199001011238", phone="10000009999"), "全部事项")
    company = Applicant(
        ApplicantKind.ORGANISATION,
        "演示商贸有限公司",
        Person("法人", phone=""),
        uscc="91999999MA00000000",
        agent=agent,
    )
    rated.cast(rated.invite(rated.case(company)), NAMED)
    rated.wait()
    (found,) = rated.named()
    assert isinstance(found, NamedRating)
    assert found.rater == Rater(
        "organisation", "演示商贸有限公司", "uscc", "91999999MA00000000", "10000009999"
    )


def test_that_a_choice_counts_once_and_only_with_the_invitations_secret(rated: Rated) -> None:
    invitation = rated.invite(rated.case())
    refused(rated, replace(invitation, id="guessed"))
    rated.cast(invitation, ANONYMOUS)
    refused(rated, invitation)
    refused(rated, invitation, None)
    rated.wait()
    refused(rated, invitation)
    assert rated.causes() == ["closed", "closed"]
    assert rated.named() == [Nothing()]


def test_that_after_its_time_nothing_can_be_chosen_even_where_nobody_closed_it(rated: Rated) -> None:
    invitation = rated.invite(rated.case())
    rated.office.later(minutes=3)
    refused(rated, invitation)
    assert rated.causes() == ["closed"]


def test_that_a_reason_of_another_grade_is_not_taken_and_the_applicant_may_choose_again(rated: Rated) -> None:
    invitation = rated.invite(rated.case())
    for wrong in (replace(NAMED, reasons=("517",)), replace(NAMED, words="长" * (LONGEST_WORDS + 1))):
        with pytest.raises(BadInput):
            rated.cast(invitation, wrong)
    rated.cast(invitation, NAMED)
    assert not rated.causes()


def test_that_an_invitation_shows_its_secret_in_no_log(rated: Rated) -> None:
    invitation = rated.invite(rated.case())
    assert invitation.id not in repr(invitation)


# ── the end of an invitation ─────────────────────────────────────────────────────────────────────────


def test_that_rated_declined_and_unanswered_visits_leave_the_same_behind(rated: Rated) -> None:
    for choice in (NAMED, ANONYMOUS, None):
        rated.rate(choice)
    silent = rated.case()
    rated.invite(silent)
    rated.office.later(seconds=40)
    rated.wait()
    rated.next_day()
    told = [e for e in rated.entries() if e.kind == "rating.boxed"]
    assert len({len(e.payload) for e in told}) == 1
    assert len(rated.named()) == len(rated.anonymous()) == 4
    assert [type(n) for n in rated.named()].count(NamedRating) == 1
    assert [type(a) for a in rated.anonymous()].count(AnonymousRating) == 1


def test_that_choosing_closes_nothing(rated: Rated) -> None:
    case = rated.case()
    invitation = rated.invite(case)
    rated.cast(invitation, NAMED)
    assert close_ratings(rated.app) == ()
    assert rated.kinds(case.id) == ["rating.invited"]
    (closed,) = rated.wait()
    assert rating_state(closed) == "closed"


def test_that_a_start_after_a_crash_closes_what_was_open_and_keeps_what_was_chosen(rated: Rated) -> None:
    cases = [rated.case()]
    rated.cast(rated.invite(cases[0]), NAMED)
    close_ratings(rated.app, everything=True)
    assert rated.kinds(cases[0].id)[-1] == "rating.closed"
    assert isinstance(rated.named()[0], NamedRating)


def test_that_a_clock_that_went_back_keeps_no_invitation_open(rated: Rated) -> None:
    case = rated.case()
    rated.invite(case)
    rated.office.later(hours=-5)
    assert [c.id for c in close_ratings(rated.app)] == [case.id]


def test_that_a_choice_after_its_day_was_batched_comes_too_late(rated: Rated) -> None:
    """The clock is put a day forward, the day is batched, the clock is put back: the room of the choice is gone."""
    invitation = rated.invite(rated.case())
    rated.next_day()
    rated.office.later(days=-1)
    refused(rated, invitation)
    assert rated.causes() == ["closed"]
    rated.wait()
    assert [type(box) for box in (*rated.named(), *rated.anonymous())] == [Nothing, Nothing]


def test_that_a_day_is_batched_once_it_is_over_and_in_the_order_of_bytes(rated: Rated) -> None:
    for choice in (NAMED, ANONYMOUS, None, ANONYMOUS):
        rated.rate(choice)
    assert batch_ratings(rated.app) == ()
    rated.next_day()
    assert batch_ratings(rated.app) == ()
    (batch,) = [e.read() for e in rated.entries() if e.kind == "ratings.batched"]
    boxes = batch["boxes"]
    assert isinstance(boxes, list)
    assert len(boxes) == 4
    with rated.app.journal.transaction() as tx:
        assert not tx.anonymous_boxes("9999-12-31")
        assert not tx.rating_slots()


def test_that_an_applicant_does_not_wait_for_who_reads_the_file_for_long(rated: Rated) -> None:
    reading, done = threading.Event(), threading.Event()
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)

    def read() -> None:
        connection = journal.connection()
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM entries").fetchone()
        reading.set()
        done.wait()
        connection.execute("ROLLBACK")

    invitation = rated.invite(rated.case())
    reader = threading.Thread(target=read)
    reader.start()
    try:
        assert reading.wait(10)
        since = time.monotonic()
        rated.cast(invitation, NAMED)
        assert time.monotonic() - since < FORGETTING_MS / 1000 + 3
    finally:
        done.set()
        reader.join()
    rated.wait()
    assert isinstance(rated.named()[0], NamedRating)


def test_that_the_file_is_whole_after_all_of_it(rated: Rated) -> None:
    rated.rate(NAMED)
    rated.next_day()
    assert isinstance(rated.app.journal, SqlJournal)
    assert check(rated.app.journal).clean


def test_that_a_press_after_the_end_is_the_clocks_and_no_clerks(rated: Rated) -> None:
    case = rated.case()
    rated.invite(case)
    rated.office.later(minutes=3)
    close_ratings(rated.app, case.id, by="W09")
    closed = [e.actor for e in rated.app.journal.entries(case.id) if e.kind == "rating.closed"]
    assert closed == ["system"]
