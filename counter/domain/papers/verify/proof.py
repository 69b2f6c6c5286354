"""Verification of a paper by its QR: what it proves and what not, in plain words (DESIGN §7 Codes).

A valid signature proves who issued these essentials; an unknown key is not a forgery; 作废 and 重打 only as known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from counter.domain.document.document import SHEETS, STRIP_COPY, TITLES, PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.hall.window_name import window_name
from counter.domain.papers.parts.closing_lines import counted
from counter.domain.papers.parts.qr_essentials import PREFIX as UNSIGNED_PREFIX
from counter.domain.papers.parts.qr_essentials import Essentials, read_essentials
from counter.domain.papers.verify.chain_check import BROKEN, ChainCheck
from counter.domain.papers.verify.day_code import is_day_qr
from counter.domain.papers.verify.signed_code import SignedCode, is_paper_code, read_code
from counter.domain.papers.verify.signed_text import Difference
from counter.domain.papers.verify.trusted_keys import Certificate, Trust, Verify, day_of, readable_fingerprint
from counter.domain.text.day_words import day_text


class Proof(StrEnum):
    """Result of the verification; each has its own sentence."""

    GENUINE = "genuine"  # 签名有效
    TEXT_DIFFERS = "text_differs"  # 签名有效，文件与签名时不同
    NOT_COMPARED = "not_compared"  # 签名有效，文件无法比对
    BAD_SIGNATURE = "bad_signature"  # 伪造或被改动
    UNKNOWN_KEY = "unknown_key"  # 不认识的窗口密钥
    REVOKED_KEY = "revoked_key"  # 密钥已作废
    UNSIGNED = "unsigned"  # 旧版未签名，或屏幕预览
    DEMO = "demo"  # 演示，无效
    NOT_OURS = "not_ours"  # 不是本程序的码
    UNREADABLE = "unreadable"  # 码不完整


class ProofTone(StrEnum):
    """Tone of the answer."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"


class Known(StrEnum):
    """State of the paper in this station's own records. NO_RECORD: nothing is known here, which proves nothing."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    VOID = "void"
    NO_RECORD = "no_record"


class TextCheck(StrEnum):
    """Result of comparing a file with what was signed. Only SAME means unchanged."""

    NOT_ASKED = "not_asked"  # only a QR was given
    PICTURE = "picture"  # a scan or photo: nothing to compare
    SAME = "same"  # every byte is the press's own
    DIFFERS = "differs"
    SAVED_AGAIN = "saved_again"  # other bytes, the same picture as the signed sheet made again
    NOT_COMPARED = "not_compared"  # other bytes, and the sheet cannot be made again as it was
    NO_ORIGINAL = "no_original"  # words, but no longer as the program made the file


class Kept(StrEnum):
    """What this station's own copy of the paper says beside the code."""

    NOT_COMPARED = "not_compared"
    SAME = "same"  # essentials and words
    ESSENTIALS = "essentials"  # the same essentials; the words differ or cannot be compared
    OTHER = "other"  # other essentials


@dataclass(frozen=True, slots=True)
class Record:
    """This station's own records of the paper. ``moved``: the last day as it is now, where it is not the paper's.

    ``errata``: numbers of the notices that correct a name or number on it (更正通知书).
    """

    state: Known
    copies: int = 0
    chain: ChainCheck = ChainCheck.NOT_ASKED
    kept: Kept = Kept.NOT_COMPARED
    moved: date | None = None
    errata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofReport:
    """The whole answer. ``sentence``: one, large; ``advice``: what else to know or do; ``essentials``: to compare.

    ``signer``: hall, window and key in words. ``demo``: the sheet or its hall is marked 演示.
    """

    proof: Proof
    tone: ProofTone
    sentence: str
    advice: tuple[str, ...] = ()
    essentials: Essentials | None = None
    signer: str = ""
    text: TextCheck = TextCheck.NOT_ASKED
    difference: Difference | None = None
    record: Record = Record(Known.NO_RECORD)
    demo: bool = False

    @property
    def holds(self) -> bool:
        """True only for a genuine paper against which nothing is known here."""
        known = self.record.state in (Known.ISSUED, Known.NO_RECORD) and self.record.chain not in BROKEN
        return self.proof is Proof.GENUINE and known


NO_RECORD_WORDS = "本窗口没有这份文书的记录，作废情况以出具窗口为准。"
COMPARE_WORDS = "请与纸面逐项核对要点，有一项不同就不是原件。"


