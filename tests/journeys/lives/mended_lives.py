"""Lives with a hitch after it: wrong and mended, sent back, withdrawn, one after the other, papers to and fro."""

from __future__ import annotations

from tests.journeys.lives.deeds import (
    Archive,
    Arrives,
    BackToOrgan,
    CalledIn,
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
    Post,
    PostEnds,
    Resume,
    Sign,
    Slip,
    SlipSigned,
    SlipVoid,
    Supplement,
    TakenBack,
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

FARM = {"site_map": 1, "farm_zone_plan": 1, "epidemic_cond_3": 1, "epidemic_cond_4": 1}
VET = {"floor_plan": 1, "vet_zone_plan": 1, "vet_clinic_6": 1, "vet_clinic_7": 1}
HOUSE = {"deed_tax_5": 1, "house_contract": 1, "house_invoice": 1}
DRINKS = {"food_small_catering_6": 1, "floor_plan": 1}

MENDED = (
    Life(
        "房产证有错",
        "the certificate was given out wrong, is called in and mended; a proof nobody signed",
        Who(11, "呼和宝", agent="代办人庚"),
        (
            on(
                "11-20",
                File(
                    79,
                    {"deed_tax": spot(), "house_new": accepted("01-04")},
                    "登记备案凭据:deed_tax 受理通知书:house_new",
                    {**HOUSE, "agent_poa": 1},
                    {"q_agent": "agent"},
                ),
                Out(),
            ),
            on("12-15", Grant("house_new", (Thing("不动产权证书", "蒙产1号", "G-01"),))),
            on("12-16", Collect("agent")),
            on("12-18", TakenBack("蒙产1号"), todo=("追回证照 house_new", "结果未送达 house_new")),
            on("12-22", CalledIn("蒙产1号")),
            on("12-24", Arrives("house_new", Thing("不动产权证书", "蒙产2号", "G-02"), "蒙产1号")),
            on("12-25", Collect("agent", unsigned=True)),
            on("12-28", Sign(void=True), Collect("agent")),
        ),
        end="申请 11-20 → 受理 11-20 → 审查 12-15 → 决定 12-15 → 送达 12-28",
    ),
    Life(
        "房产证退回",
        "wrong before it was given out; the right one comes back by post, a neighbour fetches it",
        Who(12, "木仁", calls=True),
        (
            on(
                "11-23",
                File(
                    79,
                    {"deed_tax": spot(), "house_new": accepted("01-05")},
                    "登记备案凭据:deed_tax 受理通知书:house_new",
                    HOUSE,
                ),
                Out(),
            ),
            on("12-15", Grant("house_new", (Thing("不动产权证书", "蒙产3号", "H-01"),))),
            on("12-16", TakenBack("蒙产3号"), todo="结果未送达 house_new"),
            on("12-21", Arrives("house_new", Thing("不动产权证书", "蒙产4号", "H-01"), "蒙产3号")),
            on("12-22", Post("EB222222222CN")),
            on("12-28", PostEnds("EB222222222CN", "H-02")),
            on("01-06", Collect("proxy")),
        ),
        end="申请 11-23 → 受理 11-23 → 审查 12-15 → 决定 12-15 → 送达 01-06",
    ),
    Life(
        "养老撤回",
        "withdrawn before anybody decided; everything goes back",
        Who(16, "色音"),
        (
            on(
                "11-20", File(46, {"pen_gov_in": accepted("12-11")}, "受理通知书", {"pen_gov_in_3": 1}), Out()
            ),
            on("11-27", Withdraw(("pen_gov_in",)), todo="材料待退还"),
            on("11-30", GiveBack("人力资源和社会保障局（社保经办机构）", ("pen_gov_in_3",)), Out()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查（不需要） → 决定（不需要） → 送达（不需要）",
    ),
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
            ),
            on("11-26", OrganAccepts("fire_accept", "11-26", "12-17"), Grant("seal_free", nothing=True)),
            on(
                "12-01",
                Withdraw(("food_production",)),
                GiveBack(
                    "市场监督管理局",
                    ("food_production_4", "food_equipment_layout", "process_chart", "food_production_3"),
                ),
                Out(),
            ),
            on("12-10", Grant("fire_accept", nothing=True)),
            on("01-11", Archive()),
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
            ),
            on("11-25", Pause("med_setup", 10, "12-10")),
            on("11-26", Out(), todo="特别程序中 med_setup 2026-12-10"),
            on("12-03", Resume("med_setup", "01-11"), Out()),
            on("12-22", Grant("med_setup", (Thing("设置医疗机构批准书", "设1号", "M-01"),))),
            on("12-23", Decide({"med_register": accepted("03-01")}, "受理通知书:med_register"), Out()),
            on("01-15", Grant("med_register", (Thing("医疗机构执业许可证", "执1号", "M-01"),))),
            on("01-18", Decide({"doctor_register": accepted("02-17")}, "受理通知书:doctor_register"), Out()),
            on("01-25", Grant("doctor_register", (Thing("医师执业证书", "医执3号", "M-01"),))),
            on("01-26", Collect()),
        ),
        end="申请 11-20 → 受理 01-18 → 审查 01-25 → 决定 01-25 → 送达 01-26",
    ),
    Life(
        "入学",
        "a child of migrant workers: the school office asks for a paper itself, then accepts and decides",
        Who(19, "学童丙", "child", guardian="母亲辛"),
        (
            on("11-23", File(102, {"school": sent_on()}, "收件凭证"), Out()),
            on("11-25", OrganAsks("school", ("hukou_school",), "12-09")),
            on("12-02", Supplement(("hukou_school",), {}, "补正材料接收凭证"), Out()),
            on("12-04", OrganAccepts("school", "12-04")),
            on("12-11", Grant("school", (Thing("入学通知书", "", "S-01"),))),
            on("12-14", BackToOrgan(), Out()),
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
            ),
            on("11-30", Slip("市场监督管理局", {"饮品店": DRINKS})),
            on(
                "12-02",
                SlipSigned(left=(("饮品店", "floor_plan"),)),
                Mismatch("floor_plan", "市场监督管理局"),
            ),
            on("12-03", Mismatch("floor_plan", "市场监督管理局", settled=True)),
            on("12-04", Slip("市场监督管理局", {"饮品店": {"floor_plan": 1}}), SlipVoid()),
            on("12-07", Slip("市场监督管理局", {"饮品店": {"floor_plan": 1}}), SlipSigned()),
            on("12-11", Grant("food_small_catering")),
            on(
                "12-11",
                Slip("市场监督管理局", {"饮品店": DRINKS}, back=True),
                SlipSigned(
                    came={"饮品店": ("food_small_catering", Thing("小餐饮店登记证", "蒙小餐2号", "A-03"))}
                ),
            ),
            on("12-17", Grant("signboard", (Thing("招牌设置许可", "城管招字2号", "A-04"),))),
            on("12-18", Collect(originals=("floor_plan",))),
        ),
        end="申请 11-27 → 受理 11-27 → 审查 12-17 → 决定 12-17 → 送达 12-18",
    ),
)
