"""The table of sentences is whole, and what clerks read has no word of programmers in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.sentences import (
    ROOT,
    SECOND_NAMES,
    Reader,
    Sentence,
    main,
    said_by_program,
    said_in,
    said_in_manual,
    said_on_papers,
)

KEPT: Mapping[tuple[str, str], str] = {
    ("counter/domain/case/archive/extract.py", "字段"): "inside the archive's package: how to recompute it",
    ("counter/services/archive/package.py", "SHA-256"): "inside the archive's package: how to recompute it",
    (
        "counter/domain/papers/compose/archive_sheets.py",
        "SHA-256",
    ): "printed beside the value, for the archive",
    (
        "counter/services/ratings/empty_log.py",
        "进程号",
    ): "names the program to end; the number is all there is",
}
"""(file, word in the sentence): why it is needed there."""

_EXCEL, _POSTGRES = "what Excel and WPS call it in a workbook", "what PostgreSQL calls it"
OTHERS_NAMES: Mapping[tuple[str, str], str] = {
    ("counter/services/spreadsheet/safety.py", "密码"): _EXCEL,
    ("counter/services/register/workbook.py", "密码"): _EXCEL,
    ("counter/services/case/take_over_workbook.py", "密码"): _EXCEL,
    ("counter/services/authoring/files/workbook.py", "密码"): _EXCEL,
    ("counter/services/authoring/files/foreign_file.py", "密码"): _EXCEL,
    ("counter/printing/reading/reading.py", "密码"): "what readers of PDF call it",
    ("counter/cli/exchange/hub.py", "密码"): _POSTGRES,
    ("counter/db/hub/server.py", "密码"): _POSTGRES,
}
"""(file, second name): why another program's name of a thing stands there."""

IN_MANUAL: Mapping[tuple[str, str], str] = {
    ("docs/manual/安装与设置.md", "密码"): "what Windows calls it",
    ("docs/manual/操作手册.md", "密码"): "what Windows calls it",
    ("docs/manual/上报.md", "sha2"): "a command of openssl",
    ("docs/manual/归档.md", "SHA-2"): "names what the archive recomputes",
    ("docs/manual/归档.md", "sha2"): "a command of the system",
}
"""(page of the manual, word): why it stands there."""


@pytest.fixture(scope="module")
def said() -> tuple[Sentence, ...]:
    return said_by_program()


def test_that_every_kind_of_sentence_is_found_with_its_place_and_reader() -> None:
    source = '''"""不是给人看的说明。"""
class A:
    def b(self, n):
        """也不是。"""
        self.say(self.tr("还差 {0} 份"))
        pattern = re.compile(r"第(\\\\d+)件")
        if n:
            raise BadInput(f"第{n}行没有写" "完。", field="n")
        return "plain"
'''
    assert list(said_in(source, "counter/ui/x.py")) == [
        Sentence(Reader.CLERK, "counter/ui/x.py", 5, "tr", "还差 {0} 份"),
        Sentence(Reader.CLERK, "counter/ui/x.py", 8, "raise", "第{…}行没有写完。"),
    ]


@pytest.mark.parametrize(
    ("file", "reader"),
    [
        ("counter/ui/visit/intake_page.py", Reader.CLERK),
        ("counter/ui/authoring/head.py", Reader.EDITOR),
        ("counter/ui/hall/closing_page.py", Reader.SUPERVISOR),
        ("counter/cli/papers/proof.py", Reader.IT),
        ("counter/ui/screen/thanks_view.py", Reader.CITIZEN),
        ("counter/domain/screen/words.py", Reader.CITIZEN),
        ("counter/ui/screen/clerk_side/rating_session.py", Reader.CLERK),
    ],
)
def test_that_a_sentence_has_the_reader_of_its_place(file: str, reader: Reader) -> None:
    (one,) = said_in('say("请核对。")', file)
    assert one.reader is reader


