"""Check of the key files beside the journal: the recovery key's wrapping, and the private keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from counter.db.file.connection import DATABASE, open_file, refuse_foreign_log
from counter.db.file.errors import explained
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import KEYS_FILE, card_of, load_keys
from counter.db.keys.sealing import CaseKeys
from counter.db.keys.seed_files import BUREAU, HALL, HANDLER, HUB, KEPT, RING, SeedFile
from counter.db.keys.wrapping_check import keep_wrapping, kept_wrapping, wrapping_value
from counter.domain.errors import CounterError, WorldTrouble
from counter.domain.journal.chain import Fault
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.hall.configure_hall import hall_config
from counter.services.keys.ring_cards import holds_ring
from counter.services.keys.trusted import SUBJECT, key_events, public_of

_GONE = (
    "{} 里恢复密钥要用的那一段被改动或损坏：现在的密钥还好，但丢了就找不回来。"
    "请马上从备份只取回 {} 这一个文件，再核对一遍；取回以后还这样说，是数据文件里记的校验值变了，请告诉系统管理员。"
)
_ADOPTED = (
    f"{KEYS_FILE} 里恢复密钥要用的那一段从这次核对起有了校验，以后被改动会告诉您。"
    "它此前是否完好，只有用抄下的恢复密钥试一次（counter recover）才知道。"
)
_LOST = "{}不见了：设置时它在这里。请从备份只取回 {}，不要改动别的文件；没有备份的，{}。"
_OTHER = "{} 里是另一把密钥，不是本窗口用来证明文书的那一把。请从备份只取回 {}。"
_WITHOUT = {
    HALL: "用导出过的大厅密钥文件重新导入（counter keys hall import），也没有的请告诉系统管理员",
    HANDLER: "已收到的评价无法打开，请告诉系统管理员",
    BUREAU: "不能再发布指南，请按手册用 counter setup --after 重新设置",
    RING: "用导出过的钥匙环文件重新导入（counter keys ring import），也没有的另开一期（counter keys ring rotate）",
}


def check_wrapping(connection: Any, folder: Path, keys: CaseKeys) -> Iterator[Fault]:
    """Compare the wrapping with the value kept when it was made; nothing for an older profile without the value."""
    kept = kept_wrapping(connection)
    try:
        wrong = bool(kept) and kept != wrapping_value(card_of(folder), keys)
    except WorldTrouble:
        wrong = True
    if wrong:
        yield Fault("card", KEYS_FILE, _GONE.format(KEYS_FILE, KEYS_FILE))


def adopt_wrapping(journal: SqlJournal) -> Iterator[str]:
    """Keep the value of an older profile's wrapping; returns a note on what that does not prove."""
    connection = journal.connection()
    try:
        if kept_wrapping(connection) == 0:
            with explained():
                keep_wrapping(connection, card_of(journal.profile), journal.case_keys)
            yield _ADOPTED
    except (WorldTrouble, dbapi2.DatabaseError):  # reported by the check, or kept next time
        return


def look_at_wrapping(folder: Path) -> tuple[bool, str]:
    """For ``doctor``, on a profile that is not open: whether a value was kept, and what is wrong (or nothing).

    An unreadable file gives nothing here: another line reports it.
    """
    try:
        keys = load_keys(folder)
        refuse_foreign_log(folder / DATABASE, keys.data)
        with closing(open_file(folder / DATABASE, keys.data)) as connection:
            faults = list(check_wrapping(connection, folder, CaseKeys(keys.master)))
            return kept_wrapping(connection) != 0, faults[0].sentence if faults else ""
    except (WorldTrouble, dbapi2.DatabaseError):
        return True, ""


def check_seeds(journal: SqlJournal) -> Iterator[Fault]:
    """Private keys beside the journal that do not open, are missing, or differ from the entries."""
    held: dict[SeedFile, bytes | None] = {}
    for kept in KEPT:
        try:
            held[kept] = kept.read(journal.profile, journal.case_keys)
        except WorldTrouble as wrong:
            yield Fault("seed", kept.file, wrong.sentence)
    try:
        events, hall = key_events(journal.entries(SUBJECT)), hall_config(journal)
    except (CounterError, ValueError, LookupError, TypeError):  # reported with the entries
        return
    mine = _hall_key_made_here(events)
    wanted = {
        HALL: bool(mine),
        HANDLER: hall.office,
        BUREAU: hall.bureau,
        HUB: False,
        RING: holds_ring(journal),
    }
    for kept, seed in held.items():
        if seed is None and wanted[kept]:
            yield Fault("seed", kept.file, _LOST.format(f"密钥文件 {kept.file} ", kept.file, _WITHOUT[kept]))
    seed = held.get(HALL)
    if seed is not None and mine and public_of(seed) != mine:
        yield Fault("seed", HALL.file, _OTHER.format(HALL.file, HALL.file))


def _hall_key_made_here(events: list[Any]) -> str:
    """The public half of the hall key that this profile took last, hex; empty where it never held one."""
    made = ""
    for one in events:
        if isinstance(one, KeysTrusted) and one.how == "made":
            named = [*(c.hall_key for c in one.certificates), *(card.public_key for card in one.halls)]
            made = named[0] if named else made
    return made
