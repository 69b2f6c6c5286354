"""Every sentence that people read, in one table: ``python -P -m tools.sentences OUT.tsv``.

Taken from the program's own text, so that nobody has to reach a sentence by clicking: Chinese strings of ``counter``
that are neither docstrings nor patterns, and the fixed sentences of papers, from the page that ``tools.paper_texts``
writes. Columns: who reads it, file, line, how it is said (``tr``, ``raise``, ``help``, ``text``, ``paper``), the
sentence. Values that are filled in stand as ``{…}``. ``--forbidden`` lists only sentences for clerks with a word that
is none of theirs, and those with a second name of a thing; 1 where there is one.
"""

from __future__ import annotations

import argparse
import ast
import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "counter"
PAPERS = ROOT / "docs" / "paper-texts.md"
MANUAL = ROOT / "docs" / "manual"

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PAPER_ROW = re.compile(r"\| ([^|]+) \| ([^|]+) \|")
_NO_PAPER_ROWS = frozenset({"在哪些文书上", "样张没有"})
"""Second cells of the head, and of what only the program's own text has."""
_PATTERN = re.compile(r"\\[dswb]|\[\^|\(\?")
_TRANSLATES = {"tr", "translate", "QT_TRANSLATE_NOOP"}
_ERRORS = re.compile(r"refused|Refused|refuse|BadInput|Trouble|Fault|fault|NotFound|Denied|Conflict")

FORBIDDEN = re.compile(
    r"hash|哈希|散列|UUID|序列化|异常|(?<![A-Za-z_])null(?![A-Za-z_])|空指针|回滚|堆栈|线程|进程|"
    r"事务|字节|缓存|SQL|JSON 对象|CUPS|字段|Ed25519|SHA-?\d|token|payload",
    re.IGNORECASE,
)
"""Words of programmers. Names of files and of their kinds (PDF, .json) are not among them: people see those."""

SECOND_NAMES: Mapping[str, str] = {
    "优盘|U 盘": "U盘",
    "拷盘|收盘": "拷U盘、收U盘",
    "密码": "口令",
    "案件": "办件",
    "站点|[本原]站(?!点)": "窗口",
    "(?:数据|资料)目录": "资料文件夹",
    "换钥匙": "换密钥",
    "这份数据": "这份资料",
    "差评处理人|差评处理公钥": "差评处理室",
    "公钥卡": "公钥文件",
    "随程序附带": "随程序带",
    "主管(?!室|局|部门|机关|单位)": "值班负责人",
    "编辑的人": "编辑人员",
    "拦截": "不能办",
    "稍候再|稍后(?:再|重新)": "过一会儿再",
    "点击|单击|左键": "点",
    "有损(?!坏)": "损坏",
    "(?<!系统)(?<!汇聚库的)(?<!它的)管理员": "系统管理员、汇聚库的管理员",
    "(?<!容缺)(?<!补正)逾期(?!未补|未交|没有[补交]|未告知|不告知|没有告知|后果)": "超期",
    "法定期限(?!届满)|承诺期限": "法定时限、承诺时限",
    "(?:报告|联系)系统管理员": "告诉系统管理员",
    "机器": "电脑",
    "缘由": "理由（为什么这样办）、原因（怎么会这样）",
    "拷贝": "拷",
    "立即": "马上",
    "配置文件": "设置文件",
    "窗口代码": "窗口编码",
    "外泄": "泄露",
    "检索": "查找",
    "警告": "what is wrong and what to do",
    "(?<!值班)主管室": "值班主管室",
    "来访人": "申请人",
    "帐户": "账户",
    "存盘": "保存",
    "逻辑值": "TRUE 或 FALSE, as it stands in the cell",
    "操作(?:成功|失败|无效)|非法": "what now exists, or what is wrong and what to do",
}
"""A second name of one thing (a pattern): the name this program has for it, whoever reads.

超期 is an organ's or the hall's day that is over; 逾期 only what an applicant was to bring, and the laws' own phrases.
时限 is how many days an organ has, 期限 the day on which something ends, and what an applicant is given.
"""

_OF_CLERKS = "工作人员"
"""What every hall calls who serves there: said to applicants. Everybody else reads 窗口人员."""


class Reader(StrEnum):
    """Who reads a sentence. IT: whoever looks after the machines, at the command line."""

    CLERK = "窗口人员"
    EDITOR = "指南编辑"
    SUPERVISOR = "主管"
    CITIZEN = "申请人"
    IT = "信息人员"


