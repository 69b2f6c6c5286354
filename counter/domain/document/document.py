"""A paper (文书) as data: its content, independent of layout (DESIGN §7).

``printing/`` lays a ``Document`` out; the words come from ``domain/papers/compose`` and the jurisdiction
profile. Personal data is only inside a Document, never in an entry's open payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class PaperKind(StrEnum):
    """Code names of papers (DESIGN §7); this list grows with the issues."""

    INTAKE_RECEIPT = "intake_receipt"  # 收件凭证
    ACCEPTANCE_NOTICE = "acceptance_notice"  # 受理通知书
    REGISTRATION_PROOF = "registration_proof"  # 登记备案凭据（受理通知书的登记/备案形式）
    CORRECTION_NOTICE = "correction_notice"  # 材料补齐补正通知书
    COVER_SHEET = "cover_sheet"  # 一次性告知汇总单
    PLEDGE = "pledge"  # 容缺受理承诺书
    GAP_NOTICE = "gap_notice"  # 容缺受理通知书
    REFUSAL = "refusal"  # 不予受理决定书（机关确认前为代拟稿）
    REJECTION = "rejection"  # 不予批准决定书（机关确认前为代拟稿）
    SUPPLEMENT_RECEIPT = "supplement_receipt"  # 补正材料接收凭证
    TRANSFER_SLIP = "transfer_slip"  # 物料流转单
    PROOF_OF_DELIVERY = "proof_of_delivery"  # 送达回证
    GUIDE_SHEET = "guide_sheet"  # 一次性告知单
    RECTIFICATION_ANSWER = "rectification_answer"  # 差评整改反馈单（差评处理室）
    PROBLEM_LETTER = "problem_letter"  # 关于办事指南问题的反映（大厅报主管局）
    PROCEDURE_NOTICE = "procedure_notice"  # 特别程序告知书
    PROCEDURE_END = "procedure_end"  # 特别程序结束告知书
    WITHDRAWAL = "withdrawal"  # 撤回申请书
    EXTENSION_NOTICE = "extension_notice"  # 延期决定通知书
    ERRATUM = "erratum"  # 更正通知书（登记写错的姓名、号码）
    DAY_SHEET = "day_sheet"  # 日结单（窗口一天的编号和日志链首）
    MONTHLY_REPORT = "monthly_report"  # 月报（一期的数字，由审核人签字）
    ROUND_SLIP = "round_slip"  # 物料流转单（汇总）
    ARCHIVE_SHEET = "archive_sheet"  # 案卷表单（封面、卷内目录、备考表、移交清册）
    CLOSING_LIST = "closing_list"  # 撤窗移交清单（窗口里有什么，交给谁）
    FIGURE_SHEET = "figure_sheet"  # 统计图表（总览、台账、评价打在纸上）


@dataclass(frozen=True, slots=True)
class KindSpec:
    """What holds of every paper of a kind.

    ``title``: its name, on the paper and in every list. ``mark``: the kind's part of its number, unless the
    jurisdiction profile has another; "" where it has no number, because it repeats numbered papers or belongs to no
    case (DESIGN §7). ``code``: its byte in the signed QR, never changed or used again; 0: the name is spelled out.
    ``decision``: the organ's own, without number and marked 代拟稿 until its representative has confirmed it (L8).
    ``sealed``: False for the applicant's own statement, slips between people and sheets for reading. ``served``: given
    to the applicant against a signature. ``accepts``: of the step in which the window, entrusted, says whether an
    application is accepted (S001 Art. 32). ``own_word``: the hall or the applicant speaks for himself, without a
    mandate. ``written_on``: its tables are filled in by hand. ``taken_in``: states what was taken in or required, still
    true when a decision is undone. ``afterwards``: made of items after they ended. ``head_code``: its QR is the signed
    head of the journal, compared on the page 日结.
    """

    title: str
    mark: str = ""
    code: int = 0
    decision: bool = False
    sealed: bool = True
    served: bool = False
    accepts: bool = False
    own_word: bool = False
    written_on: bool = False
    taken_in: bool = False
    afterwards: bool = False
    head_code: bool = False


KIND_SPECS = {
    PaperKind.INTAKE_RECEIPT: KindSpec("收件凭证", "收", 1, served=True, taken_in=True),
    PaperKind.ACCEPTANCE_NOTICE: KindSpec("受理通知书", "受", 2, served=True, accepts=True),
    PaperKind.REGISTRATION_PROOF: KindSpec("登记备案凭据", "登", 3, served=True),
    PaperKind.CORRECTION_NOTICE: KindSpec("材料补齐补正通知书", "补", 4, served=True, accepts=True),
    PaperKind.COVER_SHEET: KindSpec("一次性告知汇总单", code=5, sealed=False, own_word=True),
    PaperKind.PLEDGE: KindSpec("容缺受理承诺书", "诺", 6, sealed=False, own_word=True),
    PaperKind.GAP_NOTICE: KindSpec("容缺受理通知书", "容", 7, served=True, accepts=True),
    PaperKind.REFUSAL: KindSpec("不予受理决定书", "不受", 8, decision=True, served=True),
    PaperKind.REJECTION: KindSpec("不予批准决定书", "不批", 9, decision=True, served=True),
    PaperKind.SUPPLEMENT_RECEIPT: KindSpec("补正材料接收凭证", "接", 10, served=True, taken_in=True),
    PaperKind.TRANSFER_SLIP: KindSpec(
        "物料流转单", "流", 11, sealed=False, written_on=True, taken_in=True, afterwards=True
    ),
    PaperKind.PROOF_OF_DELIVERY: KindSpec(
        "送达回证", "达", 12, sealed=False, written_on=True, afterwards=True
    ),
    PaperKind.GUIDE_SHEET: KindSpec("一次性告知单", code=13, sealed=False),
    PaperKind.RECTIFICATION_ANSWER: KindSpec("差评整改反馈单", "改"),
    PaperKind.PROBLEM_LETTER: KindSpec("关于办事指南问题的反映", "指反"),
    PaperKind.PROCEDURE_NOTICE: KindSpec("特别程序告知书", "特", 14, served=True),
    PaperKind.PROCEDURE_END: KindSpec("特别程序结束告知书", "特结", 15, served=True),
    PaperKind.WITHDRAWAL: KindSpec("撤回申请书", "撤", 16, sealed=False, own_word=True, taken_in=True),
    PaperKind.EXTENSION_NOTICE: KindSpec("延期决定通知书", "延", 17, served=True),
    PaperKind.ERRATUM: KindSpec("更正通知书", "更", 19, served=True, own_word=True, taken_in=True),
    PaperKind.ROUND_SLIP: KindSpec(
        "物料流转单（汇总）", "流汇", 18, sealed=False, written_on=True, taken_in=True, afterwards=True
    ),
    PaperKind.DAY_SHEET: KindSpec("日结单", sealed=False, head_code=True),
    PaperKind.MONTHLY_REPORT: KindSpec("月报", sealed=False),
    PaperKind.ARCHIVE_SHEET: KindSpec("案卷表单", sealed=False),
    PaperKind.CLOSING_LIST: KindSpec("撤窗移交清单", sealed=False, head_code=True),
    PaperKind.FIGURE_SHEET: KindSpec("统计图表", sealed=False),
}
"""The one table of kinds; the names below are its columns."""

TITLES = {kind: spec.title for kind, spec in KIND_SPECS.items()}
MARKS = {kind: spec.mark for kind, spec in KIND_SPECS.items() if spec.mark}
UNNUMBERED = frozenset(kind for kind, spec in KIND_SPECS.items() if not spec.mark)
QR_CODES = {kind.value: spec.code for kind, spec in KIND_SPECS.items() if spec.code}
ORGAN_DECISIONS = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.decision)
UNSEALED = frozenset(kind for kind, spec in KIND_SPECS.items() if not spec.sealed)
SERVED = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.served)
ACCEPTING = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.accepts)
OWN_STATEMENTS = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.own_word)
WRITTEN_ON = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.written_on)
RECEIPTS = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.taken_in)
AFTERWARDS = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.afterwards)
HEAD_CODES = frozenset(kind for kind, spec in KIND_SPECS.items() if spec.head_code)

SHEETS = 2
"""一式两份: the applicant's sheet and the window's."""

A4, A5, ROLL = "A4", "A5", "80mm"
"""The forms a paper may have."""

ORIGINAL = "original.json"
"""Name of the Document attached to a paper's PDF (DESIGN §7)."""

