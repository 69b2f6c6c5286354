"""What the applicant's screen and the clerk's invitation know of the house: ``Desk.pad``, built by bootstrap.

Members are of the three kinds of ``ui.desks.window``. Nothing here lets the clerk's side see what was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from counter.domain.case.case import Case
    from counter.domain.ratings.invitation import Invitation
    from counter.domain.ratings.rating import Choice, ReasonList
    from counter.domain.screen.mirror import Drawing, Mirror, PledgeText, WindowCard
    from counter.domain.visit.visit import Assessment
    from counter.services.ratings.refuse import Cause
    from counter.ui.desks.clerk import Clerk


class PadDesk(Protocol):
    """Everything the applicant's screen gets."""

    # -- at once --
    def reasons(self) -> ReasonList:
        """The reason list in force."""
        ...

    def card(self, clerk: Clerk | None) -> WindowCard:
        """Hall, window and who serves here (办法 37)."""
        ...

    def mirror(self, assessment: Assessment) -> Mirror:
        """The visit in hand in the applicant's words."""
        ...

    def mirror_case(self, case: Case) -> Mirror:
        """A filed case in the applicant's words: what was recorded and what follows when."""
        ...

    def pledge(self, case: Case, paper: str) -> PledgeText:
        """The words of a pledge that waits for its signature."""
        ...

    def why_not(self, case: Case) -> str:
        """Why the applicant cannot be invited to rate now; empty where they can (L9)."""
        ...

    # -- background (journal) --
    def invite(self, case: str, clerk: Clerk) -> tuple[Case, Invitation]:
        """Open the one invitation of this visit on the pad."""
        ...

    def cast(self, invitation: Invitation, choice: Choice | None) -> None:
        """Seal what the applicant chose (None: 不评价). Takes the same steps, whatever it is. Once only."""
        ...

    def close(self, case: str) -> Case | None:
        """Close the case's invitation: its time is over. None: none was open."""
        ...

    def cut_short(self, case: str, clerk: Clerk) -> Case | None:
        """Close it before that, in the name of this clerk; the office is told. None: none was open."""
        ...

    def close_all(self) -> None:
        """Close what a crash or a pulled plug left open, and write the batches of days gone by."""
        ...

    def refused(self, cause: Cause) -> None:
        """Note that somebody tried to rate in a way that does not count."""
        ...

    def keep_drawing(self, case: str, paper: str, drawing: Drawing, clerk: Clerk) -> Case:
        """Keep the signature drawn for a paper, sealed."""
        ...

    def print_slip(self, case: str, clerk: Clerk, printer: str = "") -> Case:
        """Print a folded slip with a one-time code instead of inviting on the pad; it is in no preview and no file."""
        ...

    def use_code(self, code: str, clerk: Clerk) -> Invitation:
        """The invitation a slip's code stands for (代录). RuleRefused for one used, run out, or not of this window."""
        ...

    def pack(self, file: Path, clerk: Clerk) -> str:
        """Write the sealed ratings that the office has not got yet; one sentence about it."""
        ...

    def take_totals(self, file: Path, clerk: Clerk) -> str:
        """Take in what the office published about clerks' own totals; one sentence about it."""
        ...

    def own_totals(self, clerk: Clerk) -> str:
        """What that clerk may know of his own ratings, or why there is nothing yet."""
        ...
