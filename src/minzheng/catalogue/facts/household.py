"""What may be known of a household (家庭)."""

from minzheng.catalogue.codes import DibaoRoute, Emergency, Settlement
from minzheng.rules.facts import Fact
from minzheng.rules.units import (
    COUNT,
    DATE,
    MONTHS,
    NEVER,
    YES_NO,
    YUAN,
    YUAN_PER_MONTH,
    code_of,
)

APPLICATION = "申请与在享"
PROPERTY = "财产"
SPENDING = "申请前12个月刚性支出"
NEED = "急难"

HOUSEHOLD_FACTS = (
    Fact("settlement", "城乡", code_of(Settlement), group=APPLICATION),
    Fact("applied", "申请日期", DATE, NEVER, "未申请的留空", APPLICATION),
    Fact(
        "dibao_route",
        "低保申请方式",
        code_of(DibaoRoute),
        DibaoRoute.household,
        "留空按家庭申请",
        APPLICATION,
    ),
    Fact("dibao_since", "在享低保起始日期", DATE, NEVER, "未在享的留空", APPLICATION),
    Fact("dibao_amount", "在享低保金（元/月）", YUAN_PER_MONTH, 0, "未在享的留空", APPLICATION),
    Fact("grace_since", "渐退起始日期", DATE, NEVER, "未在渐退期的留空", APPLICATION),
    Fact(
        "rigid_deduction",
        "刚性支出扣减（元/月）",
        YUAN_PER_MONTH,
        0,
        "因残疾、患重病等按当地规定从收入中扣减的部分",
        APPLICATION,
    ),
    Fact("assets", "金融资产（元）", YUAN, None, "存款、证券、基金、保险、债权等合计", PROPERTY),
    Fact("vehicles", "机动车（辆）", COUNT, None, "不计残疾人代步车和豁免的车辆", PROPERTY),
    Fact("houses", "住房（套）", COUNT, None, "家庭成员名下住房", PROPERTY),
    Fact(
        "active_business",
        "有经营的企业登记",
        YES_NO,
        False,
        "小微个体经营不填",
        PROPERTY,
    ),
    Fact("spent_living", "基本生活支出（元）", YUAN, 0, group=SPENDING),
    Fact("spent_medical", "医疗自付支出（元）", YUAN, 0, "各类保险和救助报销之后", SPENDING),
    Fact("spent_education", "教育支出（元）", YUAN, 0, "按同类公办学校收费标准", SPENDING),
    Fact("spent_rehabilitation", "残疾康复支出（元）", YUAN, 0, "补贴和保险之后", SPENDING),
    Fact("spent_other", "县级认定的其他刚性支出（元）", YUAN, 0, group=SPENDING),
    Fact(
        "emergency",
        "急难情形",
        code_of(Emergency),
        Emergency.none,
        "没有的留空",
        NEED,
    ),
    Fact("in_serious_difficulty", "基本生活严重困难", YES_NO, False, "没有的留空", NEED),
    Fact("aid_requested", "拟救助金额（元）", YUAN, 0, "经办人按困难程度提出的金额", NEED),
    Fact("aid_times", "12个月内同一事由救助次数", COUNT, 0, "没有的留空", NEED, highest=100),
    Fact("aid_received", "12个月内同一事由已救助金额（元）", YUAN, 0, "没有的留空", NEED),
    Fact("decided_individually", "经县级一事一议确定", YES_NO, False, "没有的留空", NEED),
    Fact(
        "months_without_income",
        "连续无收入月数",
        MONTHS,
        0,
        "未参加失业保险的生活困难农民工等外来务工人员",
        NEED,
    ),
    Fact("uninsured_unemployed", "未参加失业保险且失业", YES_NO, False, "没有的留空", NEED),
)