_OF_EDITORS = {"authoring", "spreadsheet"}
_OF_SUPERVISORS = {"oversight", "hall", "register", "keys", "ratings", "exchange", "parcels", "archive"}
_OF_IT = {"cli", "db", "bootstrap", "config.py", "hub", "check"}
_OF_CITIZENS = {"screen"}
_OF_CLERKS_THERE = {"clerk_side"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """``file``: relative to the checkout, on papers the page for lawyers, since their builders put sentences together
    from pieces; ``line``: of its first character."""

    reader: Reader
    file: str
    line: int
    how: str
    text: str

    @property
    def technical(self) -> bool:
        """A word of programmers, in what a clerk, a supervisor or a citizen reads."""
        people = self.reader in (Reader.CLERK, Reader.SUPERVISOR, Reader.CITIZEN)
        return people and FORBIDDEN.search(self.text) is not None

    @property
    def second_name(self) -> str:
        """A name in it that is not the one this program has for the thing; "" where there is none."""
        if self.how == "paper":
            return ""
        found = (re.search(pattern, self.text) for pattern in SECOND_NAMES)
        to_others = _OF_CLERKS if self.reader is not Reader.CITIZEN and _OF_CLERKS in self.text else ""
        return next((one[0] for one in found if one is not None), to_others)

    @property
    def strays(self) -> frozenset[str]:
        """Every word of programmers and every second name in it, for pages that many people read."""
        named = (one[0] for pattern in SECOND_NAMES for one in re.finditer(pattern, self.text))
        return frozenset((*named, *(one[0] for one in FORBIDDEN.finditer(self.text))))


def main(argv: Sequence[str] | None = None) -> int:
    """1 where ``--forbidden`` finds something."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT.tsv", help="standard output without it")
    parser.add_argument("--forbidden", action="store_true")
    parser.add_argument("--no-papers", action="store_true", help="without the sentences of papers")
    args = parser.parse_args(argv)
    found = [*said_by_program(), *(() if args.no_papers or args.forbidden else said_on_papers())]
    if args.forbidden:
        found = [one for one in found if one.technical or one.second_name]
    if args.out is None:
        _write(found, sys.stdout)
    else:
        with args.out.open("w", encoding="utf-8", newline="") as file:
            _write(found, file)
    print(f"{len(found)} sentences", file=sys.stderr)
    return 1 if args.forbidden and found else 0


def said_by_program(program: Path = PROGRAM) -> tuple[Sentence, ...]:
    """Chinese strings of the program, by file and line."""
    return tuple(
        one
        for path in sorted(program.rglob("*.py"))
        for one in said_in(path.read_text(encoding="utf-8"), path.relative_to(program.parent).as_posix())
    )


def said_in(source: str, file: str) -> Iterator[Sentence]:
    """Sentences of one file. Adjacent strings are one; a filled-in value stands as ``{…}``."""
    if not _CHINESE.search(source):
        return
    nodes = list(ast.walk(ast.parse(source)))
    reader = _reader(file)
    inner: set[int] = set()
    hows: dict[int, str] = {}
    for node in nodes:  # outer nodes first: the innermost call decides
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            inner.update(id(part) for part in node.values)
        how = _how(node)
        if how:
            hows.update({id(part): how for part in ast.walk(node)})
    found = [
        Sentence(reader, file, node.lineno, hows.get(id(node), "text"), text)
        for node in nodes
        if isinstance(node, ast.Constant | ast.JoinedStr)
        and id(node) not in inner
        and _CHINESE.search(text := _text(node))
        and not _PATTERN.search(text)
    ]
    yield from sorted(found, key=lambda one: one.line)


def said_on_papers(page: Path = PAPERS) -> Iterator[Sentence]:
    """Fixed sentences of the sample papers, where the page for lawyers has them: that page is held against the samples
    by its own test, and composing them all takes minutes.
    """
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        row = _PAPER_ROW.fullmatch(line)
        if row is not None and row[2] not in _NO_PAPER_ROWS:
            yield Sentence(Reader.CITIZEN, page.relative_to(ROOT).as_posix(), number, "paper", row[1])


def said_in_manual(folder: Path = MANUAL) -> Iterator[Sentence]:
    """Lines of the manual, which is held by the same words as the window."""
    for page in sorted(folder.glob("*.md")):
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            if _CHINESE.search(line):
                yield Sentence(Reader.CLERK, page.relative_to(ROOT).as_posix(), number, "manual", line)


def _how(node: ast.AST) -> str:
    if isinstance(node, ast.Raise):
        return "raise"
    if not isinstance(node, ast.Call):
        return "help" if isinstance(node, ast.keyword) and node.arg in {"help", "metavar"} else ""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in _TRANSLATES:
        return "tr"
    return "raise" if _ERRORS.search(called) else ""


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in node.values)


def _reader(file: str) -> Reader:
    parts = set(file.split("/"))
    if parts & _OF_CLERKS_THERE:
        return Reader.CLERK
    for folders, reader in (
        (_OF_IT, Reader.IT),
        (_OF_EDITORS, Reader.EDITOR),
        (_OF_CITIZENS, Reader.CITIZEN),
        (_OF_SUPERVISORS, Reader.SUPERVISOR),
    ):
        if parts & folders:
            return reader
    return Reader.CLERK


def _write(found: Iterable[Sentence], file: object) -> None:
    rows = csv.writer(file, delimiter="\t", lineterminator="\n")  # type: ignore[arg-type]
    rows.writerow(("reader", "file", "line", "how", "sentence"))
    rows.writerows(astuple(one) for one in found)


if __name__ == "__main__":
    sys.exit(main())
