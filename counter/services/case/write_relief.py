"""What a later version lets go becomes an entry; what it has by sharing is let go before anything is told (L2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counter.domain.case.acts.relief import Relief, relievable
from counter.domain.case.case import Case
from counter.domain.case.material_events import MaterialRelieved, RelievedLine
from counter.services.case.case_writer import CaseWriter


def relieve_shared(writer: CaseWriter) -> None:
    """Let go what a version in force since the case began has by sharing, where its rule is 从轻 (L2).

    Before anything is judged: what that version would not demand is not demanded of who applied before it.
    """
    found = tuple(one for one in relievable(writer.case, writer.setting) if one.shared)
    if found:
        write_relief(writer, writer.case, found)
        writer.visit = replace(writer.visit, brought=writer.case.brought)


def write_relief(writer: CaseWriter, case: Case, found: Iterable[Relief]) -> None:
    """One entry for each version that lets something go."""
    found = tuple(found)
    for said in dict.fromkeys(one.said for one in found):
        chosen = [one for one in found if one.said == said]
        relieved = MaterialRelieved(
            lines=tuple(RelievedLine(one.line.id, one.line.name) for one in chosen),
            number=said.number,
            version=said.version,
            digest=said.digest,
            transition=said.transition,
            began=case.opened.guide_version,
            shared=tuple(one.line.id for one in chosen if one.shared),
        )
        writer.add(relieved)
