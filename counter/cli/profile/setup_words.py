"""Output of ``counter setup``: the recovery keys before the profile counts as set up, the rest afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from counter.cli.io.answer import Answer, Speech
from counter.cli.io.new_slot import phrase_lines
from counter.cli.io.program import SettingUp
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.window_name import window_name
from counter.services.keys.phrase import PhraseWord

_OFFICE = (
    "\n这里是差评处理室。用 counter rating card --out 文件 导出公钥，交各窗口导入；"
    "用 counter keys trust 导入各大厅的公钥文件，就能收窗口的评价包。\n"
)
_BUREAU = (
    "\n这里是指南编辑室。用 counter guide card --out 文件 导出公钥，交各窗口采用（counter guide trust）；"
    "草稿核对、发布以后，用 counter guide pack 导出指南包，拿到各窗口导入。\n"
)
_ROOM = (
    "\n这里是演示的值班主管室，只看不办：三个虚构窗口的 {} 件办件，姓名、号码都是虚构的，不属于任何人。"
    "直接运行 counter 打开；口令在 resources/halls/demo-room.toml。\n"
)
_RECOVERY = (
    "恢复密钥（只显示这一次，请抄下来锁好；密钥文件丢失时只有它能打开资料；下面写出“已设好”才算数）：\n"
)
_KINDS = {"office": "演示的差评处理室", "bureau": "演示的指南编辑室"}
_TRUSTED = {"office": "评价封给它", "bureau": "窗口采用它的公钥"}
_DATA = {"office": ("rating_office", "rating_key"), "bureau": ("bureau_folder", "bureau_key")}


def print_keys(words: str, data: Mapping[str, object], *, json: bool) -> None:
    """Print the recovery keys (with --json: the whole answer) and make sure that they left this program.

    Raises WorldTrouble where they were not printed: then nothing is set up.
    """
    try:
        Speech(json=json).answer(Answer(data, words))
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError):  # what failed to print is not tried again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise WorldTrouble(
            f"恢复密钥没能显示出来（{error_reason(error)}），所以没有设置，什么也没有留下。请在看得到输出的地方重新运行。"
        ) from error


class SetUpReport:
    """What has been made so far. ``data``: the JSON answer."""

    def __init__(self, profile: Path, hall: HallConfig, staff: Sequence[StaffSeed]) -> None:
        self._profile, self._hall, self._staff = profile, hall, staff
        self._keys: dict[str, str] = {}
        self._after: list[str] = []
        self._phrase = ""
        self.data: dict[str, Any] = {
            "profile": str(profile),
            "station": hall.station,
            "hall": hall.hall,
            "window": hall.window,
            "demo": hall.demo,
            "office": hall.office,
            "bureau": hall.bureau,
            "staff": [{"code": p.code, "role": p.role} for p in staff],
        }

    def show(self, which: str, new: SettingUp) -> None:
        """Add a profile whose recovery key is to be shown. ``which``: office | bureau, or empty for the profile
        itself.
        """
        self._keys[which] = new.recovery_key
        self.data[f"{which}_recovery_key" if which else "recovery_key"] = new.recovery_key

    def add_phrase(self, words: Sequence[PhraseWord]) -> None:
        """Add the start phrase that is to be shown."""
        self._phrase = phrase_lines(words)
        self.data["phrase"] = [{"hanzi": word.hanzi, "letters": word.letters} for word in words]

    def certified(self, fingerprint: str, *, made: bool) -> None:
        """Add the hall key that certifies it; ``made``: a new one."""
        self.data["hall_key"] = fingerprint
        if self._hall.office or self._hall.bureau:
            self._after.append(_BUREAU if self._hall.bureau else _OFFICE)
        else:
            self._after.append(_hall_words(fingerprint, made=made))

    def filled(self, cases: int) -> None:
        """Add how many invented cases a demo room was given."""
        self.data |= {"oversight": True, "cases": cases}
        self._after.append(_ROOM.format(cases))

    def joined(self, fingerprint: str, request: Path) -> None:
        """Add the hall that it joined; ``request``: the file that goes back to it."""
        self.data |= {"hall_key": fingerprint, "request": str(request)}
        now = "这里是值班主管室，只看不办" if self._hall.oversight else "现在就能办件"
        until = (
            "各窗口不认识这个值班主管室，它的评查、改派到不了窗口"
            if self._hall.oversight
            else "别处验真会显示“不认识的窗口密钥”"
        )
        self._after.append(
            f"\n已加入大厅（指纹 {fingerprint}），{now}。入厅申请在 {request}：\n"
            "请拿回第一个窗口 counter hall admit，再把它写出的登记册拿到这里 counter hall take；"
            f"在此以前，{until}。\n"
        )

    def add_predecessor(self, succession: Mapping[str, Any]) -> None:
        """Add the former bureau that it continues after."""
        self.data["after"] = succession
        self._after.append(after_words(succession))

    def paired(self, which: str, folder: Path, fingerprint: str) -> None:
        """Add the demo office or bureau that was set up together with it."""
        name, key = _DATA[which]
        self.data |= {name: str(folder), key: fingerprint}
        self._after.append(f"\n{_KINDS[which]}在 {folder}，{_TRUSTED[which]}（指纹 {fingerprint}）。\n")

    def keys_words(self) -> str:
        """The recovery keys and the phrase, before the profile counts as set up."""
        lines = [
            f"    {key}{f'    （{_KINDS[which]}）' if which else ''}" for which, key in self._keys.items()
        ]
        if lines:
            lines.insert(0, _RECOVERY)
        return "\n".join(lines + ([f"\n{self._phrase}"] if self._phrase else [])) + "\n"

    def words(self) -> str:
        """Everything else, afterwards."""
        hall = self._hall
        people = "、".join(f"{p.code}（{p.name}）" for p in self._staff)
        where = hall.hall if hall.office or hall.bureau else f"{hall.hall} {window_name(hall.window)}"
        done = f"已设好：{where}。资料在 {self._profile}\n值班人员：{people}\n"
        return done + "".join(self._after)


def _hall_words(fingerprint: str, *, made: bool) -> str:
    if not made:
        return f"\n本窗口用大厅密钥（指纹 {fingerprint}）签发了证书。\n"
    return (
        f"\n新建了大厅密钥（指纹 {fingerprint}），本窗口的文书由它证明。同一大厅的其他窗口不要再新建：\n"
        "先把它们写进登记册，在这里 counter hall card 写入厅卡，那里 counter setup --card（窗口里是“大厅 → 窗口”）。\n"
    )


def after_words(succession: Mapping[str, Any]) -> str:
    """The consequences for the windows, as text."""
    return (
        f"\n接着原来的第{succession['number']}版（{succession['version']}，原来的公钥指纹 {succession['fingerprint']}，"
        f"{succession['by']} 核对）：草稿就是那一版，下次发布第{succession['number'] + 1}版。\n"
        "密钥是新的：各窗口要先用 counter guide trust 新公钥 --by 工号 --replace 采用，才收这里签的包；"
        "原来那把要是还在别处，就不要再用了。谁改过那一版，这里不知道，都由现在的人负责。\n"
    )
