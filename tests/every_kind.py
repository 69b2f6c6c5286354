"""Three demo profiles that hold every kind of entry between them: a window, its office and its bureau.

Every entry is written by the program's own services, of people who do not exist. ``tools.fingerprint`` compares them
before and after a refactoring; ``tools.old_profile`` keeps them as the code of one day made them.
"""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter import config
from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.arrangement_file import arrangement_from
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import (
    Conclude,
    Decide,
    MarkFailed,
    MarkPrinted,
    RecordAcceptance,
    RecordOfficialNumber,
    Relieve,
    SetDates,
    TakeNote,
    Void,
)
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.guide.problems import ProblemAnswered
from counter.domain.guide.publication import Evidenced
from counter.domain.hall.hall import hall_from, staff_from
from counter.domain.papers.verify.trusted_keys import KeysTrusted, readable_fingerprint
from counter.domain.ratings.office.acts import Close, ConfirmProxy
from counter.domain.ratings.office.events import Reached
from counter.domain.ratings.platform_codes import platforms_from
from counter.domain.ratings.rating import Channel, Grade
from counter.domain.ratings.slip_code import Slip
from counter.domain.screen.mirror import ApplicantReply
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.visit import Visit
from counter.services.authoring.lint import record_evidence
from counter.services.authoring.send_back import send_back_guide
from counter.services.authoring.succeed_bureau import read_last_pack, succeed_bureau
from counter.services.case.change_follower import change_follower
from counter.services.case.deem_accepted import deem_overdue
from counter.services.case.keep_signature import keep_drawing
from counter.services.case.take_over import take_over
from counter.services.case.undo_take_over import undo_take_over
from counter.services.context.ports import RatingFilter
from counter.services.context.print_queue import Job, JobState, Printer, PrinterState
from counter.services.day.close_day import close_day
from counter.services.guide.import_pack import import_guide
from counter.services.guide.problems import answer_problem, report_problem, write_problem_letter
from counter.services.guide.versions import mark_changes_read
from counter.services.hall.duty_session import close_session, open_session
from counter.services.hall.import_calendar import import_calendar
from counter.services.hall.staff import check_pin, sign_on
from counter.services.hall.station_log import confirm_clock, log_view
from counter.services.keys.back_offices import bureau_card, handler_seed
from counter.services.keys.hall_keys import certify_stations, revoke_key, trust_keys
from counter.services.keys.transfer_hall_key import export_hall_key
from counter.services.keys.trusted import settled_keys
from counter.services.papers.print_queueing import send_copy
from counter.services.ratings.office.cells import publish_cells
from counter.services.ratings.office.export_ratings import export_to_platform
from counter.services.ratings.pack import pack_ratings
from counter.services.ratings.refuse import RefusalCause, refuse_rating
from counter.services.ratings.slip import print_slip, use_code
from counter.services.ratings.totals import import_totals, publish_totals
from counter.services.tasks.export_records import export_records
from counter.services.tasks.records import RecordFilter
from counter.services.visit.give_guide_sheet import give_guide_sheet
from tests import take_over_files as earlier
from tests.arrangements import own_form
from tests.keys import Hall
from tests.printing.shown_visits import SCENES, decided, gapped, kept, paused, told
from tests.rated import rating, register
from tests.services.bureau import CHECKER, TODAY, Bureau, bureau_on
from tests.services.case import test_organ_acceptance as acceptance
from tests.services.case import test_organ_decisions as decisions
from tests.services.case import test_relieve_material as relief
from tests.services.case import test_screen_entries as screen
from tests.services.guide.test_problems import problem
from tests.services.office import DEFERRED, FRIDAY, SUPERVISOR, Office, SetClock, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE
from tests.services.rated import ANONYMOUS, NAMED, Rated, trust
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    CALLED,
    OFFICE_FILE,
    OWNED,
    SATISFIED,
    TRUE,
    RatingOffice,
    shipped_reasons,
)
from tests.services.rating_office import named as named_rating
from tests.services.ratings.test_rectify import CODE
from tests.services.visit import test_identity as identity
from tests.settings import RESOURCES

FAR = date(2030, 1, 1)
"""When the bureau's guide comes into force: the window goes on with the shipped one."""


def make(folder: Path) -> tuple[Path, ...]:
    """Make the profiles ``window``, ``office`` and ``bureau`` in a folder; their folders."""
    values = tomllib.loads(OFFICE_FILE.read_text(encoding="utf-8"))
    create_profile(folder / "office", hall_from(values), staff_from(values), SetClock(FRIDAY))
    with (
        bureau_on(folder / "bureau", SetClock(FRIDAY)) as bureau,
        open_app(folder / "office", clock := SetClock(FRIDAY)) as app,
        office_on(folder / "window") as window,
    ):
        window.app = replace(window.app, queue=Tray())
        office = RatingOffice(app, clock)
        rated = Rated(window, X25519PrivateKey.from_private_bytes(handler_seed(app.journal)))
        _versions(folder / "first-bureau", bureau, window)
        for part in (_scenes, _later, _taken_over, _screen, _sheets, _guide_problems, _on_duty):
            part(window)
        pack = _ratings(rated)
        office.clock.at = window.clock.at
        _rectified(office, pack)
        _totals(office, window)
        _keys(office)
        _last(window)
    return tuple(folder / name for name in ("window", "office", "bureau"))


