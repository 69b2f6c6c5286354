"""The desk of the 差评处理室: answers everything its window asks, from one open house that holds the handler's key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.bootstrap.desks.base import HouseDesk
from counter.bootstrap.desks.window import PREVIEW_WIDTH
from counter.domain.errors import BadInput
from counter.services.spreadsheet.given_file import read_given
from counter.ui.desks.window import Clerk, Light, PageImage

if TYPE_CHECKING:
    from counter.domain.ratings.figures import Figures
    from counter.domain.ratings.office.acts import Offer, RectifyAct
    from counter.domain.ratings.office.rated import Rated
    from counter.domain.ratings.rating import ReasonList
    from counter.services.context.ports import RatingFilter, RatingRow
    from counter.services.ratings.office.compare_accounts import WindowAccounts
    from counter.services.ratings.office.import_pack import TakenIn
    from counter.services.ratings.office.ledger import RectificationView


class OfficeDeskOfHouse(HouseDesk):
    """``ui.desks.office.OfficeDesk`` on a house. What it shares with a window's desk it has from there."""

    room = "office"

    _list: ReasonList | None = None

    # -- background --
    def ready(self) -> None:
        """Open the house; a profile without the handler's key says so at once."""
        from counter.services.ratings.office.open_office import handler_seed

        super().ready()
        handler_seed(self._open.journal)

    def lights(self) -> Sequence[Light]:
        """Clock and printer: an office has no scanner and no second screen."""
        return tuple(light for light in super().lights() if light.id in ("clock", "printer"))

    def take_in(self, file: Path, clerk: Clerk, trusted_by: tuple[str, str] | None = None) -> TakenIn:
        """Open a station's pack."""
        from counter.services.hall.staff import require_supervisor
        from counter.services.ratings.office.import_pack import take_in_ratings

        house, text = self._followed(), _text_of(file)
        trusted = ""
        if trusted_by is not None:
            trusted = require_supervisor(house.journal, code=trusted_by[0], pin=trusted_by[1]).code
        return take_in_ratings(house, text, self._row(clerk), trusted)

    def fingerprint(self, file: Path) -> str:
        """The fingerprint of the station's key that a pack is signed with."""
        from counter.domain.papers.verify.trusted_keys import spoken_fingerprint
        from counter.domain.ratings.pack import read_pack

        return spoken_fingerprint(read_pack(_text_of(file)).public_key)

    def packs(self) -> int:
        """How many packs were ever taken in."""
        return sum(entry.kind == "ratings.taken_in" for entry in self._open.journal.entries("office"))

    def window_accounts(self) -> Sequence[WindowAccounts]:
        """What each window's accounts say, and what does not agree."""
        from counter.services.ratings.office.compare_accounts import window_accounts

        return window_accounts(self._open.journal)

    def figures(self, wanted: RatingFilter, clerk: Clerk) -> Figures:
        """The numbers of these ratings."""
        from counter.services.ratings.office.figures import figures, rights_of

        return figures(self._followed(), wanted, rights_of(self._row(clerk)), self.reasons())

    def ratings(self, wanted: RatingFilter, clerk: Clerk) -> Sequence[RatingRow]:
        """The ratings themselves, newest first."""
        from counter.services.ratings.office.figures import drill, rights_of

        return drill(self._open, wanted, rights_of(self._row(clerk)))

    def export_ratings(self, file: Path, wanted: RatingFilter, clerk: Clerk) -> None:
        """Write the figures as a workbook."""
        from counter.services.ratings.office.export_ratings import export_figures
        from counter.services.ratings.office.figures import rights_of

        rights = rights_of(self._row(clerk))
        self._write(
            file,
            lambda: export_figures(self._followed(), wanted, rights, self.reasons(), by=clerk.code).content,
        )

    def export_rectifications(self, file: Path, clerk: Clerk) -> None:
        """Write 整改台账 as a workbook."""
        from counter.services.ratings.office.export_ledger import export_rectifications

        self._write(
            file, lambda: export_rectifications(self._followed(), self.reasons(), by=clerk.code).content
        )

    def rectifications(self, clerk: Clerk, *, closed: bool) -> Sequence[RectificationView]:
        """What is to be put right, the nearest day first."""
        from counter.services.ratings.office.ledger import list_rectifications

        return list_rectifications(self._followed(), open_only=not closed)

    def unconfirmed(self, clerk: Clerk) -> Sequence[RatingRow]:
        """代录 and doubtful ratings that nobody has confirmed yet."""
        from counter.services.context.ports import RatingFilter

        journal = self._open.journal
        return tuple(
            row
            for standing in ("doubtful", "proxy")
            for row in journal.ratings(RatingFilter(standing=standing))
        )

    def rated(self, rating: str) -> Rated | None:
        """One rating with everything that was done about it."""
        from counter.services.ratings.office.ledger import rated_of

        return rated_of(self._open, rating)

    def rectify(self, rating: str, act: RectifyAct, clerk: Clerk, base: str) -> Rated:
        """Do something with a rating; as it then stands."""
        from counter.services.ratings.office.rectify import perform_rectify

        return perform_rectify(self._followed(), rating, act, self._row(clerk), base, self.reasons())

    def log_look(self, case: str, clerk: Clerk) -> None:
        """Note that the rater's full personal data were shown. RuleRefused for the rated clerk."""
        from counter.services.ratings.office.reveal_rater import see_rater

        see_rater(self._open, case, clerk.code)

    # -- papers --
    def answer_pages(self, rated: Rated) -> Sequence[PageImage]:
        """The pages of the newest answer, for the preview."""
        from counter.services.ratings.office.copy_answer import answer_document

        pages = self._open.papers.pages(answer_document(rated), PREVIEW_WIDTH)
        return tuple(PageImage(*page) for page in pages)

    def copy_answer(self, rated: Rated, file: Path, clerk: Clerk) -> int:
        """Write it as PDF; it gets an entry, and the copy serial is returned."""
        from counter.bootstrap.atomic_file import whole_file
        from counter.services.ratings.office.copy_answer import copy_answer

        with whole_file(file) as half:  # a place that cannot be written is found before a copy is counted
            return copy_answer(self._open, rated.id, self._row(clerk), keep=half.write)

    def print_answer(self, rated: Rated, clerk: Clerk, printer: str = "") -> tuple[int, str]:
        """Send it to the print queue."""
        from counter.services.ratings.office.print_answer import print_answer

        return print_answer(self._open, rated.id, self._row(clerk), printer=printer)

    def _write(self, file: Path, content: Callable[[], bytes]) -> None:
        from counter.bootstrap.atomic_file import whole_file

        # A place that cannot be written is found before it is noted that it left; the dialog asked about what is there.
        with whole_file(file, replace=True) as half:
            half.write(content())

    # -- at once, after ready --
    def reasons(self) -> ReasonList:
        """The reason list in force."""
        from counter.domain.ratings.rating import reasons_from

        if self._list is None:
            file = config.resources_folder() / "ratings" / "reasons-1.toml"
            self._list = reasons_from(config.read_toml(file))
        return self._list

    def offers(self, rated: Rated, clerk: Clerk) -> Sequence[Offer]:
        """What can be done with a rating now, the most urgent first."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.ratings.office.offers import offers
        from counter.domain.ratings.office.rules import Office

        house = self._open
        there = [row for row in self._staff if row.active]
        office = Office(
            today=civil_date(house.clock.read().at),
            calendar=house.calendar,
            people={row.code: row.name for row in there},
            supervisors=frozenset(row.code for row in there if row.role == "supervisor"),
            actor=clerk.code,
        )
        return offers(rated, office)


def _text_of(file: Path) -> str:
    from counter.domain.ratings.pack import LONGEST

    try:
        content = read_given(file, LONGEST)
        if content is None:
            raise BadInput(f"{file.name} 太大，不是评价数据包。", field="file")
        return content.decode("utf-8")
    except FileNotFoundError as missing:
        raise BadInput(f"找不到文件：{file}", field="file") from missing
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput(f"读不了 {file.name}，它不是评价数据包，或文件损坏。", field="file") from wrong
