"""A case's whole later life by commands: corrected, pledged, supplemented, decided by the organ, undone, delivered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.cli.timed import Counter, counter_on, item, kinds, paper
from tests.cli.visits import NAME, visit

PLANS = "si_employer_3"  # 参保人员名册
ROSTER = {PLANS: {"state": "missing"}}
GAP = "epidemic_cond_5"  # 人员信息, deferrable
DEFERRED = {GAP: {"state": "deferred"}}
PIN = "9876\n"
SIGNED = ("--signer", "applicant", "--name", NAME)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Counter]:
    with counter_on(tmp_path) as opened:
        yield opened


def test_that_what_was_missing_is_told_once_and_accepted_when_it_is_in(hall: Counter) -> None:
    case = hall.open(materials=ROSTER)
    told = item(case, "si_employer")
    assert (told["verdict"], told["state"], told["gaps"]) == ("correct", "to_correct", [PLANS])
    assert told["told"][0]["round"] == 1
    assert kinds(case).count("correction_notice") == 1

    hall.later(days=1)
    wrong = hall.do(
        "supplement", case, "--line", f"{PLANS}=defective,note=没有盖章", "--by", NAME, "--relation", "本人"
    )
    assert kinds(wrong) == ["supplement_receipt"]
    assert [g["text"] for g in wrong["still"]["si_employer"]] == ["参保人员名册：没有盖章"]
    still = item(wrong, "si_employer")
    assert (still["state"], len(still["told"])) == ("to_correct", 1)

    hall.later(days=1)
    whole = hall.json({"materials": {"参保人员名册": {"state": "received", "copies": 1}}, "brought_by": NAME})
    right = hall.do("supplement", case, "--file", whole)
    assert right["still"] == {}
    assert item(right, "si_employer")["state"] in ("accepted", "done")
    assert item(right, "si_employer")["gaps"] == []
    assert "supplement_receipt" in kinds(right)
    assert {Path(p["file"]).parent for p in right["papers"]} == {hall.folder}
    for one in right["papers"]:
        assert one["number"] in pypdfium2.PdfDocument(one["file"])[0].get_textpage().get_text_range()
    assert hall.refused("supplement", case, "--line", f"{PLANS}=received").json["rule"] == "L1"


def test_that_a_second_notice_needs_a_new_fact_or_a_supervisor(hall: Counter) -> None:
    case = hall.open(materials=ROSTER)
    assert hall.refused("decide", case, "si_employer").json["rule"] == "L3"
    assert hall.refused("decide", case, "si_employer", "--reason", "名册格式改了").json["rule"] == "L3"
    by = ("--reason", "名册格式改了", "--supervisor", "S01")
    assert hall.refused("decide", case, "si_employer", *by, typed="1111\n").code == 1
    assert hall.refused("decide", case, "si_employer", "--supervisor", "S01", typed=PIN).code == 2
    agreed = hall.do("decide", case, "si_employer", *by, typed=PIN)
    assert kinds(agreed) == ["correction_notice"]
    assert [t["round"] for t in item(agreed, "si_employer")["told"]] == [1, 2]
    pin = hall.folder / "pin"
    pin.write_text(PIN, encoding="utf-8")
    third = hall.do("decide", case, "si_employer", *by, "--pin-file", pin)
    assert len(item(third, "si_employer")["told"]) == 3


def test_that_only_a_signed_pledge_accepts_with_gaps_and_a_supplement_closes_them(hall: Counter) -> None:
    case = hall.open(materials=DEFERRED)
    held = item(case, "epidemic_cond")
    assert (held["verdict"], held["state"]) == ("accept_with_gaps", "to_pledge")
    assert "pledge" in kinds(case)
    assert "gap_notice" not in kinds(case)
    stranger = hall.refused("pledge", case, "--signer", "legal_representative", "--name", NAME)
    assert stranger.json["rule"] == "L4"
    assert hall.refused("pledge", case, "--signer", "applicant").code == 2

    signed = hall.do("pledge", case, *SIGNED)
    assert kinds(signed) == ["gap_notice"]
    gapped = item(signed, "epidemic_cond")
    assert (gapped["state"], [g["line"] for g in gapped["gap_dues"]]) == ("gapped", [GAP])
    assert "没有等签字的" in hall.refused("pledge", case, *SIGNED).json["error"]

    hall.later(days=1)
    wrong = hall.do("supplement", case, "--line", f"{GAP}=defective,note=缺一人")
    assert [g["text"] for g in wrong["still"]["epidemic_cond"]] == [
        "人员信息（动物防疫条件合格证核发）：缺一人"
    ]
    granted = ("epidemic_cond", "granted", "--day", "2026-11-21", "--document", "乌农许〔2026〕3号")
    assert hall.refused("result", case, *granted).json["rule"] == "L8"
    for nothing in ("missing", "later"):  # what was not brought is no supplement
        assert hall.refused("supplement", case, "--line", f"{GAP}={nothing}").code in (1, 2)
    closed = hall.do("supplement", case, "--line", f"{GAP}=received")
    assert (item(closed, "epidemic_cond")["gap_dues"], item(closed, "epidemic_cond")["gaps"]) == ([], [])
    assert closed["still"] == {}


def test_that_what_waits_goes_on_when_the_earlier_result_is_here(hall: Counter) -> None:
    case = hall.open()
    assert item(case, "farm_record")["state"] == "waiting"
    assert item(case, "farm_record")["waits_for"] == ["epidemic_cond"]
    assert hall.refused("decide", case, "farm_record", "--papers-valid").code == 1
    hall.later(days=3)
    result = {
        "item": "动物防疫条件合格证核发",
        "result": "granted",
        "day": "2026年11月23日",
        "document": "乌农许〔2026〕3号",
        "certificate": "152201123456789",
    }
    granted = hall.do("result", case, "--file", "-", typed=json.dumps(result, ensure_ascii=False))
    assert item(granted, "epidemic_cond")["conclusion"]["document"] == "乌农许〔2026〕3号"
    assert hall.refused("decide", case, "farm_record").json["rule"] == "serial"
    decided = hall.do("decide", case, "farm_record", "--papers-valid")
    assert item(decided, "farm_record")["state"] in ("accepted", "done")
    assert len(decided["papers"]) == 1


def test_that_papers_of_an_earlier_item_that_failed_go_back(hall: Counter) -> None:
    case = hall.open()
    hall.later(days=3)
    no = ("epidemic_cond", "rejected", "--day", "2026-11-23")
    assert hall.refused("result", case, *no, "--document", "乌农〔2026〕4号").json["field"] == "by"
    after = hall.do("result", case, *no, "--document", "乌农〔2026〕4号", "--by", "那顺")
    assert item(after, "epidemic_cond")["state"] == "rejected"
    assert item(after, "farm_record")["state"] == "returned"


def test_that_a_decision_is_taken_back_within_minutes_and_with_its_sheets(hall: Counter) -> None:
    case = hall.open()
    hall.later(minutes=5)
    assert hall.refused("void", case, "signboard").json["field"] == "reason"
    number = next(p["number"] for p in case["papers"] if "signboard" in p["items"])
    assert hall.run("paper", case["number"], number, "--out", hall.folder / "p.pdf").code == 0
    why = ("--reason", "选错了事项")
    assert hall.refused("void", case, "signboard", *why).json["field"] == "taken_back"
    voided = hall.do("void", case, "signboard", *why, "--taken-back", number)
    assert item(voided, "signboard")["state"] == "received"
    assert "intake_receipt" in kinds(voided)
    assert next(p for p in hall.show(case)["papers"] if p["number"] == number)["stage"] == "void"
    again = hall.do("decide", case, "signboard")
    assert item(again, "signboard")["state"] == "accepted"
    assert paper(again, "acceptance_notice")["number"] != number

    hall.later(minutes=31)
    assert hall.refused("void", case, "signboard", *why).json["rule"] == "undo"


def test_that_taking_one_decision_back_leaves_other_organs_alone(hall: Counter) -> None:
    case = hall.open(materials={**DEFERRED, "signboard_3": {"state": "deferred"}})
    assert "cover_sheet" in kinds(case)
    assert "2份" in hall.refused("pledge", case, *SIGNED).json["error"]  # two organs, two pledges
    for pledge in (p for p in case["papers"] if p["kind"] == "pledge"):
        hall.do("pledge", case, "--paper", pledge["number"], *SIGNED)
    after = hall.do("void", case, "signboard", "--reason", "选错了事项")
    assert item(after, "signboard")["state"] == "received"
    assert item(after, "epidemic_cond")["state"] == "gapped"
    assert paper(hall.show(case), "cover_sheet")["stage"] == "void"


def test_that_deciding_what_is_open_does_not_wait_for_what_cannot_go_on_yet(hall: Counter) -> None:
    case = hall.open()
    hall.do("void", case, "signboard", "--reason", "选错了事项")
    after = hall.do("decide", case)  # farm_record still waits: nobody has to look at its papers now
    assert (item(after, "signboard")["state"], item(after, "farm_record")["state"]) == ("accepted", "waiting")


def test_that_a_registration_is_handed_back_whole_and_filed_again(hall: Counter) -> None:
    case = hall.open(materials={"f_mkt_individual": {"state": "missing"}})
    assert item(case, "mkt_individual")["state"] == "returned"
    assert item(case, "mkt_individual")["told"][0]["returned"]
    after = hall.do("supplement", case, "--line", "f_mkt_individual=received")
    assert item(after, "mkt_individual")["state"] == "done"
    assert hall.refused("decide", case).json["rule"] == "serial"
    rest = hall.do("decide", case, "--papers-valid")
    assert item(rest, "signboard")["state"] == "accepted"


def test_that_the_applicant_may_withdraw_and_what_hangs_on_it_ends(hall: Counter) -> None:
    case = hall.open()
    assert hall.refused("withdraw", case, "epidemic_cond").json["field"] == "reason"
    after = hall.do("withdraw", case, "epidemic_cond", "--reason", "不养了")
    assert item(after, "epidemic_cond")["state"] == "withdrawn"
    assert item(after, "farm_record")["state"] == "withdrawn"
    assert (
        hall.refused("drop", case, "signboard", "--reason", "不设了").code == 1
    )  # accepted: withdrawn instead
    rest = hall.do("withdraw", case, "--reason", "都不办了")
    assert rest["state"] == "completed"  # the registration was done
    assert hall.refused("withdraw", case, "--reason", "都不办了").code == 1


def test_that_an_item_nobody_decided_on_is_dropped(hall: Counter) -> None:
    case = hall.open(decision="keep")
    assert hall.refused("drop", case, "--reason", "不设了").code == 2
    after = hall.do("drop", case, "--reason", "不设了", "户外招牌（门头）设置")  # words after options too
    assert item(after, "signboard")["state"] == "dropped"


def test_that_a_dropped_item_asks_for_nothing_from_the_start(hall: Counter) -> None:
    case = hall.open(dropped=["signboard"])
    assert "signboard" not in [i["id"] for i in case["items"]]
    assert "f_signboard" not in [m["id"] for m in hall.show(case)["materials"]]


def insisted(hall: Counter) -> dict[str, Any]:
    """An internet café for a sole trader: the law excludes it, the applicant insists; its open questions answered."""
    answers: dict[str, Any] = {"q_entity": "individual"}
    while True:
        file = hall.json(visit(bundle=7, answers=answers, insisted=["bundle"]), "cafe.json")
        said = hall.run("case", "open", file, "--no-papers")
        if said.code == 0:
            found: dict[str, Any] = said.json
            return found
        assert said.json["questions"], said.err
        answers |= {q["id"]: q["options"][0]["id"] for q in said.json["questions"]}


def test_that_what_is_insisted_on_becomes_the_organs_decision_only_when_it_confirms(hall: Counter) -> None:
    case = insisted(hall)
    refused = next(i for i in case["items"] if i["verdict"] == "propose_refusal")
    draft = next(p for p in case["papers"] if p["kind"] == "refusal" and refused["id"] in p["items"])
    assert draft["number"] == ""
    assert refused["state"] == "to_refuse"
    assert refused["proposal"]["paper"] == draft["id"]
    assert (
        hall.refused("deliver", case, draft["id"], "--way", "window", "--receiver", NAME).json["rule"] == "L8"
    )
    hall.later(days=3)
    result = (refused["id"], "refused", "--day", "2026-11-23", "--confirms", draft["id"])
    assert hall.refused("result", case, *result).json["field"] == "by"
    after = hall.do("result", case, *result, "--by", "首席代表那顺", "--papers", hall.folder)
    assert item(after, refused["id"])["state"] == "refused"
    issued = paper(after, "refusal")
    assert issued["number"]
    assert item(after, refused["id"])["conclusion"]["document"] == issued["number"]
    assert Path(issued["file"]).name == f"{issued['number']}.pdf"
    shown = {p["id"]: p for p in hall.show(case)["papers"]}
    assert shown[draft["id"]]["stage"] == "superseded"
    assert shown[draft["id"]]["replaced_by"] == issued["id"]


def test_that_a_gap_that_expired_is_drafted_and_nothing_more(hall: Counter) -> None:
    case = hall.open(materials=DEFERRED)
    hall.do("pledge", case, *SIGNED)
    assert hall.refused("propose", case, "epidemic_cond", "--cause", "gap_expired").json["rule"] == "L5"
    hall.later(days=20)
    asked = hall.refused("propose", case, "epidemic_cond")
    assert "gap_expired" in asked.json["error"]  # a negative result is possible too
    after = hall.do("propose", case, "epidemic_cond", "--cause", "gap_expired", "--papers", hall.folder)
    assert kinds(after) == ["rejection"]
    assert after["papers"][0]["number"] == ""
    assert Path(after["papers"][0]["file"]).name.startswith("不予批准决定书")
    assert item(after, "epidemic_cond")["state"] == "gapped"


def test_that_a_draft_is_set_aside_when_everything_came_in_after_all(hall: Counter) -> None:
    case = hall.open(materials={"site_map": {"state": "missing"}})
    hall.later(days=30)
    draft = hall.do("propose", case, "epidemic_cond")["papers"][0]["id"]
    after = hall.do("supplement", case, "--line", "site_map=received")
    assert (item(after, "epidemic_cond")["state"], item(after, "epidemic_cond")["proposal"]) == (
        "accepted",
        None,
    )
    assert next(p for p in hall.show(case)["papers"] if p["id"] == draft)["stage"] == "void"
    confirmed = ("epidemic_cond", "lapsed", "--day", "2026-12-20", "--by", "那顺", "--confirms", draft)
    assert hall.refused("result", case, *confirmed).json["field"] == "confirms"


def test_that_a_draft_is_set_aside_when_the_organ_decides_otherwise_or_the_applicant_leaves(
    hall: Counter,
) -> None:
    case = hall.open()
    for item_id in ("epidemic_cond", "signboard"):
        hall.do("propose", case, item_id, "--reason", "现场不符合要求")
    granted = ("signboard", "granted", "--day", "2026-11-20", "--document", "乌城管许〔2026〕1号")
    hall.do("result", case, *granted)
    hall.do("withdraw", case, "epidemic_cond", "--reason", "不养了")
    drafts = [p for p in hall.show(case)["papers"] if p["kind"] == "rejection"]
    assert [p["stage"] for p in drafts] == ["void", "void"]


def test_that_a_notice_served_late_is_reissued_first(hall: Counter) -> None:
    case = hall.open(materials=ROSTER)
    notice = paper(case, "correction_notice")["number"]
    to = ("--way", "window", "--receiver", NAME)
    assert hall.refused("stamped", case, notice).json["rule"] == "ladder"  # no sheet has left
    assert hall.run("paper", case["number"], notice, "--out", hall.folder / "n.pdf").code == 0
    hall.do("printed", case, notice)
    assert hall.refused("deliver", case, notice, *to).json["rule"] == "ladder"  # no seal on it
    hall.do("stamped", case, notice)
    assert hall.refused("reissue", case, notice).json["rule"] == "L6"  # made today
    hall.later(days=4)
    assert hall.refused("deliver", case, notice, *to).json["rule"] == "L6"
    before = item(hall.show(case), "si_employer")["due"]
    fresh = hall.do("reissue", case, notice.replace("〔", "[").replace("〕", "]"), "--papers", hall.folder)
    assert kinds(fresh) == ["correction_notice"]
    assert item(fresh, "si_employer")["due"] > before
    new = fresh["papers"][0]["number"]
    hall.do("printed", case, "correction_notice")  # only one of the kind is in force
    hall.do("stamped", case, new)
    proof = hall.do("deliver", case, new, "--proof", "--way", "window", "--receiver", NAME)
    assert kinds(proof) == ["proof_of_delivery"]
    served = hall.do("served", case, new, *to)
    stage = next(p for p in hall.show(case)["papers"] if p["number"] == new)
    assert (stage["stage"], stage["served"]) == ("served", "2026-11-24")
    assert served["papers"] == []


def test_that_a_special_procedure_moves_the_days(hall: Counter) -> None:
    case = hall.open()
    before = item(case, "epidemic_cond")["due"]
    hall.later(days=3)
    notice = ("--procedure", "testing", "--notice", "乌农检〔2026〕1号", "--served", "2026-11-23")
    paused = hall.do("pause", case, "epidemic_cond", *notice)
    assert item(paused, "epidemic_cond")["paused"][0]["procedure"] == "testing"
    assert hall.refused("pause", case, "epidemic_cond", *notice).code == 1
    hall.later(days=4)
    after = hall.do("resume", case, "epidemic_cond", "--day", "2026-11-27")
    assert item(after, "epidemic_cond")["due"] > before
    assert item(after, "epidemic_cond")["paused"][0]["ended"] == "2026-11-27"


def test_that_papers_change_hands_and_identity_papers_never(hall: Counter) -> None:
    case = hall.open()
    hands = ("--given-by", "阿木古郎", "--taken-by", "那顺")
    to = ("--organ", "农牧局", "--to", "to_organ", *hands)
    after = hall.do("transfer", case, "--line", "site_map=originals=1", *to)
    assert kinds(after) == ["transfer_slip"]
    assert (
        hall.refused("transfer", case, "--line", "site_map=originals=1", *to).code == 2
    )  # it is there already
    card = ("--organ", "税务局", "--to", "to_organ", *hands, "--line", "id_card_operator=originals=1")
    assert hall.refused("transfer", case, *card).json["rule"] == "L12"
    assert "农牧局" in hall.refused("transfer", case, "--line", "site_map=originals=1", *hands).json["error"]


def test_that_silence_past_the_statute_is_acceptance(hall: Counter) -> None:
    case = hall.open(materials=DEFERRED)  # a licence whose pledge nobody signs
    assert hall.refused("deem", case).json["rule"] == "L6"
    hall.later(days=14)
    assert hall.refused("decide", case, "epidemic_cond").json["rule"] == "L6"
    after = hall.do("deem", case)
    assert item(after, "epidemic_cond")["state"] == "deemed"


def test_that_an_act_on_a_changed_case_is_refused(hall: Counter) -> None:
    case = hall.open()
    seen = hall.show(case)["base"]
    hall.do("withdraw", case, "signboard", "--reason", "不设了", "--base", seen)
    stale = hall.refused("withdraw", case, "epidemic_cond", "--reason", "不养了", "--base", seen)
    assert stale.code == 1


def test_that_days_held_by_a_doubtful_clock_are_set_by_a_supervisor(hall: Counter) -> None:
    hall.open()
    hall.later(days=-60)
    case = hall.open(duplicate_reason="另一处养殖场", materials=ROSTER)
    assert case["clock_doubtful"]
    assert (item(case, "si_employer")["due"], item(case, "si_employer")["dates_held"]) == (None, True)
    assert hall.refused("dates", case, "--day", "2026-09-21").json["rule"] == "duty"
    by = ("--day", "2026-09-21", "--supervisor", "S01")
    assert hall.refused("dates", case, *by, typed=PIN).json["rule"] == "clock"
    assert hall.run("clock", "confirm", "--by", "S01", typed=PIN).code == 0
    after = hall.do("dates", case, *by, typed=PIN)
    assert (item(after, "si_employer")["due"] or "") > "2026-09-21"
    assert sorted(kinds(after)) == [
        "acceptance_notice",
        "acceptance_notice",
        "correction_notice",
        "intake_receipt",
    ]


WRONG: dict[str, tuple[str, tuple[str, ...], str]] = {
    "an unknown item": ("withdraw", ("moon", "--reason", "不办"), "signboard"),
    "an unknown line": ("supplement", ("--line", "moon=received"), PLANS),
    "an unknown paper": ("printed", ("moon",), "correction_notice"),
    "a line without a state": ("supplement", ("--line", PLANS), "="),
    "a word after a line that nobody knows": ("supplement", ("--line", f"{PLANS}=received,sean"), "seen"),
    "copies that are no number": ("supplement", ("--line", f"{PLANS}=received,copies=two"), "整数"),
    "a state nobody knows": ("supplement", ("--line", f"{PLANS}=here"), "received"),
    "nothing brought": ("supplement", (), "补交"),
    "no paper named": ("stamped", (), "文书"),
    "an unknown result": ("result", ("signboard", "won", "--day", "2026-11-20"), "granted"),
    "a result without its day": ("result", ("signboard", "granted"), "day"),
    "a day that never was": ("result", ("signboard", "granted", "--day", "2026-11-31"), "2026-11-31"),
    "a day to come": ("result", ("signboard", "granted", "--day", "2027-01-01"), "日期"),
    "an unknown way": ("deliver", ("correction_notice", "--way", "pigeon"), "window"),
    "an unknown cause": ("propose", ("signboard", "--cause", "mood"), "gap_expired"),
    "an unknown procedure": (
        "pause",
        ("signboard", "--procedure", "nap", "--served", "2026-11-20"),
        "hearing",
    ),
    "a PIN file without a supervisor": (
        "void",
        ("signboard", "--reason", "错了", "--pin-file", "x"),
        "supervisor",
    ),
    "an option of another act": ("withdraw", ("signboard", "--signer", "agent"), "--signer"),
    "a folder that is not there": ("withdraw", ("--reason", "不办", "--papers", "/no/such"), "/no/such"),
    "a file that is not there": ("withdraw", ("--file", "no.json"), "no.json"),
}


def test_that_every_wrong_input_is_one_sentence_and_stores_nothing(hall: Counter) -> None:
    case = hall.open(materials=ROSTER)
    for what, (name, words, named) in WRONG.items():
        said = hall.refused(name, case, *words)
        assert said.code == 2, (what, said.err)
        assert named in said.err, (what, said.err)
    files: tuple[object, ...] = (
        [],
        "null",
        {"items": "signboard", "reason": "不办"},
        {"items": [1], "reason": "不办"},
        {"colour": "red"},
        {"reason": "不办", "supervisor": "S01"},
        {"clerk": 5},
        {"reason": "一\x00二"},
        {"reason": "长" * 5000},
        {"base": 7, "reason": "不办"},
    )
    for value in files:
        said = hall.refused("withdraw", case, "--file", hall.json(value))
        assert said.code == 2, (value, said.err)
    both = hall.refused("withdraw", case, "--file", hall.json({"reason": "甲"}), "--reason", "乙")
    assert both.json["field"] == "reason"
    assert hall.refused("withdraw", case, "--reason", "不办", by="W99").json["field"] == "clerk"
    nobody = hall.run("case", "withdraw", case["number"], "--reason", "不办")
    assert (nobody.code, "--clerk" in nobody.err) == (2, True)
    assert hall.run("case", "withdraw", "15220103A2611209999", "--clerk", "W01").code == 2


def test_that_every_open_question_is_named_with_its_options(hall: Counter) -> None:
    before = hall.run("case", "find", "15220103").json
    said = hall.run("case", "open", hall.json(visit(answers={"q_entity": "个体工商户"})))
    assert (said.code, said.json["rule"]) == (1, "intake")
    questions = {q["id"]: [o["id"] for o in q["options"]] for q in said.json["questions"]}
    assert "q_sign" in questions
    assert questions["q_premises"] == ["own", "rent", "nocert"]
    for question, options in questions.items():
        assert question in said.json["error"]
        assert all(option in said.json["error"] for option in options)
    assert hall.run("case", "find", "15220103").json == before