def prove(text: str, trust: Trust, verify: Verify) -> tuple[ProofReport, SignedCode | None]:
    """What the text of a QR proves by itself, and its signed content where there is any."""
    if is_day_qr(text):
        sentence = "这是日结单、移交清单的码，不是文书的。"
        advice = ("它们用来核对日志有没有被换过：请到“日结”页扫它，或运行 counter check --against。",)
        return ProofReport(Proof.NOT_OURS, ProofTone.CARE, sentence, advice), None
    if not is_paper_code(text):
        sentence = "这不是本程序文书上的二维码。"
        return ProofReport(Proof.NOT_OURS, ProofTone.BAD, sentence, ("请扫文书右下角的二维码。",)), None
    if text.strip().upper().startswith(UNSIGNED_PREFIX):
        return _unsigned(text), None
    try:
        code = read_code(text)
    except BadInput:
        return _unreadable(), None
    return _signed(code, trust, verify), code


def with_text(report: ProofReport, text: TextCheck, found: Difference | None = None) -> ProofReport:
    """The report after a file was compared, or could not be."""
    report = replace(report, text=text, difference=found)
    if text is TextCheck.SAME:
        return replace(report, advice=(*report.advice, "文件与签名时逐字相同：窗口生成以后没有任何改动。"))
    if text is TextCheck.PICTURE:
        words = "这是图片或扫描件，只凭二维码的签名，纸面上的文字没有比对。"
        report = replace(report, advice=(*report.advice, words))
        if report.proof is not Proof.GENUINE:
            return report
        sentence = "二维码的签名有效；这是图片或扫描件，上面的文字没有比对，请逐项核对要点。"
        return replace(report, tone=ProofTone.CARE, sentence=sentence)
    if report.proof is Proof.REVOKED_KEY and text is TextCheck.DIFFERS:
        words = "签名的密钥已作废，文件又与签名时不同：被改动过，不能采信。"
        return replace(report, tone=ProofTone.BAD, sentence=words)
    if text is TextCheck.NOT_ASKED or report.proof not in (Proof.GENUINE, Proof.DEMO):
        return report
    if text is TextCheck.DIFFERS:
        words = "二维码的签名有效，但文件与签名时不同：这份文件被改动过。"
        return replace(report, proof=Proof.TEXT_DIFFERS, tone=ProofTone.BAD, sentence=words)
    words = "二维码的签名有效，但这个文件已不是窗口生成的那一份，无法比对，可能被改动过。"
    more = (_UNCOMPARED[text], *report.advice)
    return replace(report, proof=Proof.NOT_COMPARED, tone=ProofTone.CARE, sentence=words, advice=more)


_UNCOMPARED = {
    TextCheck.NO_ORIGINAL: "文件里没有窗口附上的原文，可能只是被别的软件另存过；请对方提供原文件，"
    "或与纸面逐项核对要点。",
    TextCheck.SAVED_AGAIN: "本机重做的一张与它看上去一样，可能只是被别的软件另存过；"
    "但看不出改动不等于没有改动，请对方提供原文件。",
    TextCheck.NOT_COMPARED: "也可能是出具窗口的程序版本或字体与本机不同；请对方提供原文件，或与纸面逐项核对要点。",
}
"""Why the comparison failed, and what to do."""


def with_record(report: ProofReport, record: Record) -> ProofReport:
    """The report with this station's own records (as of the last sync)."""
    if report.essentials is None:
        return report
    words = _record_words(record, report.essentials)
    report = replace(report, record=record, advice=(*words, *report.advice))
    if report.proof is Proof.REVOKED_KEY and record.state is not Known.NO_RECORD:
        report = _of_revoked(report, record.kept)
    if record.chain in BROKEN:
        sentence, to_do = BROKEN[record.chain]
        advice = (to_do, *report.advice)
        if report.proof is Proof.GENUINE and record.state not in _FALLEN:
            return replace(report, tone=ProofTone.CARE, sentence=sentence, advice=advice)
        report = replace(report, advice=advice)
    if record.state in _FALLEN and report.proof is Proof.GENUINE:
        tone, sentence = _FALLEN[record.state]
        return replace(
            report, tone=tone, sentence=sentence, advice=tuple(w for w in report.advice if w != words[0])
        )  # already the sentence
    return report


_FALLEN = {
    Known.VOID: (ProofTone.BAD, "签名有效，但本窗口的记录里，这份文书已经作废。"),
    Known.SUPERSEDED: (ProofTone.CARE, "签名有效，但本窗口的记录里，这份文书已被后来的文书代替。"),
}


