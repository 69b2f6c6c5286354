"""The first people of a profile: who must be there before anything is set up."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.errors import BadInput
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.organ_people import ORGAN_ROLES
from counter.domain.hall.pin_strength import weakness
from counter.domain.hall.staff_code import STAFF_CODE_WORDS, is_staff_code

SETUP = "setup"
"""The actor of entries written by a set-up, before anyone has signed on."""


def check_first_people(hall: HallConfig, staff: Sequence[StaffSeed]) -> None:
    """Check the people before a PIN is asked for or a file is written. Raises BadInput naming the field."""
    if not staff:
        raise BadInput("还没有值班人员，请用 --staff 工号:姓名:岗位 写明，可写多次。", field="staff")
    for person in staff:
        _check_person(hall, person)
    codes = [p.code.upper() for p in staff]
    twice = next((c for c in codes if codes.count(c) > 1), None)
    if twice is not None:
        raise BadInput(f"工号 {twice} 写了两次。", field="staff.code")
    if not any(p.role == "supervisor" for p in staff):
        raise BadInput(
            "至少要有一位值班负责人（supervisor），以后增加人员要由负责人同意。", field="staff.role"
        )
    if hall.bureau and len(staff) < 2:
        raise BadInput("指南编辑室至少要有两个人：改过指南的人不能自己核对。", field="staff")


def _check_person(hall: HallConfig, person: StaffSeed) -> None:
    if not is_staff_code(person.code):
        raise BadInput(f"“{person.code[:40]}”不能当工号：{STAFF_CODE_WORDS}。", field="staff.code")
    if not person.name.strip():
        raise BadInput(f"工号 {person.code} 没有写姓名。", field="staff.name")
    if person.role not in ("clerk", "supervisor", *ORGAN_ROLES):
        raise BadInput(
            f"工号 {person.code} 的岗位只能是 clerk、supervisor、representative 或 signer。",
            field="staff.role",
        )
    if (person.role in ORGAN_ROLES) != bool(person.organ.strip()):
        raise BadInput(
            f"工号 {person.code}：首席代表、签发人要写明部门（工号:姓名:岗位:部门），窗口人员不写。",
            field="staff.organ",
        )
    if person.pin and not hall.demo:
        raise BadInput(
            "只有演示大厅的设置文件可以写口令；请删去 pin，口令会在设置时询问。", field="staff.pin"
        )


def check_first_pin(code: str, pin: str, *, demo: bool) -> None:
    """Raises BadInput for a weak PIN of somebody set up with the profile; a demo's PINs are printed in its file."""
    if not demo and (wrong := weakness(pin, code=code)):
        raise BadInput(f"{code} 的口令{wrong}，容易被猜到，请换一个。", field="pin")
