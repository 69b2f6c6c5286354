"""Kinds of entries and their versions; pure upcasters lift what an older program wrote to what this one reads.

Entries are never rewritten. A kind's payload changes shape by a new version, one upcaster v → v+1, and a golden file
of each version kept for ever (``tests/golden``). A kind or version that this program does not know is kept, relayed,
and its case is shown read-only as 需升级.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from counter.domain.journal.entries import Entry

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry says, in the current shape. ``personal`` is None where nothing was sealed or it is gone."""

    kind: str
    payload: Fields
    personal: Fields | None = None


@dataclass(frozen=True, slots=True)
class Upcaster:
    """Lifts facts of ``kind`` from version ``since`` to ``since + 1``. Pure: never reads rules, clock or files."""

    kind: str
    since: int
    lift: Callable[[Facts], Facts]


class Kinds:
    """The kinds a program knows, each with its current version, and the way up from every older one."""

    def __init__(self, current: Mapping[str, int], upcasters: Iterable[Upcaster] = ()) -> None:
        self.current = dict(current)
        self._steps = {(step.kind, step.since): step.lift for step in upcasters}
        for kind, version in self.current.items():
            for since in range(1, version):
                if (kind, since) not in self._steps:
                    raise ValueError(f"no upcaster of {kind} from version {since}")

    def knows(self, entry: Entry) -> bool:
        """Whether this program can read the entry; else the case is shown read-only as 需升级."""
        return 1 <= entry.version <= self.current.get(entry.kind, 0)

    def facts(self, entry: Entry) -> Facts | None:
        """What the entry says in the current shape; None for a kind or version from a newer program."""
        if not self.knows(entry):
            return None
        return self.lift(Facts(entry.kind, entry.read(), entry.personal), entry.version)

    def lift(self, facts: Facts, version: int) -> Facts:
        """Facts of a known kind, stored in ``version``, in the current shape."""
        for since in range(version, self.current[facts.kind]):
            facts = self._steps[facts.kind, since](facts)
        return facts


KINDS = Kinds(
    {
        "station.opened": 1,
        "hall.configured": 1,
        "clock.confirmed": 1,
        "calendar.imported": 1,
        "staff.added": 1,
        "staff.signed_on": 1,
        "session.opened": 1,
        "session.closed": 1,
        "case.opened": 1,
        "materials.received": 1,
        "applicant.identified": 1,
        "item.accepted": 1,
        "item.completed": 1,
        "item.held": 1,
        "paper.issued": 1,
        "item.told": 1,
        "pledge.signed": 1,
        "item.accepted_with_gaps": 1,
        "supplement.received": 1,
        "material.relieved": 1,
        "item.deemed_accepted": 1,
        "item.proposed": 1,
        "item.organ_accepted": 1,
        "item.concluded": 1,
        "decision.noted": 1,
        "withdrawal.signed": 1,
        "item.ended": 1,
        "decision.voided": 1,
        "procedure.told": 1,
        "clock.extended": 1,
        "clock.paused": 1,
        "clock.resumed": 1,
        "dates.set": 1,
        "event.dated": 1,
        "custody.moved": 1,
        "paper.copied": 1,
        "paper.queued": 1,
        "paper.failed": 1,
        "paper.printed": 1,
        "paper.stamped": 1,
        "paper.served": 1,
        "paper.voided": 1,
        "paper.superseded": 1,
        "person.viewed": 1,
        "person.forgotten": 1,
        "sheet.given": 1,
        "keys.trusted": 1,
        "key.revoked": 1,
        "hall_key.exported": 1,
        "applicant.confirmed": 1,
        "signature.drawn": 1,
        "rating_key.trusted": 1,
        "rating.invited": 1,
        "rating.closed": 1,
        "rating.boxed": 1,
        "ratings.batched": 1,
        "rating.refused": 1,
        "rating.slip_printed": 1,
        "rating.code_used": 1,
        "ratings.accounted": 1,
        "clerks.accounted": 1,
        "ratings.packed": 1,
        "ratings.taken_in": 1,
        "rating.registered": 1,
        "rating.proxy_confirmed": 1,
        "rectification.opened": 1,
        "rectification.assigned": 1,
        "rectification.contacted": 1,
        "rectification.found": 1,
        "rectification.measured": 1,
        "rectification.answered": 1,
        "rectification.called_back": 1,
        "rectification.closed": 1,
        "ratings.exported": 1,
        "ratings.published": 1,
        "totals.published": 1,
        "rating.totals": 1,
        "guide.problem_reported": 1,
        "guide.problem_lettered": 1,
        "guide.problem_answered": 1,
        "guide.submitted": 1,
        "guide.sent_back": 1,
        "guide.checked": 1,
        "guide.published": 1,
        "guide.evidenced": 1,
        "guide.succeeded": 1,
        "guide.taken_in": 1,
        "guide.changes_seen": 1,
        "guide_key.trusted": 1,
    }
)
"""Every kind that this program writes or reads. A new one is a line here and a golden file."""
