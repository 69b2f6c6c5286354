"""What evidence from outside proves about this station's journal: a 日结单, a paper, a head that somebody else kept.

Three answers and no fourth: it agrees up to an entry; it does not agree; it cannot be used. Evidence that anybody could
have made (unsigned, by a key not known here, of another station, of a day to come) never accuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.numbering import epoch_mark
from counter.domain.errors import BadInput
from counter.domain.hall.station_events import EarlierEpoch
from counter.domain.journal.stated_heads import StatedHead, head_message
from counter.domain.papers.verify.day_code import (
    ShortCode,
    may_be_of,
    read_day_qr,
    read_short_code,
    tag_of,
)
from counter.domain.papers.verify.proof import title_of
from counter.domain.papers.verify.signed_code import HASH_BYTES, read_code
from counter.domain.papers.verify.trusted_keys import Certificate, Trust, Verify, fingerprint_of
from counter.domain.text.day_words import day_text


class EvidenceStanding(StrEnum):
    """The answer to one piece of evidence."""

    AGREES = "agrees"  # 一致到第 N 条
    DIFFERS = "differs"  # 不一致：那一条不是同一条
    CUT = "cut"  # 不一致：日志在它之前就完了
    BROKEN = "broken"  # 链条本身有错，比不了
    NOT_MATCHED = "not_matched"  # 对不上，但不能断定：短码没有签名，或签它的密钥已作废
    UNUSABLE = "unusable"  # 凭据不能用


ACCUSING = frozenset({EvidenceStanding.DIFFERS, EvidenceStanding.CUT})
"""Answers that say: the journal here is not the one that was there."""


@dataclass(frozen=True, slots=True)
class EvidenceFinding:
    """The answer with its words. ``source``: what the evidence is; ``seq`` of ``epoch``: which entry it speaks of."""

    standing: EvidenceStanding
    source: str
    sentence: str
    advice: str = ""
    epoch: int = 0
    seq: int = 0

    @property
    def agrees(self) -> bool:
        """Whether the journal stands up to it."""
        return self.standing is EvidenceStanding.AGREES


class OwnChains(Protocol):
    """This station's chains, as they are stored now."""

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        """Hash of an entry; None where there is none."""
        ...

    def place(self, epoch: int | None = None) -> tuple[int, bytes]:
        """Number and hash of the last entry of an epoch; (0, zeros) where it has none."""
        ...

    def chain_holds(self, epoch: int, seq: int) -> bool:
        """Whether the chain is whole up to that entry, computed anew."""
        ...


