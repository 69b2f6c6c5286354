"""What lies beside a backup that is being restored and knows more: other backups, and the profile in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from counter.db.backup.contents import Contents
from counter.db.backup.copy import forgotten_in, reading
from counter.db.backup.found import FoundBackup, backups_in, contents_of
from counter.db.backup.wrappings import open_wrappings
from counter.db.file.connection import DATABASE, refuse_foreign_log
from counter.db.keys.key_folder import Keys, load_keys
from counter.domain.errors import BadInput, CounterError
from counter.domain.hall.backup.header import BackupHeader
from counter.domain.hall.backup.loss import KnownEnd

_LOCKED = (
    "同一文件夹里的 {} 记到更后面，是换过密钥以后做的，这把恢复密钥打不开：以后清除了谁看不出来，清除过的人会回来。"
    "没有恢复，什么也没有改动。请用新的恢复密钥恢复那一份；做不到的，把它移到别的文件夹再恢复，"
    "恢复后照清除的登记再清除一遍。"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """``ends``: how far the journal had come; ``forgotten``: subjects whose key was destroyed; ``newer``: the backup
    that reaches furthest, where one reaches further than the one being restored.
    """

    ends: tuple[KnownEnd, ...]
    forgotten: frozenset[str]
    newer: Path | None


def known_beside(file: Path, header: BackupHeader, keys: Keys, recovery_key: str) -> Beside:
    """By the other backups of this profile in the folder of ``file``; damaged and forged ones know nothing.

    Raises BadInput where one that reaches further opens with another recovery key.
    """
    read = list(_opened(file.parent, header, keys, recovery_key))
    heads = [one.header.head for one, _ in read]
    further = [(_reach(one.header), one.path) for one, _ in read if _reach(one.header) > _reach(header)]
    return Beside(
        tuple(KnownEnd(head.epoch, head.seq) for head in heads),
        frozenset(subject for _, contents in read for subject in contents.forgotten),
        max(further)[1] if further else None,
    )


def _opened(
    folder: Path, header: BackupHeader, keys: Keys, recovery_key: str
) -> Iterator[tuple[FoundBackup, Contents]]:
    for one in backups_in(folder):
        if one.header.profile != header.profile or one.header.salt == header.salt:
            continue
        try:
            yield one, contents_of(one.path, keys)
        except CounterError:
            other = _other_keys(one, header, recovery_key)
            with suppress(CounterError):
                if other is not None:
                    yield one, contents_of(one.path, other)


def _other_keys(one: FoundBackup, header: BackupHeader, recovery_key: str) -> Keys | None:
    """The keys of a backup that was sealed before or after a change of keys; None for a damaged one."""
    if one.header.wrappings == header.wrappings:
        return None
    try:
        return open_wrappings(one.header.profile, one.header.wrappings, recovery_key)
    except BadInput as wrong:
        if _reach(one.header) > _reach(header):
            raise BadInput(_LOCKED.format(one.path.name), field="file") from wrong
        return None


def _reach(header: BackupHeader) -> tuple[int, int]:
    return header.head.epoch, header.head.seq


def forgotten_in_place(folder: Path, keys: Keys) -> frozenset[str]:
    """Whom the profile that lies there has forgotten; nobody where it is another's, damaged, or does not open."""
    data = folder / DATABASE
    for some in _keys_there(folder, keys):
        with suppress(CounterError, OSError, dbapi2.DatabaseError):
            refuse_foreign_log(data, some.data)
            with reading(data, some.data) as connection:
                return forgotten_in(connection)
    return frozenset()


def _keys_there(folder: Path, keys: Keys) -> Iterator[Keys]:
    if not (folder / DATABASE).is_file():
        return
    yield keys
    with suppress(CounterError):
        there = load_keys(folder)
        if there.profile_id == keys.profile_id:
            yield there
