"""Lives with a hitch on the way to a decision: refused, deferred and late, silent, told what is missing, given up."""

from __future__ import annotations

from tests.journeys.lives.deeds import (
    CallCollector,
    Collect,
    Confirm,
    Decide,
    Draft,
    Drop,
    Extend,
    File,
    GiveBack,
    Grant,
    Life,
    Out,
    Pledge,
    Read,
    Send,
    Slip,
    SlipSigned,
    Start,
    Supplement,
    Thing,
    Who,
    Withdraw,
    accepted,
    gapped,
    on,
    only_kept,
    sent_on,
    to_pledge,
    told,
    waits,
)
from tests.journeys.lives.plain_lives import EXISTING

FARM = {"site_map": 1, "farm_zone_plan": 1, "epidemic_cond_3": 1, "epidemic_cond_4": 1}
VET = {"floor_plan": 1, "vet_zone_plan": 1, "vet_clinic_6": 1, "vet_clinic_7": 1}

HARD = (
    Life(
        "餐馆不批",
        "the organ refuses in person, what is left is withdrawn",
        Who(4, "那顺"),
        (
            on(
                "11-20",
                File(
                    8,
                    {"fire_check": sent_on(), "food_small_catering": accepted("12-18")},
                    "受理通知书:food_small_catering 收件凭证:fire_check",
                    {"food_small_catering_6": 1, "floor_plan": 1},
                    EXISTING,
                ),
                Out(),
                todo=("办结期限 food_small_catering 2026-12-18", "待告知是否受理 fire_check 2026-11-23"),
            ),
            on(
                "12-03",
                Draft("food_small_catering", "negative_result", "不予批准决定书（代拟）:food_small_catering"),
                todo=("代拟稿待确认 food_small_catering 2026-12-18", "待告知是否受理 fire_check 2026-11-23"),
            ),
            on(
                "12-04",
                Confirm(
                    "food_small_catering", "rejected", "不予批准决定书:food_small_catering", in_person=True
                ),
                todo="待告知是否受理 fire_check 2026-11-23",
            ),
            on("12-07", Out(), Withdraw(("fire_check",)), todo="材料待退还"),
            on("12-08", GiveBack("消防救援机构", ()), Out(), todo=()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查 12-04 → 决定 12-04 → 送达 12-07",
    ),
    Life(
        "养殖容缺",
        "a paper is deferred by pledge and comes in time; certificates come with the slip; the record follows",
        Who(5, "额尔敦", calls=True),
        (
            on(
                "11-20",
                File(
                    100,
                    {"epidemic_cond": to_pledge(), "farm_record": waits("epidemic_cond")},
                    "容缺受理承诺书:epidemic_cond 收件凭证",
                    FARM,
                    EXISTING,
                    {"epidemic_cond_5": "deferred"},
                ),
                Out(),
                Pledge(
                    {"epidemic_cond": gapped("12-11", "11-27", "epidemic_cond_5")},
                    "容缺受理通知书:epidemic_cond",
                ),
                Out(),
                todo=(
                    "容缺补交期限 epidemic_cond 2026-11-27",
                    "办结期限 epidemic_cond 2026-12-11",
                    "待告知 2026-11-24",
                ),
            ),
            on(
                "11-26",
                Supplement(
                    ("epidemic_cond_5",),
                    {"epidemic_cond": Start("gaps_in")},
                    "补正材料接收凭证:epidemic_cond",
                    {"epidemic_cond_5": 1},
                ),
                Out(),
                todo="办结期限 epidemic_cond 2026-12-11",
            ),
            on(
                "12-09",
                Grant("epidemic_cond"),
                todo=(
                    "前序已办结 farm_record 2026-12-10",
                    "原件在部门 2026-12-17",
                    "结果未送达 epidemic_cond 2026-12-23",
                ),
            ),
            on(
                "12-10",
                Slip("农牧局", {"养殖容缺": {**FARM, "epidemic_cond_5": 1}}, back=True),
                SlipSigned(
                    came={"养殖容缺": ("epidemic_cond", Thing("动物防疫条件合格证", "蒙动防1号", "E-01"))}
                ),
                Decide({"farm_record": accepted()}, "受理通知书:farm_record"),
                Out(),
                todo=(
                    "办结期限 farm_record",
                    "待告知 2026-12-11",
                    "没人领取或签收 epidemic_cond 2027-01-09",
                    "结果未送达 epidemic_cond 2026-12-23",
                ),
            ),
            on(
                "12-15",
                Grant("farm_record", (Thing("备案表", "备1号", "E-01"),)),
                todo=(
                    "待告知 2026-12-11",
                    "没人领取或签收 epidemic_cond 2027-01-09",
                    "没人领取或签收 farm_record 2027-01-14",
                    "结果未送达 epidemic_cond 2026-12-23",
                    "结果未送达 farm_record",
                ),
            ),
            on("12-16", Collect(originals=("site_map",)), todo=()),
        ),
        end="申请 11-20 → 受理 12-10 → 审查 12-15 → 决定 12-15 → 送达 12-16",
    ),
    Life(
        "养殖逾期",
        "the deferred paper never comes: the organ decides on a draft, what waited goes back",
        Who(6, "巴雅尔", calls=True),
        (
            on(
                "11-20",
                File(
                    100,
                    {"epidemic_cond": to_pledge(), "farm_record": waits("epidemic_cond")},
                    "容缺受理承诺书:epidemic_cond 收件凭证",
                    FARM,
                    EXISTING,
                    {"epidemic_cond_5": "deferred"},
                ),
                Out(),
                todo=(
                    "待签承诺书 epidemic_cond 2026-11-23",
                    "即将视为受理 epidemic_cond 2026-11-27",
                ),
            ),
            on(
                "11-23",
                Pledge(
                    {"epidemic_cond": gapped("12-14", "11-30", "epidemic_cond_5")},
                    "容缺受理通知书:epidemic_cond",
                ),
                Out(),
                todo=(
                    "办结期限 epidemic_cond 2026-12-14",
                    "容缺补交期限 epidemic_cond 2026-11-30",
                    "待告知 2026-11-25",
                ),
            ),
            on(
                "12-01",
                Draft("epidemic_cond", "gap_expired", "不予批准决定书（代拟）:epidemic_cond"),
                todo="代拟稿待确认 epidemic_cond 2026-12-14",
            ),
            on(
                "12-02",
                Confirm(
                    "epidemic_cond", "rejected", "不予批准决定书:epidemic_cond", returned=("farm_record",)
                ),
                Out(),
                todo="材料待退还",
            ),
            on("12-03", GiveBack("农牧局", ()), Out(), todo=()),
        ),
        end="申请 11-20 → 受理 11-23 → 审查 12-02 → 决定 12-02 → 送达 12-02",
    ),
    Life(
        "宠物视为受理",
        "nobody answers for five working days; the certificate lies a month, a neighbour fetches it",
        Who(7, "斯钦"),
        (
            on(
                "11-23",
                File(
                    73,
                    {"vet_clinic": only_kept()},
                    "收件凭证",
                    {"site_map": 1, **VET},
                    EXISTING,
                    kept=True,
                ),
                Out(),
                todo=("待告知是否受理 vet_clinic 2026-11-24", "即将视为受理 vet_clinic 2026-11-30"),
            ),
            on(
                "12-11",
                Grant("vet_clinic", (Thing("动物诊疗许可证", "动诊1号", "D-01"),)),
                todo=("没人领取或签收 vet_clinic 2027-01-10", "结果未送达 vet_clinic 2026-12-25"),
            ),
            on(
                "01-11",
                CallCollector(),
                todo=("没人领取或签收 vet_clinic 2027-02-09", "结果未送达 vet_clinic 2026-12-25"),
            ),
            on("01-20", Collect("proxy"), todo=()),
        ),
        end="申请 11-23 → 受理 11-23 → 审查 12-11 → 决定 12-11 → 送达 01-20",
    ),
    Life(
        "宠物补正",
        "told once what is missing, extended, long at its organ; a paper and a file of one licence",
        Who(8, "赛音", calls=True),
        (
            on(
                "11-20",
                File(
                    73,
                    {"vet_clinic": told("12-04", "site_map")},
                    "材料补齐补正通知书",
                    VET,
                    EXISTING,
                    {"site_map": "missing"},
                ),
                Out(),
                todo=("补正期限 vet_clinic 2026-12-04", "待告知 2026-12-01"),
            ),
            on(
                "12-02",
                Supplement(
                    ("site_map",),
                    {"vet_clinic": accepted("12-23")},
                    "补正材料接收凭证 受理通知书",
                    {"site_map": 1},
                ),
                Out(),
                Slip(
                    "农牧局", {"养殖容缺": {**FARM, "epidemic_cond_5": 1}, "宠物补正": {**VET, "site_map": 1}}
                ),
                SlipSigned(),
                todo=("办结期限 vet_clinic 2026-12-23", "原件在部门 2026-12-17"),
            ),
            on(
                "12-18",
                Extend("vet_clinic", 5, "12-30"),
                Out(),
                todo=("办结期限 vet_clinic 2026-12-30", "原件在部门 2026-12-17"),
            ),
            on(
                "12-28",
                Grant("vet_clinic", (Thing("动物诊疗许可证", "动诊2号", "D-02", "both"),)),
                todo=(
                    "原件在部门 2026-12-17",
                    "待告知 2026-12-29",
                    "没人领取或签收 vet_clinic 2027-01-27",
                    "结果未送达 vet_clinic 2027-01-12",
                ),
            ),
            on(
                "12-29",
                Send("动诊2号", "F-2"),
                Slip("农牧局", {"宠物补正": {**VET, "site_map": 1}}, back=True),
                SlipSigned(),
                todo=(
                    "待告知 2026-12-29",
                    "没人领取或签收 vet_clinic 2027-01-27",
                    "结果未送达 vet_clinic 2027-01-12",
                ),
            ),
            on(
                "12-30",
                Read("F-2"),
                todo=(
                    "待告知 2026-12-29",
                    "没人领取或签收 vet_clinic 2027-01-27",
                    "结果未送达 vet_clinic 2027-01-12",
                ),
            ),
            on("01-04", Collect(), todo=()),
        ),
        end="申请 11-20 → 受理 12-02 → 审查 12-28 → 决定 12-28 → 送达 01-04",
    ),
    Life(
        "新生儿未补",
        "what was told never comes: the organ takes it as given up, what waited goes back",
        Who(10, "新生儿乙", "child", guardian="母亲己"),
        (
            on(
                "11-20",
                File(
                    52,
                    {
                        "vaccine_card": sent_on(),
                        "hukou_birth": told("12-04", "hukou_mother"),
                        "med_ins_baby": waits("hukou_birth"),
                        "social_card": waits("hukou_birth"),
                    },
                    "材料补齐补正通知书:hukou_birth 收件凭证:vaccine_card "
                    "收件凭证:med_ins_baby 收件凭证:social_card",
                    lacking={"hukou_mother": "missing"},
                ),
                Out(),
                todo=("待告知是否受理 vaccine_card", "补正期限 hukou_birth 2026-12-04"),
            ),
            on(
                "12-07",
                Draft("hukou_birth", "correction_lapsed", "视为放弃申请告知书（代拟）:hukou_birth"),
                todo=("代拟稿待确认 hukou_birth", "待告知是否受理 vaccine_card"),
            ),
            on(
                "12-09",
                Confirm(
                    "hukou_birth",
                    "lapsed",
                    "视为放弃申请告知书:hukou_birth",
                    returned=("med_ins_baby", "social_card"),
                ),
                Drop(("vaccine_card",)),
                Out(),
                todo="材料待退还",
            ),
            on("12-10", GiveBack("医疗保障局", ()), Out(), todo=()),
        ),
        end="申请 11-20 → 受理 12-09 → 审查（不需要） → 决定 12-09 → 送达 12-09",
    ),
)
