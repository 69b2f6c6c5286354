"""A version that comes in while a visit is in hand: the visit ends as it began, and so does its case (L1–L3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.acts.acts import Supplement
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.guide.entries import Library
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import all_received
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import Visit
from counter.services.authoring.draft import save_draft
from counter.services.authoring.submit import submit_guide
from counter.services.guide.import_pack import import_guide
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.guide_files import small
from tests.paper_cases import answered
from tests.services.bureau import EDITOR, TODAY, Bureau, bureau_on
from tests.services.office import FRIDAY, MISSING, PEOPLE, RECEIVED, SetClock, item, papers
from tests.settings import demo_hall, somebody

CLERK = Clerk("W01", "阿木古郎")
REGISTER, FORM, CARD = "register", "form_reg", "id_card"
NEW, NEW_NAME = "site_photo", "场地近照"
SEEN = Brought(MaterialState.RECEIVED, original_seen=True, copies=1)


def one_licence() -> Library:
    """The small library; its licence needs a form, and a card whose original is looked at."""
    library = small()
    library["bundles"]["1"].pop("refuse")
    library["items"][REGISTER]["organ"] = "农牧局"
    form, card = library["items"][REGISTER]["materials"]
    asked = {
        key: value for key, value in card.items() if key not in ("when", "later", "condition", "defer_note")
    }
    asked |= {"papers": [[CARD]], "original_copy": "原件（查验）", "deferrable": "no"}
    library["items"][REGISTER]["materials"] = [form, asked]
    return library


def ask_more(library: Library) -> None:
    """One material more, as its next version asks for it."""
    library["papers"][NEW] = {**library["papers"]["drawing"], "name": NEW_NAME}
    like = library["items"]["sign_board"]["materials"][1]
    library["items"][REGISTER]["materials"].append({**like, "no": 3, "name": NEW_NAME, "papers": [[NEW]]})


@dataclass
class Window:
    """A window that is open, its profile, and the bureau whose packs come to it."""

    bureau: Bureau
    facade: WindowFacade
    clock: SetClock
    profile: Path

    def publishes(self, change: Callable[[Library], object] = lambda _: None, effective: date = TODAY) -> str:
        """The bureau publishes; another program takes the pack in beside the open window."""
        library = one_licence()
        change(library)
        save_draft(self.bureau.app, library, (), EDITOR)
        submit_guide(self.bureau.app, self.bureau.who(), changes=1)
        self.bureau.check()
        said = self.bureau.publish(effective)
        with open_app(self.profile, self.clock) as other:
            if said.number == 1:
                self.bureau.believed_by(other)
            import_guide(other, self.bureau.pack(said.number), other.journal.staff()[0])
        return said.version

    def uses_what_came(self) -> None:
        """No visit is in hand."""
        self.facade.guide_versions.renew()
        self.facade.guide_versions.use()

    def visit(self, name: str = "巴图吉雅", **brought: Brought) -> Visit:
        """Everything is brought, no original was looked at."""
        setting = self.facade.app.setting()
        begun = Visit(
            1, answered(1, {"q_sign": ("no",)}, setting), {}, somebody(name=name), begun_at=setting.now
        )
        lines = self.facade.assess(begun).checklist
        return replace(begun, brought={**all_received(lines, {}), **brought})

    def verdict(self, visit: Visit) -> Verdict:
        (found,) = self.facade.assess(visit).verdicts
        return found

    def file(self, visit: Visit) -> Case:
        return self.facade.file(visit, FilingMode.DECIDE, CLERK, None)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    clock, profile = SetClock(FRIDAY), tmp_path / "window"
    create_profile(profile, demo_hall(), PEOPLE, clock)
    facade = facade_of(WindowFacade, profile, clock)
    facade.ready()
    with bureau_on(tmp_path / "bureau", SetClock(FRIDAY)) as bureau:
        yield Window(bureau, facade, clock, profile)
    facade.close()


def test_that_a_visit_in_hand_is_judged_and_filed_by_the_version_it_began_with(window: Window) -> None:
    began = window.publishes()
    window.uses_what_came()
    visit = window.visit()
    before = window.verdict(visit)
    assert before.outcome is Outcome.RECEIVED
    assert "原件还没核对" in before.reason
    window.publishes(ask_more)
    assert window.facade.guide_versions.renew().waiting
    assert window.verdict(visit) == before  # its version is published, whatever came since
    case = window.file(visit)
    assert case.opened.guide_version == began
    assert item(case, REGISTER).state is ItemState.RECEIVED
    assert NEW not in {line.id for line in case.lines}
    window.uses_what_came()  # no visit is in hand any more, and the clerk is told
    unread = window.facade.guide_versions.news.unread(CLERK)
    assert unread is not None
    assert unread.publication.number == 2


def test_that_midnight_changes_no_visit_in_hand(window: Window) -> None:
    window.publishes()
    window.uses_what_came()
    visit = window.visit()
    before = window.verdict(visit)
    window.publishes(ask_more, effective=date(2026, 11, 21))
    window.facade.guide_versions.renew()
    window.clock.at += timedelta(days=1)
    assert window.facade.guide_versions.renew().waiting
    after = window.verdict(visit)
    assert (after.outcome, after.reason) == (before.outcome, before.reason)


def test_that_nothing_a_later_version_asks_for_is_asked_when_the_missing_paper_comes(window: Window) -> None:
    window.publishes()
    window.uses_what_came()
    case = window.file(window.visit(**{FORM: MISSING, CARD: SEEN}))
    assert item(case, REGISTER).state is ItemState.TO_CORRECT
    window.publishes(ask_more)
    window.uses_what_came()
    assert NEW in {line.id for line in window.facade.assess(window.visit("乌云其木格")).checklist.lines}
    after = window.facade.perform(case.id, Supplement({FORM: RECEIVED}), CLERK, case.base)
    assert item(after, REGISTER).state is ItemState.ACCEPTED
    (notice,) = papers(after, PaperKind.ACCEPTANCE_NOTICE)
    assert "不需要提交其他任何材料" in str(notice.content)
    assert NEW_NAME not in "".join(str(p.content) for p in after.papers)
    with pytest.raises(RuleRefused) as raised:
        window.facade.perform(case.id, Supplement({NEW: RECEIVED}), CLERK, after.base)
    assert raised.value.rule == "L1"
