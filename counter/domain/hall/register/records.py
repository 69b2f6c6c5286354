"""Records of the hall's register, by section: the hall, windows, people, organs, mandates, agreements, switches,
seal makers, local texts, and the pictures that a hall and its people name.

``since`` and ``until`` are inclusive civil days; ``until`` None: without an end. A record is identified by its section
and its ``key``. What is stated of people is what S001 Art. 37 has a hall publish: name, duty, telephone; PINs and their
hashes are never part of it.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TypeAlias

import msgspec

DECIDE, SIGN = "decide", "sign"
"""Acts that an organ entrusts to its representative (S001 Art. 34)."""


class RegisteredHall(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="hall"):
    """The hall (大厅) as it names itself; ``report_day``: day of the month by which it reports, 0 where not set.

    ``emblem``: key of the picture of its 统一标识 (S001 Art. 29), "" where it has none.
    """

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    complaint: str = ""
    lock_minutes: int = 0
    """Minutes without a key after which its windows lock, 0 where not set."""
    report_day: int = 0
    emblem: str = ""

    @property
    def key(self) -> str:
        """Empty: a register has one hall."""
        return ""


class RegisteredWindow(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="window"):
    """A window (窗口): its station code of 8 digits, its number at the hall, where it stands."""

    station: str
    number: str
    place: str = ""
    phone: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """The station code."""
        return self.station


class RegisteredStaff(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="staff"):
    """A person (人员). ``organ``: of a representative or signer; ``away_…``: an absence, during which ``deputy``
    (another code) stands in; ``photo``: key of the person's picture, "" where none is wanted.
    """

    code: str
    name: str
    role: str
    organ: str = ""
    duties: tuple[str, ...] = ()
    phone: str = ""
    since: date | None = None
    until: date | None = None
    away_since: date | None = None
    away_until: date | None = None
    deputy: str = ""
    photo: str = ""

    @property
    def key(self) -> str:
        """The staff code."""
        return self.code


class RegisteredOrgan(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="organ"):
    """An organ (机关) by its name in the guide; empty fields leave what the region's rules know.

    ``code``: its 统一社会信用代码, by which the platform's tables name it; "" where the hall has not given it.
    """

    guide_name: str
    name: str = ""
    mark: str = ""
    contact: str = ""
    phone: str = ""
    review_body: str = ""
    court: str = ""
    code: str = ""

    @property
    def key(self) -> str:
        """The name in the guide."""
        return self.guide_name


class RegisteredMandate(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="mandate"):
    """What an organ entrusts to its 首席代表 (S001 Art. 34): ``number`` of the letter, ``staff`` code, acts, days."""

    number: str
    organ: str
    staff: str
    acts: tuple[str, ...]
    since: date
    until: date | None = None

    @property
    def key(self) -> str:
        """The number of the letter and the person: one letter may name several."""
        return f"{self.number}|{self.staff}"


class RegisteredAgreement(
    msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="agreement"
):
    """One line of an agreement (授权协议, S001 Art. 32): ``items`` empty covers all of the organ's.

    ``line``: 1, 2 …, as one agreement may entrust different acts for different items.
    """

    number: str
    organ: str
    acts: tuple[str, ...]
    since: date
    until: date
    items: tuple[str, ...] = ()
    unseen_originals: bool = False
    line: int = 1

    @property
    def key(self) -> str:
        """The number and the line."""
        return f"{self.number}|{self.line}"


class RegisteredSwitch(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="switch"):
    """A local switch (地区开关) of the guide."""

    id: str
    on: bool

    @property
    def key(self) -> str:
        """The switch's id in the guide."""
        return self.id


class RegisteredSealMaker(
    msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="seal_maker"
):
    """A qualified seal maker (印章刻制企业, 2021-13 二(一)1); shown in a neutral order."""

    name: str
    place: str = ""
    phone: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """The name."""
        return self.name


class RegisteredText(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="text"):
    """A sentence that differs by place (用语), by its id in the region's rules (``Jurisdiction.wording``)."""

    id: str
    words: str

    @property
    def key(self) -> str:
        """The text's id."""
        return self.id


class RegisteredPicture(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="section", tag="picture"):
    """A picture (图片), PNG or JPEG as ``services/register/pictures`` writes it: carried once, named by its ``digest``.

    ``dots``: how papers draw it (``document/emblem``); "" where they do not. One that was taken in stays.
    """

    digest: str
    content: bytes
    dots: str = ""

    @property
    def key(self) -> str:
        """The digest."""
        return self.digest


def picture_digest(content: bytes) -> str:
    """The name of a picture: the first 16 digits of its SHA-256."""
    return sha256(content).hexdigest()[:16]


RegisterRecord: TypeAlias = (
    RegisteredHall
    | RegisteredWindow
    | RegisteredStaff
    | RegisteredOrgan
    | RegisteredMandate
    | RegisteredAgreement
    | RegisteredSwitch
    | RegisteredSealMaker
    | RegisteredText
    | RegisteredPicture
)


def section_of(record: RegisterRecord | type[RegisterRecord]) -> str:
    """The section of a record, as it is stored."""
    return str(record.__struct_config__.tag)
