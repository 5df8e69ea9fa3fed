"""The 26 items of the ability assessment of older persons, GB/T 42195-2022, and its adjustments."""

from minzheng.catalogue.codes import AbilityLevel
from minzheng.rules.facts import Fact
from minzheng.rules.units import COUNT, YES_NO, code_of

ABILITY = "能力评估"

ABILITY_ITEMS = {
    "eating": ("进食", 4),
    "grooming": ("修饰", 4),
    "bathing": ("洗澡", 4),
    "upper_dressing": ("穿/脱上衣", 4),
    "lower_dressing": ("穿/脱裤子和鞋袜", 4),
    "bladder": ("小便控制", 4),
    "bowel": ("大便控制", 4),
    "toileting": ("如厕", 4),
    "bed_mobility": ("床上体位转移", 4),
    "chair_transfer": ("床椅转移", 4),
    "walking": ("平地行走", 4),
    "stairs": ("上下楼梯", 3),
    "time_orientation": ("时间定向", 4),
    "place_orientation": ("空间定向", 4),
    "person_orientation": ("人物定向", 4),
    "memory": ("记忆", 4),
    "comprehension": ("理解能力", 4),
    "expression": ("表达能力", 4),
    "aggression": ("攻击行为", 1),
    "depression": ("抑郁症状", 1),
    "consciousness": ("意识水平", 2),
    "vision": ("视力", 2),
    "hearing": ("听力", 2),
    "daily_affairs": ("执行日常事务", 4),
    "transport": ("使用交通工具外出", 3),
    "social": ("社会交往能力", 4),
}
"""Fact name -> (Chinese title, highest score); 90 points in all, more is better."""

ABILITY_FACTS = (
    *(
        Fact(name, f"{title}（0-{top}分）", COUNT, None, "", ABILITY, 0, top)
        for name, (title, top) in ABILITY_ITEMS.items()
    ),
    Fact("mental_diagnosis", "确诊认知障碍或其他精神行为障碍", YES_NO, False, "", ABILITY),
    Fact("risk_events", "近30天照护风险事件次数", COUNT, 0, "没有的留空", ABILITY, 0, 100),
    Fact(
        "reported_ability",
        "评估机构出具的能力等级",
        code_of(AbilityLevel),
        None,
        "有评估报告而无逐项得分的填写",
        ABILITY,
    ),
)
