"""Rules of results that are not collected at the window: by post, through a platform, calls, back to the organ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.certificate_rules import check_delivers, why_not_delivered
from counter.domain.case.case import Case
from counter.domain.case.results.certificate import CaseCertificate, CertificateState, Posting, Sending
from counter.domain.case.results.events import Payer, ReadBy
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Authority

RULE = "sending"
MOST_RETURNS = 3
_LEAST_MAIL = 8
"""After so many returns it is collected at the window."""
UNCOLLECTED = (30, 60, 90)
"""Days on the shelf after which a call is due; after the last one its organ takes it again."""
SIGNED_WITHIN = 15
"""Days after which a parcel that nobody signed for is looked up."""


@dataclass(frozen=True, slots=True)
class PostResults:
    """Results are sent by post. ``consent``: in whose words the applicant agreed to this address, required."""

    certificates: tuple[str, ...]
    day: date
    payer: Payer
    mail_number: str
    address: str
    receiver: str
    consent: str


@dataclass(frozen=True, slots=True)
class EndPosting:
    """The post was signed for, or came back (``returned``). ``words``: who signed, or why it came back."""

    mail_number: str
    day: date
    returned: bool
    words: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class SendResults:
    """Results are sent through a platform. ``at``: aware."""

    certificates: tuple[str, ...]
    platform: str
    file_number: str
    at: datetime
    account: str = ""


@dataclass(frozen=True, slots=True)
class EndSending:
    """What was sent reached the applicant; ``how``: read, or the system's time of arrival."""

    file_number: str
    at: datetime
    how: ReadBy


@dataclass(frozen=True, slots=True)
class CallCollector:
    """A call about results that nobody has collected."""

    certificates: tuple[str, ...]
    outcome: CallOutcome
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReturnToOrgan:
    """Nobody came: the organ takes the results again."""

    certificates: tuple[str, ...]
    taken_by: str
    note: str = ""


SendingAct = PostResults | EndPosting | SendResults | EndSending | CallCollector | ReturnToOrgan
"""Every act of a result that is not collected at the window."""


def ready(case: Case, certificates: Sequence[str]) -> tuple[CaseCertificate, ...]:
    """These results, all here. Raises BadInput for none or an unknown one, RuleRefused for one that is not here."""
    if not certificates:
        raise BadInput("请选证照（文书）。", field="certificates")
    found = []
    for one in dict.fromkeys(certificates):
        certificate = case.certificate(one)
        if certificate is None:
            raise BadInput("这件办件里没有这张证照，请重新选。", field="certificates")
        if not certificate.ready:
            raise RuleRefused(f"{certificate.name}{certificate.state.label}，不在柜上，请核对。", rule=RULE)
        found.append(certificate)
    return tuple(found)


def check_post(
    case: Case, act: PostResults, authority: Authority, today: date
) -> tuple[CaseCertificate, ...]:
    """The results to be posted. Raises BadInput or RuleRefused, L13 for an organ that has not entrusted delivery."""
    found = ready(case, act.certificates)
    for one in found:
        check_delivers(one, authority, today)
        if not one.medium.on_paper:
            raise RuleRefused(f"{one.name}只有电子的，不用邮寄；请通过平台推送。", rule=RULE)
        if sum(p.returned is not None for p in one.postings) >= MOST_RETURNS:
            raise RuleRefused(f"{one.name}已经退回{MOST_RETURNS}次，请申请人到窗口自取。", rule=RULE)
        if not one.arrived <= act.day <= today:
            raise BadInput("寄出的日期要在到柜以后、今天以前，请核对。", field="day")
    for text, field, words in (
        (act.address, "address", "请写收件地址。"),
        (act.receiver, "receiver", "请写收件人。"),
        (act.consent, "consent", "邮寄要申请人同意，请写谁在什么时候同意了这个地址。"),
    ):
        if not text.strip():
            raise BadInput(words, field=field)
    if len(mail_number(act.mail_number)) < _LEAST_MAIL:
        raise BadInput("邮件号码不全，请扫面单上的条码。", field="mail_number")
    return found


def mail_number(text: str) -> str:
    """A mail number as stored: letters and digits only."""
    return "".join(ch for ch in text.upper() if ch.isascii() and ch.isalnum())


def under_way(case: Case, number: str) -> tuple[Posting, tuple[CaseCertificate, ...]]:
    """The posting with that number and what is in it. Raises BadInput where none is under way."""
    wanted = mail_number(number)
    for one in case.certificates:
        for posting in one.postings:
            open_ = posting.signed is None and posting.returned is None
            if open_ and wanted and posting.number == wanted:
                inside = (c for c in case.certificates if any(p.id == posting.id for p in c.postings))
                return posting, tuple(inside)
    raise BadInput(f"这件办件没有在路上的邮件“{number.strip()[:30]}”。", field="mail_number")


def check_posting_ended(posting: Posting, act: EndPosting, today: date) -> None:
    """Raises BadInput for an impossible day, or a return without its reason."""
    if not posting.day <= act.day <= today:
        raise BadInput("日期要在寄出以后、今天以前，请核对。", field="day")
    if not act.words.strip():
        raise BadInput("请写退回的原因。" if act.returned else "请写谁签收的。", field="words")


