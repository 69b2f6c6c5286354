"""Papers as a hall would print them, with invented people and numbers, for tests and for looking at."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.papers import Document, PaperKind, Paragraph, Table

DEMO = "演示 无效"
QR = (
    "CT1.152201W03-2.acceptance_notice.15220103A26112000075.20261120.8-XK01,XK02.6.20261204.1."
    "k7.MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPJRGCYTDMVTGO2DJMNQWEY3EMVTGO2DJNJVWY3LON5YHC4TT"
    "OR2XM53YPF5DEMRTGQ2TMNZYHE"
)
FOOT = (
    "乌兰浩特市政务服务中心 综合窗口03",
    "咨询：0482-8200000　投诉：12345",
    "第1联 交申请人",
    "2026-11-20 10:45 首次打印",
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
    )


def notice() -> Document:
    """受理通知书: two items, times with their unit, materials received."""
    return replace(
        receipt(),
        kind=PaperKind.ACCEPTANCE_NOTICE,
        title="受理通知书",
        number="乌市监受综03〔2026〕57号",
        addressee="乌兰浩特市镕䶮喆餐饮店（经营者：㛃𬭊堃）：",
        body=(
            Paragraph(
                "你于2026年11月20日提出的“我要开餐馆（50平方米以上）”中的下列事项，材料齐全、符合法定形式，现予受理："
            ),
            Table(
                head=("事项", "法定办结时限", "承诺办结时限", "应办结日期"),
                rows=(
                    ("个体工商户设立登记", "当场登记", "当场登记", "2026年11月20日"),
                    ("食品经营许可（新办）", "20个工作日", "10个工作日", "2026年12月4日"),
                ),
                widths=(0.34, 0.22, 0.22, 0.22),
            ),
            Paragraph("已收到下列材料，除此以外不需要提交其他任何材料：", plain=False),
            Table(
                head=("序", "材料", "份数", "收取情况"),
                rows=(
                    ("1", "个体工商户登记（备案）申请书", "1", "原件"),
                    ("2", "经营者身份证件", "1", "复印件，已核对原件"),
                    (
                        "3",
                        "经营场所使用证明（自有房产的提交产权证；租赁的提交租赁协议和出租方产权证）",
                        "1",
                        "复印件，已核对原件",
                    ),
                    ("4", "食品经营许可申请书", "1", "原件"),
                    ("5", "与食品经营相适应的主要设备设施布局、操作流程文件", "1", "原件"),
                    ("6", "食品安全自查、从业人员健康管理等保证食品安全的规章制度", "1", "原件"),
                ),
                widths=(0.07, 0.53, 0.1, 0.3),
                numeric=(0, 2),
            ),
            Paragraph(
                "办结时限自受理之日次日起算，不含法定节假日；依法需要检验、检测、专家评审的时间另行书面告知。"
            ),
            Paragraph(
                "依据：《中华人民共和国行政许可法》第三十二条第一款第五项；《促进个体工商户发展条例》。",
                small=True,
            ),
            Paragraph("承办人：阿木古郎（W03）　联系电话：1000000-1234　领取方式：窗口领取", small=True),
        ),
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
            *notice().body[4:],
        ),
    )
