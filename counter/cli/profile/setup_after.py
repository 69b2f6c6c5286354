"""``counter setup --after``: a new bureau, whose old key is lost, continues after the last pack of the old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counter.cli.io.prompt import ask
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.papers.verify.trusted_keys import spoken_fingerprint

if TYPE_CHECKING:
    from counter.cli.io.doors import SettingUp
    from counter.services.guide.import_pack import Unpacked

_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class After:
    """The last pack, and the supervisor who confirms that it is the old bureau's. ``pin``: theirs, entered again."""

    pack: Unpacked
    by: str
    pin: str = ""


def read_after(file: str | None, by: str | None, hall: HallConfig, staff: Sequence[StaffSeed]) -> After:
    """The pack, verified as far as possible before anything is written. Raises BadInput, RuleRefused."""
    from counter.cli.io.json_file import read_raw
    from counter.services.authoring.succeed_bureau import read_last_pack

    if not file or not by:
        raise BadInput(
            "--after 指南包 和 --by 工号（核对过原来公钥指纹的值班负责人）要一起写。",
            field="--by" if file else "--after",
        )
    if not hall.bureau:
        raise BadInput("--after 只用于指南编辑室；窗口用 counter guide import 导入指南包。", field="--after")
    if not any(p.code.upper() == by.upper() and p.role == "supervisor" for p in staff):
        raise BadInput(f"--by 的工号“{by[:20]}”不是这里的值班负责人。", field="--by")
    content, _ = read_raw(file, _MOST_BYTES, "指南包")
    return After(read_last_pack(content, demo=hall.demo), by.upper())


def confirmed(after: After, staff: Sequence[StaffSeed]) -> After:
    """The supervisor has compared the fingerprint. Raises RuleRefused for a wrong PIN: nothing is written then."""
    said = after.pack.signed.publication
    printed = spoken_fingerprint(after.pack.signed.public_key)
    pin = ask(
        f"接着的是：{said.title}（{said.version}），{said.bureau}，{said.effective.isoformat()} 起生效，"
        f"公钥指纹 {printed}。请到一个窗口看它采用的指纹（counter guide trust）：十六个字一致，"
        f"而且那里没有更新的版本，再由值班负责人 {after.by} 输入口令："
    )
    seed = next(p for p in staff if p.code.upper() == after.by)
    if pin != seed.pin:
        raise RuleRefused("口令不对，什么也没有设置，请重新运行。", rule="L1", field="pin")
    return After(after.pack, after.by, pin)


def go_on(new: SettingUp, after: After) -> Mapping[str, Any]:
    """Record the succession in the new profile; returns what it continues after."""
    from counter.services.authoring.succeed_bureau import succeed_bureau

    printed = spoken_fingerprint(after.pack.signed.public_key)
    with new.open_app() as app:
        said = succeed_bureau(app, after.pack, fingerprint=printed, code=after.by, pin=after.pin)
    return {
        "number": said.number,
        "version": said.version,
        "bureau": said.bureau,
        "fingerprint": printed,
        "by": after.by,
    }


def after_words(told: Mapping[str, Any]) -> str:
    """The consequences for the windows, as text."""
    return (
        f"\n接着原来的第{told['number']}版（{told['version']}，原来的公钥指纹 {told['fingerprint']}，"
        f"{told['by']} 核对）：草稿就是那一版，下次发布第{told['number'] + 1}版。\n"
        "密钥是新的：各窗口要先用 counter guide trust 新公钥 --by 工号 --replace 采用，才收这里签的包；"
        "原来那把要是还在别处，就不要再用了。谁改过那一版，这里不知道，都由现在的人负责。\n"
    )