def test_that_the_table_has_the_sentences_of_pages_and_of_refusals(
    tmp_path: Path, said: tuple[Sentence, ...]
) -> None:
    out = tmp_path / "sentences.tsv"
    assert main([str(out), "--no-papers"]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert rows[0] == ["reader", "file", "line", "how", "sentence"]
    assert len(rows) == 1 + len(said)
    found = {(row[1], row[3], row[4]) for row in rows}
    assert ("counter/domain/case/acts/hand_out.py", "raise", "请写领取人的姓名。") in found
    assert ("counter/ui/visit/panels/situation_column.py", "tr", "放下，下一位") in found


def test_that_sentences_of_papers_are_those_of_the_page_that_is_held_against_the_samples() -> None:
    found = list(said_on_papers())
    assert len(found) > 400
    assert {one.reader for one in found} == {Reader.CITIZEN}
    for one in (found[0], found[-1]):
        page = (ROOT / one.file).read_text(encoding="utf-8").splitlines()
        assert page[one.line - 1].startswith(f"| {one.text} |")
    assert "书面告知应当补交的材料和期限" not in {one.text for one in found}  # no sample prints it
    assert "固定的话" not in {one.text for one in found}


def test_that_clerks_read_no_word_of_programmers(said: tuple[Sentence, ...]) -> None:
    strays = {(one.file, one.text) for one in said if one.technical}
    kept = {(f, t) for f, t in strays for file, word in KEPT if f == file and word in t}
    assert sorted(strays - kept) == []
    unused = [key for key in KEPT if not any(f == key[0] and key[1] in t for f, t in kept)]
    assert unused == []


@pytest.mark.parametrize("word", ["hash", "UUID", "序列化", "异常", "null", "回滚", "CUPS", "SHA-256"])
def test_that_a_word_of_programmers_is_seen_for_clerks_and_not_for_the_command_line(word: str) -> None:
    (clerk,) = said_in(f'say("出现{word}，请核对。")', "counter/ui/visit/x.py")
    (command,) = said_in(f'say("出现{word}，请核对。")', "counter/cli/x.py")
    assert clerk.technical
    assert not command.technical


def test_that_a_thing_has_one_name(said: tuple[Sentence, ...]) -> None:
    strays = {(one.file, one.second_name, one.text) for one in said if one.second_name}
    assert sorted(one for one in strays if one[:2] not in OTHERS_NAMES) == []
    assert set(OTHERS_NAMES) - {one[:2] for one in strays} == set()


EXAMPLES = (
    ("请把优盘插上。", "优盘"),
    ("请主管查明。", "主管"),
    ("请告诉值班主管。", "主管"),
    ("请到值班主管室，或问主管部门。", ""),
    ("复制整个数据目录。", "数据目录"),
    ("请看卷内目录。", ""),
    ("本站点没有登记。", "站点"),
    ("便民服务站有窗口。", ""),
    ("操作成功", "操作成功"),
    ("文件有损，请换一份。", "有损"),
    ("数据文件有损坏。", ""),
    ("请告诉管理员。", "管理员"),
    ("请系统管理员或者汇聚库的管理员来。", ""),
    ("已逾期3天", "逾期"),
    ("容缺逾期没有补；逾期没有告知的，视为受理。", ""),
    ("比法定期限提前", "法定期限"),
    ("请报告系统管理员。", "报告系统管理员"),
    ("两台机器在写记录。", "机器"),
    ("请写明缘由。", "缘由"),
    ("请重新拷贝一份。", "拷贝"),
    ("请马上查明，过一会儿再试。", ""),
    ("请改正配置文件。", "配置文件"),
    ("请到主管室。", "主管室"),
    ("自法定期限届满之日起；办结期限12月4日。", ""),
    ("拷盘以后再拔。", "拷盘"),
    ("密码不对。", "密码"),
    ("这份案件已经办结。", "案件"),
    ("请换钥匙。", "换钥匙"),
    ("这份数据打不开。", "这份数据"),
    ("请交差评处理人。", "差评处理人"),
    ("请采用公钥卡。", "公钥卡"),
    ("随程序附带的指南。", "随程序附带"),
    ("由编辑的人提交。", "编辑的人"),
    ("这一项被拦截。", "拦截"),
    ("请稍后再试。", "稍后再"),
    ("请点击下面。", "点击"),
    ("请立即备份。", "立即"),
    ("窗口代码写错了。", "窗口代码"),
    ("密钥外泄了。", "外泄"),
    ("按姓名检索。", "检索"),
    ("警告：盘满了。", "警告"),
    ("不写来访人的姓名。", "来访人"),
    ("系统帐户没有权限。", "帐户"),
    ("正在存盘。", "存盘"),
    ("这一格是逻辑值。", "逻辑值"),
)
"""Sentences and the second name in each; every pattern has one, so that none can be lost unseen."""


@pytest.mark.parametrize(("sentence", "second"), EXAMPLES)
@pytest.mark.parametrize("file", ["counter/ui/visit/x.py", "counter/cli/x.py", "counter/ui/authoring/x.py"])
def test_that_a_second_name_is_seen_whoever_reads(sentence: str, second: str, file: str) -> None:
    (one,) = said_in(f'say("{sentence}")', file)
    assert one.second_name == second


def test_that_the_manual_has_no_second_name_and_no_word_of_programmers() -> None:
    found = list(said_in_manual())
    assert len({one.file for one in found}) > 10
    strays = {(one.file, word) for one in found for word in one.strays}
    assert sorted(strays - set(IN_MANUAL)) == []
    assert set(IN_MANUAL) - strays == set()


def test_that_every_second_name_has_its_example() -> None:
    lacking = [one for one in SECOND_NAMES if not any(re.search(one, sentence) for sentence, _ in EXAMPLES)]
    assert lacking == []


def test_that_clerks_read_the_clerks_name_of_a_clerk() -> None:
    (clerk,) = said_in('say("被评价的工作人员不能承办。")', "counter/ui/visit/x.py")
    assert clerk.second_name == "工作人员"


def test_that_a_command_in_a_sentence_can_be_copied(said: tuple[Sentence, ...]) -> None:
    """Chinese quotation marks are letters to a shell: a fingerprint of four groups would be four arguments."""
    assert [one.text for one in said if re.search("--[a-z-]+ “", one.text)] == []


def test_that_a_citizen_reads_the_word_that_every_hall_has_for_who_serves() -> None:
    (citizen,) = said_in('say("工作人员看不到您选了哪一项")', "counter/ui/screen/rating/x.py")
    assert citizen.second_name == ""


def test_that_a_place_of_the_window_stands_in_quotation_marks(said: tuple[Sentence, ...]) -> None:
    """As elsewhere in every sentence: without them the eye does not see where the name of the place ends."""
    bare = [one.text for one in said if re.search("[^“]大厅 → ", one.text)]
    assert bare == []


def test_that_what_is_wrong_with_the_guide_goes_to_the_bureau_by_letter(said: tuple[Sentence, ...]) -> None:
    """Ctrl+J records it; nothing goes from there to the room where the guide is edited."""
    assert [one.text for one in said if "Ctrl+J" in one.text and "编辑室" in one.text] == []
