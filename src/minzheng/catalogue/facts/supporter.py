"""What may be known of a statutory supporter outside the household (赡养、抚养、扶养义务人)."""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind, Relation
from minzheng.rules.facts import Fact
from minzheng.rules.units import COUNT, DATE, YES_NO, YUAN_PER_MONTH, code_of

SUPPORTER = "义务人"

SUPPORTER_FACTS = (
    Fact("relation", "与被赡养人关系", code_of(Relation), group=SUPPORTER),
    Fact("birth_date", "出生日期", DATE, group=SUPPORTER),
    Fact("income", "本人收入（元/月）", YUAN_PER_MONTH, None, "核对须本人同意", SUPPORTER),
    Fact(
        "household_income",
        "其家庭月收入（元）",
        YUAN_PER_MONTH,
        None,
        "用于计算赡养费",
        SUPPORTER,
    ),
    Fact("household_size", "其家庭人口", COUNT, None, "用于计算赡养费", SUPPORTER, 1, 50),
    Fact("supported_persons", "其应赡养人数", COUNT, 1, "留空按1人", SUPPORTER, 1, 50),
    Fact("support_paid", "实际给付（元/月）", YUAN_PER_MONTH, 0, "协议或判决的给付额", SUPPORTER),
    Fact(
        "property_within_limits",
        "财产符合低收入家庭规定",
        YES_NO,
        None,
        "核对结论",
        SUPPORTER,
    ),
    Fact("on_extreme_poverty", "是特困人员", YES_NO, False, group=SUPPORTER),
    Fact("on_minimum_living", "是低保对象", YES_NO, False, group=SUPPORTER),
    Fact(
        "disability_kind",
        "残疾类别",
        code_of(DisabilityKind),
        DisabilityKind.none,
        "无残疾人证的留空",
        SUPPORTER,
    ),
    Fact(
        "disability_grade",
        "残疾等级",
        code_of(DisabilityGrade),
        DisabilityGrade.none,
        "无残疾人证的留空",
        SUPPORTER,
    ),
    Fact(
        "includes_intellectual_or_mental",
        "多重残疾中含三级以上智力或精神残疾",
        YES_NO,
        None,
        "仅多重残疾填写, 以残联数据为准",
        SUPPORTER,
    ),
    Fact("no_civil_capacity", "无民事行为能力", YES_NO, False, group=SUPPORTER),
    Fact("declared_missing", "被宣告失踪", YES_NO, False, group=SUPPORTER),
    Fact("in_prison", "在监狱服刑", YES_NO, False, group=SUPPORTER),
    Fact(
        "otherwise_unable",
        "省级规定的其他无履行义务能力情形",
        YES_NO,
        False,
        group=SUPPORTER,
    ),
)
