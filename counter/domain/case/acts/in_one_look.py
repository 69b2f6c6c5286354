"""What a clerk sees in one look after filing: the sheets are out, sealed, and in the hand of who came (当面交付)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from counter.domain.case.acts.acts import Possible, Serve, Stamp
from counter.domain.case.acts.signing import name_of, signers
from counter.domain.case.case import Case
from counter.domain.case.item_events import Signer
from counter.domain.case.paper_events import CAME_OUT, PaperStage
from counter.domain.people.applicant import PARTY_WORDS, Applicant, Party

_RELATIONS = {Signer.AGENT: PARTY_WORDS[Party.AGENT], Signer.GUARDIAN: PARTY_WORDS[Party.GUARDIAN]}


@dataclass(frozen=True, slots=True)
class InOneLook:
    """Ids of papers by what was seen of each: ``out`` of the printer, ``stamped`` now, ``served`` at the window now on
    ``receiver``; ``relation``: to the applicant, empty for himself. Each stays an entry of its own.
    """

    out: tuple[str, ...]
    stamped: tuple[str, ...]
    served: tuple[str, ...]
    receiver: str
    relation: str = ""


def in_one_look(
    case: Case, sent: Sequence[str], offers: Callable[[Case], Sequence[Possible]]
) -> InOneLook | None:
    """What one word confirms once the ``sent`` papers are out; None where nothing can be handed over then, or nobody is
    registered who could have come. ``offers``: the acts that a case allows (``possible_here``).
    """
    receiver, relation = _who_came(case.applicant)
    if not receiver:
        return None
    seen = _moved(case, sent, PaperStage.PRINTED)
    stamped = _papers(offers(seen), Stamp)
    published = {
        paper.id for paper in case.papers if paper.stage is PaperStage.PUBLISHED
    }  # that nobody came is known
    ready = _papers(offers(_moved(seen, stamped, PaperStage.STAMPED)), Serve)
    served = tuple(one for one in ready if one not in published)
    return InOneLook(tuple(sent), stamped, served, receiver, relation) if served else None


def _who_came(applicant: Applicant | None) -> tuple[str, str]:
    """Name and relation of who stands at the window as far as registered: an agent or a guardian comes in person."""
    if applicant is None:
        return "", ""
    signer = signers(applicant)[-1]
    return name_of(applicant, signer), _RELATIONS.get(signer, "")


def _moved(case: Case, papers: Sequence[str], stage: PaperStage) -> Case:
    """The case with these papers as far as that; one that is further, of which another sheet was made, stays there."""
    earlier = CAME_OUT[: CAME_OUT.index(stage)]
    stamped = stage is PaperStage.STAMPED
    return replace(
        case,
        papers=tuple(
            replace(p, stage=stage, stamped=p.stamped or stamped)
            if p.id in papers and (p.stage in earlier or p.stage not in CAME_OUT)
            else p
            for p in case.papers
        ),
    )


def _papers(offers: Sequence[Possible], kind: type) -> tuple[str, ...]:
    return next((one.papers for one in offers if one.kind is kind), ())
