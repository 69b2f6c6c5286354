"""A printer's state reasons as one Chinese sentence with the remedy.

The reasons are the fixed words of RFC 8011 §5.4.12, PWG 5100.9 and CUPS; an unlisted word is shown unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence

from counter.services.context.print_queue import PrinterState

_TROUBLE, _OFFLINE, _PAUSED = PrinterState.TROUBLE, PrinterState.OFFLINE, PrinterState.PAUSED

_REASONS: tuple[tuple[str, PrinterState, str], ...] = (
    # the first match counts; ordered by what a person should see to first
    ("cups-missing-filter", _TROUBLE, "打印机的驱动不完整：请系统管理员重新安装这台打印机"),
    ("cups-insecure-filter", _TROUBLE, "打印机的驱动不能用：请系统管理员重新安装这台打印机"),
    ("spool-area-full", _TROUBLE, "打印服务的磁盘满了：请系统管理员清理磁盘后再打"),
    ("offline", _OFFLINE, "打印机没有开机，或者网线、数据线松了：请开机、插好后再看"),
    ("shutdown", _OFFLINE, "打印机关机了：请开机"),
    ("connecting-to-device", _OFFLINE, "正在连接打印机；一直连不上的，请看打印机是否开机、网线是否插好"),
    ("timed-out", _OFFLINE, "打印机没有回应：请看打印机是否开机、网线是否插好"),
    ("media-empty", _TROUBLE, "缺纸：请加纸后在打印机上继续"),
    ("media-needed", _TROUBLE, "缺纸：请放入要用的纸后在打印机上继续"),
    ("media-jam", _TROUBLE, "卡纸：请取出卡住的纸，关好盖子后在打印机上继续"),
    ("input-tray-missing", _TROUBLE, "纸盒没有装好：请装好纸盒后在打印机上继续"),
    ("door-open", _TROUBLE, "打印机的门开着：请关好"),
    ("cover-open", _TROUBLE, "打印机的盖子开着：请关好"),
    ("interlock-open", _TROUBLE, "打印机的盖子开着：请关好"),
    ("toner-empty", _TROUBLE, "碳粉用完了：请换碳粉盒"),
    ("marker-supply-empty", _TROUBLE, "碳粉或墨水用完了：请更换"),
    ("marker-supply-missing", _TROUBLE, "碳粉盒或墨盒没有装好：请装好"),
    ("marker-waste-full", _TROUBLE, "废粉盒满了：请更换"),
    ("developer-empty", _TROUBLE, "显影剂用完了：请报修或更换"),
    ("opc-life-over", _TROUBLE, "感光鼓到寿命了：请更换"),
    ("fuser-over-temp", _TROUBLE, "打印机过热：请等它冷却，仍不行的请报修"),
    ("output-area-full", _TROUBLE, "出纸口满了：请取走已打出的纸"),
    ("output-tray-missing", _TROUBLE, "出纸盘没有装好：请装好"),
    ("moving-to-paused", _PAUSED, "打印机已暂停：请在系统打印设置里恢复"),
    ("paused", _PAUSED, "打印机已暂停：请在系统打印设置里恢复"),
)
_NOTES: tuple[tuple[str, str], ...] = (
    ("media-low", "快没有纸了，请准备加纸"),
    ("toner-low", "碳粉快用完了，请准备碳粉盒"),
    ("marker-supply-low", "碳粉或墨水快用完了，请准备"),
    ("marker-waste-almost-full", "废粉盒快满了"),
    ("output-area-almost-full", "出纸口快满了，请取走已打出的纸"),
    ("opc-near-eol", "感光鼓快到寿命了"),
    ("service-needed", "打印机提示要保养"),
)
_QUIET = (
    "none",
    "cups-waiting-for-job-completed",
    "cups-remote-",
    "cups-ipp-",
    "hold-new-jobs",
    "com.apple.",
)
_DEGREES = ("-error", "-warning", "-report")
STOPPED = 5
"""``printer-state`` of RFC 8011: 3 idle, 4 processing, 5 stopped."""


def judge(state: int, reasons: Sequence[str], *, accepting: bool, message: str) -> tuple[PrinterState, str]:
    """State and sentence for a printer's state, its reasons and its last message (quoted only when stopped)."""
    bare = [_bare(reason) for reason in reasons]
    reasons_given = {reason for reason, _ in bare}
    for known, means, words in _REASONS:
        if known not in reasons_given or (known == "paused" and state != STOPPED):
            continue
        return means, f"{words}{_quoted(message) if means is _PAUSED else ''}。"
    if state == STOPPED:
        return _PAUSED, f"打印机停下了：请在系统打印设置里恢复{_quoted(message)}。"
    if not accepting:
        return _PAUSED, "打印机现在不接收新的打印：请在系统打印设置里改为接收。"
    unknown = [reason for reason, error in bare if error and not reason.startswith(_QUIET)]
    if unknown:
        return _TROUBLE, f"打印机报告了故障（{'、'.join(unknown)}）：请到打印机前看它的提示。"
    return PrinterState.READY, "".join(f"{words}。" for known, words in _NOTES if known in reasons_given)


def _bare(reason: str) -> tuple[str, bool]:
    """A reason without its severity, and whether it is an error; one without any is (RFC 8011 §5.4.12).

    For the reasons known here the severity is ignored: CUPS' own backend reports an empty tray as a warning and an
    open door as a report.
    """
    for degree in _DEGREES:
        if reason.endswith(degree):
            return reason.removesuffix(degree), degree == "-error"
    return reason, True


def _quoted(message: str) -> str:
    """The print system's own message, for the technician."""
    return f"（系统的话：{message.strip()[:80]}）" if message.strip() else ""
