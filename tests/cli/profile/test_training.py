"""counter training as the hall's IT person and its trainees run it: made beside the real hall, and never inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from tests.cli.papers.test_verify import verify
from tests.cli.shop import Said, counter
from tests.cli.visits import person, visit, written
from tests.services.proving import set_up

PIN = "9876\n"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real hall, and its training profile beside it."""
    folder = set_up(tmp_path_factory.mktemp("hall") / "real")
    said = counter("training", "make", "--data", folder, "--json")
    assert said.code == 0, said.err
    assert said.json["profile"] == str(training_of(folder))
    return folder


def training_of(real: Path) -> Path:
    return real.parent / "real-training"


@pytest.fixture
def training(real: Path) -> Path:
    return training_of(real)


def run(training: Path, *words: str | Path) -> Said:
    return counter("training", *words, "--data", training, "--json")


def test_that_it_has_the_halls_settings_and_people_but_nobodys_pin(real: Path, training: Path) -> None:
    with open_app(real) as hall, open_app(training) as copy:
        assert copy.hall.hall == hall.hall.hall
        assert copy.hall.agreements == hall.hall.agreements
        assert [(s.code, s.name, s.role) for s in copy.journal.staff()] == [
            (s.code, s.name, s.role) for s in hall.journal.staff()
        ]
        hashes = {s.pin_hash for s in hall.journal.staff()}
        assert not hashes & {s.pin_hash for s in copy.journal.staff()}
        assert (hall.hall.banner, copy.hall.banner) == ("", "培训 无效")
        assert hall.journal.find_cases("").rows == ()
    assert counter("check", "--data", training).code == 0


def test_that_a_real_guide_without_marks_says_which_lesson_it_cannot_hold(training: Path) -> None:
    lessons = run(training, "lessons").json["lessons"]
    assert [row["number"] for row in lessons] == list(range(1, 11))
    assert [row["id"] for row in lessons if row["bundle"] is None] == ["gap"]
    refused = run(training, "begin", "gap", "--clerk", "W01")
    assert refused.code == 1
    assert "没有标明任何材料可以容缺" in refused.err


def test_that_a_lesson_is_begun_done_from_a_file_and_checked(training: Path, tmp_path: Path) -> None:
    begun = run(training, "begin", "1", "--clerk", "W01").json
    told = "\n".join(begun["told"])
    number = next(word for word in told.replace("，", " ").split() if word.startswith("999999"))
    name = told.split("申请人：")[1].split("，")[0]
    before = run(training, "check", "1", "--clerk", "W01")
    assert (before.code, before.json["case"]) == (1, "")
    said = visit(
        bundle=begun["bundle"],
        answers={question: chosen[0] for question, chosen in begun["answers"].items()},
        applicant=person(name=name, id_number=number),
    )
    opened = counter("case", "open", written(tmp_path, said), "--data", training, "--json")
    assert opened.code == 0, opened.err
    checked = run(training, "check", "1", "--clerk", "W01")
    wrong = [point for point in checked.json["points"] if not point["right"]]
    assert [point["rule"] for point in wrong] == ["L12"]  # a file never says that an original was seen
    assert checked.code == 1
    record = run(training, "record").json["record"]
    assert [(row["clerk"], row["title"], row["done"]) for row in record] == [("W01", "普通来访", False)]
    file = tmp_path / "培训记录.xlsx"
    assert run(training, "record", "--out", file).code == 0
    assert file.read_bytes().startswith(b"PK")


def test_that_a_paper_of_the_training_is_told_at_the_real_window(
    real: Path, training: Path, tmp_path: Path
) -> None:
    opened = counter("case", "open", written(tmp_path, visit()), "--data", training, "--json")
    assert opened.code == 0, opened.err
    file = tmp_path / "文书.pdf"
    number = opened.json["number"]
    made = counter("paper", number, "acceptance_notice", "--out", file, "--clerk", "W01", "--data", training)
    assert made.code == 0, made.err
    assert "培训文书，无效" in verify(training, file).json["sentence"]
    seen = verify(real, file)
    assert (seen.code, seen.json["verdict"]) == (1, "unknown_key")
    assert "自称培训文书，培训文书无效" in seen.json["sentence"]


def test_that_the_real_hall_key_never_certifies_a_training_window(
    real: Path, training: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "request.json"
    assert counter("keys", "request", "--out", asked, "--data", training).code == 0
    refused = counter(
        "keys", "certify", asked, "--out", tmp_path / "x", "--by", "S01", "--data", real, typed=PIN
    )
    assert refused.code == 1
    assert "培训" in refused.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("make",),
        ("make", "--to", "inside"),
        ("lessons", "now"),
        ("begin", "11", "--clerk", "W01"),
        ("begin", "1", "--clerk", "W99"),
        ("check", "2", "--clerk", "S01"),
        ("clock", "--days", "0", "--clerk", "W01"),
        ("clock", "--days", "3"),
        ("clock", "--days", "3", "--workdays", "3", "--clerk", "W01"),
        ("clock", "--days", "99999999999999999999", "--clerk", "W01"),
        ("record", "--out", "nowhere/x.xlsx"),
    ],
)
def test_that_what_cannot_be_done_ends_in_one_sentence(
    real: Path, training: Path, words: tuple[str, ...]
) -> None:
    aimed = [str(real / "inside") if word == "inside" else word for word in words]
    said = counter("training", *aimed, "--data", real if "make" in words else training)
    assert said.code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_that_the_real_window_and_a_training_profile_refuse_each_others_part(
    real: Path, training: Path
) -> None:
    for words in (("lessons",), ("clock",), ("record",)):
        said = counter("training", *words, "--data", real)
        assert (said.code, "培训" in said.err) == (1, True)
    again = counter("training", "make", "--to", training.parent / "other", "--data", training)
    assert again.code == 1
    assert not (training.parent / "other").exists()


def test_that_the_clock_goes_forward_by_working_days_and_not_back(training: Path) -> None:
    now = run(training, "clock").json
    moved = run(training, "clock", "--workdays", "1", "--clerk", "W01").json
    assert moved["now"][:10] > now["now"][:10]
    back = run(training, "clock", "--days", "-1", "--clerk", "W01")
    assert back.code == 1
    assert run(training, "clock").json["days_ahead"] == moved["days_ahead"] > 0
