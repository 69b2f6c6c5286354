"""The acts on a filed case as sub-commands: their words and options, each under its key in the JSON form."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from counter.cli.case import act_arguments as arguments
from counter.cli.case import result_arguments
from counter.cli.io.arguments import Parser
from counter.domain.errors import BadInput

_LINE = "材料=状态[,seen][,copies=份数][,answer=consistent|changed][,note=说明]"


@dataclass(frozen=True, slots=True)
class ActCommand:
    """One sub-command. ``form``: its JSON keys; ``agreed``: may need a supervisor's consent; ``confirmed``: an organ's
    representative may confirm with their own PIN.
    """

    name: str
    help: str
    description: str
    form: str
    options: Callable[[Parser], None]
    agreed: bool = False
    confirmed: bool = False


def option_values(args: argparse.Namespace) -> dict[str, object]:
    """Values of the options, under the keys of the JSON form."""
    values = {
        key: value
        for key, value in vars(args).items()
        if key not in _NO_VALUES and value is not None and value is not False and value != []
    }
    arguments.gather_fact(values)
    for key, read in (
        ("materials", _material),
        ("moved", _sheets),
        ("not_found", arguments.unfound),
        ("named", _as_written),
    ):
        if key in values:
            values[key] = _each(values[key], read)
    return values


_NO_VALUES = frozenset(
    {
        "case_number",
        "file",
        "data",
        "json",
        "command",
        "act",
        "run",
        "doing",
        "papers_to",
        "no_papers",
        "pin_file",
        "clerk_pin_file",
    }
)
"""Parts of the command line that are no part of the act."""


def _each(texts: object, read: Callable[[str, str], object]) -> dict[str, object]:
    assert isinstance(texts, list)
    found: dict[str, object] = {}
    for text in texts:
        name, equals, rest = str(text).partition("=")
        if not equals or not name.strip() or not rest.strip():
            raise BadInput(f"“{str(text)[:60]}”要写成 材料=…，例如 lease=received,seen。", field="--line")
        if name.strip() in found:
            raise BadInput(f"“{name.strip()}”写了两次，请只留一个。", field="--line")
        found[name.strip()] = read(name.strip(), rest)
    return found


def _material(name: str, rest: str) -> dict[str, object]:
    state, *parts = (part.strip() for part in rest.split(","))
    value: dict[str, object] = {"state": state}
    for index, part in enumerate(parts):
        key, equals, text = part.partition("=")
        if part == "seen":
            value["original_seen"] = True
        elif key == "copies" and equals:
            value["copies"] = _count(name, text)
        elif key == "answer" and equals:
            value["shared"] = {"answer": text.strip()}
        elif key == "note" and equals:
            # a note may contain commas; it is the last part
            value["note"] = ",".join([text, *parts[index + 1 :]])
            break
        else:
            raise BadInput(f"“{name}”后面的“{part[:40]}”不认识；写法：{_LINE}。", field="--line")
    return value


def _as_written(_name: str, rest: str) -> str:
    return rest


def _sheets(name: str, rest: str) -> dict[str, object]:
    value: dict[str, object] = {}
    for part in rest.split(","):
        key, _, text = part.strip().partition("=")
        if key not in ("originals", "copies"):
            raise BadInput(
                f"“{name}”后面的“{part[:40]}”不认识；写法：材料=originals=原件份数,copies=复印件份数。",
                field="--line",
            )
        value[key] = _count(name, text)
    return value


def _count(name: str, text: str) -> int:
    if not text.strip().isdecimal() or len(text.strip()) > 4:
        raise BadInput(f"“{name}”的份数“{text[:20]}”不是整数。", field="--line")
    return int(text)


def _item(parser: Parser) -> None:
    parser.words.add_argument("item", metavar="事项", nargs="?", help="事项的编号或全名")


def _supplement(parser: Parser) -> None:
    parser.options.add_argument(
        "--line",
        dest="materials",
        metavar="材料=状态",
        action="append",
        help=f"补交的一份：{_LINE}，可写几次",
    )
    parser.options.add_argument("--by", dest="brought_by", metavar="姓名", help="谁送来的")
    parser.options.add_argument("--relation", metavar="关系", help="送来的人与申请人的关系")


def _check_taken(parser: Parser) -> None:
    parser.options.add_argument(
        "--line",
        dest="materials",
        metavar="材料=状态",
        action="append",
        help=f"核对时发现和代收记录不一样的：{_LINE}，可写几次；不写就是都对",
    )


def _relieve(parser: Parser) -> None:
    parser.words.add_argument("lines", metavar="材料", nargs="*", default=None, help="不写就是全部")


def _decide(parser: Parser) -> None:
    arguments.items(parser)
    parser.options.add_argument("--settled", metavar="说明", help="原来不清楚的情形是怎么认定的")
    parser.options.add_argument(
        "--others", metavar="missing", help="没有看过的材料都看了，确实没带来（missing）；不写就不能决定"
    )
    parser.options.add_argument(
        "--line",
        dest="materials",
        metavar="材料=状态",
        action="append",
        help=f"收着的材料再看过：现在看过原件的（received,seen）或者发现不符的；{_LINE}，可写几次",
    )
    parser.options.add_argument("--papers-valid", action="store_true", help="收存的材料已核对，还在有效期内")
    arguments.new_fact(parser)
    arguments.reason(parser, "再次告知：值班负责人的理由，和 --supervisor 一起用")


def _void(parser: Parser) -> None:
    arguments.items(parser)
    arguments.reason(parser, "为什么收回")
    parser.options.add_argument(
        "--taken-back", metavar="文书", nargs="+", help="纸已收回来的文书：文号、种类或名称"
    )


def _nothing(_parser: Parser) -> None:
    """A command without words and options of its own."""


def _hand_over(parser: Parser) -> None:
    parser.options.add_argument("--to", metavar="窗口编码", help="移交给哪个窗口")
    arguments.reason(parser, "为什么移交")


def _receive(parser: Parser) -> None:
    parser.options.add_argument(
        "--missing", metavar="材料", nargs="+", help="随件原件里没有收到的；都收到了不写"
    )
    parser.options.add_argument("--note", metavar="说明", help="没有收到的，怎么回事")


def _settle(parser: Parser) -> None:
    parser.options.add_argument(
        "--stands", metavar="序号", type=int, help="以第几份记录为准（counter case show 里“矛盾”下面列出）"
    )
    parser.options.add_argument(
        "--taken-back", metavar="文书", nargs="+", help="不作准的那份出具的文书，书面收回的：文号、种类或名称"
    )
    arguments.reason(parser, "为什么以这份为准")


ACTS = (
    ActCommand(
        "supplement",
        "补交材料",
        "记下补交的材料，出补正材料接收凭证；材料齐了的事项当场决定，仍不齐的说明还缺什么，不要求新的。",
        '{"materials": {"材料": {"state", "original_seen", "copies", "note"}}, "brought_by", "relation"}',
        _supplement,
    ),
    ActCommand(
        "take-named",
        "代收材料：别的窗口的办件，这里还没有它的信息",
        "扫文书的二维码（作为“编号”），照文书记下交来的材料，出接收凭证；待原窗口核对，交来的日期算数。"
        "信息已经到了的，用 supplement。",
        '{"named": {"材料": 份数}, "applicant", "brought_by", "relation", "sheet"}',
        arguments.take_named,
    ),
    ActCommand(
        "check-taken",
        "核对代收材料：别的窗口代收的，转到这里核对",
        "核对外窗口代收的材料；材料齐了的事项当场决定，日期按代收那天算。不一样的用 --line 写明。",
        '{"materials": {"材料": {"state", "original_seen", "copies", "note"}}}',
        _check_taken,
    ),
    ActCommand(
        "relieve",
        "按新版免交：新版指南不再要的材料不用再交",
        "现行指南不再要、还没有交的材料，过渡规则从轻的，记下不用再交；材料齐了的事项当场决定。",
        '{"lines": […]}',
        _relieve,
    ),
    ActCommand(
        "decide",
        "接着办：对收下、等着的事项作决定",
        "按现在的情况决定还没决定的事项；不写事项就是全部。再次告知补正要有新的事实（哪份文书、哪一天、什么变了），或者值班负责人输入口令并写明理由；和上次一样的不再告知。",
        '{"items": […], "materials", "settled", "papers_valid", "others", '
        '"new_fact": {"document", "day", "what", "lines": […]}, '
        '"not_found": {"材料": {"organ", "document", "day"}}, "reason", "supervisor"}',
        _decide,
        agreed=True,
    ),
    ActCommand(
        "identify",
        "核对号码：登记待核的，对照证件更正或者确认",
        "收件时号码待核的，照证件更正，或者确认证件上就是这个号码；核对以后才能决定、告知。以前的文书不变。",
        '{"who", "id_number", "id_type", "confirmed", "name", "scope", "relation", "reason"}',
        arguments.identify,
    ),
    ActCommand(
        "pledge",
        "登记承诺书已签字，容缺受理",
        "登记容缺受理承诺书由谁签的字；签了才算容缺受理，并出容缺受理通知书。不愿承诺的（--declined）改按补正告知。",
        '{"paper", "signer", "name", "authority", "declined", "handed_over"}',
        arguments.pledge,
    ),
    ActCommand(
        "void",
        "收回决定，文书作废",
        "刚作的决定在规定的分钟数内可以收回，文书作废、文号保留；打出的纸要先收回来（--taken-back）。",
        '{"items": […], "reason", "taken_back": […], "supervisor"}',
        _void,
        agreed=True,
    ),
    ActCommand(
        "withdraw",
        "申请人撤回申请：出撤回申请书，请他签字",
        "出撤回申请书，签了字再用 withdrawal 登记；申请人自己写了书面申请的，写明日期（--written）和签字人，"
        "直接登记。不写事项就是全部还没有结果的。",
        '{"items": […], "reason"}，或者加 {"written", "signer", "name", "authority"}',
        arguments.withdraw,
    ),
    ActCommand(
        "withdrawal",
        "登记撤回申请书已签字，事项终止",
        "登记撤回申请书由谁签的字；签了才算撤回。不撤回了的（--declined）申请书作废。",
        '{"paper", "signer", "name", "authority", "declined", "handed_over"}',
        arguments.withdrawal,
    ),
    ActCommand(
        "drop",
        "不再办理某个事项",
        "去掉还没有决定的事项。",
        '{"items": […], "reason"}',
        arguments.drop,
    ),
    ActCommand(
        "propose",
        "为机关代拟决定",
        "期限届满、坚持提交或者审查不通过的，为机关拟好决定稿；机关确认以前没有文号，不算决定。",
        '{"item", "cause", "reason", "basis"}',
        arguments.propose,
    ),
    ActCommand(
        "result",
        "登记机关的结果",
        "登记机关的书面结果。不利决定要写明理由（--ground）、文号和名单里的签发人（--signer）。"
        "--confirms 是机关确认了的代拟稿：首席代表本人输入口令（--representative），"
        "或者按机关签发的文书（--document --signed-on --signer）。"
        "不合规则的不登记；机关已经签发的，用 --as-issued 照实登记。",
        '{"item", "result", "day", "document", "by", "certificate", "note", "confirms", "ground", "basis", "signer",'
        ' "signed_on", "representative", "as_issued", "review_body", "court", "phone",'
        ' "extent", "extent_words", "nothing"}；口令不写在文件里',
        arguments.result,
        confirmed=True,
    ),
    ActCommand(
        "note",
        "值班负责人已阅与规则不符的决定",
        "照实登记的机关决定与规则不符的，值班负责人看过、告知机关后记在这里，用本人的口令。",
        '{"item", "words", "supervisor"}',
        arguments.note,
        agreed=True,
    ),
    ActCommand(
        "organ-accepted",
        "登记机关受理",
        "收件转办或者申请人坚持提交的事项，机关书面受理了的在这里登记，从那天起算办理时限。",
        '{"item", "day", "document", "by"}',
        arguments.organ_accepted,
    ),
    ActCommand(
        "organ-told",
        "登记机关补正",
        "收件转办的事项，机关书面告知申请人补正的登记在这里；最迟的日期进待办，补交的材料由窗口收下转去。",
        '{"item", "day", "document", "until", "lines": […], "what"}',
        result_arguments.organ_told,
    ),
    ActCommand(
        "arrived",
        "证照到柜",
        "机关送来的证照、决定书登记在这里：编号照证照抄，同一张只登记一次。",
        '{"item", "name", "number", "issuer", "medium", "form", "issued_on", "valid_from", "valid_until",'
        ' "originals", "duplicates", "place", "day", "brought_by", "note", "replaces"}',
        result_arguments.arrived,
    ),
    ActCommand(
        "handed",
        "登记领取证照",
        "申请人、代理人或者代收人领走了在柜的证照、决定书。",
        '{"certificates": […], "day", "collector", "name", "checked", "relation", "id_number", "note"}',
        result_arguments.handed,
    ),
    ActCommand(
        "taken-back",
        "机关收回证照",
        "证照有错，机关收回更正。已经交给申请人的，待办里会有一项追回。",
        '{"certificate", "day", "reason", "document", "taken_by"}',
        result_arguments.taken_back,
    ),
    ActCommand(
        "called-in",
        "追回证照",
        "机关收回、已经交出去的证照追回来了。",
        '{"certificate", "day"}',
        result_arguments.called_in,
    ),
    ActCommand(
        "settle",
        "两个窗口的记录有矛盾的，值班负责人定以哪一份为准",
        "两个窗口互不知情，对同一事项各有记录：以哪一份为准（--stands），另一份的文书哪些书面收回。处理以前两边的文书都有效。",
        '{"stands", "reason", "taken_back": […], "supervisor"}',
        _settle,
        agreed=True,
    ),
    ActCommand(
        "hand-over",
        "移交另一个窗口主办，两个人签名",
        "这件以后由另一个窗口主办，收着的原件一起交过去，期限照原来的算；本窗口还可以收补交的材料、登记送达。两个人签名。",
        '{"to", "reason", "supervisor"}',
        _hand_over,
        agreed=True,
    ),
    ActCommand(
        "receive",
        "接收移交：别的窗口移交来的，点过原件签收",
        "别的窗口移交来的件和随件的原件在手里了，签收；有原件没有收到的写明。",
        '{"missing": […], "note"}',
        _receive,
    ),
    ActCommand(
        "pause",
        "特别程序：出告知书，送达后停止计时",
        "出特别程序告知书（--what --basis --days 或 --until），登记送达后停止计时；机关自己告知的，"
        "登记它的文号和送达日期（--notice --served）。没有书面告知，计时不停。",
        '{"item", "procedure", "what", "basis", "days", "until"}，或者 '
        '{"item", "procedure", "notice", "served", "days"}',
        arguments.pause,
    ),
    ActCommand(
        "extend",
        "机关批准延长办理期限，出延期决定通知书",
        "机关负责人批准延长的：首席代表本人输入口令（--representative），或者按机关签发的文书"
        "（--document --signed-on --signer）登记。期限届满以前、只一次，日期随着移动，理由书面告知申请人。",
        '{"item", "days", "reason", "document", "signer", "signed_on", "representative"}；口令不写在文件里',
        arguments.extend,
        confirmed=True,
    ),
    ActCommand(
        "resume",
        "特别程序结束，恢复计时",
        "登记特别程序结束的日期，出特别程序结束告知书，写明现在的最迟办结日期。",
        '{"item", "day"}',
        arguments.resume,
    ),
    ActCommand(
        "transfer",
        "材料交接，出物料流转单",
        "登记材料在窗口、部门、申请人之间的交接，原件、复印件分开数。",
        '{"organ", "to", "moved": {"材料": {"originals", "copies"}}, "given_by", "taken_by", "note"}',
        arguments.transfer,
    ),
    ActCommand(
        "official",
        "登记平台给的官方办件编号",
        "登记省里的平台给事项（或者整件）的编号，43位；改原来登记的要写缘由，编号空着就是去掉登记错的。",
        '{"official", "item", "reason"}',
        arguments.official,
    ),
    ActCommand(
        "pass-on",
        "换这一件的跟踪人",
        "转给别人跟踪到办结送达；几件一起转、某人的全部转用 counter case follow。",
        '{"to", "reason"}',
        arguments.pass_on,
    ),
    ActCommand(
        "reminders",
        "申请人要不要提醒、打哪个电话",
        "登记申请人同意提醒和电话，换了号码，或者不要提醒了。",
        '{"phone", "no_more"}',
        arguments.reminders,
    ),
    ActCommand(
        "printed",
        "确认已出纸",
        "看到纸出来了，在这里确认；没出来的用 --failed 写明。",
        '{"papers": […], "failed"}',
        arguments.printed,
    ),
    ActCommand(
        "stamped", "确认已盖章", "机关印章已经盖上。", '{"papers": […], "handed_over"}', arguments.stamped
    ),
    ActCommand(
        "deliver",
        "送达文书（--proof 先出送达回证）",
        "登记文书已送达或者被拒签；加 --proof 只出送达回证，等签字。",
        '{"papers": […], "way", "receiver", "relation", "declined", "day", "at",'
        ' "note", "handed_over", "proof", "address"}',
        arguments.deliver,
    ),
    ActCommand(
        "served",
        "登记文书已送达",
        "与 deliver 不带 --proof 相同。",
        '{"papers": […], "way", "receiver", "relation", "declined", "day", "at", "note", "handed_over"}',
        arguments.served,
    ),
    ActCommand(
        "reissue",
        "换发日期正确的一份",
        "期限从送达起算的文书送达晚了，重新计算日期换发一份，原来的作废。",
        '{"paper"}',
        arguments.reissue,
    ),
    ActCommand("deem", "登记视为受理", "过了法定告知期限没有告知的许可事项，登记视为受理。", "{}", _nothing),
    ActCommand(
        "dates",
        "确定时间待核时空着的日期",
        "时钟确认以后，由值班负责人写明那天真正的日期，补算期限并换发文书。",
        '{"day", "supervisor"}',
        arguments.dates,
        agreed=True,
    ),
)
"""Every act after filing, in the order of a case's life."""
