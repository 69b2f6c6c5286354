"""The fixed sentences of papers: what sample papers say, with everything that differs from visit to visit taken out.

What a visit, the guide or a clerk brings in becomes a word in 〈〉 (〈事项〉, 〈日期〉 …). Labels, heads of tables and
what is only data are no sentences. The rest has to stand in the table of texts (``docs/paper-texts.toml``),
and so has what the builders hold and no sample shows.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from counter.domain.document.document import ROLL, TITLES, Document, PaperKind, Paragraph
from counter.domain.guide.library import library_of
from counter.domain.papers.parts.brackets import full_width
from tests.printing.shown import Sample
from tests.printing.shown_later import CORRECTED_BY, put_right
from tests.printing.shown_visits import AT_LENGTH, RARE, RARE_AGENT, RARE_PERSON, SHORT
from tests.services.office import TOLD
from tests.settings import RESOURCES, demo_guide, jurisdiction, somebody

DATA_COLUMNS = frozenset(
    {
        *(
            "材料",
            "事项",
            "用于事项",
            "办理部门",
            "部门",
            "送达的文书",
            "办理结果",
            "退还的材料",
            "从哪里来",
            "哪一处",
        ),
        *("时限", "法定时限", "承诺时限", "为什么要", "为什么要办", "发件方", "收件方"),
        *("要写明的", "建议", "写明"),
    }
)
"""Columns that hold only what the visit or the guide brings in."""

DATA_ROWS = frozenset(
    {
        *("申请人", "办理事项", "受送达人", "事项名称", "送达机关", "送达地址"),
        "日志到",
        *("评价环节", "等级与原因", "核实情况", "措施与期限", "第二次评价"),
    }
)
"""Rows of tables without a head whose second cell is such."""

BUILDERS = Path(__file__).resolve().parents[2] / "counter" / "domain"
OTHERS = (BUILDERS / "ratings/office/answer_paper.py", BUILDERS / "papers/verify/signed_text.py")
PROFILE = RESOURCES / "jurisdictions" / "xingan.toml"

SENTENCE = 6
"""Chinese characters of its own that make words on a paper a sentence and not a label."""

_SHORTEST = 4
"""Characters of a name that is taken out wherever it stands."""

_OTHER_WORDS = 8
"""The same of any other words of the guide."""

_TYPED = {
    AT_LENGTH: "〈写的话〉",
    AT_LENGTH.rstrip("。"): "〈写的话〉",
    SHORT: "〈写的话〉",
    "对不起，让您多跑了一趟。清单已经补发，今后当场打印。": "〈写的话〉",
    "现场核查不符合条件：": "",
    "现场核查要等场地解冻。": "〈写的话〉",
    "申请人改在别处办。": "〈写的话〉",
    "专家到现场评审": "〈写的话〉",
    "登记机关能共享核验，不必再交。": "〈写的话〉",
    "只核对，不收复印件。": "〈写的话〉",
    RARE.name: "〈姓名或名称〉",
    RARE_PERSON.name: "〈姓名或名称〉",
    RARE_AGENT.person.name: "〈姓名或名称〉",
    RARE_AGENT.scope: "〈委托范围〉",
    somebody().name: "〈姓名或名称〉",
    put_right(somebody().name): "〈姓名或名称〉",
    put_right(RARE_PERSON.name): "〈姓名或名称〉",
    CORRECTED_BY: "〈写的话〉",
    "阿木古郎": "〈经办人〉",
    "其其格": "〈经办人〉",
    "乌兰浩特市政务服务中心（演示）": "〈大厅〉",
    "乌兰浩特市示例路1号一层": "〈大厅填写〉",
    "工作日 9:00—12:00，14:30—17:30": "〈大厅填写〉",
    "0482-0000000": "〈大厅填写〉",
    TOLD.review_body: "〈行政复议机关〉",
    TOLD.court: "〈人民法院〉",
    TOLD.phone: "〈机关电话〉",
    "（由大厅填写）": "〈大厅填写〉",
    "0482-0000001": "〈机关电话〉",
    "乌兰浩特市人民政府": "〈复议机关〉",
    "乌兰浩特市人民法院": "〈法院〉",
    "12345": "〈投诉电话〉",
    "小餐饮登记": "〈事项〉",
}

_SHAPES = (
    (r"(?:[乌兴][\u4e00-\u9fff]*综\w+|演示授权|乌政服委|示例批|示例延)〔20\d\d〕\d+号", "〈文号〉"),
    (r"20\d\d年\d+月\d+日(?:\d+时\d+分)?", "〈日期〉"),
    (r"20\d\d-\d\d-\d\d \d\d:\d\d", "〈日期〉"),
    (r"\w+ \d{6}\*+\d{4}", "〈证件〉"),
    (r"〈材料〉 \d{6}\*+\d{4}", "〈证件〉"),
    (r"\d{3}\*+\d{4}", "〈电话〉"),
    (r"1522\d+\w* \d{6} \d{4} \w", "〈办件编号〉"),
    (r"签发人(?:演示)?签发.", "签发人〈姓名〉"),
    (r"（W\d\d）|W\d\d|[（(]演示[）)]", ""),
    (r"版本 ?G\w+(?:-演示\w+)?", "版本〈版本〉"),
    (r"[①-⑳]+", "〈号〉"),
    (r"(?<!〔)\d+(?!\d|[．.〕]|号(?!窗口)|日|个月|个工作日|年|联|时)", "〈数〉"),
    (r"〈材料〉（复印件）", "〈材料〉"),
    (r"(“?〈[^〉]+〉”?)(?:、\1)+", r"\1"),
    (r"〈号〉〈材料〉(?:、〈号〉〈材料〉)*(?=（)", "〈材料〉"),
    (r"〈写的话〉(?:〈写的话〉)+|理由：〈指南的话〉", "理由：〈写的话〉"),
    (r"理由：理由：", "理由："),
    (r"〈机关〉(?=[ 　]〈数〉|差评处理室)", "〈大厅〉"),
    (r"办理结果（〈材料〉）", "办理结果（〈办理结果〉）"),
)
"""Kinds of data by their form, one after another. Days and months stay: they are the law's."""