@dataclass(frozen=True, slots=True)
class BackupHead:
    """What the readable header of a backup says of the journal in it. ``message``: what its ``signature`` covers, the
    whole file; ``public_key``: hex.
    """

    station: str
    epoch: int
    seq: int
    entry_hash: bytes
    made_at: datetime
    public_key: str
    message: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Judge:
    """What evidence is judged with. ``own``: the station's own certificates, one for each epoch (unsigned ones too);
    ``trust``: the halls known here; ``today``: by the clock here; ``follows``: which earlier chains
    each epoch's opening entry names; ``restored``: where a chain ended in the backup that the profile came out of.
    """

    station: str
    chains: OwnChains
    own: tuple[Certificate, ...]
    trust: Trust
    verify: Verify
    today: date
    follows: Mapping[int, tuple[EarlierEpoch, ...]] = field(default_factory=dict)
    restored: Mapping[int, int] = field(default_factory=dict)

    def day_sheet(self, text: str) -> EvidenceFinding:
        """By the QR of a 日结单. Raises BadInput where it cannot be read."""
        read = read_day_qr(text)
        source = _day_source(read.head)
        if (strange := self._strange(source, read.head.station)) is not None:
            return strange
        signature = bytes.fromhex(read.head.signature)
        certificate = self._by_print(
            read.head.epoch, read.fingerprint, lambda key: read.by(key).message(), signature
        )
        if certificate is None:
            return self._unknown_key(source, read.head.epoch)
        return self._stated(read.by(certificate.public_key), source, certificate)

    def head(self, head: StatedHead, source: str) -> EvidenceFinding:
        """By a head that a file carries."""
        source = f"{source}（{_moment_words(head.at)}的链首）" if not head.day else _day_source(head)
        if (strange := self._strange(source, head.station)) is not None:
            return strange
        certificate = next(
            (c for c in self._certificates(head.epoch) if c.public_key == head.public_key), None
        )
        if certificate is None:
            return self._unknown_key(source, head.epoch)
        return self._stated(head, source, certificate)

    def paper(self, text: str) -> EvidenceFinding:
        """By the QR of a paper. Raises BadInput where it cannot be read."""
        code = read_code(text)
        essentials = code.essentials
        source = "这份文书"  # nothing that it says of itself is shown before its signature was proved
        if (strange := self._strange(source, code.station)) is not None:
            return strange
        if not code.epoch or code.is_preview or code.place is None or code.place.seq == 0:
            why = "这个码里没有签名和日志位置（屏幕预览或旧版文书），不能用来对照日志。"
            return EvidenceFinding(EvidenceStanding.UNUSABLE, source, why)
        certificate = self._by_print(code.epoch, code.fingerprint, lambda _: code.message, code.signature)
        if certificate is None:
            return self._unknown_key(source, code.epoch)
        if not self.verify(bytes.fromhex(certificate.public_key), code.message, code.signature):
            return _forged(source)
        named = f"{title_of(essentials)} {essentials.number}".strip()
        source = f"{named}（{day_text(essentials.issued)}）"
        unusable = self._to_come(source, essentials.issued)
        found = self._compared(source, code.epoch, code.place.seq, code.place.entry_hash)
        return unusable or self._weighed(found, certificate)

    def head_file(
        self, epoch: int, seq: int, entry_hash: bytes, signature: bytes, station: str
    ) -> EvidenceFinding:
        """By a signed head as it lies beside the data file (``heads/N.head`` of a backup)."""
        source = f"备份里的链首（{epoch_mark(epoch)} 期第 {seq:,} 条）"
        if (strange := self._strange(source, station)) is not None:
            return strange
        message = head_message(station, epoch, seq, entry_hash)
        signers = [
            c
            for c in self._certificates(epoch)
            if self.verify(bytes.fromhex(c.public_key), message, signature)
        ]
        if not signers:
            return _forged(source) if self._certificates(epoch) else self._unknown_key(source, epoch)
        return self._weighed(self._compared(source, epoch, seq, entry_hash), signers[0])

    def backup(self, given: BackupHead) -> EvidenceFinding:
        """By a whole backup file, which its station has signed with its head."""
        source = f"{day_text(civil_date(given.made_at))}的备份"
        if (strange := self._strange(source, given.station)) is not None:
            return strange
        known = self._certificates(given.epoch)
        certificate = next((c for c in known if c.public_key == given.public_key), None)
        if certificate is None:
            return self._unknown_key(source, given.epoch)
        if not self.verify(bytes.fromhex(certificate.public_key), given.message, given.signature):
            return _forged(source)
        unusable = self._to_come(source, civil_date(given.made_at))
        found = self._compared(source, given.epoch, given.seq, given.entry_hash)
        return unusable or self._weighed(found, certificate)

    def short_code(self, text: str) -> EvidenceFinding:
        """By a short code as typed. Raises BadInput where it is mistyped."""
        code: ShortCode = read_short_code(text)
        source = (
            f"日结单短码（{epoch_mark(code.epoch)} 期第 {code.seq:,} 条）" if code.epoch else "日结单短码"
        )
        if not code.epoch or not code.seq or not may_be_of(code, self.station):
            return EvidenceFinding(EvidenceStanding.UNUSABLE, source, "这个短码不是本窗口的日结单上的。")
        here = self.chains.hash_at(code.epoch, code.seq)
        if here is not None and tag_of(self.station, code.epoch, code.seq, here) == code.tag:
            return self._compared(source, code.epoch, code.seq, here)
        missing = "本窗口没有这一条" if here is None else "本窗口的这一条不是它"
        sentence = f"{source}对不上：{missing}。短码没有签名，谁都写得出，单凭它不能断定日志被改过。"
        advice = "请核对抄写，再扫这张日结单上的二维码：二维码有签名，能断定。"
        return EvidenceFinding(EvidenceStanding.NOT_MATCHED, source, sentence, advice, code.epoch, code.seq)

    def _stated(self, head: StatedHead, source: str, certificate: Certificate) -> EvidenceFinding:
        if not self.verify(
            bytes.fromhex(certificate.public_key), head.message(), bytes.fromhex(head.signature)
        ):
            return _forged(source)
        made = civil_date(datetime.fromisoformat(head.at))
        unusable = self._to_come(source, made)
        found = self._compared(source, head.epoch, head.seq, bytes.fromhex(head.hash))
        return unusable or self._weighed(found, certificate)

    def _compared(self, source: str, epoch: int, seq: int, entry_hash: bytes) -> EvidenceFinding:
        """Evidence whose signature holds; ``entry_hash``: whole, or its first bytes."""
        mark = epoch_mark(epoch)
        here = self.chains.hash_at(epoch, seq)
        if here is None:
            last, _ = self.chains.place(epoch)
            ends = f"只有 {last:,} 条" if last else "一条也没有"
            sentence = f"与{source}不一致：它签名时 {mark} 期已有 {seq:,} 条，现在{ends}，后面的被截去了。"
            advice = _RESTORED.format(mark, self.restored[epoch]) if epoch in self.restored else REPORT
            return EvidenceFinding(EvidenceStanding.CUT, source, sentence, advice, epoch, seq)
        if len(entry_hash) < HASH_BYTES or here[: len(entry_hash)] != entry_hash:
            sentence = f"与{source}不一致：{mark} 期第 {seq:,} 条不是它签名时的那一条，那以前的记录被换过。"
            return EvidenceFinding(EvidenceStanding.DIFFERS, source, sentence, REPORT, epoch, seq)
        if not self.chains.chain_holds(epoch, seq):
            sentence = f"{source}的那一条在，但 {mark} 期到第 {seq:,} 条的链条本身有错，不能说一致。"
            return EvidenceFinding(
                EvidenceStanding.BROKEN, source, sentence, "请先运行 counter check。", epoch, seq
            )
        if (replaced := self._earlier_replaced(epoch)) is not None:
            before = epoch_mark(replaced.epoch)
            sentence = (
                f"{source}的那一条在，但更早的 {before} 期到第 {replaced.seq:,} 条"
                "与那时记下的不是同一条，被换过。"
            )
            return EvidenceFinding(EvidenceStanding.DIFFERS, source, sentence, REPORT, epoch, seq)
        sentence = f"与{source}一致到 {mark} 期第 {seq:,} 条。"
        apart = self._apart(epoch)
        advice = f"{AFTER}更早的 {'、'.join(apart)} 期没有连在它上面，要另用那时的凭据。" if apart else AFTER
        return EvidenceFinding(EvidenceStanding.AGREES, source, sentence, advice, epoch, seq)

    def _earlier_replaced(self, epoch: int) -> EarlierEpoch | None:
        """An earlier chain that does not reach, whole, the end that the epoch's opening entry names."""
        for end in self.follows.get(epoch, ()):
            here = self.chains.hash_at(end.epoch, end.seq)
            if here is None or here.hex() != end.hash or not self.chains.chain_holds(end.epoch, end.seq):
                return end
        return None

    def _apart(self, epoch: int) -> tuple[str, ...]:
        """Marks of earlier epochs that the opening entry does not name: an older program wrote it."""
        named = {end.epoch for end in self.follows.get(epoch, ())}
        own = {one.epoch for one in self.own if one.epoch < epoch}
        return tuple(epoch_mark(one) for one in sorted(own - named))

    def _certificates(self, epoch: int) -> tuple[Certificate, ...]:
        return (
            *(c for c in self.own if (c.station, c.epoch) == (self.station, epoch)),
            *self.trust.named(self.station, epoch),
        )

    def _by_print(
        self, epoch: int, fingerprint: bytes, message: Callable[[str], bytes], signature: bytes
    ) -> Certificate | None:
        """The certificate of the key that a code names. Four bytes do not tell two keys apart: of twins the one that
        signed, or any where none did. ``message``: what a key has to have signed.
        """
        twins = [c for c in self._certificates(epoch) if fingerprint_of(c.public_key) == fingerprint]
        signing = (
            c for c in twins if self.verify(bytes.fromhex(c.public_key), message(c.public_key), signature)
        )
        return next(signing, twins[0] if twins else None)

    def _strange(self, source: str, station: str) -> EvidenceFinding | None:
        if station == self.station:
            return None
        named = station[:20] if station.isascii() and station.isalnum() else "（读不出）"
        sentence = f"{source}是窗口 {named} 的，不是本窗口（{self.station}）的，不能对照本窗口的日志。"
        return EvidenceFinding(EvidenceStanding.UNUSABLE, source, sentence)

    def _unknown_key(self, source: str, epoch: int) -> EvidenceFinding:
        known = self._certificates(epoch)
        sentence = f"{source}的签名密钥本机不认识，不能证明什么（不等于伪造）。"
        if known:
            advice = (
                f"本机登记的 {self.station}-{epoch} 是另一把密钥。如果这张纸确是本窗口出的，那就是窗口的密钥被换过："
                "请拿到保存着本大厅证书的别的窗口验真，并告诉系统管理员。"
            )
        else:
            advice = (
                f"本机没有 {epoch_mark(epoch)} 期。如果它确是本窗口出的，那一期整个不见了："
                "请拿到别的窗口验真，并告诉系统管理员；也可以连同那个窗口导出的链首一起给出（--against 可写多次）。"
            )
        return EvidenceFinding(EvidenceStanding.UNUSABLE, source, sentence, advice, epoch)

    def _weighed(self, found: EvidenceFinding, certificate: Certificate) -> EvidenceFinding:
        """A contradiction signed with a revoked key accuses nobody: whoever holds that key can date it back."""
        revocation = self.trust.revocations.get(certificate.public_key)
        if revocation is None or found.standing not in ACCUSING:
            return found
        advice = f"签它的密钥自 {revocation.since} 起作废，拿着它的人可以倒填日期，单凭它不能断定。请再找一份别的凭据。"
        return replace(found, standing=EvidenceStanding.NOT_MATCHED, advice=advice)

    def _to_come(self, source: str, day: date) -> EvidenceFinding | None:
        if day <= self.today:
            return None
        sentence = f"{source}的日期在今天（{day_text(self.today)}）以后，不能用。"
        return EvidenceFinding(EvidenceStanding.UNUSABLE, source, sentence, "请先核对本机的时钟，再试。")


