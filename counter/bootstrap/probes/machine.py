"""The checks of ``doctor`` on the machine itself: versions, disk, display libraries, fonts."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from counter.bootstrap.input_method import IBUS, input_method
from counter.domain.file_errors import error_reason
from counter.services.context.probe import Probe, ProbeState

FONTS = {
    "NotoSerifSC-Regular.ttf": "宋体",
    "NotoSerifSC-Bold.ttf": "宋体粗",
    "NotoSansSC-Regular.ttf": "黑体",
    "CounterSans-Regular.ttf": "屏幕黑体",
    "CounterSans-Medium.ttf": "屏幕黑体中",
    "CounterKai-Regular.ttf": "楷体",
}
COLOUR = "colour/sRGB.icc"
_LIBRARIES = ("counter", "PySide6-Essentials", "sqlcipher3", "SQLAlchemy", "reportlab", "cryptography")
_LITTLE, _TOO_LITTLE = 2_000_000_000, 200_000_000
_SYNCS, _SLOW_SYNC = 5, 0.1
_LITTLE_MEMORY = 3_800_000_000
_PATIENCE = 10
_OPEN_QT = "from PySide6.QtWidgets import QApplication; a = QApplication([]); print(a.platformName())"


def machine_probes(profile: Path, resources: Path) -> Iterable[Probe]:
    """All checks that need no profile."""
    yield _versions()
    yield _bytecode()
    yield _disk(profile)
    yield _sync(profile)
    yield _memory()
    yield _fonts(resources / "fonts")
    yield _display()
    yield _input_method()
    yield _voice()


def _input_method() -> Probe:
    """Whether Chinese can be written at the window."""
    if not sys.platform.startswith("linux"):
        return Probe("input_method", "输入法", ProbeState.GOOD, "用系统的输入法")
    qt = find_spec("PySide6")
    method = input_method(os.environ, Path(qt.origin if qt and qt.origin else "").parent / "Qt" / "plugins")
    if not method.named:
        words, mend = "这个桌面没有设输入法", "窗口里打不了汉字的，请装好 fcitx 5 或者 ibus，注销再登录。"
        return Probe("input_method", "输入法", ProbeState.ABSENT, words, mend)
    if method.answers is False:
        mend = "请启动输入法再打开窗口。用 fcitx 的，要 fcitx 5，并且打开它的附加组件“IBus 前端”。"
        words = f"{method.named} 没有应答，窗口里打不了汉字"
        return Probe("input_method", "输入法", ProbeState.WARN, words, mend)
    way = f"{method.named}，照 ibus 的接法" if method.asked == IBUS != method.named else method.named
    return Probe("input_method", "输入法", ProbeState.GOOD, way)


def _voice() -> Probe:
    """读给我听 on the applicant's screen: by what the system has; without it the button is not shown."""
    program = "powershell" if sys.platform == "win32" else "spd-say"
    if shutil.which(program):
        return Probe("voice", "朗读", ProbeState.GOOD, f"用系统的 {program}，没有试读")
    mend = "申请人屏不显示“读给我听”。要用，请安装 speech-dispatcher 和一种中文语音。"
    return Probe("voice", "朗读", ProbeState.ABSENT, "系统没有朗读程序", mend)


def _versions() -> Probe:
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            if name != "counter":  # a checkout runs without being installed
                return Probe(
                    "versions",
                    "版本",
                    ProbeState.BAD,
                    f"没有安装 {name}",
                    "重新运行安装，或在源代码文件夹里运行 scripts/prepare。",
                )
    words = f"Python {platform.python_version()}，{'，'.join(found)}；{platform.platform()}"
    return Probe("versions", "版本", ProbeState.GOOD, words)


def _bytecode() -> Probe:
    if sys.dont_write_bytecode:
        return Probe(
            "bytecode",
            "启动加速",
            ProbeState.WARN,
            "PYTHONDONTWRITEBYTECODE 已设，程序每次都要重新编译，启动慢两到三倍",
            "取消这个环境变量，或安装后运行一次 python -m compileall。",
        )
    return Probe("bytecode", "启动加速", ProbeState.GOOD, "编译结果可以保存")


