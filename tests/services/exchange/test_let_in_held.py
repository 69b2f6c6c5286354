"""放行: what waits because its key was revoked is let in by two people, with a reason, and on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.case import Case
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Revocation
from counter.services.exchange.let_in_held import let_in_held, revoked_batches
from counter.services.keys.confirm_keys import unconfirmed
from counter.services.keys.trusted import append, settled_keys, signed
from tests.services.case.neighbours import THERE, Neighbours, neighbours_on
from tests.services.office import FRIDAY, Office


def revoke(at: Office, of: Office, since: str = "2026-11-19") -> None:
    """The hall of the other window says that its key is void from that day on."""
    trust = settled_keys(of.app.journal, FRIDAY.date())
    own = of.app.journal.public_key().hex()
    certificate = next(one for one in trust.certificates if one.public_key == own)
    seed = of.app.journal.hall_seed()
    assert seed is not None
    said = Revocation(THERE, certificate.epoch, own, since, "电脑被盗", since, certificate.hall_key)
    append(at.app.journal, KeysTrusted("imported", revocations=(signed(said, seed),)), actor="S01")


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path) as found:
        yield found


def waits(both: Neighbours) -> Case:
    """A case of the other window, brought by stick after its key was revoked."""
    revoke(both.owner, both.other)
    case = both.other.file(both.other.visit())
    assert both.tell(both.other, both.owner)[-1] == "held"
    return case


def test_that_two_people_let_in_what_was_written_before_and_it_is_on_record(both: Neighbours) -> None:
    case = waits(both)
    app = both.owner.app
    batches = revoked_batches(app)
    (mine,) = [one for one in batches if one.cases]
    assert mine.written == ("2026-11-20", "2026-11-20")
    assert (mine.range.station, mine.cases) == (THERE, 1)
    said = {"code": "S01", "pin": "9876"}
    with pytest.raises(BadInput, match="凭什么"):
        let_in_held(app, mine.id[:12], " ", **said)
    with pytest.raises(BadInput, match="没有"):
        let_in_held(app, "zz", "和日结单核对过", **said)
    with pytest.raises(RuleRefused):
        let_in_held(app, mine.id, "和日结单核对过", code="W01", pin="1234")
    assert app.journal.case_row(case.id) is None
    taken = let_in_held(app, mine.id[:12], "和日结单核对过", **said)
    assert taken.outcome == "new"
    assert app.journal.case_row(case.id) is not None
    assert mine.id not in {one.id for one in revoked_batches(app)}
    entry = app.journal.entries("keys")[-1]
    assert (entry.kind, entry.actor) == ("batch.let_in", "S01")
    assert entry.id in {one.id for one in unconfirmed(app.journal)}  # nobody else was there to agree


def test_that_what_was_let_in_stays_and_what_comes_later_waits_again(both: Neighbours) -> None:
    waits(both)
    app = both.owner.app
    for one in revoked_batches(app):
        let_in_held(app, one.id, "和日结单核对过", code="S01", pin="9876")
    assert revoked_batches(app) == ()
    assert set(both.tell(both.other, both.owner)) == {"known"}
    both.other.file(replace(both.other.visit(), duplicate_reason="另一处场地"))
    assert both.tell(both.other, both.owner)[-1] == "held"
    assert len(revoked_batches(app)) == 1