def _of_revoked(report: ProofReport, kept: Kept) -> ProofReport:
    """A paper of a revoked key at a station that has the case: its own copy tells whether it was ever issued."""
    if kept is Kept.OTHER:
        sentence = "签名的密钥已作废，码里的要点和本窗口的底档不同：不是这里出具的那一份，不能采信。"
        return replace(report, tone=ProofTone.BAD, sentence=sentence)
    if (
        kept is Kept.NOT_COMPARED
        or report.text is TextCheck.DIFFERS
        or report.record.state is not Known.ISSUED
    ):
        return report
    whole = kept is Kept.SAME and report.text is TextCheck.SAME
    same = "要点、文字都和底档相同" if whole else "要点和底档相同，文字请调出底档逐字核对"
    sentence = f"签名的密钥已作废；但本窗口的底档里出具过这一份，{same}。密钥作废不撤回已出具的文书。"
    return replace(report, tone=ProofTone.CARE, sentence=sentence)


def difference_words(found: Difference) -> str:
    """Where a file differs, in one sentence."""
    if not found.signed:
        return f"第{found.page}页：{found.found}。"
    return f"第{found.page}页：签名时是“{found.signed}”，文件里是“{found.found}”。"


def title_of(essentials: Essentials) -> str:
    """The kind's name, e.g. 受理通知书; a kind from a newer program as its code."""
    try:
        return TITLES[PaperKind(essentials.kind)]
    except (ValueError, KeyError):
        return essentials.kind


def copy_words(essentials: Essentials) -> str:
    """The sheet's number, in words."""
    if essentials.copy == STRIP_COPY:
        return "凭条　不编联次（不盖章，不作凭证）"
    if essentials.copy <= SHEETS:
        return f"第{essentials.copy}联（共{SHEETS}联）"
    return f"第{essentials.copy}联（重打第{essentials.copy - SHEETS}次）"


def compared_lines(essentials: Essentials) -> tuple[tuple[str, str], ...]:
    """What to compare with the sheet: names and values as printed there, with their position."""
    return (
        ("文书名称", title_of(essentials)),
        ("文号", essentials.number or "（没有文号）"),
        ("办件编号（条码下）", grouped(essentials.case_number)),
        ("日期", day_text(essentials.issued)),
        *((f"{name}（页脚）", value) for name, value in counted(essentials)),
        ("联次（页脚）", copy_words(essentials)),
    )


def _unsigned(text: str) -> ProofReport:
    try:
        essentials = read_essentials(text)
    except BadInput:
        return _unreadable()
    sentence = "这份文书出自旧版程序，二维码没有签名，不能据此判断真伪。"
    return ProofReport(
        Proof.UNSIGNED, ProofTone.CARE, sentence, ("请向出具窗口核实。", COMPARE_WORDS), essentials
    )


def _unreadable() -> ProofReport:
    sentence = "二维码不完整或读错了，请把纸面摊平再扫一次。"
    return ProofReport(
        Proof.UNREADABLE, ProofTone.CARE, sentence, ("读不出不等于伪造；多次读不出请向出具窗口核实。",)
    )


def _signed(code: SignedCode, trust: Trust, verify: Verify) -> ProofReport:
    essentials = code.essentials
    if code.is_preview:
        words = "这是屏幕预览，没有签名，不是文书。"
        return ProofReport(Proof.UNSIGNED, ProofTone.CARE, words, ("请以窗口打印的纸面为准。",), essentials)
    named = trust.of_print(code.station, code.epoch, code.fingerprint)
    if not named:
        return _unknown(code, trust.named(code.station, code.epoch), trust)
    signing = [c for c in named if verify(bytes.fromhex(c.public_key), code.message, code.signature)]
    if not signing:
        sentence = "签名不对：这个二维码是伪造的，或内容被改动过。"
        return ProofReport(
            Proof.BAD_SIGNATURE, ProofTone.BAD, sentence, ("不要据此办理；请留下纸面并向所称的窗口核实。",)
        )
    if len({trust.line(c.hall_key)[0] for c in signing}) > 1:
        return _of_several_halls(code, signing, trust)
    certificate = signing[-1]
    signer = _signer(certificate, trust)
    revocation = trust.revocations.get(certificate.public_key)
    if revocation is not None:
        return _revoked(essentials, day_of(revocation.since), revocation.reason, signer)
    if certificate.demo or code.demo:
        what = "培训" if code.training else "演示"
        words = f"{what}文书，无效（{what}窗口的签名完好）。"
        advice = ("演示和培训产生的文书没有任何效力。", COMPARE_WORDS)
        return ProofReport(Proof.DEMO, ProofTone.CARE, words, advice, essentials, signer, demo=True)
    sentence = "签名有效：二维码由所列窗口签发，码里的要点没有被改动。"
    return ProofReport(Proof.GENUINE, ProofTone.GOOD, sentence, (COMPARE_WORDS,), essentials, signer)


