"""L9, L10: the office opens what a station packed, once, and only what somebody vouches for; a bad one is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.bootstrap.opening import open_app
from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.verify.trusted_keys import HallCard, KeysTrusted
from counter.domain.ratings.pack import pack_text, signed_pack
from counter.domain.ratings.rating import Channel, Grade, Stage
from counter.domain.ratings.sealed_box import Nothing
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.keys.back_offices import handler_card
from counter.services.keys.hall_keys import revoke_key
from counter.services.keys.trusted import append, settled_keys, signed
from counter.services.ratings.office.import_pack import import_ratings
from counter.services.visit.file_case import file_case
from tests.services.office import FRIDAY, office_on
from tests.services.rating_office import (
    CASE,
    RatingOffice,
    Station,
    anonymous,
    named,
    rating_office_on,
    slip,
)

CODE, OTHER = "23456789ABCDEFGHK", "ABCDEFGHJKMNPQRTV"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RatingOffice]:
    with rating_office_on(tmp_path / "office") as opened:
        yield opened
        journal = opened.app.journal
        assert isinstance(journal, SqlJournal)
        assert check(journal).faults == ()


def rows(office: RatingOffice) -> list[str]:
    return sorted(r.rating for r in office.app.journal.ratings(RatingFilter()))


def test_that_a_pack_is_counted_and_nothings_leave_nothing(office: RatingOffice) -> None:
    good = named(grade=Grade.SATISFIED, case="", reasons=("413",))
    bad, hidden = named(), anonymous(grade=Grade.VERY_DISSATISFIED)
    taken = office.take(office.text(good, bad, hidden, Nothing()))
    assert (taken.named, taken.anonymous, taken.opened, taken.unreadable) == (2, 1, 2, 0)
    assert taken.invited == 4
    assert rows(office) == sorted([good.id, bad.id, hidden.id])


def test_that_the_same_pack_again_changes_nothing(office: RatingOffice) -> None:
    text = office.text(named(), anonymous())
    office.take(text)
    before = len(office.app.journal.entries("office")), rows(office)
    again = office.take(text)
    assert again.already
    assert (len(office.app.journal.entries("office")), rows(office)) == before


def test_that_a_rating_sent_twice_counts_once_and_so_does_its_invitation(office: RatingOffice) -> None:
    one, more = named(), named(case="15220103A26112000089")
    first = office.station.pack(handler_card(office.app.journal).public_key, (one,))
    second = office.station.pack(handler_card(office.app.journal).public_key, (more,))
    both = replace(second, named=tuple(sorted((*first.named, *second.named))), since=0)
    both = replace(both, signature=office.station.key.sign(both.message()).hex())
    office.take(pack_text(first))
    taken = office.take(pack_text(both))
    assert (taken.named, taken.known, taken.invited) == (1, 1, 1)


def test_that_a_gap_in_the_stations_chain_is_told(office: RatingOffice) -> None:
    office.take(office.text(named()))
    office.text(named())  # a pack that never arrives
    assert office.take(office.text(named())).missing == 100


def test_that_a_bad_rating_is_due_in_seven_natural_days_until_a_department_says_which(
    office: RatingOffice,
) -> None:
    office.at("2026-11-23")
    rated = office.rating(named())  # rated on Friday the 20th, learnt on Monday the 23rd
    assert rated.rectification is not None
    opened = rated.rectification.opened
    assert opened.due is not None
    assert (opened.due.day.isoformat(), opened.settled) == ("2026-11-30", False)
    assert "待部门核定" in opened.due.text
    assert opened.basis.endswith("第三十八条第三项")
    assert rated.day.isoformat() == "2026-11-20"


def test_that_a_good_rating_opens_nothing(office: RatingOffice) -> None:
    assert office.rating(anonymous(grade=Grade.BASICALLY_SATISFIED, reasons=())).rectification is None


def test_that_an_anonymous_rating_keeps_no_window_clerk_or_case(office: RatingOffice) -> None:
    said = office.rating(anonymous()).registered
    assert (said.station, said.window, said.clerk, said.case, said.items) == ("", "", "", "", ())
    assert said.at == "2026-11-20"


def test_that_a_second_named_rating_of_one_stage_and_day_is_kept_in_doubt(office: RatingOffice) -> None:
    first, again, other = named(), named(grade=Grade.SATISFIED), named(stage=Stage.COMPLETION)
    assert office.rating(first).standing == "counted"
    assert office.rating(again).standing == "doubtful"
    assert office.rating(other).standing == "counted"


def test_that_what_a_slip_brought_stands_outside_the_rate(office: RatingOffice) -> None:
    proxy = named(channel=Channel.PROXY, code=CODE)
    assert office.rating(proxy, slips=(slip(CODE),)).standing == "proxy"


def test_that_a_code_nobody_gave_out_or_one_used_before_is_in_doubt(office: RatingOffice) -> None:
    known = named(channel=Channel.PROXY, code=CODE)
    office.rating(known, slips=(slip(CODE),))
    guide_facade = Station("15220109")
    card = handler_card(office.app.journal)
    replayed = anonymous(channel=Channel.PROXY, code=CODE)
    invented = named(channel=Channel.PROXY, code=OTHER, case="")
    taken = office.take(pack_text(guide_facade.pack(card.public_key, (replayed, invented))))
    assert taken.doubtful == 2
    assert "已经用过" in office.see(replayed.id).registered.doubt
    assert "名单" in office.see(invented.id).registered.doubt


def test_that_no_slip_leads_from_the_office_to_a_case(office: RatingOffice) -> None:
    rated = office.rating(named(channel=Channel.PROXY, code=CODE), slips=(slip(CODE),))
    payloads = [e.payload for subject in ("office", rated.id) for e in office.app.journal.entries(subject)]
    assert not any(slip(CODE).digest.encode() in p or CODE.encode() in p for p in payloads)


def test_that_a_rating_of_another_window_than_the_packs_is_in_doubt(office: RatingOffice) -> None:
    assert office.rating(named(station="15220188")).standing == "doubtful"


def test_that_an_unknown_key_waits_for_a_supervisor_and_is_believed_afterwards(office: RatingOffice) -> None:
    text = office.text(named())
    with pytest.raises(RuleRefused, match="没有核实过"):
        office.take(text, trusted_by="")
    with pytest.raises(RuleRefused, match="负责人"):
        office.take(text, trusted_by="C03")  # no supervisor
    assert rows(office) == []
    office.take(text, trusted_by="C02")
    assert office.take(office.text(named(case="")), trusted_by="").named == 1


def test_that_a_hall_vouches_for_its_windows_until_it_revokes_them(office: RatingOffice) -> None:
    journal, station = office.app.journal, office.station
    trust = settled_keys(journal, office.clock.at.date())
    seed = journal.hall_seed()
    assert seed is not None
    own = trust.certificates[0]
    for_window = replace(own, station=station.code, public_key=station.public, window="03")
    append(
        journal,
        KeysTrusted("certified", certificates=(signed(for_window, seed),)),
        actor="C01",
    )
    assert office.take(office.text(named()), trusted_by="").named == 1
    elsewhere = office.text(named(case=""), station="15220104")
    with pytest.raises(RuleRefused, match="15220103-1"):
        office.take(elsewhere)
    revoke_key(
        journal,
        station.code,
        1,
        "电脑被盗",
        since=office.clock.at.date(),
        today=office.clock.at.date(),
        code="C01",
        pin="8642",
        agreed="C02",
    )
    with pytest.raises(RuleRefused, match="作废"):
        office.take(office.text(named(case="")))
    assert isinstance(trust.halls[own.hall_key], HallCard)


def test_that_a_changed_pack_and_a_real_one_are_not_taken(office: RatingOffice) -> None:
    text = office.text(named())
    with pytest.raises(BadInput, match="签名不对"):
        office.take(text.replace('"window": "03"', '"window": "04"'))
    with pytest.raises(BadInput, match="不是"):
        office.take("{}")
    office.station.demo = False
    with pytest.raises(RuleRefused) as refused:
        office.take(office.text(named()))
    assert refused.value.rule == "L14"
    assert rows(office) == []


def test_that_a_box_for_another_office_or_with_an_impossible_id_is_told_and_left_out(
    office: RatingOffice, tmp_path: Path
) -> None:
    with rating_office_on(tmp_path / "other") as other:
        foreign = office.station.pack(handler_card(other.app.journal).public_key, (named(),))
    assert office.take(pack_text(foreign)).unreadable == 1
    hostile = (
        named(id="office"),
        named(id="hall"),
        named(at="yesterday"),
        named(at="0001-01-01T00:00:00+23:00"),
        named(bundle=2**63),
        anonymous(day="2026-02-30"),
    )
    taken = office.take(office.text(*hostile))
    assert (taken.unreadable, taken.named, taken.anonymous) == (6, 0, 0)


@pytest.mark.parametrize(
    "changes", [{"station": "15220103/"}, {"epoch": 0}, {"since": 7, "until": 3}, {"until": 2**60}]
)
def test_that_a_pack_of_an_impossible_station_or_span_is_no_pack(
    office: RatingOffice, changes: dict[str, object]
) -> None:
    with pytest.raises(BadInput, match="编码或序号"):
        office.take(office.text(named(), **changes))  # type: ignore[arg-type]  # fields of a pack
    assert rows(office) == []


def test_that_control_characters_in_words_are_dropped_and_the_rating_kept(office: RatingOffice) -> None:
    rated = office.rating(named(words="一\x00二\x1b[31m\n三"))
    assert rated.personal is not None
    assert rated.personal.words == "一二[31m\n三"


def test_that_a_window_takes_no_ratings_in(app: AppContext) -> None:
    clerk = app.journal.staff()[0]
    with pytest.raises(RuleRefused, match="差评处理室") as refused:
        import_ratings(app, "{}", clerk)
    assert refused.value.rule == "L10"


def test_that_the_office_files_no_case(office: RatingOffice, tmp_path: Path) -> None:
    with office_on(tmp_path / "window") as window:
        visit = window.visit()
    app = office.app
    with pytest.raises(RuleRefused, match="差评处理室"):
        file_case(
            app.journal,
            app.projector,
            app.setting(),
            visit,
            clerk=office.who("C01"),
            decision=FilingMode.DECIDE,
        )


def test_that_the_office_keeps_its_key_and_a_window_has_none(tmp_path: Path, profile: Path) -> None:
    with rating_office_on(tmp_path / "office") as office:
        card = handler_card(office.app.journal)
    with open_app(tmp_path / "office") as again:
        assert handler_card(again.journal) == card
    assert (card.demo, card.since) == (True, "2026-11-20")
    with open_app(profile) as window, pytest.raises(RuleRefused):
        handler_card(window.journal)


def test_that_what_the_rater_said_stands_in_no_open_payload(office: RatingOffice) -> None:
    rated = office.rating(named(words="阿木古郎态度不好"))
    everything = b"".join(e.payload for e in office.app.journal.entries(rated.id))
    assert not any(w.encode() in everything for w in ("巴图吉雅", "阿木古郎", "态度", "10000005678"))
    assert CASE.encode() in everything


def test_that_a_window_that_seals_to_somebody_elses_key_is_told_at_once(office: RatingOffice) -> None:
    """A supervisor there could have made a key of his own; its boxes open here no more, but by then it is late."""
    assert not office.take(office.text(named())).other_key
    own_key = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert office.take(pack_text(office.station.pack(own_key, (named(),)))).other_key


def test_that_a_rating_of_a_day_to_come_is_kept_in_doubt(office: RatingOffice) -> None:
    """A clock put forward a day makes a second visit of the first."""
    ahead = named(at=(FRIDAY + timedelta(days=1)).isoformat())
    assert "日期晚于收进" in office.rating(ahead).registered.doubt
    assert not office.rating(named(case="")).registered.doubt


def test_that_more_ratings_than_invitations_are_told(office: RatingOffice) -> None:
    """Every invitation leaves one rating at most, and one box of each sort: a window that stuffs is seen."""
    assert office.take(office.text(named(), anonymous())).too_many == 0
    key = handler_card(office.app.journal).public_key
    whole = office.station.pack(key, (anonymous(), anonymous(), anonymous()))
    stuffed = signed_pack(replace(whole, named=whole.named[:1]), office.station.key.sign)
    assert office.take(pack_text(stuffed)).too_many == 2


def test_that_a_box_of_the_other_sort_is_not_counted(office: RatingOffice) -> None:
    """A named rating among the anonymous ones is one that nobody was invited for."""
    key = handler_card(office.app.journal).public_key
    whole = office.station.pack(key, (named(), anonymous()))
    (day,) = whole.days
    swapped = replace(whole, named=day.boxes, days=(replace(day, boxes=whole.named),))
    taken = office.take(pack_text(signed_pack(swapped, office.station.key.sign)))
    assert (taken.named, taken.anonymous, taken.unreadable) == (0, 0, 2)
