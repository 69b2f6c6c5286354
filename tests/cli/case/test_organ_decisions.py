"""Commands for what an organ decided: the list, the own PIN, the signed paper, what was signed too early (L5, L8)."""

from __future__ import annotations

import pytest

from counter.bootstrap.opening import open_app
from counter.cli.io.authentication import get_clerk
from counter.domain.errors import RuleRefused
from tests.cli.timed import DEFERRED, PIN, SIGNED, TOLD, Case, Counter, farm, item, paper
from tests.cli.visits import written
from tests.services.office import SIGNER

LICENCE = "epidemic_cond"
OTHER = ("--ground", "other", "--note", "场区离居民区太近", "--basis", "《动物防疫法》第二十四条")
INCOMPLETE = ("--ground", "incomplete", "--document", "乌农不许〔2026〕1号", "--signer", SIGNER)


def listed(hall: Counter, code: str = "R02", name: str = "娜仁花", role: str = "representative") -> None:
    """Somebody more on the list, by the supervisor's PIN."""
    typed = PIN + ("1357\n" if role == "representative" else "")
    organ = ("--role", role, "--organ", "农牧局")
    said = hall.run("staff", "add", code, name, *organ, "--by", "S01", typed=typed)
    assert said.code == 0, said.err
    assert said.json["organ"] == "农牧局"


def drafted(hall: Counter) -> tuple[Case, str]:
    """A licence drafted as not granted, and the draft's id."""
    case = hall.open()
    draft = hall.do("propose", case, LICENCE, "--reason", "现场不符合防疫条件")["papers"][0]["id"]
    return case, draft


def test_that_a_representative_confirms_by_a_pin_file_or_standard_input_and_never_in_json(
    hall: Counter,
) -> None:
    listed(hall)
    case, draft = drafted(hall)
    confirm = (LICENCE, "rejected", "--day", "2026-11-20", "--confirms", draft)
    file = hall.folder / "pin.txt"
    file.write_text("0000\n", encoding="utf-8")
    in_person = (*confirm, *TOLD, "--representative", "r02")
    wrong = hall.refused("result", case, *in_person, "--pin-file", file)
    assert (wrong.code, wrong.json["rule"]) == (1, "duty")
    nobody = hall.refused("result", case, *confirm, "--pin-file", file)  # then it is the clerk's own
    assert (nobody.code, nobody.json["rule"]) == (1, "duty")
    assert hall.refused("result", case, *confirm).json["field"] == "document"
    act = hall.json({"representative": "R02", "pin": "1357"})
    assert hall.refused("result", case, *confirm, "--file", act, typed="1357\n").code == 2
    both = hall.refused("result", case, *in_person, "--pin-file", "-", "--file", "-", typed="{}")
    assert "不能都从标准输入读" in both.json["error"]
    after = hall.do("result", case, *in_person, "--pin-file", "-", typed="1357\n")
    conclusion = item(after, LICENCE)["conclusion"]
    assert (conclusion["by"], conclusion["known_by"]) == ("娜仁花", "own_pin")
    shown = hall.run("case", "show", case["number"])
    assert "1357" not in shown.out
    assert any("首席代表娜仁花以本人口令确认" in line["text"] for line in shown.json["history"])


def test_that_a_signed_paper_confirms_with_number_day_and_signer_of_the_list(hall: Counter) -> None:
    case, draft = drafted(hall)
    confirm = (LICENCE, "rejected", "--day", "2026-11-20", "--confirms", draft)
    signed = ("--document", "乌农批〔2026〕1号", "--signed-on", "2026-11-20", *TOLD)
    assert hall.refused("result", case, *confirm, *signed).json["field"] == "signer"
    assert "Q01 那顺" in hall.refused("result", case, *confirm, *signed, "--signer", "Q09").json["error"]
    after = hall.do("result", case, *confirm, *signed, "--signer", SIGNER)
    conclusion = item(after, LICENCE)["conclusion"]
    assert (conclusion["known_by"], conclusion["signed_document"]) == ("signed_paper", "乌农批〔2026〕1号")
    assert conclusion["document"] == paper(after, "rejection")["number"]


