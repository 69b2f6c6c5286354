"""Lives that end well: done at once, granted, collected, posted, sent, by agents and guardians, or left lying."""

from __future__ import annotations

from tests.journeys.lives.deeds import (
    Archive,
    Arrives,
    BackToOrgan,
    CallCollector,
    Collect,
    Decide,
    File,
    Grant,
    Life,
    OrganAccepts,
    Out,
    Post,
    PostEnds,
    Read,
    Send,
    Tell,
    Thing,
    Who,
    accepted,
    on,
    sent_on,
    spot,
    waits,
)

EXISTING = {"q_entity": "existing", "q_employees": "no", "q_sign": "no"}
"""Somebody who is registered already, employs nobody and hangs no sign."""

FRUIT = Who(2, "白音那木拉", calls=True)
"""Opens a fruit shop and a drinks shop: two cases, one who collects."""

PLAIN = (
    Life(
        "申报",
        "a company files its tax: done at once, nothing to hand over",
        Who(1, "草原测试商贸有限公司", "company"),
        (
            on(
                "11-20", File(53, {"vat_filing": spot()}, "登记备案凭据", {"vat_filing_2": 1}), Out(), todo=()
            ),
            on("12-21", Archive(), todo=()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查（不需要） → 决定 11-20 → 送达（不需要）",
    ),
    Life(
        "水果店",
        "three items done at once with the licence in hand, the sign two weeks later",
        FRUIT,
        (
            on(
                "11-20",
                File(
                    18,
                    {
                        "mkt_individual": spot(),
                        "tax_new": spot(),
                        "food_prepack": spot(),
                        "signboard": accepted("12-18"),
                    },
                    "登记备案凭据 登记备案凭据 受理通知书:signboard",
                    {"signboard_3": 1},
                    {"q_employees": "no", "q_residential": "no"},
                ),
                Out(),
                Arrives("mkt_individual", Thing("营业执照", "92152201MA0TEST", "A-01")),
                Collect(),
                todo="办结期限 signboard 2026-12-18",
            ),
            on(
                "12-10",
                Grant("signboard", (Thing("招牌设置许可", "城管招字1号", "A-02"),)),
                todo=(
                    "待告知 2026-12-11",
                    "没人领取或签收 signboard 2027-01-09",
                    "结果未送达 signboard 2026-12-24",
                ),
            ),
            on(
                "12-11",
                Tell(),
                todo=("没人领取或签收 signboard 2027-01-09", "结果未送达 signboard 2026-12-24"),
            ),
            on("12-14", Collect(), todo=()),
            on("01-13", Archive(), todo=()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查 12-10 → 决定 12-10 → 送达 12-14",
    ),
    Life(
        "餐馆代办",
        "an agent files, the fire brigade accepts by itself, all goes by post",
        Who(3, "阿拉坦", agent="代办人丁", calls=True),
        (
            on(
                "11-20",
                File(
                    8,
                    {"fire_check": sent_on(), "food_small_catering": accepted("12-18")},
                    "受理通知书:food_small_catering 收件凭证:fire_check",
                    {"agent_poa": 1, "food_small_catering_6": 1, "floor_plan": 1},
                    {**EXISTING, "q_agent": "agent"},
                ),
                Out(),
                todo=("待告知是否受理 fire_check 2026-11-23", "办结期限 food_small_catering 2026-12-18"),
            ),
            on(
                "11-25",
                OrganAccepts("fire_check", "11-25", "12-09"),
                todo=(
                    "办结期限 fire_check 2026-12-09",
                    "办结期限 food_small_catering 2026-12-18",
                    "待告知 2026-11-26",
                ),
            ),
            on(
                "12-09",
                Grant("food_small_catering", (Thing("小餐饮店登记证", "蒙小餐1号", "C-01"),)),
                todo=(
                    "办结期限 fire_check 2026-12-09",
                    "待告知 2026-11-26",
                    "没人领取或签收 food_small_catering 2027-01-08",
                    "结果未送达 food_small_catering 2026-12-23",
                ),
            ),
            on(
                "12-10",
                Grant("fire_check", nothing=True),
                todo=(
                    "待告知 2026-12-10",
                    "没人领取或签收 food_small_catering 2027-01-08",
                    "结果未送达 food_small_catering 2026-12-23",
                ),
            ),
            on(
                "12-11",
                Post("EA111111111CN"),
                todo=(
                    "待告知 2026-12-14",
                    "没人领取或签收 food_small_catering 2026-12-26",
                    "结果未送达 food_small_catering 2026-12-23",
                ),
            ),
            on(
                "12-14",
                Tell("no_answer"),
                todo=(
                    "待告知 2026-12-14",
                    "没人领取或签收 food_small_catering 2026-12-26",
                    "结果未送达 food_small_catering 2026-12-23",
                ),
            ),
            on(
                "12-15",
                Tell(),
                todo=(
                    "没人领取或签收 food_small_catering 2026-12-26",
                    "结果未送达 food_small_catering 2026-12-23",
                ),
            ),
            on("12-17", PostEnds("EA111111111CN"), todo=()),
        ),
        end="申请 11-20 → 受理 11-25 → 审查 12-10 → 决定 12-10 → 送达 12-17",
    ),
    Life(
        "新生儿",
        "a newborn: the mother files and collects, one item after the other",
        Who(9, "新生儿甲", "child", guardian="母亲戊", calls=True),
        (
            on(
                "11-23",
                File(
                    52,
                    {
                        "vaccine_card": sent_on(),
                        "hukou_birth": accepted(),
                        "med_ins_baby": waits("hukou_birth"),
                        "social_card": waits("hukou_birth"),
                    },
                    "受理通知书:hukou_birth 收件凭证:vaccine_card 收件凭证:med_ins_baby 收件凭证:social_card",
                ),
                Out(),
                todo=("待告知是否受理 vaccine_card", "办结期限 hukou_birth"),
            ),
            on(
                "11-27",
                Grant("hukou_birth", (Thing("居民户口簿", "", "F-01"),)),
                Grant("vaccine_card", nothing=True),
                todo=(
                    "待告知 2026-11-30",
                    "前序已办结 med_ins_baby 2026-11-30",
                    "前序已办结 social_card 2026-11-30",
                    "没人领取或签收 hukou_birth 2026-12-27",
                    "结果未送达 hukou_birth",
                ),
            ),
            on(
                "11-30",
                Decide(
                    {"med_ins_baby": spot(), "social_card": accepted()},
                    "登记备案凭据:med_ins_baby 受理通知书:social_card",
                ),
                Out(),
                Collect(),
                todo="办结期限 social_card",
            ),
            on(
                "12-14",
                Grant("social_card", (Thing("社会保障卡", "", "F-02"),)),
                todo=("待告知 2026-12-15", "没人领取或签收 social_card 2027-01-13", "结果未送达 social_card"),
            ),
            on("12-15", Tell(), todo=("没人领取或签收 social_card 2027-01-13", "结果未送达 social_card")),
            on("12-16", Collect(), todo=()),
        ),
        end="申请 11-23 → 受理 11-30 → 审查 12-14 → 决定 12-14 → 送达 12-16",
    ),
    Life(
        "医师没来领",
        "nobody comes for 30, 60 and 90 days; its organ takes it again",
        Who(13, "宝力道"),
        (
            on(
                "11-20",
                File(
                    74,
                    {"doctor_register": accepted("12-18")},
                    "受理通知书",
                    {"photo_doctor": 2, "doctor_register_5": 1},
                ),
                Out(),
                todo="办结期限 doctor_register 2026-12-18",
            ),
            on(
                "12-04",
                Grant("doctor_register", (Thing("医师执业证书", "医执1号", "K-01"),)),
                todo=("没人领取或签收 doctor_register 2027-01-03", "结果未送达 doctor_register 2026-12-18"),
            ),
            on(
                "01-04",
                CallCollector(),
                todo=("没人领取或签收 doctor_register 2027-02-02", "结果未送达 doctor_register 2026-12-18"),
            ),
            on(
                "02-02",
                CallCollector(),
                todo=("没人领取或签收 doctor_register 2027-03-04", "结果未送达 doctor_register 2026-12-18"),
            ),
            on(
                "03-04",
                CallCollector(),
                todo=("没人领取或签收 doctor_register 2027-03-04", "结果未送达 doctor_register 2026-12-18"),
            ),
            on("03-05", BackToOrgan(), Out(), todo=()),
            on("04-06", Archive(), todo=()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查 12-04 → 决定 12-04 → 【送达】",
    ),
    Life(
        "医师电子证",
        "a licence that is only a file: sent, and read three days later",
        Who(14, "乌仁", calls=True),
        (
            on(
                "11-24",
                File(
                    74,
                    {"doctor_register": accepted("12-22")},
                    "受理通知书",
                    {"photo_doctor": 2, "doctor_register_5": 1},
                ),
                Out(),
                todo="办结期限 doctor_register 2026-12-22",
            ),
            on(
                "12-08",
                Grant("doctor_register", (Thing("医师执业证书", "医执2号", medium="electronic"),)),
                todo="结果未送达 doctor_register 2026-12-22",
            ),
            on("12-09", Send("医执2号", "F-1"), todo="结果未送达 doctor_register 2026-12-22"),
            on("12-11", Read("F-1"), todo=()),
        ),
        end="申请 11-24 → 受理 11-24 → 审查 12-08 → 决定 12-08 → 送达 12-11",
    ),
    Life(
        "养老转入",
        "an item that hands over nothing ends by itself; its receipt was not given out at once",
        Who(15, "朝克图", calls=True),
        (
            on(
                "11-20",
                File(46, {"pen_gov_in": accepted("12-11")}, "受理通知书", {"pen_gov_in_3": 1}),
                Out(how="out"),
                todo=("待告知 2026-11-23", "办结期限 pen_gov_in 2026-12-11"),
            ),
            on("11-24", Out(), todo="办结期限 pen_gov_in 2026-12-11"),
            on("12-08", Grant("pen_gov_in", nothing=True), todo=()),
            on("01-07", Archive(), todo=()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查 12-08 → 决定 12-08 → 送达（不需要）",
    ),
)