def _disk(profile: Path) -> Probe:
    existing = next(p for p in (profile.absolute(), *profile.absolute().parents) if p.exists())
    try:
        free = shutil.disk_usage(existing).free
    except OSError as wrong:
        return Probe(
            "disk", "磁盘", ProbeState.BAD, f"{existing} 读不了：{error_reason(wrong)}", "检查磁盘是否连接。"
        )
    words = f"{existing} 还有 {free / 1e9:.1f} GB"
    if free < _TOO_LITTLE:
        return Probe("disk", "磁盘", ProbeState.BAD, words, "请先腾出空间，否则办件存不下来。")
    if free < _LITTLE:
        return Probe("disk", "磁盘", ProbeState.WARN, words, "请尽快腾出空间。")
    return Probe("disk", "磁盘", ProbeState.GOOD, words)


def _sync(profile: Path) -> Probe:
    """How long the disk takes to keep a little for good: every accepted case waits for it."""
    existing = next(p for p in (profile.absolute(), *profile.absolute().parents) if p.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            took = []
            for _ in range(_SYNCS):
                begun = time.monotonic()
                file.write(b"x" * 4096)
                file.flush()
                os.fsync(file.fileno())
                took.append(time.monotonic() - begun)
    except OSError as wrong:
        words = f"{existing} 写不了：{error_reason(wrong)}"
        return Probe("sync", "保存", ProbeState.BAD, words, "请系统管理员检查磁盘和这个文件夹的权限。")
    middle = sorted(took)[_SYNCS // 2]
    words = f"存一次用 {middle * 1000:.1f} 毫秒"
    if middle > _SLOW_SYNC:
        mend = "每办一步都要等它存好。请不要把资料放在网络盘或U盘上；机械硬盘请换固态硬盘。"
        return Probe("sync", "保存", ProbeState.WARN, words, mend)
    return Probe("sync", "保存", ProbeState.GOOD, words)


def _memory() -> Probe:
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return Probe("memory", "内存", ProbeState.ABSENT, "在这个系统上没有测内存")
    words = f"{total / 1e9:.1f} GB"
    if total < _LITTLE_MEMORY:
        return Probe("memory", "内存", ProbeState.WARN, words, "少于 4 GB，开着别的程序时会变慢；请加内存。")
    return Probe("memory", "内存", ProbeState.GOOD, words)


def _fonts(folder: Path) -> Probe:
    missing = [f"{word}（{name}）" for name, word in FONTS.items() if not (folder / name).is_file()]
    if not (folder.parent / COLOUR).is_file():
        missing.append(f"文书的颜色（{COLOUR}）")
    if missing:
        return Probe(
            "fonts", "字体文件", ProbeState.BAD, f"缺 {'、'.join(missing)}", "重新安装程序，字体随程序提供。"
        )
    return Probe("fonts", "字体文件", ProbeState.GOOD, f"随程序提供的 {len(FONTS)} 种字体都在")


def _display() -> Probe:
    """Qt in a process of its own: a missing library ends that process, not the doctor."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _OPEN_QT],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as wrong:
        return Probe(
            "display",
            "显示",
            ProbeState.BAD,
            f"图形库没有响应（{type(wrong).__name__}）",
            "重新启动电脑后再试。",
        )
    if done.returncode == 0:
        unseen = done.stdout.strip() in ("offscreen", "minimal")
        words = f"图形库可用（{done.stdout.strip()}{'，没有屏幕' if unseen else ''}）"
        return Probe("display", "显示", ProbeState.WARN if unseen else ProbeState.GOOD, words)
    last = (done.stderr.strip().splitlines() or [f"退出码 {done.returncode}"])[0][:160]
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not screen and sys.platform.startswith("linux"):
        return Probe(
            "display",
            "显示",
            ProbeState.WARN,
            "没有屏幕（DISPLAY 未设）",
            "在有屏幕的会话里打开窗口；命令行照常可用。",
        )
    return Probe(
        "display",
        "显示",
        ProbeState.BAD,
        f"窗口打不开：{last}",
        "在源代码文件夹里运行 scripts/prepare，会列出缺的系统库。",
    )
