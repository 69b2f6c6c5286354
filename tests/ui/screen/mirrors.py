"""A mirror as a visit gives it, with invented people."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.screen.mirror import (
    Mark,
    Masked,
    Mirror,
    MirrorLine,
    MirrorPart,
    MirrorQuestion,
    WindowCard,
)

CARD = WindowCard(
    hall="乌兰浩特市政务服务中心",
    window="03 窗口",
    clerk="阿木古郎",
    clerk_code="1203",
    duty="综合受理",
    contact="0482-0000000",
    complaint="0482-0000001",
    demo=True,
)

SHOP = MirrorQuestion("place", "经营场所是自有还是租用？", (("own", "自有"), ("rent", "租用")), False)
FOOD = MirrorQuestion(
    "food",
    "店里卖哪类吃的？",
    (("hot", "现做的热菜"), ("cold", "凉菜"), ("cake", "糕点"), ("drink", "自制饮品")),
    True,
)
STAFF = MirrorQuestion("staff", "是否雇用员工？", (("y", "雇用"), ("n", "不雇用")), False, ("n",))

MIRROR = Mirror(
    title="我要开小餐馆",
    people=(
        Masked("姓名", "巴图吉雅", "巴图吉雅"),
        Masked("身份证", "999999********1238", "999999199001011238"),
        Masked("电话", "100****5678", "10000005678"),
        Masked("代您来办的人", "其木格", "其木格"),
        Masked("身份证", "999999********4328", "999999198501014328"),
    ),
    answers=((STAFF.words, "不雇用"), ("要不要设置门头招牌或户外广告？", "要")),
    questions=(SHOP, FOOD, STAFF),
    left=(
        MirrorPart(
            "您交来的（8份）",
            (
                MirrorLine(Mark.HERE, "身份证、健康证明", "原件看过，已还您。各留复印件1份。"),
                MirrorLine(Mark.HERE, "租房合同", "留下1份。2个部门共用。"),
                MirrorLine(Mark.HERE, "申请书、制度清单、招牌效果图", "已收下。"),
            ),
        ),
        MirrorPart("不用您交的（1份）", (MirrorLine(Mark.NONE, "营业执照", "今天办出来，就能直接用。"),)),
    ),
    right=(
        MirrorPart(
            "还差的（2份）",
            (
                MirrorLine(Mark.MISSING, "平面图和设备布局图", "请在12月4日（含）前补来。"),
                MirrorLine(Mark.LATER, "产权人同意书", "先受理，12月4日（含）前补来。过期不补，可能不批准。"),
            ),
        ),
        MirrorPart("接下来", (MirrorLine(Mark.NONE, "市场监督管理局", "今天领营业执照。"),)),
    ),
    digest="a" * 128,
)

EIGHT_PAPERS = replace(
    MIRROR,
    answers=(
        (STAFF.words, "雇用"),
        ("要不要设置门头招牌或户外广告？", "要"),
        (SHOP.words, "租用"),
        (FOOD.words, "现做的热菜、凉菜"),
    ),
    left=(
        MirrorPart(
            "您交来的（8份）",
            tuple(
                MirrorLine(Mark.HERE, name, words)
                for name, words in (
                    ("身份证", "原件看过，已还您。留复印件1份。"),
                    ("健康证明", "原件看过，已还您。留复印件1份。"),
                    ("租房合同", "留下1份。2个部门共用。"),
                    ("小餐饮登记申请书", "已收下。"),
                    ("食品安全管理制度清单", "已收下。"),
                    ("门头招牌效果图", "已收下。"),
                    ("从业人员名单", "已收下。"),
                    ("授权委托书", "已收下。"),
                )
            ),
        ),
        MIRROR.left[1],
    ),
    right=(
        MirrorPart(
            "还差的（3份）",
            (
                MirrorLine(
                    Mark.MISSING, "经营场所平面图和设备布局图", "请在12月4日（含）前补来。标出操作间。"
                ),
                MirrorLine(Mark.LATER, "产权人同意书", "先受理，12月4日（含）前补来。过期不补，可能不批准。"),
                MirrorLine(Mark.MISSING, "房屋安全鉴定报告", "请在12月4日（含）前补来。"),
            ),
        ),
        MirrorPart(
            "接下来",
            (
                MirrorLine(Mark.NONE, "市场监督管理局", "今天领营业执照。"),
                MirrorLine(Mark.NONE, "城市管理综合执法局", "补齐后5个工作日内决定。"),
            ),
        ),
    ),
    digest="8" * 128,
)
"""Eight papers each with a line of its own, three missing, two organs, four answers."""
