"""The print queue of Linux (CUPS): submits finished PDFs unchanged and queries jobs by number.

Nothing is written to disk here: the PDF travels in the request. What CUPS keeps of it is CUPS' setting
(``kept_print_data``), and ``cancel`` deletes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from counter.domain.errors import BadInput, WorldTrouble
from counter.printing.spool import ipp
from counter.printing.spool.ipp import Attributes, Group, Operation
from counter.printing.spool.printer_words import judge
from counter.services.context.print_queue import Job, JobState, Printer, PrinterState, PrintUnsure

if TYPE_CHECKING:
    from counter.printing.spool.print_server import Server

ASKING = 1.0
"""Seconds for a query; the print system answers from memory, in milliseconds."""
SENDING = 10.0
"""Seconds for submitting a paper: the print system writes it to its disk first."""

NO_SERVICE = "打印服务没有运行或没有回应。请在系统打印设置里看，或请系统管理员启动。"

_PRINTER = (
    "printer-name",
    "printer-info",
    "printer-state",
    "printer-state-message",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
)
_FOUND_BY = ("job-id", "job-name", "job-printer-uri", "time-at-creation", "job-uuid")
"""The last one only because CUPS must read the job's file for it. A second after a job has ended CUPS keeps only its
number, printer and state in memory, and omits name and time from an answer that does not need the file.
"""
_JOB = ("job-id", "job-state", "job-state-reasons", "job-printer-uri", "job-printer-state-message")
_REFUSALS = {
    0x0401: "打印服务不许本机账户用这台打印机，请系统管理员放开权限",
    0x0403: "打印服务不许本机账户用这台打印机，请系统管理员放开权限",
    401: "打印服务要求先登录，请系统管理员放开权限",
    403: "打印服务不许本机账户使用，请系统管理员放开权限",
    0x040A: "这台打印机的驱动收不了 PDF，请系统管理员换用能打 PDF 的驱动",
    0x0408: "打印服务没有地方存放这份文书，多半是磁盘满了，请系统管理员清理磁盘",
    413: "打印服务没有地方存放这份文书，多半是磁盘满了，请系统管理员清理磁盘",
    0x0505: "打印服务暂时不能收，请过一会儿再打",
    0x0506: "打印机现在不接收新的打印，请在系统打印设置里改为接收",
    0x0507: "打印服务正忙，请过一会儿再打",
}
_PENDING, _HELD, _PROCESSING, _STOPPED, _CANCELED, _ABORTED, _COMPLETED = range(3, 10)


class CupsQueue:
    """``print_queue.PrintQueue`` on CUPS. Any thread may call; every call is its own short connection."""

    def __init__(self, *, asking: float = ASKING, sending: float = SENDING) -> None:
        self._asking = asking
        self._sending = sending

    def printers(self) -> Sequence[Printer]:
        """Every printer, the default first."""
        found = self.ask("/", ipp.question(Operation.GET_PRINTERS, _wanted(_PRINTER)))
        default = self._default() if found else ""
        printers = [_printer(given, default) for given in found]
        return sorted(printers, key=lambda p: (not p.default, p.label))

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        """Submit a PDF in one request, unscaled, on paper of its own size: CUPS has it completely or not at all."""
        asked: Group = {
            "printer-uri": ipp.uri(_printer_uri(printer)),
            "requesting-user-name": ipp.name(self._account),
            "job-name": ipp.name(title),
            "document-format": ipp.mime("application/pdf"),
        }
        job: Group = {
            "print-scaling": ipp.keyword("none"),
            "fit-to-page": ipp.flag(False),
            **_media(pdf),
        }
        request = ipp.question(Operation.PRINT_JOB, asked, job) + pdf
        try:
            given = self._server().ask(f"/printers/{quote(printer)}", request, seconds=self._sending)
            return f"{printer}-{_number(given[0], 'job-id')}"
        except ipp.NoAnswer as wrong:
            if wrong.sent:
                raise PrintUnsure(
                    "打印服务没有回应，不知道收没收到这份文书。请先到打印机前看有没有出纸，再决定是否重打。"
                ) from wrong
            raise WorldTrouble(f"没有送去打印：{NO_SERVICE}") from wrong
        except ipp.Refused as wrong:
            if wrong.status == ipp.NOT_FOUND:
                raise BadInput(f"没有名叫“{printer}”的打印机，请重新选一台。", field="printer") from wrong
            reason = _REFUSALS.get(wrong.status, f"打印服务不收（代码{wrong.status:#x}），请系统管理员查看")
            raise WorldTrouble(f"没有送去打印：{reason}。") from wrong

    def find(self, title: str, since: datetime) -> str | None:
        """The newest job of this account with that title, submitted no earlier than ``since``."""
        asked: Group = {
            "printer-uri": ipp.uri("ipp://localhost/"),
            "requesting-user-name": ipp.name(self._account),
            "my-jobs": ipp.flag(True),
            "which-jobs": ipp.keyword("all"),
            **_wanted(_FOUND_BY),
        }
        jobs = self.ask("/", ipp.question(Operation.GET_JOBS, asked))
        # the print system counts whole seconds, by a clock that may be a tick behind ours
        earliest = int(since.astimezone(UTC).timestamp()) - 1
        fitting = [
            (_number(given, "job-id"), _queue_of(given))
            for given in jobs
            if _text(given, "job-name") == title and _number(given, "time-at-creation") >= earliest
        ]
        return None if not fitting else "{1}-{0}".format(*max(fitting))

    def job(self, job: str) -> Job:
        """The state of the job; while it waits, what the printer waits for."""
        printer, given = self._attributes(job)
        if given is None:
            return Job(job, JobState.GONE, "查不到这次打印，不知道结果：请到打印机前看有没有出纸。")
        state = _number(given, "job-state")
        if state in (_CANCELED, _ABORTED, _COMPLETED):
            return Job(job, *_ended(state, _text(given, "job-printer-state-message")))
        printer_state = self._printer(printer)
        if printer_state is not None and printer_state.state is not PrinterState.READY:
            return Job(job, JobState.STOPPED, printer_state.words)
        if state == _HELD and "resources-are-not-ready" in given.get("job-state-reasons", ()):
            return Job(job, JobState.HELD, _again(_text(given, "job-printer-state-message")))
        if state == _HELD:
            return Job(job, JobState.HELD, "这次打印被保留着：请在系统打印设置里放行或取消。")
        if state == _STOPPED:
            return Job(job, JobState.STOPPED, "打印停下了：请到打印机前看它的提示。")
        if state == _PENDING:
            return Job(job, JobState.PENDING, "排队等打印。")
        return Job(job, JobState.PRINTING, "正在打印。")

    def cancel(self, job: str) -> None:
        """Remove the job and its print data from the queue; a job that is gone is no error."""
        printer, given = self._attributes(job)
        if given is None:
            return
        asked: Group = {
            "printer-uri": ipp.uri(_printer_uri(printer)),
            "job-id": ipp.number(_job_number(job)),
            "requesting-user-name": ipp.name(self._account),
            "purge-job": ipp.flag(True),
        }
        self.ask("/jobs/", ipp.question(Operation.CANCEL_JOB, asked))

    def _server(self) -> Server:
        from counter.printing.spool.print_server import server

        return server()  # looked up each time: a socket appears when the print system is started

    @property
    def _account(self) -> str:
        from counter.printing.spool.print_server import account

        return account()

    def _attributes(self, job: str) -> tuple[str, Attributes | None]:
        """The job's attributes; None when it does not exist, or the number is another queue's."""
        printer = job.rpartition("-")[0]
        asked: Group = {
            "job-uri": ipp.uri(f"ipp://localhost/jobs/{_job_number(job)}"),
            "requesting-user-name": ipp.name(self._account),
            **_wanted(_JOB),
        }
        given = self.ask("/jobs/", ipp.question(Operation.GET_JOB, asked))
        return printer, given[0] if given and _queue_of(given[0]) == printer else None

    def _printer(self, printer: str) -> Printer | None:
        asked: Group = {"printer-uri": ipp.uri(_printer_uri(printer)), **_wanted(_PRINTER)}
        given = self.ask("/", ipp.question(Operation.GET_PRINTER, asked))
        return _printer(given[0], "") if given else None

    def _default(self) -> str:
        request = ipp.question(Operation.GET_DEFAULT, _wanted(("printer-name",)))
        given = self.ask("/", request)
        return _text(given[0], "printer-name") if given else ""

    def ask(self, resource: str, request: bytes) -> list[Attributes]:
        """The answer of the print system. Raises WorldTrouble where there is none."""
        try:
            return self._server().ask(resource, request, seconds=self._asking)
        except ipp.NoAnswer as wrong:
            raise WorldTrouble(NO_SERVICE) from wrong
        except ipp.Refused as wrong:
            if wrong.status == ipp.NOT_FOUND:
                return []
            reason = _REFUSALS.get(wrong.status, f"打印服务回答了代码{wrong.status:#x}，请系统管理员查看")
            raise WorldTrouble(f"{reason}。") from wrong


def _wanted(attributes: Sequence[str]) -> Group:
    return {"requested-attributes": [ipp.keyword(a) for a in attributes]}


def _printer_uri(printer: str) -> str:
    return f"ipp://localhost/printers/{quote(printer)}"


def _printer(given: Attributes, default: str) -> Printer:
    named = _text(given, "printer-name")
    state, words = judge(
        _number(given, "printer-state"),
        [str(reason) for reason in given.get("printer-state-reasons", ())],
        accepting=given.get("printer-is-accepting-jobs", [True]) != [False],
        message=_text(given, "printer-state-message"),
    )
    return Printer(named, _text(given, "printer-info") or named, named == default, state, words)


def _ended(state: int, message: str) -> tuple[JobState, str]:
    if state == _COMPLETED:
        return JobState.SENT, "已交给打印机：请看有没有出纸，出了纸再点“已出纸”。"
    if state == _CANCELED:
        return JobState.FAILED, "这次打印被取消了，没有打完；要用的请重新打印。"
    quoted = f"（系统的话：{message[:80]}）" if message else ""
    return JobState.FAILED, f"没有打出完整的文书：请看看打印机，再重新打印{quoted}。"


def _again(message: str) -> str:
    quoted = f"（系统的话：{message[:80]}）" if message else ""
    return f"打印机没有收下这次打印，系统过一会儿会自己再试；请看打印机是否开机、连好{quoted}。"


def _queue_of(given: Attributes) -> str:
    return unquote(_text(given, "job-printer-uri").rpartition("/")[2])


def _job_number(job: str) -> int:
    number = job.rpartition("-")[2]
    if not number.isdigit():
        raise BadInput(f"“{job}”不是打印任务的编号。", field="job")
    return int(number)


def _text(given: Attributes, attribute: str) -> str:
    return str(given.get(attribute, [""])[0])


def _number(given: Attributes, attribute: str) -> int:
    value = given.get(attribute, [0])[0]
    return value if isinstance(value, int) else 0


_MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*([\d.+-]+)\s+([\d.+-]+)\s+([\d.+-]+)\s+([\d.+-]+)\s*\]")
_SIZES = {(210, 297): "iso_a4_210x297mm", (148, 210): "iso_a5_148x210mm"}
_MM = 25.4 / 72


def _media(pdf: bytes) -> Group:
    """The paper that the first page asks for (PWG 5101.1); empty leaves it to the queue."""
    box = _MEDIA_BOX.search(pdf)
    if box is None:
        return {}
    left, bottom, right, top = (float(edge) for edge in box.groups())
    size = (round((right - left) * _MM), round((top - bottom) * _MM))
    return {"media": ipp.keyword(_SIZES.get(size, "custom_{0}x{1}mm_{0}x{1}mm".format(*size)))}