class Tray:
    """A print system with one printer, which takes everything and of whose sheets nobody says anything."""

    def printers(self) -> tuple[Printer, ...]:
        return (Printer("tray", "演示打印机", True, PrinterState.READY, ""),)

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        return "1"

    def find(self, title: str, since: datetime) -> str | None:
        return None

    def job(self, job: str) -> Job:
        return Job(job, JobState.DONE, "")

    def cancel(self, job: str) -> None:
        pass


def _taken_over(window: Office) -> None:
    """A workbook of running cases is taken over, undone the same day, and taken over again."""
    rows = earlier.one_case(earlier.ACCEPTED, earlier.TOLD, gaps=(earlier.GAP,))
    content = earlier.filled(rows)
    batch = take_over(window.app, content, window.clerk, SUPERVISOR)
    undo_take_over(window.app, batch.id, window.clerk, SUPERVISOR, "选错了文件")
    take_over(window.app, content, window.clerk, SUPERVISOR)


def _versions(folder: Path, bureau: Bureau, window: Office) -> None:
    """The bureau goes on after another's last pack, and the window takes its version in for a day to come."""
    with bureau_on(folder, SetClock(FRIDAY)) as first:
        first.release("我要开甲店")
        pack = read_last_pack(first.pack(1), demo=True)
        printed = readable_fingerprint(bureau_card(first.app.journal).public_key)
    succeed_bureau(bureau.app, pack, fingerprint=printed, **CHECKER)
    bureau.edit("我要开乙店")
    bureau.submit()
    send_back_guide(bureau.app, "名称没有改全", **CHECKER)
    said = Evidenced("i08", True, "盟政府网站已公布", "格根塔娜", TODAY, "48.7")
    record_evidence(bureau.app, said, bureau.who())
    known = bureau.release("我要开丙店", effective=FAR)
    bureau.believed_by(window.app)
    import_guide(window.app, bureau.pack(known.number), window.clerk)
    mark_changes_read(window.app.journal, known.number, clerk="W01")


def _scenes(window: Office) -> None:
    """Visits of the sample papers: kept, told, pledged, paused, extended, rejected, withdrawn."""
    usual = SCENES[0]
    for step in (kept, decided, told, gapped, paused):
        for case in step(window, usual):
            window.now(case)


def _other(window: Office, bundle: int = 100, **more: object) -> Visit:
    """One more visit of the same invented person."""
    visit = window.visit(bundle, **more)  # type: ignore[arg-type]
    return replace(visit, duplicate_reason=f"另一处{window.clock.at:%d%H%M}")


def _later(window: Office) -> None:
    """What becomes of cases afterwards: by silence, by the organ, by a new guide, by a clock put right."""
    case = acceptance.elsewhere(window).file(_other(window, answers=EXISTING))
    window.later(days=1)
    today = civil_date(window.clock.at)
    done = RecordAcceptance(LICENCE, today, "乌农受〔2026〕1号", "王科长")
    acceptance.elsewhere(window).do(case, done)
    case = relief.told(window)
    later = relief.under(window, relief.without(relief.PLAN))
    later.do(case, Relieve((relief.PLAN,)))
    case = window.file(_other(window, answers=EXISTING, applicant=identity.doubtful()), FilingMode.KEEP)
    case = window.do(case, identity.CHECKED)
    window.do(case, Decide(papers_valid=True))
    case = window.sign(window.file(_other(window, answers=EXISTING, brought={GAP: DEFERRED})))
    against = Conclude(LICENCE, Result.REJECTED, today, as_issued=True, **decisions.INCOMPLETE)
    case = window.do(case, against)
    window.do(case, TakeNote(LICENCE, "已电话告知农牧局法规科", SUPERVISOR))
    window.file(_other(window, answers=EXISTING), FilingMode.KEEP)
    window.later(days=-1)
    held = window.file(_other(window, 95, brought={}))
    confirm_clock(window.app.journal, code="S01", pin="9876")
    window.do(held, SetDates(civil_date(window.clock.at), SUPERVISOR))
    window.later(days=14)
    assert deem_overdue(window.app)
    change_follower(window.app, [held.id], "S01", "休假", window.clerk)
    window.do(held, RecordOfficialNumber("11150000MB0000000X0000123456789202611200001"))
    window.do(held, RecordOfficialNumber("", reason="抄的是另一件的"))


def _screen(window: Office) -> None:
    """The applicant says and draws on the screen."""
    visit = _other(window, 8)
    window.file(replace(visit, said=ApplicantReply(True, screen.shown(window, visit))))
    case = window.file(_other(window, 100, answers=EXISTING, brought={GAP: DEFERRED}))
    keep_drawing(window.app, case.id, papers(case, PaperKind.PLEDGE)[0].id, screen.NAME, window.clerk)
    log_view(window.app.journal, case_id=case.id, clerk="W01")
    for _ in range(5):
        with suppress(RuleRefused):
            check_pin(window.app.journal, "X99", "0000")
    today = civil_date(window.clock.at)
    export_records(window.app, RecordFilter(today, today), by="S01")


