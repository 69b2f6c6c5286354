"""The pack for the office: every box once, in the order of bytes, signed by the station; and nothing else is one."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.ratings.pack import RatingPack, card_text, pack_text, read_card, read_pack, signed_pack
from counter.domain.ratings.sealed_box import AnonymousRating, NamedRating
from counter.domain.ratings.slip_code import Slip, digest_of, spoken
from counter.services.context.print_queue import Job, JobState, Printer, PrinterState
from counter.services.keys.trusted import verify
from counter.services.ratings.pack import OPERATOR, last_pack, pack_ratings
from counter.services.ratings.slip import print_slip, use_code
from tests.cli.prying import traces
from tests.services.office import office_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, card_of, rated_on


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


def pack(rated: Rated, *, everything: bool = False) -> RatingPack:
    """What the office reads of the file."""
    texts: list[str] = []
    made = pack_ratings(rated.app, texts.append, actor=OPERATOR, everything=everything)
    assert read_pack(texts[0]) == made
    return made


def proved(made: RatingPack) -> bool:
    return verify(bytes.fromhex(made.public_key), made.message(), bytes.fromhex(made.signature))


def test_that_a_pack_brings_what_the_last_one_did_not(rated: Rated) -> None:
    for choice in (NAMED, ANONYMOUS, None):
        rated.rate(choice)
    first = pack(rated)
    assert (first.closed, first.days, first.waiting) == (3, (), 0)
    rated.next_day()
    rated.rate(NAMED)
    rated.invite(rated.case())
    second = pack(rated)
    assert (second.closed, [d.day for d in second.days], second.waiting) == (1, ["2026-11-20"], 1)
    assert second.since == first.until
    assert len(second.days[0].boxes) == 3
    everything = pack(rated, everything=True)
    assert sorted(everything.named) == sorted((*first.named, *second.named))
    assert (everything.since, everything.days) == (0, second.days)
    rated.wait()
    assert pack(rated).closed == 1
    assert pack(rated).closed == 0


def test_that_the_office_finds_what_was_chosen_in_it(rated: Rated) -> None:
    rated.rate(NAMED)
    rated.rate(ANONYMOUS)
    rated.next_day()
    made = pack(rated)
    kinds = [type(rated.opened(box)) for box in (*made.named, *made.days[0].boxes)]
    assert kinds.count(NamedRating) == kinds.count(AnonymousRating) == 1
    assert list(made.named) == sorted(made.named)


def test_that_a_pack_names_nobody_and_says_no_word_of_who_rated_by_name(rated: Rated, tmp_path: Path) -> None:
    case = rated.case()
    rated.rate(NAMED)
    rated.rate(ANONYMOUS)
    rated.next_day()
    made = pack(rated)
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "pack.json").write_text(pack_text(made), encoding="utf-8")
    for n, box in enumerate((*made.named, *(one for day in made.days for one in day.boxes))):
        (folder / f"{n}.box").write_bytes(base64.b64decode(box))
    assert case.applicant is not None
    assert case.applicant.person is not None
    person = case.applicant.person
    secret = ("评价1", "评价2", "评价3", person.id_number, person.phone, NAMED.words, case.number)
    assert traces((folder,), (made.station,))
    assert traces((folder,), secret) == []


def test_that_a_pack_is_signed_by_the_station_and_one_changed_letter_shows(rated: Rated) -> None:
    rated.rate(NAMED)
    made = pack(rated)
    assert proved(made)
    for changed in (
        replace(made, window="04"),
        replace(made, named=()),
        replace(made, until=made.until + 1),
        replace(made, handler_key="ab" * 32),
    ):
        assert not proved(changed)


def test_that_no_pack_is_made_where_nothing_was_ever_sealed(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office, pytest.raises(RuleRefused):
        pack(Rated(office, X25519PrivateKey.generate()))


def test_that_a_file_that_could_not_be_written_is_packed_again(rated: Rated) -> None:
    rated.rate(NAMED)

    def full(text: str) -> None:
        raise BadInput("磁盘满了。")

    with pytest.raises(BadInput):
        pack_ratings(rated.app, full, actor=OPERATOR)
    assert last_pack(rated.app.journal) is None
    assert pack(rated).closed == 1


class OnePrinter:
    """A print queue that keeps what it was given (a real small fake of ``PrintQueue``)."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def printers(self) -> tuple[Printer, ...]:
        return (Printer("one", "一", default=True, state=PrinterState.READY, words=""),)

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        self.sent.append(pdf)
        return f"{printer}-{len(self.sent)}"

    def find(self, title: str, since: object) -> str | None:
        return None

    def job(self, job: str) -> Job:
        return Job(job, JobState.SENT, "")

    def cancel(self, job: str) -> None:
        self.sent.clear()