STRIP_COPY = 0
"""Copy number of a strip from a roll, which is not counted as a sheet."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph (first-line indent unless ``plain``). ``small`` for basis lines and remarks.

    ``strong``: the heading of a part, or the most important sentence of a sheet. ``large``: on a strip,
    what is read first, from arm's length.
    """

    text: str
    plain: bool = False
    small: bool = False
    strong: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class TableBar:
    """A bar in a table's cell; lengths are parts of the cell's width. ``before``: of the time before, hollow below it;
    ``mark``: a line where it should reach. Below 0: there is none.
    """

    part: float
    before: float = -1.0
    mark: float = -1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A hairline table. ``widths`` are shares of the text width (they need not sum to 1); cells may hold newlines.

    ``strong``: (row, column) of cells set bold, counted from 0 without the head: the most important date.
    ``least``: height in mm that every row has at least, for what is written or pasted in by hand. ``bars``: of every
    row one or None, drawn in the column ``bar_at``, whose cells are empty: the numbers stand beside them in words.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()  # column indexes set centred
    strong: tuple[tuple[int, int], ...] = ()
    least: float = 0.0
    bars: tuple[TableBar | None, ...] = ()
    bar_at: int = 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, complete. Every string is final Chinese text; ``printing`` adds no words but page numbers and the
    labels of number and codes.

    Each string of ``body`` cells, paragraphs and lists may hold newlines. An empty ``seal_organ`` means that no seal
    belongs on the paper, an empty ``code`` or ``qr`` that there is none.

    ``code``: text of the Code 128 (the case number); ``code_text``: human-readable form under it; ``qr``: QR content.
    ``seal_organ``/``date_text``: the block where the organ's seal rides (left blank, ≥ 50 mm, never drawn, L8).
    ``sign_lines``: lines for the applicant's signature; ``foot``: lines of the one foot block (window, consultation,
    complaint, copy and print mark); ``watermark``: 演示 无效 or None; ``marks``: e.g. 时间待核, 部分内容待部门核定.
    ``page``: "A4" (GB/T 9704 by analogy), "A5" or "80mm" (thermal roll); the last two for the acceptance paper only.
    ``emblem``: the hall's, above the title (``document/emblem``); "" without.
    ``issued``: the moment the foot names, with its zone, for the file's own date; None on papers stored without it.
    """

    kind: PaperKind
    title: str
    number: str
    addressee: str
    body: tuple[Block, ...]
    seal_organ: str
    date_text: str
    sign_lines: tuple[str, ...]
    foot: tuple[str, ...]
    code: str
    code_text: str
    qr: str
    watermark: str | None = None
    marks: tuple[str, ...] = ()
    copy_text: str = ""
    page: str = "A4"
    issued: datetime | None = None
    emblem: str = ""


def to_json(document: Document) -> dict[str, object]:
    """The Document as plain JSON values; ``from_json`` gives the same Document back."""
    plain: dict[str, object] = {field.name: getattr(document, field.name) for field in fields(document)}
    plain["kind"] = document.kind.value
    plain["body"] = [_block_to_json(block) for block in document.body]
    for name in _LISTS:
        plain[name] = list(getattr(document, name))
    if document.issued is None:
        del plain["issued"]  # older papers keep their bytes
    else:
        plain["issued"] = document.issued.isoformat(timespec="seconds")
    if not document.emblem:
        del plain["emblem"]
    return plain


def from_json(plain: Mapping[str, Any]) -> Document:
    """The Document that ``to_json`` wrote. KeyError, TypeError or ValueError when it is something else."""
    known = {**plain, "kind": PaperKind(plain["kind"])}
    known["body"] = tuple(_block_from_json(block) for block in plain["body"])
    for name in _LISTS:
        known[name] = tuple(plain[name])
    if "issued" in plain:
        known["issued"] = _moment(plain["issued"])
    return Document(**known)


_LISTS = ("sign_lines", "foot", "marks")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment


def _block_to_json(block: Block) -> dict[str, object]:
    if isinstance(block, Paragraph):
        plain: dict[str, object] = {"paragraph": block.text, "plain": block.plain, "small": block.small}
        marked = {name: True for name in ("strong", "large") if getattr(block, name)}
        return {**plain, **marked}  # older papers keep their bytes
    plain = {
        "table": [list(row) for row in block.rows],
        "head": list(block.head),
        "widths": list(block.widths),
        "numeric": list(block.numeric),
    }
    if block.strong:
        plain["strong"] = [list(cell) for cell in block.strong]
    if block.least:
        plain["least"] = block.least
    if block.bars:
        plain["bars"] = [None if bar is None else [bar.part, bar.before, bar.mark] for bar in block.bars]
        plain["bar_at"] = block.bar_at
    return plain


def _block_from_json(plain: Mapping[str, Any]) -> Block:
    if "paragraph" in plain:
        marked = {name: plain.get(name, False) for name in ("strong", "large")}
        return Paragraph(plain["paragraph"], plain["plain"], plain["small"], **marked)
    return Table(
        head=tuple(plain["head"]),
        rows=tuple(tuple(row) for row in plain["table"]),
        widths=tuple(plain["widths"]),
        numeric=tuple(plain["numeric"]),
        strong=tuple((row, column) for row, column in plain.get("strong", ())),
        least=plain.get("least", 0.0),
        bars=tuple(None if bar is None else TableBar(*bar) for bar in plain.get("bars", ())),
        bar_at=plain.get("bar_at", 0),
    )