REPORT = (
    "凭据上的签名是本窗口的密钥：要么日志被改写过，要么密钥在别处用过。"
    "请停止办件，留好凭据，复制资料文件夹，告诉系统管理员。"
)
"""What to do where the journal does not stand up to evidence, and what it leaves open."""

_RESTORED = (
    "这个窗口用备份恢复过，备份里 {0} 期到第 {1:,} 条为止，后面的是那时丢的，记录在案（看清单：counter restored）。"
    "要是没有人恢复过，请停止办件，告诉系统管理员；备份以前的记录，请另用那时的凭据核对。"
)
"""What to do where the journal ends at a backup: it is as if cut, and may be no crime."""

AFTER = "那以前的记录一条也没有被换过；那以后的，它证明不了。"
"""How far an agreement reaches."""


def _forged(source: str) -> EvidenceFinding:
    return EvidenceFinding(
        EvidenceStanding.UNUSABLE, source, f"{source}的签名不对，是伪造的或被改动过，不能用。"
    )


def _day_source(head: StatedHead) -> str:
    if not head.day:
        return f"{_moment_words(head.at)}的链首"
    return f"{day_text(date.fromisoformat(head.day))} 日结单"


def _moment_words(at: str) -> str:
    return day_text(civil_date(datetime.fromisoformat(at)))


def unreadable(given: str, wrong: BadInput) -> EvidenceFinding:
    """Evidence that could not be read at all."""
    return EvidenceFinding(EvidenceStanding.UNUSABLE, given, f"{given}：{wrong.sentence}")
