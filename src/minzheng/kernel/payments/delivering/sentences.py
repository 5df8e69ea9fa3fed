"""Which rule of the database said no to a delivery -> what a person reads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import DatabaseError

from minzheng.kernel.access.errors import Conflict

REFUSALS: Mapping[str, str] = {
    "delivery_within_the_month": "超过本月剩余额度，没有登记。请刷新后再看剩余额度。",
    "redemption_in_time": "服务日期不在有效期内，或者本月额度已经到期，不能核销。",
    "redemption_not_after_the_end": "服务日期晚于死亡日期或者待遇终止月份，不能核销。",
    "redemption_due": "超过本月应有额度，或者待遇已暂缓，没有登记。",
    "redemption_provider": "该机构在服务日期未被本县（区）确定提供这项待遇。",
    "redemption_of_a_delivery": "档案已经迁走，请由现所在镇（街道）登记。",
    "redemption_reversed_once": "这笔核销已经冲销。",
    "redemption_reverses": "只能冲销原来的核销。",
    "redemption_settled_once": "这笔核销已列入结算单。",
    "dispute_open_once": "这笔核销已有待处理的争议。",
    "dispute_settled_by_another": "提出和处理争议不能是同一人，请由他人处理。",
    "settlement_ordered": "结算单已列入发放批次，不能撤回。",
    "settlement_adds_up": "结算单与核销明细不符（可能有档案已转入保护），请撤回后重新编制。",
    "settlement_once": "该机构本月已有结算单，请先撤回或者等下月。",
    "provider_two_persons": "提出和复核不能是同一人，请由他人复核。",
    "provider_account_two_persons": "提出和复核不能是同一人，请由他人复核。",
    "provider_once": "该机构已提出或者已确定提供这项待遇。",
}


@contextmanager
def in_words() -> Iterator[None]:
    """Let what the database refuses be said in a sentence. Raises `Conflict`."""
    try:
        yield
    except DatabaseError as error:
        diagnostics = getattr(error.__cause__, "diag", None)
        name = getattr(diagnostics, "constraint_name", None) or ""
        if name not in REFUSALS:
            raise
        raise Conflict(REFUSALS[name]) from error
