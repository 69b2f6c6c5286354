"""A case's later life by commands: corrected, pledged, supplemented, gone on with, served; its days as they move."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2

from tests.cli.timed import DEFERRED, GAP, PIN, PLANS, ROSTER, SIGNED, Counter, farm, item, kinds, paper
from tests.cli.visits import ANSWERS, ID_NUMBER, NAME, person, visit, written
from tests.services.office import SIGNER


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
    same = hall.refused("decide", case, "si_employer", *by, typed=PIN).json
    assert (same["rule"], "和上次告知的一样" in same["error"]) == ("L3", True)
    hall.do("supplement", case, "--line", f"{PLANS}=defective,note=没有盖章", "--by", NAME)
    agreed = hall.do("decide", case, "si_employer", *by, typed=PIN)
    assert kinds(agreed) == ["correction_notice"]
    assert [t["round"] for t in item(agreed, "si_employer")["told"]] == [1, 2]
    pin = hall.folder / "pin"
    pin.write_text(PIN, encoding="utf-8")
    third = hall.refused("decide", case, "si_employer", *by, "--pin-file", pin)
    assert third.json["rule"] == "L3"


def test_that_a_new_fact_names_its_document_its_day_and_what_it_concerns(hall: Counter) -> None:
    case = hall.open(materials=ROSTER)
    old = hall.refused("decide", case, "si_employer", "--new-fact", "aaaa")
    assert (old.code, old.json["field"]) == (2, "new_fact")
    assert "--fact-document" in old.json["error"]
    fact = {
        "--fact-document": "社保稽核通知",
        "--fact-day": "2026-11-20",
        "--fact": "核查发现参保人数与申报不一致",
    }
    for left_out in fact:
        some = [part for key, value in fact.items() if key != left_out for part in (key, value)]
        assert hall.refused("decide", case, "si_employer", *some).code == 2
    every = [part for pair in fact.items() for part in pair]
    again = hall.refused("decide", case, "si_employer", *every)
    assert (again.json["rule"], "和上次告知的一样" in again.json["error"]) == ("L3", True)
    for day in ("2026-11-19", "2026-11-21"):
        wrong = ["--fact-day", day] + [p for k, v in fact.items() if k != "--fact-day" for p in (k, v)]
        refused = hall.refused("decide", case, "si_employer", *wrong, "--fact-line", "f_si_employer")
        assert (refused.json["rule"], refused.json["field"]) == ("L3", "fact_day")
    done = hall.do("decide", case, "si_employer", *every, "--fact-line", "f_si_employer")
    last = item(done, "si_employer")["told"][-1]
    assert (last["round"], last["again"]) == (2, "new_fact")
    assert last["fact"] == {
        "document": "社保稽核通知",
        "day": "2026-11-20",
        "what": "核查发现参保人数与申报不一致",
        "lines": ["f_si_employer"],
    }
    assert {g["line"]: g["state"] for g in last["gaps"]} == {PLANS: "missing", "f_si_employer": "defective"}
    repeated = hall.json(
        {
            "items": ["si_employer"],
            "new_fact": {
                "document": "再一份",
                "day": "2026-11-20",
                "what": "核查发现还是不一致",
                "lines": [],
            },
        }
    )
    assert hall.refused("decide", case, "--file", repeated).json["rule"] == "L3"


def test_that_only_a_signed_pledge_accepts_with_gaps_and_a_supplement_closes_them(hall: Counter) -> None:
    case = hall.open(materials=DEFERRED)
    held = item(case, "epidemic_cond")
    assert (held["verdict"], held["state"]) == ("accept_with_gaps", "to_pledge")
    assert "pledge" in kinds(case)
    assert "gap_notice" not in kinds(case)
    stranger = hall.refused("pledge", case, "--signer", "legal_representative", "--name", NAME)
    assert stranger.json["rule"] == "L4"
    assert hall.refused("pledge", case, "--signer", "applicant").code == 2
    assert hall.refused("pledge", case, "--signer", "applicant", "--name", "别人").json["field"] == "name"

    without_sheet = hall.refused("pledge", case, *SIGNED[:-1]).json
    assert (without_sheet["rule"], without_sheet["field"]) == ("ladder", "handed_over")

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


def test_that_there_is_never_a_second_pledge_to_sign(hall: Counter) -> None:
    deferred = {"state": "deferred"}
    case = hall.open(
        bundle=73, answers={}, materials={"vet_clinic_6": deferred, "vet_clinic_7": deferred}, answered=True
    )
    first = paper(case, "pledge")["number"]
    after = hall.do("supplement", case, "--line", "vet_clinic_6=received")
    assert kinds(after).count("pledge") == 1
    assert next(p for p in hall.show(case)["papers"] if p["number"] == first)["stage"] == "void"
    assert item(after, "vet_clinic")["state"] == "to_pledge"
    whole = hall.do("supplement", case, "--line", "vet_clinic_7=received")
    assert item(whole, "vet_clinic")["state"] == "accepted"
    pledges = [p["stage"] for p in hall.show(case)["papers"] if p["kind"] == "pledge"]
    assert pledges == ["void", "void"]  # nobody has to sign for what is all in


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
    assert hall.refused("reissue", case, new).code == 1
    stage = next(p for p in hall.show(case)["papers"] if p["number"] == new)
    assert (stage["stage"], stage["served"]) == ("served", "2026-11-24")
    assert served["papers"] == []


def test_that_a_notice_whose_day_no_longer_runs_is_not_reissued(hall: Counter) -> None:
    case = hall.open(materials={"site_map": {"state": "missing"}})
    hall.later(days=1)
    accepted = hall.do("supplement", case, "--line", "site_map=received")
    due = item(accepted, "epidemic_cond")["due"]
    hall.later(days=4)
    assert hall.refused("reissue", case, "correction_notice").json["rule"] == "L6"
    assert item(hall.show(case), "epidemic_cond")["due"] == due


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
        "registration_proof",
        "registration_proof",
    ]


def test_that_a_case_kept_under_a_doubtful_number_is_identified_before_it_is_decided(hall: Counter) -> None:
    wrong = person(id_number=ID_NUMBER[:-1] + "0")
    refused = hall.run("case", "open", written(hall.folder, farm(applicant=wrong)), "--no-papers")
    assert (refused.code, refused.json["field"]) == (1, "applicant.person.id_number")
    case = hall.open(applicant=wrong, decision="keep")
    assert hall.refused("decide", case).json["rule"] == "identity"
    assert hall.refused("identify", case, "--id-number", ID_NUMBER).json["field"] == "reason"
    known = hall.do("identify", case, "--id-number", ID_NUMBER, "--reason", "对照居民身份证原件")
    assert known["papers"] == []
    again = hall.refused("identify", case, "--who", "person", "--reason", "再来一次")
    assert (again.code, again.json["rule"]) == (1, "identity")
    decided = hall.do("decide", case, "--papers-valid")
    assert item(decided, "epidemic_cond")["state"] == "accepted"


def test_that_a_name_written_wrongly_is_put_right_by_command(hall: Counter) -> None:
    case = hall.open()
    why = ("--reason", "对照居民身份证原件")
    assert hall.refused("correct", case, "--name", "图娅").json["field"] == "reason"
    alone = hall.refused("correct", case, "--id-number", "999999199003070012", *why)
    assert alone.json["field"] == "supervisor"
    both = ("--name", "图娅", "--id-number", "999999199003070012", *why, "--supervisor", "S01")
    assert "换了人" in hall.refused("correct", case, *both, typed=PIN).json["error"]
    done = hall.do("correct", case, "--name", "图娅", *why)
    assert [paper["kind"] for paper in done["papers"]] == ["erratum"]
    renumbered = hall.do(
        "correct", case, "--id-number", "999999199003070012", *why, "--supervisor", "S01", typed=PIN
    )
    assert [paper["kind"] for paper in renumbered["papers"]] == ["erratum"]


def test_that_an_agent_is_registered_whole_for_every_decision_of_a_file(hall: Counter) -> None:
    by_agent = {"answers": {**farm()["answers"], "q_agent": "agent"}}
    for agent, field in (
        ({"name": "", "scope": "全部事项"}, "agent.name"),
        ({"name": "图雅", "scope": "全部事项"}, "applicant.agent.id_number"),
        (
            {"name": "图雅", "id_number": ID_NUMBER[:-1] + "0", "scope": "全部事项"},
            "applicant.agent.id_number",
        ),
        ({"name": "图雅", "id_number": ID_NUMBER}, "applicant.agent.scope"),
    ):
        for others in ("received", "missing"):
            value = farm(**by_agent, agent=agent, others=others, materials={GAP: {"state": "received"}})
            said = hall.run("case", "open", written(hall.folder, value), "--no-papers")
            assert said.code in (1, 2), said.out
            assert said.json["field"] == field


def test_that_what_was_sent_on_gets_its_clock_when_its_organ_accepts(hall: Counter) -> None:
    asked = {**ANSWERS, "q_fire_scope": "是"}
    opened = hall.run("case", "open", written(hall.folder, visit(answers=asked)), "--no-papers")
    assert opened.code == 0, opened.err
    case = opened.json
    assert (item(case, "fire_check")["state"], item(case, "fire_check")["statutory"]) == ("received", None)
    notice = ("--document", "乌消受〔2026〕1号", "--by", "王科长")
    assert hall.refused("organ-accepted", case, "fire_check", "--day", "2026-11-23", *notice).code == 2
    assert hall.refused("organ-accepted", case, "fire_check", "--day", "2026-11-20").code == 2
    ours = hall.refused("organ-accepted", case, "food_small_catering", "--day", "2026-11-20", *notice)
    assert (ours.code, ours.json["rule"]) == (1, "L13")
    hall.later(days=4)
    accepted = hall.do("organ-accepted", case, "fire_check", "--day", "2026-11-23", *notice)
    there = item(accepted, "fire_check")
    assert (there["state"], there["organ_accepted"]) == ("accepted", "2026-11-23")
    assert there["statutory"]["day"] > "2026-11-23"
    by_file = hall.json({"item": "fire_check", "day": "2026-11-23", "document": "乌消受〔2026〕1号"})
    assert hall.refused("organ-accepted", case, "--file", by_file).json["rule"] == "L13"


def test_that_a_special_procedure_is_told_served_and_its_end_told(hall: Counter) -> None:
    case = hall.open()
    told = ("pause", case, "epidemic_cond", "--procedure", "testing", "--what", "检测场区环境")
    assert hall.refused(*told, "--days", "10").json["field"] == "basis"
    why = ("--basis", "《动物防疫条件审查办法》第八条")
    assert hall.refused(*told, *why).json["field"] == "days"
    assert hall.refused(*told, *why, "--days", "10", "--served", "2026-11-20").json["field"] == "notice"
    after = hall.do(*told, *why, "--days", "10")
    assert kinds(after) == ["procedure_notice"]
    assert item(after, "epidemic_cond")["paused"] == []
    number = paper(after, "procedure_notice")["number"]
    hall.do("stamped", case, number, "--handed-over")
    served = hall.do("served", case, number, "--way", "window", "--receiver", NAME)
    (paused,) = item(served, "epidemic_cond")["paused"]
    assert (paused["notice"], paused["since"], paused["until"]) == (number, "2026-11-20", "2026-12-04")
    hall.later(days=6)
    over = hall.do("resume", case, "epidemic_cond", "--day", "2026-11-26")
    assert kinds(over) == ["procedure_end"]
    assert item(over, "epidemic_cond")["due"] != item(case, "epidemic_cond")["due"]


def test_that_an_extension_is_approved_by_its_organ_and_moves_the_day(hall: Counter) -> None:
    case = hall.open()
    much = ("extend", case, "epidemic_cond", "--reason", "等候解冻", "--days")
    paper_of_organ = ("--document", "乌农延批〔2026〕1号", "--signed-on", "2026-11-20")
    assert hall.refused(*much, "11", *paper_of_organ, "--signer", SIGNER).json["field"] == "days"
    assert hall.refused(*much, "10", *paper_of_organ).json["field"] == "signer"
    assert hall.refused(*much, "10").json["field"] == "document"
    assert (
        hall.refused("pause", case, "epidemic_cond", "--procedure", "extension").json["field"] == "procedure"
    )
    after = hall.do(*much, "10", *paper_of_organ, "--signer", SIGNER)
    assert kinds(after) == ["extension_notice"]
    assert item(after, "epidemic_cond")["due"] > item(case, "epidemic_cond")["due"]
    assert hall.refused(*much, "10", *paper_of_organ, "--signer", SIGNER).json["rule"] == "L6"
