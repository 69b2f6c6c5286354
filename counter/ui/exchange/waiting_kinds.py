"""收文件, 再发 and 放行: what differs between the three forms of the page 上报."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.services.exchange.let_in_held import RevokedBatch
from counter.services.exchange.reporting import clock_words
from counter.services.parcels.parcel_lines import ParcelLine
from counter.ui.exchange.waiting_form import WaitingAct, WaitingKind

translate = QCoreApplication.translate

TAKE, DECLINE = "Take", "Decline"
"""What is done with a file, as ``WaitingForm.signed`` says it."""


def taken_files() -> WaitingKind[ParcelLine]:
    """The files that wait for a person."""
    return WaitingKind(
        name="parcel",
        called=translate("exchange", "收文件"),
        title=lambda line: translate("exchange", "收文件：{0}").format(line.words),
        words=lambda line: line.standing,
        acts=(
            WaitingAct(TAKE, translate("exchange", "收"), "F8"),
            WaitingAct(DECLINE, translate("exchange", "不收"), "Alt+N"),
        ),
        later=translate("exchange", "先看下一个"),
        drop=translate("exchange", "以后再收"),
        signer=(
            translate("exchange", "收的人的工号"),
            translate("exchange", "口令"),
            translate("exchange", "还缺工号和口令：谁收的？"),
        ),
    )


def files_again() -> WaitingKind[ParcelLine]:
    """The files that were sent from here."""
    return WaitingKind(
        name="resend",
        called=translate("exchange", "再发"),
        title=lambda line: translate("exchange", "再发一次：{0}").format(line.words),
        words=lambda line: translate("exchange", "{0}：{1}").format(line.state_words, line.standing),
        acts=(WaitingAct("Now", translate("exchange", "再发这一个"), "F8"),),
        later=translate("exchange", "看下一个"),
        drop=translate("exchange", "不发了"),
        signer=(
            translate("exchange", "再发的人的工号"),
            translate("exchange", "口令"),
            translate("exchange", "还缺工号和口令：谁再发的？"),
        ),
    )


def held_batches() -> WaitingKind[RevokedBatch]:
    """The batches that wait because their key was revoked."""
    return WaitingKind(
        name="letIn",
        called=translate("exchange", "放行"),
        title=lambda one: translate("exchange", "放行 {0}：签它的密钥已经作废").format(one.range.words),
        words=_batch_words,
        acts=(WaitingAct("Now", translate("exchange", "放行这一批"), "F8", writes=True),),
        later=translate("exchange", "先看下一批"),
        drop=translate("exchange", "先留着"),
        reason=(
            translate("exchange", "凭什么认为是作废以前写的"),
            translate("exchange", "例如：和那个窗口的日结单核对过，是电脑被盗以前写的"),
            translate("exchange", "请写明凭什么认为是作废以前写的。"),
        ),
        second=True,
    )


def _batch_words(one: RevokedBatch) -> str:
    words = translate(
        "exchange", "里面有 {0} 件的记录，写的日子 {1} 到 {2}（写的人自己说的，要核对）；{3} {4}。"
    )
    first, last = one.written
    by = translate("exchange", "汇聚库转来") if one.via == "hub" else translate("exchange", "U盘带来")
    return words.format(one.cases, first, last, clock_words(one.since), by)