_BEGINNINGS = (
    "已收和免交的材料：",
    "没有说到、按一般情况算的（不对就告诉窗口，清单会变）：",
    "现在不用交的：",
    "按规定退还",
)
"""Words before a list whose parts are sentences of their own."""

_ROLL_HEADS = re.compile(
    r"(?:^|(?<=；))(?:..时限|最迟办结|原件核验|份数|来源和处理|办理情况|办理结果|办结日期)："
)
"""On a strip the cells of the sealed paper's tables stand under each other, small, each with its head."""

_ANSWER = re.compile(r"〈号〉.*(?:？|〈指南的话〉)")
_CITED = re.compile(r"(?:〈事项〉?　?|事项〈数〉　)?《.*》")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def sentences(document: Document) -> Iterator[str]:
    """The fixed sentences of one paper, each as often as it stands there."""
    for text in texts(document):
        for line in _plain(text).split("\n"):
            for whole in re.findall(r"[^。]+", line):
                yield from _pieces(whole)


def texts(document: Document) -> Iterator[str]:
    """Every text of a paper that is not only data."""
    yield document.title.split("\n")[0] if document.kind is PaperKind.GUIDE_SHEET else document.title
    for block in document.body:
        if isinstance(block, Paragraph):
            yield _ROLL_HEADS.sub("", block.text) if document.page == ROLL and block.small else block.text
            continue
        for row in block.rows:
            for place, cell in enumerate(row):
                if block.head[place] not in DATA_COLUMNS if block.head else place and row[0] not in DATA_ROWS:
                    yield cell
    yield from (*document.sign_lines, *document.foot, *document.marks, document.copy_text)