def _sheets(window: Office) -> None:
    """A sheet goes to a printer, comes out, does not, and a leaflet is given to who only asks."""
    case = window.file(_other(window, 8))
    first, second = (p.id for p in case.papers[:2])
    for paper in (first, second):
        send_copy(window.app, case.id, paper, "W01")
    window.do(case, MarkPrinted((first,)), window.now(case).base)
    case = window.do(case, MarkFailed((second,), "卡纸"), window.now(case).base)
    chosen = tuple(i.id for i in case.items if i.state is not ItemState.RECEIVED)
    window.do(case, Void(chosen, "选错了情形", tuple(p.id for p in case.papers), SUPERVISOR))
    app = window.app
    give_guide_sheet(app.journal, app.papers, app.setting(), window.visit(8), clerk="W01")


def _guide_problems(window: Office) -> None:
    for kind in ("extra", "basis"):
        report_problem(window.app, problem(kind=kind), clerk="W01")
    write_problem_letter(window.app, clerk="W01")
    said = ProblemAnswered(
        1, civil_date(window.clock.at).isoformat(), "兴政服函〔2026〕7号", "自12月起不再要。"
    )
    answer_problem(window.app, said, clerk="S01")
    close_day(window.app, civil_date(window.clock.at), clerk=window.clerk)


def _on_duty(window: Office) -> None:
    journal = window.app.journal
    sign_on(journal, code="W01", pin="1234")
    open_session(journal, window.clerk)
    close_session(journal)
    found = arrangement_from(own_form())
    import_calendar(journal, window.app.calendar, found, sha256="ab" * 32)


def _ratings(rated: Rated) -> str:
    """Visits are rated in every way, days and a month go by, and a pack leaves."""
    app = rated.app
    trust(app, rated.card)
    for choice in (NAMED, ANONYMOUS, None):
        rated.rate(choice)
    slips: list[Slip] = []
    print_slip(app, rated.case().id, "W01", lambda slip: slips.append(slip) or b"")
    rated.cast(use_code(app, slips[0].code, "W01"), NAMED)
    rated.wait()
    refuse_rating(app.journal, RefusalCause.TWICE, actor="W01")
    rated.next_day()
    rated.office.at("2027-01-04")  # the month is over
    texts: list[str] = []
    pack_ratings(app, texts.append, actor="W01")
    return texts[0]


def _rectified(office: RatingOffice, pack: str) -> None:
    """The office takes the pack in, puts a bad rating right, and lets figures out."""
    office.take(pack)
    bad = next(r for r in office.app.journal.ratings(RatingFilter()) if r.loop != "none")
    office.do(office.see(bad.rating), OWNED, CALLED, TRUE, AT_ONCE, ANSWER, SATISFIED, Close())
    proxy = office.rating(named_rating(channel=Channel.PROXY, code=CODE, grade=Grade.SATISFIED, case=""))
    office.do(proxy, ConfirmProxy(Reached.YES, same=True))
    register(office.app.journal, [rating(n, grade=Grade.SATISFIED) for n in range(60)])
    office.later(days=40)
    publish_cells(office.app)
    platforms = platforms_from(config.read_toml(RESOURCES / "ratings" / "platforms.toml"))
    export_to_platform(
        office.app, RatingFilter(), platforms["zhejiang"], shipped_reasons(), form="json", by="C01"
    )


def _totals(office: RatingOffice, window: Office) -> None:
    """Each clerk's totals go to the window, which believes the office's hall."""
    trusted = settled_keys(office.app.journal, TODAY)
    said = KeysTrusted("imported", tuple(trusted.halls.values()), trusted.certificates)
    trust_keys(window.app.journal, said, code="S01", pin="9876")
    text, _ = publish_totals(office.app, "15220103", by="C01")
    import_totals(window.app, text, actor="operator")


def _keys(office: RatingOffice) -> None:
    """The office's hall certifies a further window, takes that back, and its key is carried elsewhere."""
    journal, today = office.app.journal, civil_date(office.clock.at)
    asked = Hall(9, demo=True).window(10, station="15220104").certificate
    who = {"code": "C01", "pin": "8642", "agreed": "C02"}
    certify_stations(journal, [asked], today=today, **who)
    revoke_key(journal, asked.station, asked.epoch, "电脑被盗", since=today, today=today, **who)
    export_hall_key(journal, lambda: "演示用的一句话，够长的密语", today=today, keep=str, **who)


def _last(window: Office) -> None:
    """Somebody is forgotten, and the window goes on in another epoch."""
    journal = window.app.journal
    journal.forget(window.file(_other(window, 8)).id, actor="S01", reason="保存期限届满")
    journal.open_next_epoch("S01")
    case = window.file(_other(window, 8))
    window.printed(case, PaperKind.ACCEPTANCE_NOTICE)