def _unknown(code: SignedCode, others: Sequence[Certificate], trust: Trust) -> ProofReport:
    name = f"{code.station}-{code.epoch}"
    sentence = "不认识签名的窗口密钥，无法判断真伪（不等于伪造）。"
    if code.demo:  # unproved, but it claims nothing
        what = "培训" if code.training else "演示"
        sentence = f"自称{what}文书，{what}文书无效；签名的窗口密钥本机不认识（不等于伪造）。"
    advice = ["请在“大厅 → 密钥”采用出具大厅的公钥文件再验，或向出具窗口核实。"]
    if others:
        halls = "、".join(dict.fromkeys(trust.halls[c.hall_key].hall for c in others))
        advice.insert(0, f"注意：编号 {name} 在本机登记的是“{halls}”的另一把密钥，请务必核实。")
    return ProofReport(
        Proof.UNKNOWN_KEY,
        ProofTone.CARE,
        sentence,
        (*advice, COMPARE_WORDS),
        code.essentials,
        f"自称 {name}，未经证实",
        demo=code.demo,
    )


def _of_several_halls(code: SignedCode, signing: Sequence[Certificate], trust: Trust) -> ProofReport:
    """One key that halls of different lines call their own: which of them answers for the paper is not proved."""
    halls = "、".join(dict.fromkeys(f"“{trust.halls[c.hall_key].hall}”" for c in signing))
    sentence = f"签名对得上，可这把窗口密钥 {halls}都说是自己的，不能证明是哪一个大厅出具的。"
    advice = ["请分别打电话核对这把密钥，说错了的那个大厅要作废它的证书。", COMPARE_WORDS]
    if signing[0].public_key in trust.revocations:
        advice.insert(0, "其中有大厅已经作废了这把密钥：核对以前不要据此办理。")
    return ProofReport(
        Proof.UNKNOWN_KEY,
        ProofTone.CARE,
        sentence,
        tuple(advice),
        code.essentials,
        f"自称 {code.station}-{code.epoch}，未经证实",
        demo=code.demo,
    )


def _revoked(essentials: Essentials, since: date, reason: str, signer: str) -> ProofReport:
    day = day_text(since)
    if essentials.issued >= since:
        sentence = f"签名的密钥自{day}起作废，这份文书的日期在作废之后，不能采信。"
        advice: tuple[str, ...] = ("不要据此办理；请留下纸面并向所称的窗口核实。",)
    else:
        sentence = f"签名的密钥自{day}起作废，未能证明这份文书是在此之前出具的，请核对。"
        advice = (
            "拿着作废密钥的人可以把时钟拨回去、倒填日期；真的那些没有因此撤回。请向出具的大厅核对底档后再办。",
            COMPARE_WORDS,
        )
    tone = ProofTone.BAD if essentials.issued >= since else ProofTone.CARE
    return ProofReport(
        Proof.REVOKED_KEY, tone, sentence, (f"作废原因：{reason}。", *advice), essentials, signer
    )


def _signer(certificate: Certificate, trust: Trust) -> str:
    card = trust.halls[certificate.hall_key]
    print_of = readable_fingerprint(certificate.public_key).replace(" ", "\u00a0")
    demo = "（演示）" if certificate.demo and "演示" not in card.hall else ""
    return f"{card.hall}{demo} {window_name(certificate.window)}　{certificate.name}　密钥 {print_of}"


def _record_words(record: Record, essentials: Essentials) -> tuple[str, ...]:
    words: list[str] = []
    if essentials.copy > SHEETS:
        words.append(f"这一张是重打第{essentials.copy - SHEETS}次。")
    if record.state is Known.NO_RECORD:  # who issued it, where that is this window, cannot be asked
        return tuple(words) if record.chain is ChainCheck.LOST else (*words, NO_RECORD_WORDS)
    if record.state is Known.VOID:
        words.insert(0, "本窗口的记录里，这份文书已经作废。")
    elif record.state is Known.SUPERSEDED:
        words.insert(0, "本窗口的记录里，这份文书已被后来的文书代替。")
    else:
        if record.moved is not None:
            words.append(
                f"最迟日期后来改过：按本窗口的记录，现在是{day_text(record.moved)}，以后来的文书为准。"
            )
        if record.errata:
            words.append(f"上面登记的姓名或者号码后来更正过，见更正通知书 {'、'.join(record.errata)}。")
        words.append("本窗口的记录里，这份文书没有作废。")
    if record.chain is ChainCheck.HOLDS:
        words.append("本窗口的日志里有这一张签名时的那条记录。")
    if essentials.copy > record.copies:
        words.append(f"注意：本窗口只记着出过{record.copies}张，这一张却写第{essentials.copy}张，请核对。")
    return tuple(words)
