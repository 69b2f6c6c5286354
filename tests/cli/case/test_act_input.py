"""What is given to an act: every misfit is one sentence that names what there is, and stores nothing."""

from __future__ import annotations

from tests.cli.timed import PLANS, ROSTER, Counter
from tests.cli.visits import visit


def test_that_an_act_on_a_changed_case_is_refused(hall: Counter) -> None:
    case = hall.open()
    seen = hall.show(case)["base"]
    hall.do("withdraw", case, "signboard", "--reason", "不设了", "--base", seen)
    stale = hall.refused("withdraw", case, "epidemic_cond", "--reason", "不养了", "--base", seen)
    assert stale.code == 1


WRONG: dict[str, tuple[str, tuple[str, ...], str]] = {
    "an unknown item": ("withdraw", ("moon", "--reason", "不办"), "signboard"),
    "an unknown line": ("supplement", ("--line", "moon=received"), PLANS),
    "an unknown paper": ("printed", ("moon",), "补正通知书"),
    "a line without a state": ("supplement", ("--line", PLANS), "="),
    "a word after a line that nobody knows": ("supplement", ("--line", f"{PLANS}=received,sean"), "seen"),
    "copies that are no number": ("supplement", ("--line", f"{PLANS}=received,copies=two"), "整数"),
    "a state nobody knows": ("supplement", ("--line", f"{PLANS}=here"), "received"),
    "nothing brought": ("supplement", (), "补交"),
    "no paper named": ("stamped", (), "文书"),
    "an unknown result": ("result", ("signboard", "won", "--day", "2026-11-20"), "granted"),
    "a result without its day": ("result", ("signboard", "granted"), "day"),
    "a day that never was": ("result", ("signboard", "granted", "--day", "2026-11-31"), "11月没有31日"),
    "a day to come": ("result", ("signboard", "granted", "--day", "2027-01-01"), "日期"),
    "an unknown way": ("deliver", ("correction_notice", "--way", "pigeon"), "window"),
    "an unknown cause": ("propose", ("signboard", "--cause", "mood"), "gap_expired"),
    "an unknown procedure": (
        "pause",
        ("signboard", "--procedure", "nap", "--served", "2026-11-20"),
        "hearing",
    ),
    "two PIN files and one person": (
        "void",
        ("signboard", "--reason", "错了", "--pin-file", "x", "--clerk-pin-file", "y"),
        "--clerk-pin-file",
    ),
    "a PIN file that is not there": ("withdraw", ("--reason", "不办", "--pin-file", "no.pin"), "no.pin"),
    "a PIN where its file belongs": ("withdraw", ("--reason", "不办", "--pin-file", "1234"), "不是口令本身"),
    "two things from one input": ("withdraw", ("--file", "-", "--pin-file", "-"), "--pin-file"),
    "an option of another act": ("withdraw", ("signboard", "--days", "3"), "--days"),
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
