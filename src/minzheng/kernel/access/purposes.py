"""Why somebody looks: chosen once per session, kept with every event."""

from collections.abc import Mapping
from types import MappingProxyType

HANDLING = "handling"

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

SYSTEM_PURPOSES: Mapping[str, str] = MappingProxyType(
    {"emergency": "紧急查询", "job": "后台任务", "interface": "接口调用", "set_up": "安装配置"}
)
"""Purposes that the system sets itself."""


def purpose_title(code: str) -> str:
    """The Chinese title of a purpose, or the code itself when it has none."""
    return PURPOSES.get(code) or SYSTEM_PURPOSES.get(code) or code
