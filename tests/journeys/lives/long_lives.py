"""Lives of many steps: a company from nothing, licences one after the other, an organ that asks itself, slips."""

from __future__ import annotations

from tests.journeys.lives.deeds import (
    Archive,
    Arrives,
    BackToOrgan,
    Collect,
    Decide,
    File,
    GiveBack,
    Grant,
    Life,
    Mismatch,
    OrganAccepts,
    OrganAsks,
    Out,
    Pause,
    Resume,
    Slip,
    SlipSigned,
    SlipVoid,
    Supplement,
    Thing,
    Who,
    Withdraw,
    accepted,
    on,
    sent_on,
    spot,
    waits,
)
from tests.journeys.lives.plain_lives import FRUIT

DRINKS = {"food_small_catering_6": 1, "floor_plan": 1}

LONG = (
    Life(
        "食品企业",
        "a company that does not exist yet; half of it goes through, half is withdrawn",
        Who(17, "草原测试食品厂", "planned"),
        (
            on(
                "11-20",
                File(
                    1,
                    {
                        "mkt_company": sent_on(),
                        "seal_free": sent_on("mkt_company"),
                        "tax_new": waits("mkt_company"),
                        "fire_accept": sent_on("mkt_company"),
                        "food_production": waits("mkt_company"),
                    },
                    "收件凭证 收件凭证 收件凭证",
                    {
                        "articles": 1,
                        "officer_appoint": 1,
                        **dict.fromkeys(("fire_accept_2", "fire_accept_3"), 1),
                        "food_production_4": 1,
                        "food_equipment_layout": 1,
                        "process_chart": 1,
                        "food_production_3": 1,
                    },
                    {"q_sign": "no", "q_employees": "no"},
                ),
                Out(),
                todo="待告知是否受理 mkt_company 2026-11-23",
            ),
            on(
                "11-23",
                Decide(
                    {"mkt_company": spot()}, "登记备案凭据:mkt_company", ("id_card_operator", "id_officers")
                ),
                Out(),
                Arrives("mkt_company", Thing("营业执照", "91152201MA0TEST", "N-01")),
                Collect(),
                todo=(
                    "前序已办结 fire_accept 2026-11-24",
                    "前序已办结 food_production 2026-11-24",
                    "前序已办结 seal_free",
                    "前序已办结 tax_new 2026-11-24",
                    "即将视为受理 food_production 2026-11-30",
                ),
            ),
            on(
                "11-24",
                Decide(
                    {"tax_new": spot(), "food_production": accepted("12-08")},
                    "登记备案凭据:tax_new 受理通知书:food_production",
                ),
                Out(),
                todo=(
                    "前序已办结 fire_accept 2026-11-24",
                    "前序已办结 seal_free",
                    "办结期限 food_production 2026-12-08",
                ),
            ),
            on(
                "11-26",
                OrganAccepts("fire_accept", "11-26", "12-17"),
                Grant("seal_free", nothing=True),
                todo=("办结期限 fire_accept 2026-12-17", "办结期限 food_production 2026-12-08"),
            ),
            on(
                "12-01",
                Withdraw(("food_production",)),
                GiveBack(
                    "市场监督管理局",
                    ("food_production_4", "food_equipment_layout", "process_chart", "food_production_3"),
                ),
                Out(),
                todo="办结期限 fire_accept 2026-12-17",
            ),
            on("12-10", Grant("fire_accept", nothing=True), todo=()),
            on("01-11", Archive(), todo=()),
        ),
        end="申请 11-20 → 受理 11-26 → 审查 12-10 → 决定 12-10 → 送达 11-23",
    ),
    Life(
        "卫生站",
        "three licences one after the other, a review that stops the clock; collected in one visit",
        Who(18, "特木尔", calls=True),
        (
            on(
                "11-20",
                File(
                    86,
                    {
                        "med_setup": accepted("01-04"),
                        "med_register": waits("med_setup"),
                        "doctor_register": waits("med_register"),
                    },
                    "受理通知书:med_setup 收件凭证:med_register,doctor_register",
                    {
                        "photo_doctor": 2,
                        "med_site_report": 1,
                        "med_building_plan": 1,
                        "doctor_register_5": 1,
                        "med_setup_2": 1,
                        "med_register_6": 1,
                        "med_register_5": 1,
                    },
                ),
                Out(),
                todo="办结期限 med_setup 2027-01-04",
            ),
            on("11-25", Pause("med_setup", 10, "12-10"), todo="办结期限 med_setup 2027-01-04"),
            on("11-26", Out(), todo="特别程序中 med_setup 2026-12-10"),
            on("12-03", Resume("med_setup", "01-11"), Out(), todo="办结期限 med_setup 2027-01-11"),
            on(
                "12-22",
                Grant("med_setup", (Thing("设置医疗机构批准书", "设1号", "M-01"),)),
                todo=(
                    "前序已办结 med_register 2026-12-23",
                    "即将视为受理 med_register 2026-12-29",
                    "待告知 2026-12-23",
                    "没人领取或签收 med_setup 2027-01-21",
                    "结果未送达 med_setup 2027-01-06",
                ),
            ),
            on(
                "12-23",
                Decide({"med_register": accepted("03-01")}, "受理通知书:med_register"),
                Out(),
                todo=(
                    "办结期限 med_register 2027-03-01",
                    "待告知 2026-12-23",
                    "没人领取或签收 med_setup 2027-01-21",
                    "结果未送达 med_setup 2027-01-06",
                ),
            ),
            on(
                "01-15",
                Grant("med_register", (Thing("医疗机构执业许可证", "执1号", "M-01"),)),
                todo=(
                    "前序已办结 doctor_register 2027-01-18",
                    "即将视为受理 doctor_register 2027-01-22",
                    "待告知 2026-12-23",
                    "没人领取或签收 med_register 2027-02-14",
                    "没人领取或签收 med_setup 2027-01-21",
                    "结果未送达 med_register 2027-01-29",
                    "结果未送达 med_setup 2027-01-06",
                ),
            ),
            on(
                "01-18",
                Decide({"doctor_register": accepted("02-17")}, "受理通知书:doctor_register"),
                Out(),
                todo=(
                    "办结期限 doctor_register 2027-02-17",
                    "待告知 2026-12-23",
                    "没人领取或签收 med_register 2027-02-14",
                    "没人领取或签收 med_setup 2027-01-21",
                    "结果未送达 med_register 2027-01-29",
                    "结果未送达 med_setup 2027-01-06",
                ),
            ),
            on(
                "01-25",
                Grant("doctor_register", (Thing("医师执业证书", "医执3号", "M-01"),)),
                todo=(
                    "待告知 2026-12-23",
                    "没人领取或签收 doctor_register 2027-02-24",
                    "没人领取或签收 med_register 2027-02-14",
                    "没人领取或签收 med_setup 2027-01-21",
                    "结果未送达 doctor_register 2027-02-10",
                    "结果未送达 med_register 2027-01-29",
                    "结果未送达 med_setup 2027-01-06",
                ),
            ),
            on("01-26", Collect(), todo=()),
        ),
        end="申请 11-20 → 受理 01-18 → 审查 01-25 → 决定 01-25 → 送达 01-26",
    ),
    Life(
        "入学",
        "a child of migrant workers: the school office asks for a paper itself, then accepts and decides",
        Who(19, "学童丙", "child", guardian="母亲辛"),
        (
            on(
                "11-23",
                File(102, {"school": sent_on()}, "收件凭证"),
                Out(),
                todo="待告知是否受理 school 2026-11-24",
            ),
            on(
                "11-25",
                OrganAsks("school", ("hukou_school",), "12-09"),
                todo="补正期限 school 2026-12-09",
            ),
            on(
                "12-02",
                Supplement(("hukou_school",), {}, "补正材料接收凭证"),
                Out(),
                todo="待告知是否受理 school 2026-12-03",
            ),
            on("12-04", OrganAccepts("school", "12-04"), todo="办结期限 school"),
            on(
                "12-11",
                Grant("school", (Thing("入学通知书", "", "S-01"),)),
                todo="结果未送达 school",
            ),
            on("12-14", BackToOrgan(), Out(), todo=()),
        ),
        end="申请 11-23 → 受理 12-04 → 审查 12-11 → 决定 12-11 → 【送达】",
    ),
    Life(
        "饮品店",
        "papers go to and fro: a slip nobody signed, a torn plan, a void slip; collected with another case",
        FRUIT,
        (
            on(
                "11-27",
                File(
                    12,
                    {"food_small_catering": accepted("12-25"), "signboard": accepted("12-25")},
                    "受理通知书:food_small_catering 受理通知书:signboard",
                    {**DRINKS, "signboard_3": 1},
                    {"q_entity": "existing", "q_employees": "no"},
                ),
                Out(),
                todo=("办结期限 food_small_catering 2026-12-25", "办结期限 signboard 2026-12-25"),
            ),
            on(
                "11-30",
                Slip("市场监督管理局", {"饮品店": DRINKS}),
                todo=(
                    "办结期限 food_small_catering 2026-12-25",
                    "办结期限 signboard 2026-12-25",
                    "流转待签收 物料流转单（汇总） 2026-11-30",
                ),
            ),
            on(
                "12-02",
                SlipSigned(left=(("饮品店", "floor_plan"),)),
                Mismatch("floor_plan", "市场监督管理局"),
                todo=(
                    "交接不符 2026-12-02",
                    "办结期限 food_small_catering 2026-12-25",
                    "办结期限 signboard 2026-12-25",
                    "原件在部门 2026-12-15",
                ),
            ),
            on(
                "12-03",
                Mismatch("floor_plan", "市场监督管理局", settled=True),
                todo=(
                    "办结期限 food_small_catering 2026-12-25",
                    "办结期限 signboard 2026-12-25",
                    "原件在部门 2026-12-15",
                ),
            ),
            on(
                "12-04",
                Slip("市场监督管理局", {"饮品店": {"floor_plan": 1}}),
                SlipVoid(),
                todo=(
                    "办结期限 food_small_catering 2026-12-25",
                    "办结期限 signboard 2026-12-25",
                    "原件在部门 2026-12-15",
                ),
            ),
            on(
                "12-07",
                Slip("市场监督管理局", {"饮品店": {"floor_plan": 1}}),
                SlipSigned(),
                todo=(
                    "办结期限 food_small_catering 2026-12-25",
                    "办结期限 signboard 2026-12-25",
                    "原件在部门 2026-12-15",
                ),
            ),
            on(
                "12-11",
                Grant("food_small_catering"),
                todo=(
                    "办结期限 signboard 2026-12-25",
                    "原件在部门 2026-12-15",
                    "结果未送达 food_small_catering 2026-12-25",
                ),
            ),
            on(
                "12-11",
                Slip("市场监督管理局", {"饮品店": DRINKS}, back=True),
                SlipSigned(
                    came={"饮品店": ("food_small_catering", Thing("小餐饮店登记证", "蒙小餐2号", "A-03"))}
                ),
                todo=(
                    "办结期限 signboard 2026-12-25",
                    "待告知 2026-12-14",
                    "没人领取或签收 food_small_catering 2027-01-10",
                    "结果未送达 food_small_catering 2026-12-25",
                ),
            ),
            on(
                "12-17",
                Grant("signboard", (Thing("招牌设置许可", "城管招字2号", "A-04"),)),
                todo=(
                    "待告知 2026-12-18",
                    "没人领取或签收 signboard 2027-01-16",
                    "结果未送达 signboard 2026-12-31",
                ),
            ),
            on("12-18", Collect(originals=("floor_plan",)), todo=()),
        ),
        end="申请 11-27 → 受理 11-27 → 审查 12-17 → 决定 12-17 → 送达 12-18",
    ),
)
