"""A real hall's PC burns: backup, recovery key and the commands of the manual, up to the next visit."""

from __future__ import annotations

import re
import shlex
import shutil
import time
from dataclasses import replace
from pathlib import Path

from counter.bootstrap.opening import create_profile
from tests.cli.shop import counter
from tests.cli.visits import visit, written
from tests.db.keys.holding import own_holder
from tests.services.office import PEOPLE
from tests.settings import demo_hall
from tests.trials import TellTrials

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "备份与恢复.md"
COUNTED = re.compile(r"(\d+) 条命令，回答 (\d+) 个问题（恢复密钥、口令），电脑自己用不到 (\d+) 秒")
BACKUP = re.compile(r"U盘/窗口备份/\S+\.窗口备份")


def commands(text: str) -> list[str]:
    """What the manual says to type, without its remarks."""
    block = text.split("同一件事用命令行", 1)[1].split("```")[1]
    return [line.partition("#")[0].strip() for line in block.strip().splitlines()]


def test_that_a_burnt_pc_is_at_its_next_visit_with_what_the_manual_says_to_type(
    tmp_path: Path, record_property: TellTrials
) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    burnt, stick, new = tmp_path / "burnt" / "counter", tmp_path / "stick", tmp_path / "new" / "counter"
    stick.mkdir()
    with own_holder():
        key = create_profile(burnt, replace(demo_hall(), demo=False, overlay=None), PEOPLE)
        taken = counter(
            *("case", "open", written(tmp_path, visit()), "--no-papers", "--pin-file", "-", "--json"),
            *("--data", burnt),
            typed="1234\n",
        )
        file = Path(counter("backup", "--to", stick, "--data", burnt, "--json").json["file"])
    shutil.rmtree(burnt.parent)
    written(tmp_path, visit(duplicate_reason="另一次申请"), "办件.json")
    answers = {"restore": f"{key}\n", "case": "1234\n"}
    numbers, begun = [], time.process_time()
    with own_holder():
        for line in commands(text):
            typed = BACKUP.sub(lambda _: shlex.quote(str(file)), line).replace(
                "文件夹", shlex.quote(str(new))
            )
            program, *words = shlex.split(
                typed.replace("办件.json", shlex.quote(str(tmp_path / "办件.json")))
            )
            assert program == "counter"
            said = counter(*words, "--json", typed=answers.get(words[0], ""))
            assert said.code == 0, (line, said.err)
            numbers.append(said.json.get("number"))
        seconds = time.process_time() - begun
        assert counter("check", "--data", new).code == 0
    assert numbers[-1] not in (None, taken.json["number"])
    told = COUNTED.search(text)
    assert told is not None
    assert (int(told[1]), int(told[2])) == (len(numbers), len(answers))
    assert seconds < int(told[3])
    for what, many in (("commands", len(numbers)), ("answers", len(answers)), ("ms", int(seconds * 1000))):
        record_property(what, many)
