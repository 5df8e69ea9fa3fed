"""Questions in the words of the kitchen table; without a row here a fact asks by its title."""

from collections.abc import Mapping
from types import MappingProxyType

from minzheng.rules.facts import Fact
from minzheng.rules.units import Kind

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "settlement": "住的地方算城镇还是农村",
        "support_duty": "和户主是夫妻、父母子女，或者有赡养、抚养、扶养义务的亲属吗",
        "co_resident": "平时住在一起吗",
        "independent": "能自己独立生活吗",
        "schooling": "在全日制学校上学吗",
        "able_to_work": "能干活挣钱吗",
        "employed": "现在有工作吗",
        "serious_illness": "得了重病吗",
        "wage": "打工、上班的工资",
        "business": "做生意、种地、养殖赚的钱",
        "property_income": "房租、利息、分红",
        "pension_employee": "职工养老金（退休金）",
        "pension_basic_central": "居民养老金里国家发的基础养老金",
        "pension_resident_other": "居民养老金的其余部分",
        "support_received": "家人给的赡养费、抚养费",
        "transfer_other": "别的补助、补贴",
        "other_income": "其他收入",
        "tax_and_insurance": "交的税和社保",
        "transfer_paid": "付给别人的赡养费、抚养费",
        "assets": "全家存款、理财、保险等一共多少",
        "own_assets": "本人名下的存款、理财、保险等一共多少",
        "vehicles": "家里有几辆机动车",
        "houses": "家里有几套住房",
        "active_business": "家里有人开着公司吗",
        "spent_living": "过去一年吃穿用等基本生活花了多少",
        "spent_medical": "过去一年看病自己花了多少",
        "spent_education": "过去一年上学花了多少",
        "spent_rehabilitation": "过去一年残疾康复自己花了多少",
        "spent_other": "过去一年其他非花不可的钱",
        "emergency": "遇到了什么急事",
        "in_serious_difficulty": "眼下吃饭、住处、看病过不下去了吗",
        "disability_kind": "残疾证写的是哪一类",
        "disability_grade": "残疾证写的是几级",
        "needs_long_term_care": "需要人长期照料吗",
    }
)

MISSING: Mapping[str, str] = MappingProxyType(
    {
        "property_within_limits": "财产是不是在规定以内（要核实）",
        "supporters_complete": "有哪些该赡养、抚养他（她）的亲人",
        "unlisted_supporters_unable": "亲人有没有能力赡养、抚养（要核实）",
        "reported_ability": "评估机构评的失能等级（要请人评估）",
        "in_serious_difficulty": "基本生活是不是遇到严重困难（要上门了解）",
        "assets": "存款、理财、保险等一共多少",
        "own_assets": "本人名下的存款、理财、保险等一共多少",
        "wage": "一个月干活、做生意的收入",
        "transfer_other": "一个月的其他收入",
    }
)
"""What the finder would have to know; some of it nobody can say from home."""

_PER = {"month": "每月多少元", "year": "一年多少元", "": "多少元"}
_NOUGHT = "没有填0，不知道的填“不清楚”。"


def question_of(fact: Fact) -> str:
    """What is asked."""
    return QUESTIONS.get(fact.name, fact.title)


def missing_text(fact: str, title: str) -> str:
    """A fact that is missing, as one would name it."""
    return MISSING.get(fact) or QUESTIONS.get(fact) or title


def hint_of(fact: Fact) -> str:
    """How to answer. Notes about empty cells are for those who fill in tables."""
    note = "" if "留空" in fact.note else fact.note
    if fact.unit.kind is Kind.MONEY:
        return f"{_PER[fact.unit.per]}。{note + '。' if note else ''}{_NOUGHT}"
    if fact.unit.kind in (Kind.COUNT, Kind.MONTHS):
        return _NOUGHT
    if fact.unit.kind is Kind.DATE:
        return "像“2020-01-31”这样填。"
    return note
