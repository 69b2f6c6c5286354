"""What can be done with a case at every stage: 更正登记, the platform's number, 跟踪人, reminders."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.case.acts.acts import (
    AgreeReminders,
    CorrectRegistration,
    PassOn,
    Possible,
    RecordOfficialNumber,
)
from counter.domain.case.case import Case
from counter.domain.case.results.certificate import CertificateState

_WRITTEN_WRONG = (
    "登记时写错了字、号码抄错一位的，对照证件改在这里；出过的文书不重出，打一份更正通知书和它们放在一起。"
)


def offers_at_any_time(case: Case) -> Iterator[Possible]:
    """Of a case of this window whose records may change; the last in the list, as none of it is ever urgent."""
    items = tuple(i.id for i in case.items)
    known = len(case.official)
    why = (
        f"已登记{known}个；平台再给的登记在这里，抄错的在这里改。"
        if known
        else "平台给了编号的，登记在这里。"
    )
    yield Possible(RecordOfficialNumber, items, why=why)
    if case.applicant is not None:
        yield Possible(CorrectRegistration, items, why=_WRITTEN_WRONG)
    if not case.state.open and not _lies_here(case):
        return
    yield Possible(PassOn, why=f"现在由 {case.follower} 跟踪到办结送达，休假、调岗的转给别人。")
    if case.applicant is not None and case.state.open:
        now = "现在按申请人的意思提醒" if case.reminding.wanted else "现在不提醒"
        yield Possible(AgreeReminders, why=f"{now}，申请人改了主意或者换了号码的，在这里改。")


def _lies_here(case: Case) -> bool:
    """An ended case whose result has not reached the applicant: somebody answers for it until then."""
    return any(
        one.holds and not one.delivered and one.state is not CertificateState.SENT_BACK
        for one in case.certificates
    )
