"""``counter hand-out``: the shelf, one person's things, proof and hand-out, post, calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.acts import RegisterResult
from counter.domain.case.results.events import Medium
from tests.cli.shop import Said, counter
from tests.services.office import office_on
from tests.services.papers.test_receipt_counts import LICENCE
from tests.services.results.test_hand_out import NUMBER, THING, granted

WHO = ("--clerk", "W01", "--pin-file", "-")


@pytest.fixture
def hall(tmp_path: Path) -> tuple[Path, str]:
    """A profile with a result on the shelf, and the number of its case."""
    with office_on(tmp_path / "profile") as office:
        number = granted(office).number
    return tmp_path / "profile", number


def said(profile: Path, *words: str) -> Said:
    return counter("hand-out", *words, *WHO, "--data", profile, "--json", typed="1234\n")


def test_that_the_shelf_a_person_the_proof_and_the_hand_out_go_by_command(hall: tuple[Path, str]) -> None:
    profile, number = hall
    (person,) = said(profile, "list").json["people"]
    assert person["results"] == ["动物防疫条件合格证"]
    assert NUMBER not in str(person)
    ready = said(profile, "ready", number).json
    assert [r["kind"] for r in ready["ready"] if r["preset"]] == ["result"]
    assert ready["visits"][0]["made"] >= 1
    refused = said(profile, "collect", number, "--id-number", "999999198802024560")
    assert refused.code == 1
    assert "不一样" in refused.json["error"]
    unsaid = said(profile, "collect", number)
    assert "--id-number" in unsaid.json["error"]
    made = said(profile, "collect", number, "--id-number", NUMBER)
    assert made.code == 0, made.err
    again = said(profile, "collect", number, "--signed")
    assert "还没有出过纸" in again.json["error"]
    assert "--handed-over" in again.err
    given = said(profile, "collect", number, "--signed", "--handed-over")
    assert given.json["handed_out"] == ["动物防疫条件合格证"]
    assert said(profile, "list").json["people"] == []


def test_that_the_proof_is_void_where_nobody_took_anything(hall: tuple[Path, str]) -> None:
    profile, number = hall
    made = said(profile, "collect", number, "--id-number", NUMBER).json
    assert said(profile, "collect", number, "--void").json["void"] == made["proof"]
    assert said(profile, "ready", number).json["proofs"] == []


def test_that_the_post_and_calls_go_by_command(hall: tuple[Path, str]) -> None:
    profile, number = hall
    assert said(profile, "call", number, "--outcome", "by-post").code == 0
    parcel = (
        "--address",
        "某路1号",
        "--receiver",
        "巴图吉雅",
        "--consent",
        "本人电话同意",
        "--mail",
        "EA123456789CN",
    )
    unknown = said(profile, "post", number, *parcel, "--only", "食品")
    assert (unknown.code, "动物防疫条件合格证在柜" in unknown.json["error"]) == (2, True)
    for day, says in (("11月1日", "到柜以后"), ("下周", "不是日期")):
        wrong = said(profile, "post", number, *parcel, "--day", day)
        assert (wrong.code, says in wrong.json["error"]) == (2, True), wrong.json
    posted = said(profile, "post", number, *parcel, "--only", "动物防疫")
    assert posted.json["results"][0]["state"] == "posted"
    again = said(profile, "post", number, *parcel)
    assert (again.code, "动物防疫条件合格证已寄出" in again.json["error"]) == (2, True)
    (way,) = said(profile, "ready", number).json["under_way"]
    assert (way["by"], way["number"]) == ("post", "EA123456789CN")
    back = said(profile, "returned", number, "--mail", "EA123456789CN", "--words", "没人在", "--place", "B-1")
    assert back.json["results"][0]["state"] == "returned"
    early = said(profile, "back", number, "--taken-by", "那顺")
    assert early.code == 1
    assert "先不交回" in early.json["error"]


def test_that_a_paper_is_named_as_it_is_titled(hall: tuple[Path, str], tmp_path: Path) -> None:
    """The words of the manual, not those of the program."""
    profile, number = hall
    said(profile, "collect", number, "--id-number", NUMBER)

    def saved(kind: str) -> Said:
        file = tmp_path / "proof.pdf"
        return counter("paper", number, kind, "--out", file, *WHO, "--data", profile, typed="1234\n")

    wrong = saved("外星文书")
    assert (wrong.code, "送达回证（" in wrong.err, "proof_of" in wrong.err) == (2, True, False)
    done = saved("送达回证")
    assert done.code == 0, done.err


def test_that_a_result_that_arrives_by_command_has_its_number_and_comes_once(hall: tuple[Path, str]) -> None:
    """Its number is no option of the case: it stands on the proof that the applicant signs."""
    profile, number = hall
    thing = (
        "--name",
        "动物防疫条件合格证副本",
        "--number",
        "蒙动防合字2026777号",
        "--issued-on",
        "2026-11-20",
    )
    arrived = ("case", "arrived", number, LICENCE, *thing, "--no-papers", *WHO, "--data", profile, "--json")
    first = counter(*arrived, typed="1234\n")
    assert first.code == 0, first.err
    again = counter(*arrived, typed="1234\n")
    assert (again.code, "蒙动防合字2026777号已经登记过" in again.err) == (1, True)


def test_that_a_platforms_sending_and_reading_have_their_moments_by_command(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with office_on(profile) as office:
        case = granted(office, medium=Medium.ELECTRONIC, originals=0, duplicates=0, place="")
        at = case.opened_at.astimezone(CHINA)
    sent = ("sent", case.number, "--platform", "蒙速办", "--file-number", "F-1")
    for typed, says in (
        ("2099-01-01 8:00", "还没有到"),
        ("2026-01-02 8:00", "以前，请核对"),
        ("前天", "没有写几点几分"),
        ("早些时候", "不是时间"),
    ):
        refused = said(profile, *sent, "--at", typed)
        assert (refused.code, says in refused.json["error"]) == (2, True), refused.json
    done = said(profile, *sent, "--at", f"{at:%Y-%m-%d %H:%M}")
    assert done.json["results"][0]["state"] == "sent"
    (way,) = said(profile, "ready", case.number).json["under_way"]
    assert (way["by"], way["number"], way["to"], way["cases"]) == ("platform", "F-1", "蒙速办", [case.number])
    read = said(profile, "read", case.number, "--file-number", "F-1", "--at", f"{at.month}月{at.day}日零点")
    assert read.code == 2
    read = said(profile, "read", case.number, "--file-number", "F-1", "--at", f"{at:%Y-%m-%d} 23:59")
    assert read.code == 0, read.err
    assert said(profile, "ready", case.number).json["under_way"] == []
    shown = counter("case", "show", case.number, *WHO, "--data", profile, "--json", typed="1234\n").json
    texts = " ".join(str(line) for line in shown["history"])
    assert f"{at:%H:%M}" in texts
    assert "23:59" in texts


def test_that_of_two_results_one_goes_by_post_and_one_through_a_platform_to_the_end(tmp_path: Path) -> None:
    """Each command says what it was about; what is electronic alone is on no shelf."""
    profile = tmp_path / "profile"
    with office_on(profile) as office:
        case = granted(office, number="1")
        thing = replace(THING, name="电子合格证", number="蒙电子1号", medium=Medium.ELECTRONIC)
        thing = replace(thing, originals=0, duplicates=0, place="")
        office.do(case, RegisterResult(LICENCE, thing, office.clock.at.date()))
    number = case.number
    listed = said(profile, "list").json
    assert (listed["waiting"], listed["to_send"]) == (1, 1)
    assert listed["people"][0]["to_send"] == ["电子合格证"]
    plain = ("hand-out", "list", *WHO, "--data", profile)
    assert "1本可以领：动物防疫条件合格证　A-03　" in counter(*plain, typed="1234\n").out
    assert "等推送：电子合格证" in counter(*plain, typed="1234\n").out
    parcel = (
        "--address",
        "某路1号",
        "--receiver",
        "巴图吉雅",
        "--consent",
        "本人同意",
        "--mail",
        "EA123456789CN",
    )
    words = counter("hand-out", "post", number, *parcel, *WHO, "--data", profile, typed="1234\n").out
    assert words.strip().endswith("已登记寄出：动物防疫条件合格证。")
    assert said(profile, "sent", number, "--platform", "蒙速办", "--file-number", "F-1").code == 0
    assert said(profile, "list").json["people"] == []
    both = {way["by"]: way["names"] for way in said(profile, "ready", number).json["under_way"]}
    assert both == {"post": ["动物防疫条件合格证"], "platform": ["电子合格证"]}
    assert (
        said(profile, "call", number, "--outcome", "reached").code == 2
    )  # nobody is called to fetch what is gone
    assert said(profile, "read", number, "--file-number", "F-1", "--how", "system").code == 0
    assert said(profile, "signed", number, "--mail", "ea 123 456 789 cn", "--words", "本人").code == 0
    end = said(profile, "ready", number).json
    assert (end["under_way"], [one for one in end["ready"] if one["kind"] == "result"]) == ([], [])
    assert counter("check", "--data", profile).code == 0
