"""Papers as a hall would print them, with invented people and numbers, for tests and for looking at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from counter.domain.calendar.workdays import CHINA
from counter.domain.document.document import Document, PaperKind, Paragraph, Table

DEMO = "演示 无效"
ISSUED = datetime(2026, 11, 20, 10, 45, tzinfo=CHINA)
QR = (
    "COUNTER1:15220103A26112000075|acceptance_notice|乌市监受综03〔2026〕57号|20261120|2|9|20261204|1|"
    "0193a4c2-7b1e-7c3a-9d52-3f6c1b2a4e58"
)
FOOT = (
    "乌兰浩特市政务服务中心 综合窗口03",
    "咨询：0482-8200000　投诉：12345",
    "2026-11-20 10:45 出具",
)


def receipt() -> Document:
    """收件凭证: materials taken in, decision elsewhere."""
    return Document(
        kind=PaperKind.INTAKE_RECEIPT,
        title="收件凭证",
        number="乌市监收综03〔2026〕118号",
        addressee="白音布和：",
        body=(
            Paragraph("你于2026年11月20日就“我要开小餐馆（50平方米以下）”提交的下列材料，本窗口已收到："),
            Table(
                head=("序", "材料", "份数", "收取情况"),
                rows=(
                    ("1", "小餐饮经营许可（登记）申请书", "1", "原件"),
                    ("2", "经营者身份证明", "1", "复印件，已核对原件"),
                    ("3", "经营场所使用证明", "1", "复印件，未核对原件"),
                    ("4", "从业人员健康证明", "2", "复印件，已核对原件"),
                ),
                widths=(0.08, 0.46, 0.12, 0.34),
                numeric=(0, 2),
            ),
            Paragraph(
                "本凭证只说明收到材料，不代表受理。自收到材料之日起5个工作日内未告知你需要补正全部内容的，"
                "自2026年11月20日起即为受理。"
            ),
            Paragraph("依据：《中华人民共和国行政许可法》第三十二条第一款第四项。", small=True),
        ),
        seal_organ="乌兰浩特市市场监督管理局",
        date_text="2026年11月20日",
        sign_lines=("申请人（代理人）签收：　　　　　　　　　　　　　年　　月　　日",),
        foot=FOOT,
        code="15220103A26112000075",
        code_text="15220103A 261120 0007 5",
        qr=QR,
        watermark=DEMO,
        marks=("部分内容待部门核定",),
        copy_text="第1联　交申请人",
        issued=ISSUED,
    )


def notice() -> Document:
    """受理通知书 as the house writes it: items with their times, ten materials, remedies, parties."""
    return replace(
        receipt(),
        kind=PaperKind.ACCEPTANCE_NOTICE,
        title="受理通知书",
        number="乌市监受综03〔2026〕57号",
        addressee="乌兰浩特市镕䶮喆餐饮店（拟用名称，申请人：㛃𬭊堃）：",
        body=(
            Paragraph(
                "你于2026年11月20日就“我要开餐馆（50平方米以上）”中的下列事项提出的申请，材料齐全、符合规定形式，"
                "乌兰浩特市市场监督管理局予以受理，受理日期为2026年11月20日。"
            ),
            Table(
                head=("事项", "法定时限", "承诺时限", "最迟办结"),
                rows=(
                    ("个体工商户设立登记", "当场", "未公布（待部门核定）", "2026年11月20日（含当日）前"),
                    (
                        "食品经营许可（新办）",
                        "20个工作日",
                        "10个工作日（待部门核定）",
                        "2026年12月4日（含当日）前",
                    ),
                ),
                widths=(0.31, 0.21, 0.2, 0.28),
            ),
            Paragraph("收到和核验的材料："),
            Table(
                head=("序号", "材料", "原件核验", "份数", "来源和处理"),
                rows=MATERIALS,
                widths=(0.09, 0.39, 0.15, 0.1, 0.27),
                numeric=(0, 2, 3),
            ),
            Paragraph("请当场取回下列证件原件，本窗口不留存：经营者身份证件。"),
            Paragraph("除上列材料外，不需要提交其他任何材料。"),
            Paragraph(
                "行政许可的办结时限自受理的次日起按工作日计算，不含法定节假日；依法需要听证、检验、检测、检疫、鉴定、"
                "专家评审的，所需时间不计在内，另行书面告知。行政许可事项到期没有收到结果的，可以向本窗口询问，"
                "或者拨打12345投诉；也可以自法定期限届满之日起60日内申请行政复议，或者6个月内向人民法院提起行政诉讼。"
            ),
            Paragraph(
                "办理结果（营业执照、食品经营许可证）在本窗口领取，也可以邮寄。办理进度可在本窗口查询。"
            ),
            *SMALL_PRINT,
        ),
    )


MATERIALS = (
    ("1", "个体工商户登记（备案）申请书", "—", "1", "收1份"),
    ("2", "经营者身份证件", "已核原件", "1", "原件当场退还，留复印件1份"),
    (
        "3",
        "经营场所使用证明（自有房产的提交产权证；租赁的提交租赁协议和出租方产权证）",
        "未核原件",
        "1",
        "收1份",
    ),
    ("4", "食品经营许可申请书", "—", "1", "收1份"),
    ("5", "与食品经营相适应的主要设备设施布局、操作流程文件", "—", "1", "收1份"),
    ("6", "食品安全自查、从业人员健康管理等保证食品安全的规章制度", "—", "1", "收1份"),
    ("7", "食品安全管理人员健康证明", "已核原件", "2", "原件当场退还，留复印件2份"),
    ("8", "营业执照", "—", "—", "待前序：由“个体工商户设立登记”办结后产生，不用提交"),
    ("9", "不动产登记信息", "—", "—", "共享核验，不用提交"),
    ("10", "授权委托书", "—", "1", "收1份"),
)
SMALL_PRINT = tuple(
    Paragraph(text, plain=True, small=True)
    for text in (
        "受理依据：《中华人民共和国行政许可法》第三十二条第一款第五项、第二款。",
        "设定依据：促进个体工商户发展条例第十二条；中华人民共和国食品安全法第三十五条。",
        "本窗口受乌兰浩特市市场监督管理局委托办理（授权文件：乌市监委〔2026〕3号）。",
        "拟用名称：乌兰浩特市镕䶮喆餐饮店",
        "申请人（投资人或指定代表）：㛃𬭊堃　居民身份证 999999********1234　电话 100****0001",
        "承办人：W03　咨询电话：（由大厅填写）",
        "本件一式两份，申请人和窗口各存一份。",
    )
)


def proof() -> Document:
    """登记备案凭据: done on the spot, short."""
    return replace(
        receipt(),
        kind=PaperKind.REGISTRATION_PROOF,
        title="小餐饮登记备案凭据",
        number="乌市监备综03〔2026〕9号",
        body=(
            Paragraph("你于2026年11月20日提交的小餐饮登记材料齐全，已予登记。登记内容如下："),
            Table(
                head=(),
                rows=(
                    ("经营者", "白音布和", "证件号码", "999999********1234"),
                    ("经营场所", "乌兰浩特市和平街道五一南路（演示）88号1层", "面积", "46平方米"),
                    ("经营项目", "热食类食品制售", "登记日期", "2026年11月20日"),
                ),
                widths=(0.16, 0.42, 0.16, 0.26),
                numeric=(0, 2),
            ),
            Paragraph("登记内容发生变化的，请于变化之日起10个工作日内到本窗口办理变更登记。"),
        ),
        watermark=None,
        marks=(),
    )


def long_notice(rows: int = 60) -> Document:
    """受理通知书 over several pages: a 60-character name and a long table."""
    name = "内蒙古自治区兴安盟乌兰浩特市镕䶮喆𬭊堃㛃" + "巴雅尔图那木斯赖" * 5
    return replace(
        notice(),
        addressee=name[:60] + "：",
        body=(
            *notice().body[:2],
            Paragraph("已收到下列材料："),
            Table(
                head=("序", "材料", "份数", "收取情况"),
                rows=tuple(
                    (
                        str(n),
                        "经营场所使用证明（自有房产的提交产权证；租赁的提交租赁协议和出租方产权证）"
                        if n % 4 == 0
                        else f"材料名称之{n}",
                        "1",
                        "复印件，已核对原件",
                    )
                    for n in range(1, rows + 1)
                ),
                widths=(0.08, 0.5, 0.1, 0.32),
                numeric=(0, 2),
            ),
            *notice().body[5:],
        ),
    )
