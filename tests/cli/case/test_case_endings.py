"""How a case ends by commands: taken back, withdrawn, dropped, decided by the organ, drafted for it and set aside."""

from __future__ import annotations

from pathlib import Path

from tests.cli.timed import DEFERRED, SIGNED, TOLD, Counter, item, kinds, paper
from tests.cli.visits import NAME
from tests.services.office import SIGNER

OWN = ("--written", "2026-11-20", "--signer", "applicant", "--name", NAME)
"""A withdrawal that the applicant wrote himself."""


def test_that_papers_of_an_earlier_item_that_failed_go_back(hall: Counter) -> None:
    case = hall.open()
    hall.later(days=3)
    no = ("epidemic_cond", "rejected", "--day", "2026-11-23", "--document", "乌农〔2026〕4号")
    why = ("--ground", "other", "--note", "场区离居民区太近", "--basis", "《动物防疫法》第二十四条")
    assert hall.refused("result", case, *no, "--signer", SIGNER).json["field"] == "ground"
    assert hall.refused("result", case, *no, *why).json["field"] == "signer"
    assert hall.refused("result", case, *no, *why, "--by", "那顺").json["field"] == "by"
    after = hall.do("result", case, *no, *why, "--signer", SIGNER)
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
    why = ("signboard", "--reason", "选错了事项")
    refused = hall.refused("void", case, *why).json["error"]  # the sheet that was signed lies somewhere
    mine = next(p["number"] for p in case["papers"] if p["kind"] == "pledge" and p["number"] in refused)
    after = hall.do("void", case, *why, "--taken-back", mine)
    assert item(after, "signboard")["state"] == "received"
    assert item(after, "epidemic_cond")["state"] == "gapped"
    assert paper(hall.show(case), "cover_sheet")["stage"] == "void"


def test_that_the_applicant_withdraws_in_writing_and_what_hangs_on_it_ends(hall: Counter) -> None:
    case = hall.open()
    assert hall.refused("withdraw", case, "epidemic_cond").json["field"] == "reason"
    assert "没有等签字的" in hall.refused("withdrawal", case, *SIGNED).json["error"]
    applied = hall.do("withdraw", case, "epidemic_cond", "--reason", "不养了")
    assert kinds(applied) == ["withdrawal"]
    assert item(applied, "epidemic_cond")["state"] == "accepted"  # nothing ends before he has signed
    assert hall.refused("withdrawal", case, *SIGNED[:-1]).json["field"] == "handed_over"
    assert hall.refused("withdrawal", case, "--signer", "applicant", "--name", "别人").json["field"] == "name"
    after = hall.do("withdrawal", case, *SIGNED)
    assert item(after, "epidemic_cond")["state"] == "withdrawn"
    assert item(after, "farm_record")["state"] == "withdrawn"
    assert (
        hall.refused("drop", case, "signboard", "--reason", "不设了").code == 1
    )  # accepted: withdrawn instead
    rest = hall.do("withdraw", case, "--reason", "都不办了", *OWN)
    assert rest["state"] == "completed"  # the registration was done
    assert hall.refused("withdraw", case, "--reason", "都不办了").code == 1


def test_that_an_application_nobody_signs_ends_nothing(hall: Counter) -> None:
    case = hall.open()
    hall.do("withdraw", case, "signboard", "--reason", "不设了")
    number = paper(hall.show(case), "withdrawal")["number"]
    hall.do("withdrawal", case, "--paper", number, "--declined")
    assert paper(hall.show(case), "withdrawal")["stage"] == "void"
    assert item(hall.show(case), "signboard")["state"] == "accepted"


def test_that_an_item_nobody_decided_on_is_dropped(hall: Counter) -> None:
    case = hall.open(decision="keep")
    assert hall.refused("drop", case, "--reason", "不设了").code == 2
    after = hall.do("drop", case, "--reason", "不设了", "户外招牌（门头）设置")  # words after options too
    assert item(after, "signboard")["state"] == "dropped"


def test_that_a_dropped_item_asks_for_nothing_from_the_start(hall: Counter) -> None:
    case = hall.open(dropped=["signboard"])
    assert "signboard" not in [i["id"] for i in case["items"]]
    assert "f_signboard" not in [m["id"] for m in hall.show(case)["materials"]]


def test_that_what_is_insisted_on_becomes_the_organs_decision_only_when_it_confirms(hall: Counter) -> None:
    case = hall.open(answered=True, bundle=99, answers={"q_entity": "individual"}, insisted=["bundle"])
    refused = item(case, "raw_milk")
    draft = next(p for p in case["papers"] if p["kind"] == "refusal" and refused["id"] in p["items"])
    assert draft["number"] == ""
    assert refused["state"] == "to_refuse"
    assert refused["proposal"]["paper"] == draft["id"]
    assert (
        hall.refused("deliver", case, draft["id"], "--way", "window", "--receiver", NAME).json["rule"] == "L8"
    )
    hall.later(days=3)
    result = (refused["id"], "refused", "--day", "2026-11-23", "--confirms", draft["id"])
    assert hall.refused("result", case, *result).json["field"] == "document"
    signed = ("--document", "乌农批〔2026〕1号", "--signed-on", "2026-11-23", "--signer", SIGNER)
    assert hall.refused("result", case, *result, "--by", "首席代表那顺", *signed).json["field"] == "by"
    after = hall.do("result", case, *result, *signed, *TOLD, "--papers", hall.folder)
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
    told = hall.run("paper", case["number"], "correction_notice", "--out", hall.folder / "told.pdf")
    assert told.code == 0, told.err
    hall.later(days=30)
    draft = hall.do("propose", case, "epidemic_cond")["papers"][0]["id"]
    after = hall.do("supplement", case, "--line", "site_map=received")
    assert (item(after, "epidemic_cond")["state"], item(after, "epidemic_cond")["proposal"]) == (
        "accepted",
        None,
    )
    assert next(p for p in hall.show(case)["papers"] if p["id"] == draft)["stage"] == "void"
    confirmed = ("epidemic_cond", "lapsed", "--day", "2026-12-20", "--confirms", draft)
    signed = ("--document", "乌农批〔2026〕1号", "--signed-on", "2026-12-20", "--signer", SIGNER)
    hall.refused("result", case, *confirmed, *signed, *TOLD)


def test_that_a_draft_is_set_aside_when_the_organ_decides_otherwise_or_the_applicant_leaves(
    hall: Counter,
) -> None:
    case = hall.open()
    for item_id in ("epidemic_cond", "signboard"):
        hall.do("propose", case, item_id, "--reason", "现场不符合要求")
    granted = ("signboard", "granted", "--day", "2026-11-20", "--document", "乌城管许〔2026〕1号")
    hall.do("result", case, *granted)
    hall.do("withdraw", case, "epidemic_cond", "--reason", "不养了", *OWN)
    drafts = [p for p in hall.show(case)["papers"] if p["kind"] == "rejection"]
    assert [p["stage"] for p in drafts] == ["void", "void"]