def by_sentence(samples: Iterable[Sample]) -> dict[str, set[PaperKind]]:
    """Each fixed sentence and the kinds of papers it stands on."""
    found: dict[str, set[PaperKind]] = {}
    for sample in samples:
        for sentence in sentences(sample.document):
            found.setdefault(sentence, set()).add(sample.kind)
    return found


def own(sentence: str) -> str:
    """What is left of it without the data."""
    return re.sub(r"〈[^〉]*〉", "　", sentence)


def held_in_code() -> dict[str, str]:
    """Every piece of text that builders or the place's profile hold, long enough to be a sentence → where it is."""
    found: dict[str, str] = {}
    for file in sorted((*BUILDERS.glob("papers/compose/*.py"), *BUILDERS.glob("papers/parts/*.py"), *OTHERS)):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(n) for aside in ast.walk(tree) if _aside(aside) for n in ast.walk(aside)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                found |= dict.fromkeys(_fragments(node.value), file.relative_to(BUILDERS).as_posix())
    for file in sorted(PROFILE.parent.glob("*.toml")):
        profile = tomllib.loads(file.read_text(encoding="utf-8"))
        notices = [n["text"] for n in profile["notice"].values() if "text" in n]
        for words in (*profile["wording"].values(), *notices):
            found |= dict.fromkeys(_fragments(words), file.name)
    return found


def _aside(node: ast.AST) -> bool:
    """Docstrings and what is told to a clerk when something is refused."""
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Raise) or called in ("BadInput", "RuleRefused")


def _fragments(text: str) -> Iterator[str]:
    for piece in re.split(r"[。；\n]|\{\w*\}", text):
        if len(_HAN.findall(piece)) >= SENTENCE and not re.match(
            r"《|、?第[一二三四五六七八九十]|一二三", piece
        ):
            yield piece.strip(" 　")


def _pieces(whole: str) -> Iterator[str]:
    """A sentence, or its parts between semicolons; laws that are cited one after another are one."""
    before, basis, _ = whole.partition("依据：")
    if basis and not before.strip():
        yield "依据：〈法规条款〉"
        return
    for piece in whole.split("；"):
        piece = piece.strip(" 　")
        for beginning in _BEGINNINGS:
            if piece.startswith(beginning):
                yield beginning
                piece = piece.removeprefix(beginning)
        if _CITED.match(piece) or _ANSWER.match(piece):
            continue
        if len(_HAN.findall(own(piece))) >= SENTENCE:
            yield piece


def _plain(text: str) -> str:
    """The text with its data as words in 〈〉."""
    for typed, word in _TYPED.items():
        text = text.replace(typed, word)
    text = _names().sub(lambda m: _words()[m[0]], text)
    for shape, word in _SHAPES:
        text = re.sub(shape, word, text)
    return text


@cache
def _names() -> re.Pattern[str]:
    """Names and words of guide and organs, longest first."""
    return re.compile("|".join(re.escape(n) for n in sorted(_words(), key=len, reverse=True)))


@cache
def _words() -> dict[str, str]:
    library = library_of(demo_guide())
    words: dict[str, str] = {}
    for text in _strings(library):
        if len(text) >= _OTHER_WORDS and _HAN.search(text):
            words[text] = "〈指南的话〉"
    for part, word in (("papers", "〈材料〉"), ("items", "〈事项〉"), ("bundles", "〈一件事〉")):
        for entry in library[part].values():
            words[entry["name"]] = word
            words |= {m["name"]: "〈材料〉" for m in entry.get("materials", ())}
            if result := entry.get("result"):
                words[result] = "〈办理结果〉"
    profile = tomllib.loads(PROFILE.read_text(encoding="utf-8"))
    for organ in profile["organs"]:
        words[jurisdiction().organ(organ).name] = "〈机关〉"
    words |= {full_width(name): word for name, word in words.items()}
    known = {*TITLES.values(), "告知承诺书"}
    return {w.rstrip("。；"): t for w, t in words.items() if len(w) >= _SHORTEST and w not in known}


def _strings(value: Any) -> Iterator[str]:
    """Every text of the library."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from _strings(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _strings(held)
