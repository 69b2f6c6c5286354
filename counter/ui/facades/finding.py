"""What 查件 asks of an open profile; it reads the journal: ``Lane.JOURNAL``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.base import ProfileFacade

if TYPE_CHECKING:
    from counter.services.context.case_search import CaseChoices, CaseFilter
    from counter.services.context.ports import FoundCases


class FindingFacade(ProfileFacade):
    """Base of the facades under which cases are found."""

    def find_cases(self, text: str, wanted: CaseFilter | None = None) -> FoundCases:
        """Cases by number, name, initials, id number or phone, all when ``text`` is empty; narrowed as ``wanted``."""
        from counter.services.ledger.find_cases import find_cases

        app = self.app
        return self.kept.read(app, "cases", (text, wanted), lambda: find_cases(app, text, wanted))

    def case_choices(self) -> CaseChoices:
        """What 查件 can be narrowed to."""
        from counter.services.ledger.find_cases import case_choices

        app = self.app
        return self.kept.read(app, "choices", (), lambda: case_choices(app))
