"""Who acts on a command line: the clerk by code, a supervisor by code and PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from counter.services.house import House
    from counter.services.ports import StaffRow


def get_clerk(house: House, code: str, field: str = "clerk") -> StaffRow:
    """The person on duty with that code. Raises BadInput for none, or one who may not act here."""
    if not code.strip():
        raise BadInput("还缺工号：谁办的？请写 --clerk 工号；counter staff list 列出全部。", field=field)
    wanted = code.strip().upper()
    row = next((s for s in house.journal.staff() if s.code == wanted and s.active), None)
    if row is None:
        raise BadInput(f"没有工号为“{code[:20]}”的值班人员；counter staff list 列出全部。", field=field)
    return row


def get_supervisor(house: House, code: str, pin_file: str | None) -> str:
    """The code of a supervisor whose own PIN was checked: typed unseen, or the first line of a file.

    Raises RuleRefused for anyone else, BadInput for a file that cannot be read.
    """
    from counter.services.staff import require_supervisor

    return require_supervisor(house.journal, code=code, pin=pin_of(code, pin_file)).code


def get_person(house: House, code: str, pin_file: str | None, field: str = "--by") -> StaffRow:
    """The person on duty with that code, by the person's own PIN: for acts that somebody else must not do in this name.

    Raises as ``get_clerk``, and RuleRefused for a wrong PIN.
    """
    from counter.services.staff import check_pin

    known = get_clerk(house, code, field)
    return check_pin(house.journal, known.code, pin_of(known.code, pin_file, "工号"))


def pin_of(code: str, pin_file: str | None, whose: str = "值班负责人") -> str:
    """A person's PIN, not yet checked: typed unseen, or the first line of a file."""
    from counter.cli.asking import ask

    return ask(f"{whose} {code} 的口令：") if pin_file is None else pin_in(pin_file)


def pin_in(file: str) -> str:
    """The first line of a file. Raises BadInput for one that cannot be read."""
    from counter.cli.json_file import read_raw

    raw, shown = read_raw(file, 200, "口令文件")
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{shown} 不是文字文件。", field="--pin-file") from wrong
    return lines[0].strip() if lines else ""
