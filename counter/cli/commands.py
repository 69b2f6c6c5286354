"""The commands of ``counter``: one row each; the module is imported when its command is typed."""

from __future__ import annotations

from counter.cli.io.loader import Command

COMMANDS = (
    Command("setup", "设置这台电脑的大厅和窗口", "counter.cli.profile.setup:add"),
    Command("guide", "办事指南", "counter.cli.guide.commands:add"),
    Command("case", "办件", "counter.cli.case.commands:add"),
    Command("takeover", "接转原系统在办的件", "counter.cli.case.take_over:add"),
    Command("retention", "保管期限表", "counter.cli.case.retention:add"),
    Command(
        "archive",
        "档案：归档前还缺什么，归档信息包，核对，移交清册",
        "counter.cli.archive.archive:add",
    ),
    Command("paper", "把一份文书存成 PDF", "counter.cli.papers.paper:add"),
    Command("check", "核对全部记录是否完整", "counter.cli.profile.check:add"),
    Command("close-day", "日结：当天的编号、点数和日志的链首，一页 PDF", "counter.cli.profile.close_day:add"),
    Command("counted", "在窗口的原件和证照：照着点的清单，不符的说明", "counter.cli.profile.counted:add"),
    Command(
        "hand-over-shift",
        "交班：两个人各输口令、各点一遍，一页 PDF",
        "counter.cli.profile.hand_over_shift:add",
    ),
    Command("ledger", "台账：一个事项一行，Excel；周调度表", "counter.cli.ledger.ledger:add"),
    Command("report", "月报：一期的数字，报送后不变；Excel、签字用的 PDF", "counter.cli.ledger.report:add"),
    Command(
        "platform-export",
        "按平台的办件表导出：五张表，和没有的、不能导出的",
        "counter.cli.ledger.platform_export:add",
    ),
    Command("heads", "链首：本机知道的各窗口日志走到哪里", "counter.cli.keys.heads:add"),
    Command("doctor", "检查这台电脑", "counter.cli.profile.doctor:add"),
    Command("hall", "大厅登记册：窗口、人员、部门、协议，带到别的窗口", "counter.cli.hall.register:add"),
    Command("staff", "值班人员", "counter.cli.hall.staff:add"),
    Command("session", "命令行会话：核对一次口令，一段时间内不用再给", "counter.cli.hall.session:add"),
    Command("clock", "时钟", "counter.cli.hall.clock:add"),
    Command("number", "编号", "counter.cli.hall.number:add"),
    Command("calendar", "工作日日历和期限推算", "counter.cli.hall.calendar:add"),
    Command("backup", "备份：一个加密的文件，写完读回来核对", "counter.cli.profile.backup:add"),
    Command("restore", "用备份和恢复密钥恢复一个窗口", "counter.cli.profile.restore:add"),
    Command("restored", "恢复以后：缺的清单，两个人确认", "counter.cli.profile.restored:add"),
    Command("recover", "用恢复密钥重新写出密钥", "counter.cli.keys.recover:add"),
    Command("keys", "密钥：打开资料的方式；大厅密钥、窗口证书、信任和作废", "counter.cli.keys.commands:add"),
    Command("courier", "用U盘上报：拷到U盘、收U盘", "counter.cli.exchange.courier:add"),
    Command("rating", "评价：封存公钥、评价包；差评处理室的登记和统计", "counter.cli.ratings.commands:add"),
    Command("rectify", "（差评处理室）差评整改", "counter.cli.ratings.rectify_commands:add"),
    Command("sync", "上报：和汇聚库交换记录，上报得怎么样了", "counter.cli.exchange.sync:add"),
    Command("hub", "汇聚库（上报库）的管理：设置、登记窗口、核对", "counter.cli.exchange.hub:add"),
    Command("verify", "验真：文书的 PDF、照片，或二维码的内容", "counter.cli.papers.verify:add"),
    Command(
        "hand-out", "出件：柜上等领的、领取、邮寄、电子送达、交回机关", "counter.cli.results.hand_out:add"
    ),
    Command(
        "rounds",
        "流转：送部门、取回的一张单子，签收、交接不符，原件在谁手里",
        "counter.cli.rounds.rounds:add",
    ),
    Command(
        "remind", "告知申请人：今天要打的电话、登记结果、短信平台的文件", "counter.cli.reminders.remind:add"
    ),
    Command(
        "records",
        "值班负责人看“记录”：谁看了谁、口令输错、作废、超期、设置改动",
        "counter.cli.tasks.records:add",
    ),
    Command(
        "oversight",
        "（值班主管室）全厅的总览、看一件；案卷评查、对账、改派",
        "counter.cli.oversight.commands:add",
    ),
    Command("training", "培训：照本大厅的指南练十课，办的件没有效力", "counter.cli.profile.training:add"),
    Command("tour", "用按键走完几次真实的来访，留下文书和截图", "counter.cli.tour:add"),
)
