"""A number of people and a judgement of law on the command line and in the visit file: asked for, refused, named."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shop import counter
from tests.cli.visits import ANSWERS, visit, written


def without(*questions: str) -> dict[str, object]:
    return {q: said for q, said in ANSWERS.items() if q not in questions}


def test_that_answers_are_given_one_by_one(shared_profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, ANSWERS)
    base = ("guide", "show", "8", "--answers", file, "--data", shared_profile)
    shown = counter(*base, "--answer", "q_n_health=3", "--json").json
    line = next(x for x in shown["materials"] if x["id"] == "health_certs")
    assert (line["copies"], line["each_person"], line["wanted"]) == (3, 1, "复印件3份（每人1份）")
    number = next(q for q in shown["questions"] if q["id"] == "q_n_health")
    assert number["number"] == {"least": 1, "most": 200}
    wrong = counter(*base, "--answer", "q_n_health=300")
    assert wrong.code == 2
    assert "1到200之间的整数" in wrong.err
    assert counter(*base, "--answer", "q_n_health").code == 2


def test_that_a_person_reads_what_nobody_has_judged(shared_profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, without("q_fire_scope", "q_n_health"))
    told = counter("guide", "show", "8", "--answers", file, "--data", shared_profile).out
    fire = next(line for line in told.splitlines() if "fire_check  " in line)
    assert fire.endswith("待认定")
    assert "复印件，按人数（每人1份）" in told
    assert "〔未答〕人数，1到200" in told


def test_that_a_visit_without_the_number_is_refused_with_its_bounds(profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, visit(answers=without("q_n_health")))
    refused = counter("case", "open", file, "--data", profile, "--json")
    assert refused.code == 1
    said = refused.json
    assert said["field"] == "answers.q_n_health"
    assert "人数，1到200" in said["error"]
    assert said["questions"][0]["number"] == {"least": 1, "most": 200}


def test_that_a_visit_with_an_open_judgement_is_refused_and_may_be_taken_in(
    profile: Path, tmp_path: Path
) -> None:
    for decision in ("auto", "correct"):
        file = written(tmp_path, visit(answers=without("q_fire_scope"), decision=decision))
        refused = counter("case", "open", file, "--data", profile, "--json")
        assert refused.code == 1
        assert refused.json["field"] == "answers.q_fire_scope"
        assert "unsure 不清楚" in refused.json["error"]
    file = written(tmp_path, visit(answers=without("q_fire_scope"), decision="keep"))
    assert counter("case", "open", file, "--data", profile, "--json").code == 0
