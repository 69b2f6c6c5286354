"""The window of the 指南编辑室: editing, linting and publishing, in the frame shared with the clerk's window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from counter.domain.text import printable
from counter.ui.facades.window import Clerk
from counter.ui.frame.frame import Frame
from counter.ui.frame.preloading import Step
from counter.ui.frame.sign_on import SignOnPage
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.authoring.lint.finding import Where
    from counter.domain.guide.entries import Library
    from counter.services.context.ports import StationIdentity
    from counter.ui.authoring.editor_page import EditorPage
    from counter.ui.authoring.lint.page import LintPage
    from counter.ui.authoring.versions.page import VersionsPage
    from counter.ui.facades.bureau import BureauFacade
    from counter.ui.frame.sign_on import SignOnPage


class BureauBar(TopBar):
    """The bar across the top, with the bureau's wording."""

    def show_station(self, station: StationIdentity) -> None:
        """Show the bureau's name."""
        super().show_station(station)
        self._call_window(self.tr("指南编辑与发布"))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Show who is signed on."""
        super().show_clerk(clerk)
        if clerk is not None:
            duty = self.tr("负责人") if clerk.supervisor else self.tr("编辑人员")
            self._clerk.say(f"{clerk.name} · {duty}")


class BureauSignOn(SignOnPage):
    """上岗, with the bureau's note about the saved draft."""

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask for code and PIN."""
        super().ask(before, locked=locked)
        if locked:
            self._note.setText(self.tr("草稿已经存好；换人上岗接着改，会记下改过的人。"))


class BureauShell(Frame):
    """Its pages and the signals between them."""

    def __init__(self, facade: BureauFacade, look: Look) -> None:
        self._facade = facade
        self.editor: EditorPage | None = None
        self.lint: LintPage | None = None
        self.versions: VersionsPage | None = None
        super().__init__(facade, look)

    def open_page(self, page: str) -> None:
        """Show a page, after the last input has been saved in the draft."""
        self.save_work()
        super().open_page(page)

    def save_work(self) -> None:
        """Save the last input."""
        if self.editor is not None:
            self.editor.save_work()

    def _dropped(self) -> str:
        """What is being typed in a form: the draft is common, the editor keeps its panels for their clerks."""
        pages = (self.lint, self.versions)
        return self._named(getattr(page, "half_done", "") for page in pages if page is not None)

    def _make_bar(self) -> TopBar:
        return BureauBar(self._look)

    def _make_sign_on(self) -> SignOnPage:
        return BureauSignOn(self._facade, self.background)

    def _add_pages(self) -> None:
        from counter.ui.authoring.editor_page import EditorPage
        from counter.ui.authoring.lint.page import LintPage
        from counter.ui.authoring.versions.page import VersionsPage

        self.editor = EditorPage(self._facade, self.background, self._look)
        self.lint = LintPage(self._facade, self.background, self._look)
        self.versions = VersionsPage(self._facade, self.background, self._look)
        editor = self.editor
        self.versions.half_edited = lambda: editor.half_done
        self.lint.location_wanted.connect(self._open_location)
        self.versions.library_wanted.connect(self._take_library)
        self.versions.location_wanted.connect(self._open_location)
        for page in (self.editor, self.lint, self.versions):
            page.announced.connect(self.show_message)
        self._add_page("editor", self.editor, self.tr("编辑"), "F1")
        self._add_page("lint", self.lint, self.tr("检查"), "F2")
        self._add_page("versions", self.versions, self.tr("版本"), "F3")

    def _preloads(self) -> Iterable[Step]:
        yield printable.prepare

    def _readings_ahead(self) -> Iterable[Step]:
        if (page := self.editor) is not None:
            from counter.ui.authoring.editor.ahead import first_pick

            yield from first_pick(page.draft, page.side, page.form, page.preview)
        if self.versions is not None:
            yield self.versions.refresh  # compares the draft, once: who signs on later finds it compared
            yield from self._filled(self.versions)

    def _open_location(self, where: Where) -> None:
        assert self.editor is not None
        self.open_page("editor")
        self.editor.go_to(where)

    def _take_library(self, library: Library, words: str) -> None:
        """Pass an import to the editor as one edit that can be undone."""
        assert self.editor is not None
        self.open_page("editor")
        self.editor.replace_library(library, (), words)
