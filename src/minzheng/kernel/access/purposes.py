"""Why somebody looks: chosen once per session, kept with every event."""

from collections.abc import Mapping
from types import MappingProxyType

HANDLING = "handling"
INTERFACE = "interface"
OWN_MATTERS = "own_matters"

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        HANDLING: "日常经办",
        "verification": "核查",
        "complaint": "投诉处理",
        "inspection": "监督检查",
        "statistics": "统计",
    }
)
"""Code -> Chinese title of what a person may choose."""

SHARING_PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "medical_assistance": "医疗救助",
        "education_assistance": "教育救助",
        "housing_assistance": "住房救助",
        "employment_assistance": "就业救助",
        "disaster_relief": "受灾人员救助",
        "legal_aid": "法律援助",
        "fee_relief": "水电气暖等费用减免",
    }
)
"""Code -> Chinese title of what another department may ask a person's standing for, each a duty of
that department by law; 《社会救助法》第四十二条 lets it rely on what civil affairs has found."""

SYSTEM_PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "emergency": "紧急查询",
        "job": "后台任务",
        INTERFACE: "接口调用",
        "set_up": "安装配置",
        OWN_MATTERS: "居民本人办事",
        "sign_in": "居民登录",
    }
)
"""Purposes that the system sets itself."""


def purpose_title(code: str) -> str:
    """The Chinese title of a purpose, or the code itself when it has none."""
    known = {**PURPOSES, **SHARING_PURPOSES, **SYSTEM_PURPOSES}
    return known.get(code, code)
