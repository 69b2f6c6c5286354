"""Bundles as someone who knows the trade expects them: written by hand, not from the data."""

from __future__ import annotations

import pytest

from counter.domain.guide.model import Guide
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.situation import unanswered
from tests.domain.visit.walks import ids, listed, papers, settled

OWNER: dict[str, object] = {
    "q_entity": "个体工商户",
    "q_employees": "否",
    "q_sign": "不设",
    "q_premises": "租用",
    "q_residential": "否",
    "q_agent": "本人或法定代表人",
}
COMPANY: dict[str, object] = {
    "q_entity": "有限责任公司",
    "q_employees": "是",
    "q_sign": "不设",
    "q_premises": "自有",
    "q_residential": "否",
    "q_agent": "本人或法定代表人",
}
OPENS_INDIVIDUAL = {"mkt_individual", "tax_new"}
OPENS_COMPANY = {"mkt_company", "seal_free", "tax_new", "si_employer"}

Trade = tuple[int, dict[str, object], set[str], set[str], set[str]]

TRADES: dict[str, Trade] = {
    # name: (bundle, answers, exactly these items, papers that must be there, papers that must not)
    "小餐馆：界线内登记、不办许可，健康证先办": (
        8,
        {**OWNER, "q_catering_area": "within", "q_fire_scope": "no", "q_health": "need"},
        OPENS_INDIVIDUAL | {"health_cert", "food_small_catering"},
        {"f_food_small_catering", "health_certs", "floor_plan", "lease"},
        {"f_food_business", "agent_poa", "photo_operator", "f_signboard"},
    ),
    "餐馆超过界线：办食品经营许可": (
        8,
        {**OWNER, "q_catering_area": "over", "q_fire_scope": "no", "q_health": "have"},
        OPENS_INDIVIDUAL | {"food_business"},
        {"f_food_business", "food_layout", "food_rules", "health_certs"},
        {"f_food_small_catering"},
    ),
    "药店：执业药师、平面图；二类器械备案，预包装备案": (
        6,
        {**COMPANY, "q_drug_scope": "rx", "q_device_class": "c2", "q_food_kind": "prepack"},
        OPENS_COMPANY | {"drug_retail", "device_2", "food_prepack"},
        {"drug_retail_3", "plan_shop_store", "device_people", "f_food_prepack"},
        {"f_device_3", "health_certs"},
    ),
    "超市卖烟、现做食品：烟草、食品、消防、卫生都要": (
        9,
        {
            **OWNER,
            "q_food_kind": "open",
            "q_tobacco": "yes",
            "q_tob_layout": "no",
            "q_hygiene_scope": "yes",
            "q_fire_scope": "yes",
            "q_health": "need",
        },
        OPENS_INDIVIDUAL | {"health_cert", "food_business", "tobacco_retail", "public_hygiene", "fire_check"},
        {"f_tobacco_retail", "public_hygiene_4", "fire_layout"},
        {"photo_operator"},
    ),
    "服装店：有执照、不雇人、不挂招牌，什么都不用办": (
        13,
        {"q_entity": "已有营业执照", "q_employees": "否", "q_sign": "不设", "q_agent": "self"},
        set(),
        set(),
        set(),
    ),
    "理发店：公共场所卫生许可，告知承诺": (
        11,
        {**OWNER, "q_notice_commit": "yes", "q_health": "need"},
        OPENS_INDIVIDUAL | {"health_cert", "public_hygiene"},
        {"public_hygiene_4", "public_hygiene_9"},
        {"f_food_business", "public_hygiene_6"},
    ),
    "宾馆带餐：特行、消防、卫生、食品一起": (
        36,
        {**COMPANY, "q_rooms": "meals", "q_health": "need"},
        OPENS_COMPANY | {"health_cert", "fire_check", "public_hygiene", "food_business", "hotel_special"},
        {"f_hotel_special", "hotel_layout", "fire_opinion", "fire_layout"},
        {"lease"},
    ),
    "中医诊所：只备案，不要平面图和执业许可": (
        27,
        {
            "q_entity": "已有营业执照",
            "q_clinic_kind": "tcm",
            "q_doctor_case": "none",
            "q_employees": "否",
            "q_sign": "不设",
            "q_premises": "自有",
            "q_agent": "self",
        },
        {"tcm_clinic_record"},
        {"f_tcm_clinic_record", "clinic_head_quals", "tcm_clinic_record_5"},
        {"f_clinic_record", "floor_plan", "med_building_plan"},
    ),
    "合作社：免费刻章、领照办税；无产权证的由嘎查村出证明": (
        31,
        {"q_coop_members": "yes", "q_premises": "nocert", "q_agent": "self"},
        {"mkt_coop", "seal_free", "tax_new"},
        {"f_mkt_coop", "mkt_coop_2", "mkt_coop_3", "id_coop_members", "premises_village"},
        {"lease", "property_cert_own", "f_mkt_company"},
    ),
    "新生儿非婚随父：亲子鉴定、非婚生育说明，不要结婚证": (
        52,
        {
            "q_birth_have": "todo",
            "q_birth_place": "hospital",
            "q_birth_agent": "other",
            "q_birth_marriage": "unmarried",
            "q_birth_follow": "father",
            "q_birth_nation": "diff",
            "q_birth_ins": "res",
        },
        {"birth_cert", "vaccine_card", "hukou_birth", "med_ins_baby", "social_card"},
        {
            "hukou_birth_5",
            "unmarried_statement",
            "hukou_father",
            "hukou_birth_6",
            "birth_cert_4",
            "id_birth_agent",
        },
        {"marriage_cert", "hukou_mother", "social_card_4"},
    ),
    "新生儿已领出生证、随母、暂不参保": (
        52,
        {
            "q_birth_have": "have",
            "q_birth_marriage": "married",
            "q_birth_follow": "mother",
            "q_birth_nation": "same",
            "q_birth_ins": "later",
        },
        {"vaccine_card", "hukou_birth", "social_card"},
        {"birth_certificate", "marriage_cert", "hukou_mother"},
        {"hukou_birth_5", "f_birth_cert", "f_med_ins_baby"},
    ),
    "二手房夫妻共有：先契税后登记，卖方配偶同意": (
        80,
        {"q_house_mortgage": "none", "q_seller_co": "yes", "q_agent": "self", "q_house_co": "couple"},
        {"deed_tax", "house_used"},
        {"id_buyer", "id_co_owner", "id_seller", "house_contract", "spouse_consent", "deed_tax_proof"},
        {"house_used_7", "house_used_9", "agent_poa"},
    ),
    "新房单独所有：首次登记证书、发票": (
        79,
        {"q_house_co": "single", "q_agent": "self"},
        {"deed_tax", "house_new"},
        {"house_new_3", "house_invoice", "deed_tax_proof"},
        {"id_co_owner", "marriage_cert", "id_seller"},
    ),
    "轻型货车：依法不办许可": (
        75,
        {**OWNER, "q_freight_danger": "no", "q_freight_weight": "light", "q_truck": "plated"},
        OPENS_INDIVIDUAL,
        {"f_mkt_individual"},
        {"f_road_freight"},
    ),
    "家庭农牧场不进名录：登记只办一次，没有第二家机关": (
        32,
        {
            "q_entity": "个体工商户",
            "q_farm_family": "否",
            "q_farm_scale": "no",
            "q_farm_build": "不建",
            "q_premises": "自有",
            "q_agent": "self",
        },
        OPENS_INDIVIDUAL,
        {"f_mkt_individual"},
        {"family_farm_5"},
    ),
    "木材加工：许可已取消，不向林草部门交台账": (
        101,
        {**OWNER, "q_env": "不在"},
        OPENS_INDIVIDUAL,
        {"f_mkt_individual"},
        {"wood_2"},
    ),
    "公积金贷款一并办税办证：借款人就是买方，证件只列一次": (
        69,
        {
            "q_hpf_use": "新建商品房",
            "q_hpf_sync": "要",
            "q_married": "已婚",
            "q_house_co": "couple",
            "q_agent": "self",
        },
        {"deed_tax", "hpf_loan", "house_new"},
        {"id_buyer", "id_co_owner", "hpf_loan_7"},
        {"id_borrower", "id_spouse"},
    ),
    "公积金单办贷款：借款人和配偶": (
        69,
        {"q_hpf_use": "新建商品房", "q_hpf_sync": "不要", "q_married": "已婚", "q_agent": "self"},
        {"hpf_loan"},
        {"id_borrower", "id_spouse"},
        {"id_buyer", "id_co_owner"},
    ),
    "重型新车：一并上牌，行驶证本次办出": (
        75,
        {
            **OWNER,
            "q_freight_danger": "no",
            "q_freight_weight": "heavy",
            "q_truck": "new",
            "q_car_owner": "person",
            "q_car_exempt": "no",
        },
        OPENS_INDIVIDUAL | {"vehicle_reg", "road_freight"},
        {"vehicle_licence", "f_road_freight", "vehicle_reg_5", "id_applicant"},
        {"road_freight_4"},
    ),
    "新车异地户籍：居住证，购置税完税证明本次办出": (
        55,
        {"q_car_owner": "nonlocal", "q_car_exempt": "yes", "q_agent": "self"},
        {"purchase_tax", "vehicle_reg"},
        {"residence_permit", "id_applicant", "car_cert_domestic", "car_tax_proof"},
        {"car_import_doc", "business_licence", "vehicle_reg_7"},
    ),
    "低保家庭有残疾和重病成员": (
        78,
        {
            "q_dibao_hukou": "same",
            "q_dibao_member": ["disabled", "ill"],
            "q_dibao_kin": "yes",
            "q_dibao_single": "no",
        },
        {"dibao"},
        {"disab_cert", "diagnosis", "dibao_6", "dibao_4", "hukou_family"},
        {"student_proof"},
    ),
    "随迁子女上小学、租房、经商：居住证、房产证、租房合同有一样就行": (
        102,
        {"q_school_grade": "primary", "q_school_resid": "rent", "q_school_job": "trader"},
        {"school"},
        {"hukou_school", "lease", "business_licence", "school_5", "id_guardian"},
        {"labour_si", "school_6", "property_cert_own", "residence_permit"},
    ),
    "废品回收收金属：公安另备案，流程同一套证件": (
        85,
        {**OWNER, "q_scrap": ["general", "metal"]},
        OPENS_INDIVIDUAL | {"recycle_record", "scrap_police"},
        {"f_recycle_record", "f_scrap_police"},
        {"env_register"},
    ),
    "非营利养老院：民非登记证书代替执照": (
        91,
        {
            "q_eld_profit": "nonprofit",
            "q_eld_open": "yes",
            "q_eld_canteen": "no",
            "q_eld_medical": "no",
            "q_employees": "yes",
            "q_sign": "no",
            "q_premises": "own",
            "q_agent": "self",
        },
        {"si_employer", "elderly_record"},
        {"nonprofit_cert", "elderly_record_3", "elderly_staff_health", "property_cert_own", "f_si_employer"},
        {"business_licence", "fire_accept_opinion"},
    ),
    "游泳馆：高危项目许可、救生员证、卫生、消防": (
        97,
        {**COMPANY, "q_premises": "租用"},
        OPENS_COMPANY | {"fire_check", "public_hygiene", "swim"},
        {"swim_4", "swim_5", "public_hygiene_4", "fire_layout"},
        {"f_entertainment"},
    ),
    "个体粮食收购：依法不备案": (
        84,
        {**OWNER, "q_scale_tool": "no"},
        OPENS_INDIVIDUAL,
        {"f_mkt_individual"},
        {"f_grain_record"},
    ),
    "医师变更注册：交回原执业证": (
        74,
        {"q_doctor_case": "change", "q_agent": "self"},
        {"doctor_register"},
        {"doctor_register_3", "doctor_register_5", "doctor_register_7", "photo_doctor"},
        {"doctor_register_8", "business_licence"},
    ),
    "灵活就业参保：业主交执照，外地户口交居住证": (
        77,
        {"q_flex_id": "owner", "q_flex_local": "no", "q_flex_ins": "both"},
        {"flex_join"},
        {"business_licence", "residence_permit", "bank_account"},
        {"hukou_applicant"},
    ),
    "公积金买二手房：只办贷款，配偶材料齐": (
        69,
        {"q_hpf_use": "used", "q_married": "married", "q_agent": "self"},
        {"hpf_loan"},
        {"id_borrower", "id_spouse", "marriage_cert", "hpf_loan_7", "house_contract"},
        {"marriage_other", "f_house_new"},
    ),
}
TRADES |= {
    "水果店卖散装、超过小食杂店界线：办食品经营许可": (
        18,
        {**OWNER, "q_food_kind": "open", "q_grocery_size": "over", "q_health": "have"},
        OPENS_INDIVIDUAL | {"food_business"},
        {"f_food_business", "food_rules", "health_certs"},
        {"f_food_small_grocery"},
    ),
    "没结过婚的申请公租房：交声明，不要结婚证": (
        87,
        {
            "q_prh_people": "newjob",
            "q_married": "single",
            "q_prh_income": "mid",
            "q_prh_priority": "no",
            "q_prh_house": "none",
            "q_agent": "self",
        },
        {"prh"},
        {"marriage_other", "prh_7", "prh_no_house"},
        {"marriage_cert", "priority_cert", "dibao_cert"},
    ),
    "散养户：执照照办，不办养殖场备案和防疫条件合格证": (
        100,
        {
            "q_entity": "individual",
            "q_farm_kind": "meat",
            "q_farm_scale": "no",
            "q_land": "done",
            "q_env": "no",
            "q_employees": "no",
            "q_sign": "no",
            "q_premises": "nocert",
            "q_agent": "self",
        },
        OPENS_INDIVIDUAL,
        {"premises_village"},
        {"f_farm_record", "f_epidemic_cond", "neighbour_consent"},
    ),
    "公司开在居民楼里：有利害关系的业主同意": (
        28,
        {**COMPANY, "q_residential": "是"},
        OPENS_COMPANY,
        {"neighbour_consent", "property_cert_own"},
        {"lease"},
    ),
    "新开的养老院：先登记，收住以后才备案": (
        91,
        {**COMPANY, "q_eld_profit": "profit", "q_eld_canteen": "no", "q_eld_medical": "no"},
        OPENS_COMPANY,
        {"id_shareholders"},
        {"elderly_record_3", "fire_accept_opinion", "nonprofit_cert", "f_si_employer"},
    ),
    "养老关系转出：联系函由两地经办机构互发": (
        49,
        {"q_pen_place": "cross", "q_agent": "self"},
        {"pen_emp_out"},
        {"id_applicant", "pen_emp_out_2"},
        {"pen_emp_out_4"},
    ),
}


PLACES = [f"{trade[0]}-{place}" for place, trade in enumerate(TRADES.values())]


@pytest.mark.parametrize("name", TRADES, ids=PLACES)
def test_that_a_bundle_asks_what_the_trade_expects(guide: Guide, name: str) -> None:
    number, answers, items, asked, never = TRADES[name]
    found = listed(guide, number, settled(guide, number, answers))
    assert ids(found) == items
    assert asked <= papers(found)
    assert not never & papers(found)
    assert found.stops == ()


@pytest.mark.parametrize("name", TRADES, ids=PLACES)
def test_that_the_expected_answers_are_all_that_is_asked(guide: Guide, name: str) -> None:
    number, answers, *_ = TRADES[name]
    bundle = guide.bundles[number]
    given = check_answers(guide, bundle, settled(guide, number, answers))
    assert unanswered(guide, bundle, given, guide.switch_defaults()) == ()
