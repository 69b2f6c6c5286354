"""``counter hand-out …``: what lies on the shelf, who collects it, the post, platforms, calls, back to the organ."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, add_reader, get_acting
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program
from counter.cli.results.shelf import person_named, run_list, run_ready
from counter.domain.calendar.moment_input import read_moment
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import sending as rules
from counter.domain.case.acts.hand_out import Chosen, Collector, ThingKind
from counter.domain.case.case import Case
from counter.domain.case.results.certificate import CaseCertificate, CertificateState
from counter.domain.case.results.events import CollectorKind, Payer, ReadBy
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.text.day_input import read_day
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.results import sending
from counter.services.results.hand_out import drop_hand_out, prepare_hand_out, record_hand_out
from counter.services.results.shelf import PickUp

T = TypeVar("T")

_COLLECTORS = {one.value: one for one in CollectorKind}
_PAYERS = {one.value: one for one in Payer}
_OUTCOMES = {one.value.replace("_", "-"): one for one in CallOutcome}
_READ = {one.value: one for one in ReadBy}


def add(parser: Parser) -> None:
    """The commands of hand-out."""
    parser.description = "出件：柜上有什么、谁来领，邮寄、电子送达，没有人领的打电话、交回机关。"
    parser.common()
    acts = parser.subcommands()
    listed = acts.add_parser("list", help="柜上等领取的，按人列出")
    listed.runs(run_list, "等得最久的在前；30天以上的写明打过几次电话。")
    add_reader(listed)
    ready = acts.add_parser("ready", help="一个人现在可以领什么")
    ready.runs(run_ready, "这个人所有办件里可以领的、要送达的、要退还的，还没有到的写明到哪天。")
    _person(ready)
    add_reader(ready)
    collect = acts.add_parser("collect", help="领取：先出送达回证，签好以后登记")
    collect.runs(
        run_collect, "不加 --signed 是出送达回证（用 counter paper 存出来签字）；签好再加 --signed 登记。"
    )
    _person(collect)
    options = collect.options
    options.add_argument(
        "--as",
        dest="kind",
        metavar="谁",
        default="applicant",
        help="applicant（本人）、agent（代理人）、proxy（代收）",
    )
    options.add_argument("--name", metavar="姓名", default="", help="代收人的姓名；本人、代理人照登记的")
    options.add_argument("--relation", metavar="关系", default="", help="代收人与申请人的关系")
    options.add_argument("--id-number", metavar="号码", default="", help="领取人证件上的号码，只留掩码")
    options.add_argument("--checked", metavar="证件", default="居民身份证", help="核对的是什么证件")
    options.add_argument(
        "--only",
        metavar="名称",
        action="append",
        default=[],
        help="只领名称里有这几个字的，可以写几次；要归卷的原件只有写了才退",
    )
    options.add_argument("--signed", action="store_true", help="回证已签字，东西已交：登记领取")
    options.add_argument("--void", action="store_true", help="没有领：上一张回证作废")
    options.add_argument("--handed-over", action="store_true", help="回证是手工开具或者别处打印的")
    _clerk(collect)
    _add_post(acts)
    _add_platform(acts)
    _add_calls(acts)


def _only(parser: Parser) -> None:
    parser.options.add_argument(
        "--only", metavar="名称", action="append", default=[], help="只是名称里有这几个字的，可以写几次"
    )


def _add_post(acts: argparse._SubParsersAction[Parser]) -> None:
    post = acts.add_parser("post", help="邮寄：地址要申请人同意")
    post.runs(run_post, "登记寄出，不写 --only 是这件办件在柜的全部。退回三次的不再寄，请到窗口自取。")
    _case(post)
    _only(post)
    for option, words in (("--address", "收件地址"), ("--receiver", "收件人")):
        post.options.add_argument(option, metavar="文字", required=True, help=words)
    post.options.add_argument("--consent", metavar="文字", required=True, help="谁在什么时候同意寄到这里")
    post.options.add_argument(
        "--payer", metavar="谁", default="applicant", help="applicant（到付）、hall（大厅支付）"
    )
    signed = acts.add_parser("signed", help="邮件已签收")
    signed.runs(run_signed, "登记签收的人和日期。")
    returned = acts.add_parser("returned", help="邮件退回")
    returned.runs(run_returned, "登记退回的原因和放在哪一格。")
    returned.options.add_argument("--place", metavar="格号", default="", help="格号，例如 A-03")
    for one, words in ((signed, "谁签收的"), (returned, "为什么退回")):
        _case(one)
        one.options.add_argument("--words", metavar="文字", required=True, help=words)
    for one in (post, signed, returned):
        one.options.add_argument("--mail", metavar="号码", required=True, help="邮件号码")
        one.options.add_argument("--day", metavar="日期", help="哪天，不写是今天")


def _add_platform(acts: argparse._SubParsersAction[Parser]) -> None:
    sent = acts.add_parser("sent", help="电子送达：通过平台推送")
    sent.runs(run_sent, "登记平台和平台上的文件编号；不写 --at 就是现在推送的。")
    _only(sent)
    sent.options.add_argument("--platform", metavar="平台", required=True, help="例如 蒙速办")
    read = acts.add_parser("read", help="推送的已阅，或者到达申请人的系统")
    read.runs(run_read, "登记申请人已阅，或者系统记录的到达；不写 --at 就是现在。")
    read.options.add_argument(
        "--how", metavar="怎样", default="read", help="read（已阅）、system（系统送达）"
    )
    for one in (sent, read):
        _case(one)
        one.options.add_argument("--file-number", metavar="编号", required=True, help="平台上的文件编号")
        words = "推送" if one is sent else "阅看（到达）"
        one.options.add_argument(
            "--at", metavar="时间", default="", help=f"什么时候{words}的，照平台的记录，如 11-24 14:30"
        )


def _add_calls(acts: argparse._SubParsersAction[Parser]) -> None:
    call = acts.add_parser("call", help="打电话请来领")
    call.runs(run_call, "满30、60、90天各打一次，每次都登记。")
    _case(call)
    _only(call)
    outcomes = "、".join(f"{name}（{one.label}）" for name, one in _OUTCOMES.items())
    call.options.add_argument("--outcome", metavar="结果", required=True, help=outcomes)
    call.options.add_argument("--words", metavar="文字", default="", help="说了什么")
    back = acts.add_parser("back", help="满90天没有人领，交回机关")
    back.runs(run_back, "三次电话都打过的才交回；出物料流转单，两边签字。")
    _case(back)
    _only(back)
    back.options.add_argument("--taken-by", metavar="姓名", required=True, help="机关谁接的")


def run_collect(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Issue the proof; with ``--signed`` record the hand-out, with ``--void`` give the proof up."""
    if args.signed and args.void:
        raise BadInput("--signed 和 --void 只能写一个。", field="--signed")
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        found = person_named(app, args.person)
        if args.signed or args.void:
            return _end(app, args, clerk, found)
        who = Collector(
            _among(_COLLECTORS, args.kind, "--as"), args.name, args.relation, args.id_number, args.checked
        )
        try:
            made = prepare_hand_out(app, _chosen(found, args.only), who, clerk)
        except BadInput as wrong:
            if wrong.field != "id_number" or args.id_number:
                raise
            raise BadInput(f"{wrong.sentence}（命令里写 --id-number 号码）", field=wrong.field) from wrong
        number = found.numbers[made.case]
    words = (
        f"送达回证 {made.number} 已出具，东西还没有交。\n"
        f"打出来签字：counter paper {number} {made.number} --out 回证.pdf；签好：counter hand-out collect … --signed"
    )
    return Answer({"hand_out": made.hand_out, "case": number, "proof": made.number}, words)