def test_that_who_confirms_says_where_a_decision_can_be_taken_by_option_or_file(hall: Counter) -> None:
    case, draft = drafted(hall)
    signed = ("--document", "乌农批〔2026〕1号", "--signed-on", "2026-11-20", "--signer", SIGNER)
    confirm = (LICENCE, "rejected", "--day", "2026-11-20", "--confirms", draft, *signed)
    for given, field in (((), "review_body"), (TOLD[:2], "court"), (TOLD[:4], "phone")):
        refused = hall.refused("result", case, *confirm, *given)
        assert (refused.code, refused.json["field"]) == (2, field)
    assert (
        "建议：乌兰浩特市人民政府（《行政复议法》第二十四条"
        in (hall.refused("result", case, *confirm).json["error"])
    )
    act = hall.json({"review_body": TOLD[1], "court": TOLD[3], "phone": TOLD[5]})
    after = hall.do("result", case, *confirm, "--file", act, "--no-papers")
    said = item(after, LICENCE)["conclusion"]
    assert (said["review_body"], said["court"], said["phone"]) == TOLD[1::2]


def test_that_too_early_is_refused_and_what_was_signed_is_marked_until_the_supervisor_has_read_it(
    hall: Counter,
) -> None:
    case = hall.open(materials=DEFERRED)
    hall.do("pledge", case, *SIGNED)
    early = (LICENCE, "rejected", "--day", "2026-11-20", *INCOMPLETE)
    refused = hall.refused("result", case, *early)
    assert (refused.code, refused.json["rule"]) == (1, "L5")
    disguised = (*early[:4], *OTHER[:2], "--note", "材料不齐", *OTHER[4:], *INCOMPLETE[2:])
    assert hall.refused("result", case, *disguised).json["rule"] == "L5"
    assert hall.refused("propose", case, LICENCE, "--reason", "现场不符合").json["field"] == "basis"
    after = hall.do("result", case, *early, "--as-issued")
    assert [b["rule"] for b in item(after, LICENCE)["conclusion"]["against"]] == ["L5"]
    due = hall.run("case", "list", "--due")
    assert any(t["kind"] == "against" for t in due.json["tasks"])

    note = (LICENCE, "--words", "已告知农牧局法规科")
    assert hall.refused("note", case, *note).code in (1, 2)
    assert hall.refused("note", case, *note, "--supervisor", "S01", typed="1111\n").json["rule"] == "duty"
    read = hall.do("note", case, *note, "--supervisor", "S01", typed=PIN)
    assert item(read, LICENCE)["conclusion"]["noted"]
    assert not any(t["kind"] == "against" for t in hall.run("case", "list", "--due").json["tasks"])


def test_that_people_of_an_organ_act_for_nobody_at_the_window(hall: Counter) -> None:
    listed(hall, "Q07", "包科长", "signer")
    case = hall.open()
    said = hall.refused("withdraw", case, LICENCE, "--reason", "不养了", by="Q07")
    assert (said.code, said.json["rule"]) == (1, "duty")
    opened = hall.run("case", "open", written(hall.folder, farm(clerk="Q07")), "--no-papers")
    assert (opened.code, opened.json["rule"]) == (1, "duty")
    hall.do("propose", case, LICENCE, "--reason", "现场不符合防疫条件")
    draft = hall.show(case)["papers"][-1]
    said = hall.run("paper", case["number"], draft["id"], "--out", hall.folder / "d.pdf", "--clerk", "Q07")
    assert (said.code, said.json["rule"]) == (1, "duty")
    with open_app(hall.profile, hall.clock) as app, pytest.raises(RuleRefused, match="不在窗口值班"):
        get_clerk(app, "q07")  # every command that acts in a clerk's name
    people = {p["code"]: p for p in hall.run("staff", "list").json["staff"]}
    assert (people["Q07"]["role"], people["Q07"]["organ"]) == ("signer", "农牧局")
    unknown = ("--role", "signer", "--organ", "农牧厅", "--by", "S01")
    assert "农牧局" in hall.run("staff", "add", "Q08", "某某", *unknown, typed=PIN).json["error"]
