"""A paper of a case as it was issued, and how far it has come since: printed, stamped, served, replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.case.print_log import SentSheet, latest_sheets, missing_of_pair


@dataclass(frozen=True, slots=True)
class Serving:
    """How and when a paper reached the applicant; ``at``: the moment a platform recorded, None where not known;
    ``announced``: when a public notice was published.
    """

    way: Way
    day: date
    receiver: str
    relation: str
    declined: bool
    at: datetime | None = None
    announced: date | None = None


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper of the case. ``content`` is the sealed Document as JSON, None once the person is forgotten.

    ``copies``: sheets that left the program; ``stage``: how far it has come; ``job``: the last print job;
    ``words``: why it failed; ``replaced_by``: id of the paper that replaces it; ``sheets``: the print log, a line for
    every sheet. ``handed_over_at``: when the clerk stated that a sheet was made by hand or elsewhere. ``earlier``:
    issued by the system the case was taken over from; its content is not here. ``station``: code of the station that
    issued it, "" for an earlier one; ``sealed_elsewhere``: its content can be opened there only. ``published``: when a
    public notice of it was put up, whether its days are over or not.
    """

    id: str
    kind: str
    title: str
    number: str
    organ: str
    items: tuple[str, ...]
    issued_at: datetime
    clerk: str
    content: dict[str, object] | None
    copies: int = 0
    stage: PaperStage = PaperStage.MADE
    printer: str = ""
    job: str = ""
    words: str = ""
    stamped: bool = False
    serving: Serving | None = None
    replaced_by: str = ""
    sheets: tuple[SentSheet, ...] = ()
    handed_over_at: datetime | None = None
    earlier: bool = False
    station: str = ""
    sealed_elsewhere: bool = False
    published: date | None = None

    @property
    def still_to_send(self) -> tuple[int, ...]:
        """Sheets of the pair that were not sent where the other was: printing was cut short in between."""
        sent = [sheet.copy for sheet in latest_sheets(self.sheets)]
        begun = self.stage in (PaperStage.MADE, PaperStage.QUEUED) and sent
        return tuple(n for n in missing_of_pair(self.kind, self.copies) if n not in sent) if begun else ()

    @property
    def handed_over(self) -> bool:
        """True where the clerk stated that a sheet was made outside this program."""
        return self.handed_over_at is not None