def test_that_a_pack_tells_which_slips_are_out_and_which_were_used(rated: Rated) -> None:
    queue = OnePrinter()
    rated.office.app = replace(rated.app, queue=queue)
    codes: list[str] = []

    def make(slip: Slip) -> bytes:
        codes.append(slip.code)
        return b"%PDF"

    for _ in range(2):
        print_slip(rated.app, rated.case().id, "W01", make)
    rated.cast(use_code(rated.app, codes[0], "W01"), NAMED)
    rated.wait()
    made = pack(rated)
    assert {(slip.digest, slip.used) for slip in made.slips} == {
        (digest_of(codes[0]), True),
        (digest_of(codes[1]), False),
    }
    assert (made.closed, made.waiting) == (1, 1)
    for code in codes:
        assert code not in pack_text(made)
        assert spoken(code) not in pack_text(made)


def test_that_another_epochs_boxes_are_packed_too(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    with rated_on(folder) as rated:
        rated.rate(NAMED)
        key, clock = rated.key, rated.office.clock
    moved = folder.rename(tmp_path / "moved")
    from counter.bootstrap.opening import open_app
    from tests.services.office import Office

    with open_app(moved, clock) as app:
        again = Rated(Office(app, clock), key)
        again.rate(ANONYMOUS)
        made = pack(again)
        assert made.epoch == app.journal.station().epoch > 1
        assert made.closed == 2
        assert proved(made)
        assert pack(again).closed == 0


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────


def whole(rated: Rated) -> dict[str, Any]:
    rated.rate(NAMED)
    rated.next_day()
    values: dict[str, Any] = json.loads(pack_text(pack(rated)))
    return values


def test_that_nothing_but_a_whole_pack_is_read(rated: Rated) -> None:
    values = whole(rated)
    assert read_pack(json.dumps(values)).closed == 1
    wrong: list[dict[str, Any]] = [
        {"form": "counter-keys-1"},
        {"named": ["AAAA"]},
        {"named": ["评价"]},
        {"named": [7]},
        {"named": None},
        {"public_key": "ab"},
        {"signature": ""},
        {"since": "x"},
        {"days": [{"day": "2026-13-01", "boxes": []}]},
        {"days": [{"day": "2026-11-20", "boxes": ["AA=="]}]},
        {"slips": [{"digest": "x", "stage": "别的", "until": "2026-11-20", "used": True}]},
        {"slips": [{"digest": "x", "stage": "受理环节", "until": "明天", "used": True}]},
    ]
    for change in wrong:
        with pytest.raises(BadInput, match=r"。$"):
            read_pack(json.dumps({**values, **change}))
    for missing in ("station", "named", "signature", "form"):
        with pytest.raises(BadInput):
            read_pack(json.dumps({k: v for k, v in values.items() if k != missing}))
    for text in ("", "[]", "null", "{", '"x"', "[" * 100_000, secrets.token_hex(50)):
        with pytest.raises(BadInput):
            read_pack(text)


def test_that_a_card_is_read_back_and_nothing_else_is() -> None:
    card = card_of(X25519PrivateKey.generate())
    assert read_card(card_text(card)) == card
    for change in (
        {"public_key": "AB" * 32},
        {"public_key": ""},
        {"office": " "},
        {"since": "昨天"},
        {"demo": "也许"},
    ):
        with pytest.raises(BadInput):
            read_card(json.dumps({**json.loads(card_text(card)), **change}))


def test_that_a_signature_covers_a_purpose_of_its_own(rated: Rated) -> None:
    made = pack(rated)
    again = signed_pack(made, rated.app.journal.sign)
    assert again.signature == made.signature
    assert made.message().startswith(b"counter-ratings-1")
