"""Facade of the applicant's screen and of rating invitations (``WindowFacade.pad``)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from counter.domain.document.document import A4
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.file_errors import unreadable
from counter.services.spreadsheet.given_file import read_given

if TYPE_CHECKING:
    from pathlib import Path

    from counter.domain.case.case import Case
    from counter.domain.ratings.invitation import Invitation
    from counter.domain.ratings.rating import Choice, ReasonList
    from counter.domain.screen.mirror import Drawing, Mirror, PledgeText, WindowCard
    from counter.domain.visit.visit import Assessment
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal
    from counter.services.ratings.refuse import RefusalCause
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.light import Light
    from counter.ui.facades.station_lights import LogWatch

REASONS = ("ratings", "reasons-1.toml")
"""Path of the current reason list among the program's resources; another version is another file."""

LOOK_EVERY = 0.5
"""Interval of polling a slip's print job until it can be removed from the queue."""
LOOKS = 600
"""Maximum number of polls: five minutes. What is still waiting then is removed at the next start."""


LONGEST = 1_000_000
"""Bytes; totals of a hundred clerks over years are smaller."""


class ScreenFacade:
    """The clerk's side never learns through it what was chosen. ``remember``: caches a changed case in the window
    facade.
    """

    def __init__(self, facade: ProfileFacade, remember: Callable[[Case], Case]) -> None:
        self._facade, self._remember = facade, remember
        self._reasons: ReasonList | None = None
        self._gone = threading.Event()
        self._looking: list[threading.Thread] = []
        self._log: LogWatch | None = None

    def stop(self) -> None:
        """Stop the threads that watch print jobs; blocks until they have ended."""
        self._gone.set()
        for looking in self._looking:
            looking.join()  # as long as the print system may take to answer

    # -- at once --
    def reasons(self) -> ReasonList:
        """The reason list in force."""
        if self._reasons is None:
            from counter.domain.ratings.rating import reasons_from

            self._reasons = reasons_from(
                self._facade.platform.read_toml(self._facade.resources.joinpath(*REASONS))
            )
        return self._reasons

    def card(self, clerk: Clerk | None) -> WindowCard:
        """Hall, window and serving clerk (办法 37)."""
        from counter.domain.screen.people import window_card

        app = self._facade.app
        row = None if clerk is None else self._facade.row(clerk)
        stated = None if clerk is None else self._facade.stated(clerk)
        photo = b"" if clerk is None else self._facade.photo(clerk)
        return window_card(app.hall, app.jurisdiction, row, stated=stated, photo=photo)

    def mirror(self, assessment: Assessment) -> Mirror:
        """Summary of the current visit for the applicant."""
        from counter.domain.screen.mirror_builder import mirror_of_visit

        return mirror_of_visit(assessment, self._facade.app.setting(), self._facade.platform.mirror_speech())

    def mirror_case(self, case: Case) -> Mirror:
        """Summary of a filed case for the applicant: what was recorded and what follows when."""
        from counter.domain.screen.mirror_builder import mirror_of_case

        return mirror_of_case(case, self._facade.app.setting(), self._facade.platform.mirror_speech())

    def pledge(self, case: Case, paper: str) -> PledgeText:
        """Text of a pledge awaiting signature. Raises BadInput for an unknown paper."""
        from counter.domain.screen.pledge_text import pledge_text
        from counter.services.papers.copy_paper import content_of

        found = case.paper(paper)
        if found is None:
            raise BadInput("这件办件没有这份承诺书。", field="paper")
        return pledge_text(content_of(found), found.id)

    def why_not(self, case: Case) -> str:
        """Reason why the applicant cannot be invited to rate; empty where they can (L9)."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.ratings.invitation import stage_to_rate

        try:
            stage_to_rate(case, civil_date(self._facade.app.clock.read().at))
        except RuleRefused as refused:
            return refused.sentence
        return ""

    # -- journal --
    def check_invitable(self, case: str, clerk: Clerk) -> None:
        """Raises what would refuse an invitation whatever screen there is."""
        from counter.services.ratings.invite import check_invitable

        app = self._facade.followed()
        with self._looking_at_log(app):
            check_invitable(app, case, clerk.code)

    def invite(self, case: str, clerk: Clerk) -> tuple[Case, Invitation]:
        """Open the one invitation of this visit on the screen."""
        from counter.services.ratings.invite import invite_rating

        app = self._facade.followed()
        with self._looking_at_log(app):
            changed, invitation = invite_rating(app, case, clerk.code)
        return self._remember(changed), invitation

    def cast(self, invitation: Invitation, choice: Choice | None) -> None:
        """Seal the choice (None: 不评价), in the same steps for every choice. Once per invitation."""
        from counter.services.ratings.cast import cast_rating

        cast_rating(self._facade.followed(), invitation, choice, self.reasons())

    def close(self, case: str) -> Case | None:
        """Close the case's expired invitation. None: none was open."""
        return self._close(case)

    def cut_short(self, case: str, clerk: Clerk) -> Case | None:
        """Close it early in the clerk's name, which the office learns. None: none was open."""
        return self._close(case, clerk.code)

    def _close(self, case: str, by: str = "") -> Case | None:
        from counter.services.ratings.account import account_ratings
        from counter.services.ratings.batch import batch_ratings
        from counter.services.ratings.close import close_ratings

        app = self._facade.followed()
        closed = close_ratings(app, case, by=by) if by else close_ratings(app, case)
        if batch_ratings(app):
            account_ratings(app)
        self._look_at_log(app)
        return next((self._remember(one) for one in closed if one.id == case), None)

    def close_all(self) -> None:
        """Close invitations left open by a crash or power failure, and write the batches of past days."""
        from counter.domain.calendar.workdays import civil_date

        app = self._facade.followed()
        today = civil_date(app.clock.read().at).isoformat()
        with app.journal.transaction() as tx:
            left = bool(tx.rating_slots() or tx.anonymous_boxes(today))
        if left:
            from counter.services.ratings.account import account_ratings
            from counter.services.ratings.batch import batch_ratings
            from counter.services.ratings.close import close_ratings

            close_ratings(app, everything=True)
            if batch_ratings(app):
                account_ratings(app)
        # a crash between a choice and emptying the log leaves the log as it was
        self._look_at_log(app)
        if app.journal.entries("rating_slips"):
            from counter.services.ratings.slip import clear_left_slips

            clear_left_slips(app)

    def log_light(self, journal: Journal) -> Light | None:
        """Light for a rating log that another program keeps from being emptied (no invitations then); None: never
        happened.
        """
        return None if self._log is None else self._log.light(journal)

    def refused(self, cause: RefusalCause) -> None:
        """Record an attempt to rate by an input that does not count."""
        from counter.services.ratings.cast import PAD
        from counter.services.ratings.refuse import refuse_rating

        refuse_rating(self._facade.followed().journal, cause, actor=PAD)

    def keep_drawing(self, case: str, paper: str, drawing: Drawing, clerk: Clerk) -> Case:
        """Keep the signature drawn for a paper, sealed."""
        from counter.services.case.keep_signature import keep_drawing

        return self._remember(
            keep_drawing(self._facade.followed(), case, paper, drawing, self._facade.row(clerk))
        )

    def print_slip(self, case: str, clerk: Clerk, printer: str = "", page: str = A4) -> Case:
        """Print a folded slip with a one-time code instead of inviting on the screen; never previewed or saved."""
        from counter.services.ratings.slip import print_slip

        app = self._facade.followed()
        press = self._facade.platform.slip_press()
        printed = print_slip(app, case, clerk.code, press, printer=printer, page=page)
        looking = threading.Thread(target=self._clear, args=(app, printed.job), daemon=True)
        self._looking = [*(one for one in self._looking if one.is_alive()), looking]
        looking.start()
        return self._remember(printed.case)

    def use_code(self, code: str, clerk: Clerk) -> Invitation:
        """Invitation of a slip's code (代录). RuleRefused for one used, expired, or of another window."""
        from counter.services.ratings.slip import use_code

        app = self._facade.followed()
        with self._looking_at_log(app):
            return use_code(app, code, clerk.code)

    def pack(self, file: Path, clerk: Clerk) -> str:
        """Write the sealed ratings not yet sent to the office; returns a sentence about it."""
        from counter.services.ratings.batch import batch_ratings
        from counter.services.ratings.close import close_ratings
        from counter.services.ratings.pack import pack_ratings

        app = self._facade.followed()
        close_ratings(app)
        batch_ratings(app)
        with self._facade.platform.whole_file(
            file, replace=True
        ) as half:  # the dialog has confirmed overwriting
            pack = pack_ratings(app, lambda text: half.complete(text.encode()), actor=clerk.code)
        return (
            f"评价包已写到 {file}：结束的邀请 {pack.closed} 次，请交差评处理室。匿名的部分第二天起才在里面。"
        )

    def take_totals(self, file: Path, clerk: Clerk) -> str:
        """Import the office's published totals of clerks; returns a sentence about it."""
        from counter.services.ratings.totals import import_totals

        taken = import_totals(self._facade.followed(), given_totals(file), actor=clerk.code)
        return f"已收下截至{taken.until}的评价合计，每个人只看得到自己的。"

    def own_totals(self, clerk: Clerk) -> str:
        """Sentence with the published totals of that clerk's own ratings, or why there are none."""
        from counter.services.ratings.totals import own_totals

        found = own_totals(self._facade.followed().journal, clerk.code)
        if found is None:
            return "我的评价：还没有公布。新增的实名评价够多才公布，免得看得出谁评了什么。"
        return f"我的评价：{found.words}"

    @contextmanager
    def _looking_at_log(self, app: AppContext) -> Iterator[None]:
        """A refused invitation may be due to the rating log: check it, so that the light shows it."""
        try:
            yield
        except RuleRefused:
            self._look_at_log(app)
            raise

    def _look_at_log(self, app: AppContext) -> None:
        if self._log is None and app.journal.clear_page_log():
            return
        from counter.ui.facades.station_lights import LogWatch

        self._log = self._log or LogWatch()
        self._log.look(app.journal)

    def _clear(self, app: AppContext, job: str) -> None:
        """Runs in its own thread: remove the code from the print queue as soon as the printer has it."""
        from contextlib import suppress

        from counter.services.ratings.slip import clear_slip

        for _ in range(LOOKS):
            if self._gone.wait(LOOK_EVERY):
                return
            with suppress(WorldTrouble):
                if clear_slip(app.queue, job):
                    return


def given_totals(file: Path) -> str:
    """Text of a file chosen by a person. Raises BadInput."""
    try:
        content = read_given(file, LONGEST)
        if content is None:
            raise BadInput(f"{file.name} 太大，不是评价合计文件。", field="file")
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{file.name} 不是评价合计文件。", field="file") from wrong
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(file.name, wrong), field="file") from wrong