def check_send(
    case: Case, act: SendResults, authority: Authority, now: datetime
) -> tuple[CaseCertificate, ...]:
    """The results to be sent. Raises BadInput or RuleRefused, L13 for an organ that has not entrusted delivery."""
    found = tuple(one for key in act.certificates if (one := case.certificate(key)) is not None)
    if not found or len(found) < len(act.certificates):
        raise BadInput("请选证照（文书）。", field="certificates")
    for one in found:
        check_delivers(one, authority, civil_date(now))
        if not one.medium.electronic:
            raise RuleRefused(f"{one.name}只有纸质的，不能推送；请领取或者邮寄。", rule=RULE)
        if not one.holds or one.state is CertificateState.SENT_BACK:
            raise RuleRefused(f"{one.name}{one.state.label}，不能推送。", rule=RULE)
        if (decided := _decided_on(case, one)) is not None and civil_date(act.at) < decided:
            raise BadInput(f"推送的时间在{one.name}的决定（{decided.isoformat()}）以前，请核对。", field="at")
    if case.taken_over is None and act.at < case.opened_at.replace(second=0, microsecond=0):
        raise BadInput("推送的时间在收件以前，请核对。", field="at")
    if not act.platform.strip() or not act.file_number.strip():
        raise BadInput("请写平台和平台上的文件编号。", field="platform")
    if any(s.read is None and s.file_number == act.file_number.strip() for c in found for s in c.sendings):
        raise RuleRefused(
            "这个文件已经登记过推送，还没有登记阅看，不重复登记。", rule=RULE, field="file_number"
        )
    if act.at > now:
        raise BadInput("推送的时间还没有到，请核对。", field="at")
    return found


def _decided_on(case: Case, one: CaseCertificate) -> date | None:
    """The day before which the result cannot have been sent: the organ's decision and the day of issue, as recorded."""
    item = case.item(one.item)
    decided = None if item is None else item.conclusion.day if item.conclusion else item.accepted_on
    return max((day for day in (decided, one.issued_on) if day is not None), default=None)


def sent_under(case: Case, file_number: str) -> tuple[Sending, tuple[str, ...]]:
    """The sending of that file that has not been read, and ids of what is in it. Raises BadInput for none."""
    wanted = file_number.strip()
    for one in case.certificates:
        for sending in one.sendings:
            if sending.read is None and wanted and sending.file_number == wanted:
                inside = (c.id for c in case.certificates if any(s.id == sending.id for s in c.sendings))
                return sending, tuple(inside)
    raise BadInput(f"这件办件没有推送过“{wanted[:30]}”，或者已经登记阅看。", field="file_number")


def check_read(sending: Sending, act: EndSending, now: datetime) -> None:
    """Raises BadInput for an impossible time."""
    sent = sending.at.replace(second=0, microsecond=0)  # what a person types has no seconds
    if not sent <= act.at <= now:
        raise BadInput("阅看的时间要在推送以后、现在以前，请核对。", field="at")


def check_send_back(
    case: Case, act: ReturnToOrgan, authority: Authority, today: date
) -> tuple[CaseCertificate, ...]:
    """What its organ takes again. Raises RuleRefused before the last call was made; what this window may not deliver
    goes back at once.
    """
    found = ready(case, act.certificates)
    for one in found:
        if why_not_delivered(one, authority, today):
            continue
        if (call := next_call(one)) is not None:
            raise RuleRefused(
                f"{one.name}还没有满{UNCOLLECTED[-1]}天并打过电话（下一次{call.isoformat()}），先不交回。",
                rule=RULE,
            )
    if len({one.organ for one in found}) > 1:
        raise BadInput("交回机关一次只交一个部门的，请分开选。", field="certificates")
    if not act.taken_by.strip():
        raise BadInput("请写机关谁接的。", field="taken_by")
    return found


def waits_since(one: CaseCertificate) -> date:
    """The day from which it lies here to be collected: its arrival, or the last return of the post."""
    back = [p.returned for p in one.postings if p.returned is not None]
    return max((one.arrived, *back))


def next_call(one: CaseCertificate) -> date | None:
    """The day on which a call about it is due: 30, 60, 90 days after it came. None: all were made."""
    since = waits_since(one)
    for days in UNCOLLECTED:
        day = since + timedelta(days=days)
        if not any(call.day >= day for call in one.calls):
            return day
    return None


def waiting_words(case: Case, item: str, authority: Authority | None = None) -> tuple[date, str] | None:
    """What has to be done about results of the item that nobody collected or signed for, and by when; None: nothing.

    ``authority``: nobody is called to fetch what its organ has not entrusted to this hall on the day of the call; None:
    everything is entrusted.
    """
    found = []
    for one in case.certificates:
        waits = _waiting(one) if one.item == item and one.holds else None
        if waits is not None and not (one.ready and _kept_back(one, authority, waits[0])):
            found.append(waits)
    return min(found, default=None)


def _kept_back(one: CaseCertificate, authority: Authority | None, day: date) -> bool:
    return authority is not None and bool(why_not_delivered(one, authority, day))


def _waiting(one: CaseCertificate) -> tuple[date, str] | None:
    if one.state is CertificateState.POSTED and one.delivered_on is None:
        day = one.postings[-1].day + timedelta(days=SIGNED_WITHIN)
        return (
            day,
            f"{one.name}{_day(one.postings[-1].day)}寄出，满{SIGNED_WITHIN}天还没有登记签收的，请查邮件",
        )
    if not one.ready or not one.medium.on_paper:
        return None
    call, since = next_call(one), waits_since(one)
    if call is not None:
        return call, f"{one.name}{_day(since)}到柜，满{(call - since).days}天没有人领的，请打电话"
    day = since + timedelta(days=UNCOLLECTED[-1])
    return day, f"{one.name}满{UNCOLLECTED[-1]}天没有人领、打过电话，请交回机关"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
