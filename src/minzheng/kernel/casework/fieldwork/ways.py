"""Steps that are finished in a way of their own, and never by saying that they are."""

from collections.abc import Mapping
from types import MappingProxyType

from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case

OWN_WAYS: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.VISIT: "入户调查由两名调查人员登记并确认后完成，不能直接办结。",
        StepKind.ASSESS: "评估由两名评估人员登记并确认后完成，不能直接办结。",
        StepKind.APPRAISE: "民主评议登记评议记录后完成，不能直接办结。",
        StepKind.PUBLICITY: "公示期满后自动完成，不能提前结束。",
    }
)


def require_no_own_way(row: Case, step: str) -> None:
    """For the command that finishes any other step. Raises `Conflict`."""
    for each in item_of(row).steps:
        if each.code == step and each.kind in OWN_WAYS:
            raise Conflict(OWN_WAYS[each.kind])