def _end(app: AppContext, args: argparse.Namespace, clerk: StaffRow, found: PickUp) -> Answer:
    if not found.waiting:
        raise BadInput("没有等签字的送达回证，先出回证。", field="--signed")
    one = found.waiting[-1]
    if args.void:
        drop_hand_out(app, one.cases[0], one.id, clerk)
        return Answer({"void": one.proof_number}, f"送达回证 {one.proof_number} 已作废，东西都还在柜上。")
    cases = record_hand_out(app, one.cases[0], one.id, clerk, handed_over=args.handed_over)
    given = [c.name for case in cases for c in case.certificates if c.hand_out == one.id]
    words = f"已登记领取（送达回证 {one.proof_number}）：{'、'.join(given) or '文书和原件'}。"
    return Answer({"handed_out": given, "cases": [case.number for case in cases]}, words)


def run_post(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record that a parcel was posted."""

    def act(app: AppContext, case: Case, clerk: StaffRow) -> Case:
        ready = _wanted(case, args.only, lambda c: c.ready and c.medium.on_paper, "可以邮寄")
        payer = _among(_PAYERS, args.payer, "--payer")
        posted = rules.PostResults(
            ready, _day(app, args.day), payer, args.mail, args.address, args.receiver, args.consent
        )
        return sending.post_results(app, case.id, posted, clerk)

    return _do(args, profile, program, act, "已登记寄出：")


def run_signed(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record that the post was signed for."""
    return _end_posting(args, profile, program, returned=False)


def run_returned(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record that the post came back."""
    return _end_posting(args, profile, program, returned=True)


def _end_posting(args: argparse.Namespace, profile: Path, program: Program, *, returned: bool) -> Answer:
    def act(app: AppContext, case: Case, clerk: StaffRow) -> Case:
        place = args.place if returned else ""
        end = rules.EndPosting(args.mail, _day(app, args.day), returned, args.words, place)
        return sending.end_posting(app, case.id, end, clerk)

    return _do(args, profile, program, act, "已登记退回，请联系申请人：" if returned else "已登记签收：")


def run_sent(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record that results were sent through a platform."""

    def act(app: AppContext, case: Case, clerk: StaffRow) -> Case:
        electronic = _wanted(case, args.only, _may_be_sent, "可以推送的电子")
        at = read_moment(args.at, app.clock.read().at, "--at")
        sent = rules.SendResults(electronic, args.platform, args.file_number, at)
        return sending.send_results(app, case.id, sent, clerk)

    return _do(args, profile, program, act, "已登记推送：")


def run_read(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record that what was sent reached the applicant."""

    def act(app: AppContext, case: Case, clerk: StaffRow) -> Case:
        at = read_moment(args.at, app.clock.read().at, "--at")
        end = rules.EndSending(args.file_number, at, _among(_READ, args.how, "--how"))
        return sending.end_sending(app, case.id, end, clerk)

    return _do(args, profile, program, act, "已登记送达：")


def run_call(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record a call."""

    def act(app: AppContext, case: Case, clerk: StaffRow) -> Case:
        call = rules.CallCollector(
            _wanted(case, args.only, _on_the_shelf, "等领取"),
            _among(_OUTCOMES, args.outcome, "--outcome"),
            args.words,
        )
        return sending.call_collector(app, case.id, call, clerk)

    return _do(args, profile, program, act, "已登记电话：")


def run_back(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Give back to the organ what nobody collected."""

    def act(app: AppContext, case: Case, clerk: StaffRow) -> Case:
        ready = _wanted(case, args.only, lambda c: c.ready, "在柜")
        return sending.send_back(app, case.id, rules.ReturnToOrgan(ready, args.taken_by), clerk)

    return _do(args, profile, program, act, "已交回机关，物料流转单已出具，打出来两边签字：")


def _do(
    args: argparse.Namespace,
    profile: Path,
    program: Program,
    act: Callable[[AppContext, Case, StaffRow], Case],
    words: str,
) -> Answer:
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        before = get_case(app, args.case)
        case = act(app, before, clerk)
    names = "、".join(c.name for c in case.certificates if c != before.certificate(c.id))
    states = [{"name": c.name, "state": c.state.value} for c in case.certificates]
    return Answer({"number": case.number, "results": states}, f"{grouped(case.number)} {words}{names}。")


def _person(parser: Parser) -> None:
    parser.words.add_argument("person", metavar="谁", help="办件编号、身份证号、信用代码，或者姓名")


def _clerk(parser: Parser) -> None:
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理人")
    add_proof(parser)


def _case(parser: Parser) -> None:
    parser.words.add_argument("case", metavar="办件编号", help="办件编号，可以不写空格")
    _clerk(parser)


def _chosen(found: PickUp, only: list[str]) -> list[Chosen]:
    wanted = [
        o for o in found.offered if not o.why_not and (any(w in o.name for w in only) if only else o.preset)
    ]
    cases = dict.fromkeys(o.case for o in wanted)

    def ids(case: str, kind: ThingKind) -> tuple[str, ...]:
        return tuple(o.id for o in wanted if o.case == case and o.kind is kind)

    return [Chosen(case, found.bases[case], *(ids(case, kind) for kind in ThingKind)) for case in cases]


def _wanted(
    case: Case, only: list[str], fits: Callable[[CaseCertificate], bool], which: str
) -> tuple[str, ...]:
    """Ids of the results that are meant. Raises BadInput where there is none, with how each stands."""
    named = [c for c in case.certificates if not only or any(words in c.name for words in only)]
    if found := tuple(c.id for c in named if fits(c)):
        return found
    standing = "、".join(f"{c.name}{_standing(c)}" for c in case.certificates) or "还没有证照到柜"
    raise BadInput(f"没有{which}的证照：{standing}。", field="--only" if only else "办件编号")


def _standing(one: CaseCertificate) -> str:
    electronic = one.state is CertificateState.HERE and not one.medium.on_paper
    return "是电子的，等推送" if electronic else one.state.label


def _on_the_shelf(one: CaseCertificate) -> bool:
    return one.ready and one.medium.on_paper


def _may_be_sent(one: CaseCertificate) -> bool:
    gone = one.state is CertificateState.SENT_BACK or one.delivered
    under_way = any(sending.read is None for sending in one.sendings)
    return one.medium.electronic and one.holds and not gone and not under_way


def _among(known: Mapping[str, T], text: str, field: str) -> T:
    if text not in known:
        raise BadInput(f"没有“{text[:20]}”，可以用：{'、'.join(known)}。", field=field)
    return known[text]


def _day(app: AppContext, text: str | None) -> date:
    today = civil_date(app.clock.read().at)
    return today if text is None else read_day(text, today, "--day")
