"""Lives with a hitch after it: wrong and mended, sent back, withdrawn, one after the other, papers to and fro."""

from __future__ import annotations

from tests.journeys.lives.deeds import (
    Arrives,
    CalledIn,
    Collect,
    File,
    GiveBack,
    Grant,
    Life,
    Out,
    Post,
    PostEnds,
    Sign,
    TakenBack,
    Thing,
    Who,
    Withdraw,
    accepted,
    on,
    spot,
)

HOUSE = {"deed_tax_5": 1, "house_contract": 1, "house_invoice": 1}

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
                todo="办结期限 house_new 2027-01-04",
            ),
            on(
                "12-15",
                Grant("house_new", (Thing("不动产权证书", "蒙产1号", "G-01"),)),
                todo=("没人领取或签收 house_new 2027-01-14", "结果未送达 house_new"),
            ),
            on("12-16", Collect("agent"), todo=()),
            on("12-18", TakenBack("蒙产1号"), todo=("追回证照 house_new", "结果未送达 house_new")),
            on("12-22", CalledIn("蒙产1号"), todo="结果未送达 house_new"),
            on(
                "12-24",
                Arrives("house_new", Thing("不动产权证书", "蒙产2号", "G-02"), "蒙产1号"),
                todo=("没人领取或签收 house_new 2027-01-23", "结果未送达 house_new"),
            ),
            on(
                "12-25",
                Collect("agent", unsigned=True),
                todo=("没人领取或签收 house_new 2027-01-23", "结果未送达 house_new"),
            ),
            on("12-28", Sign(void=True), Collect("agent"), todo=()),
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
                todo="办结期限 house_new 2027-01-05",
            ),
            on(
                "12-15",
                Grant("house_new", (Thing("不动产权证书", "蒙产3号", "H-01"),)),
                todo=("待告知 2026-12-16", "没人领取或签收 house_new 2027-01-14", "结果未送达 house_new"),
            ),
            on("12-16", TakenBack("蒙产3号"), todo="结果未送达 house_new"),
            on(
                "12-21",
                Arrives("house_new", Thing("不动产权证书", "蒙产4号", "H-01"), "蒙产3号"),
                todo=("待告知 2026-12-22", "没人领取或签收 house_new 2027-01-20", "结果未送达 house_new"),
            ),
            on(
                "12-22",
                Post("EB222222222CN"),
                todo=("待告知 2026-12-23", "没人领取或签收 house_new 2027-01-06", "结果未送达 house_new"),
            ),
            on(
                "12-28",
                PostEnds("EB222222222CN", "H-02"),
                todo=("待告知 2026-12-29", "没人领取或签收 house_new 2027-01-27", "结果未送达 house_new"),
            ),
            on("01-06", Collect("proxy"), todo=()),
        ),
        end="申请 11-23 → 受理 11-23 → 审查 12-15 → 决定 12-15 → 送达 01-06",
    ),
    Life(
        "养老撤回",
        "withdrawn before anybody decided; everything goes back",
        Who(16, "色音"),
        (
            on(
                "11-20",
                File(46, {"pen_gov_in": accepted("12-11")}, "受理通知书", {"pen_gov_in_3": 1}),
                Out(),
                todo="办结期限 pen_gov_in 2026-12-11",
            ),
            on("11-27", Withdraw(("pen_gov_in",)), todo="材料待退还"),
            on("11-30", GiveBack("人力资源和社会保障局（社保经办机构）", ("pen_gov_in_3",)), Out(), todo=()),
        ),
        end="申请 11-20 → 受理 11-20 → 审查（不需要） → 决定（不需要） → 送达（不需要）",
    ),
)
