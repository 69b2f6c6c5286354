"""收文件, 再发 and 放行: what differs between the three forms of the page 上报."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.services.exchange.let_in_held import RevokedBatch
from counter.services.exchange.reporting import clock_words
from counter.services.parcels.parcel_lines import ParcelLine
from counter.ui.exchange.waiting_form import WaitingAct, WaitingKind

TAKE, DECLINE = "Take", "Decline"
"""What is done with a file, as ``WaitingForm.signed`` says it."""


def taken_files() -> WaitingKind[ParcelLine]:
    """The files that wait for a person."""
    return WaitingKind(
        name="parcel",
        called=_tr("收文件"),
        title=lambda line: _tr("收文件：{0}").format(line.words),
        words=lambda line: line.standing,
        acts=(WaitingAct(TAKE, _tr("收"), "F8"), WaitingAct(DECLINE, _tr("不收"), "Alt+N")),
        later=_tr("先看下一个"),
        drop=_tr("以后再收"),
        signer=(_tr("收的人的工号"), _tr("口令"), _tr("还缺收的人的工号和口令。")),
    )


def files_again() -> WaitingKind[ParcelLine]:
    """The files that were sent from here."""
    return WaitingKind(
        name="resend",
        called=_tr("再发"),
        title=lambda line: _tr("再发一次：{0}").format(line.words),
        words=lambda line: _tr("{0}：{1}").format(line.state_words, line.standing),
        acts=(WaitingAct("Now", _tr("再发这一个"), "F8"),),
        later=_tr("看下一个"),
        drop=_tr("不发了"),
        signer=(_tr("再发的人的工号"), _tr("口令"), _tr("还缺再发的人的工号和口令。")),
    )


def held_batches() -> WaitingKind[RevokedBatch]:
    """The batches that wait because their key was revoked."""
    return WaitingKind(
        name="letIn",
        called=_tr("放行"),
        title=lambda one: _tr("放行 {0}：签它的密钥已经作废").format(one.range.words),
        words=_batch_words,
        acts=(WaitingAct("Now", _tr("放行这一批"), "F8", writes=True),),
        later=_tr("先看下一批"),
        drop=_tr("先留着"),
        reason=(
            _tr("凭什么认为是作废以前写的"),
            _tr("例如：和那个窗口的日结单核对过，是电脑被盗以前写的"),
            _tr("请写明凭什么认为是作废以前写的。"),
        ),
        second=True,
    )


def _batch_words(one: RevokedBatch) -> str:
    words = _tr("里面有 {0} 件的记录，写的日子 {1} 到 {2}（写的人自己说的，要核对）；{3} {4}。")
    first, last = one.written
    by = _tr("汇聚库转来") if one.via == "hub" else _tr("U盘带来")
    return words.format(one.cases, first, last, clock_words(one.since), by)


def _tr(words: str) -> str:
    return QCoreApplication.translate("exchange", words)
