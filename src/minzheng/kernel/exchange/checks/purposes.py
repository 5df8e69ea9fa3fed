"""No query without a case (救助法 art. 70(6)): whoever asks says for which, and it is open."""

from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import require
from minzheng.kernel.access.errors import NotAllowed, Unseen
from minzheng.kernel.audit import api as audit
from minzheng.kernel.exchange.ports import CasePurpose, case_open, keeps_away

ORDER, READ = "check.order", "check.read"


class QueryWithoutCase(NotAllowed):
    """A department would be asked about somebody for no open case. Answered 403, and recorded."""

    def __init__(self) -> None:
        super().__init__(ORDER, "没有正在办理的办件，不得查询任何人的经济状况。此次操作已经记录。")

    def __reduce__(self) -> tuple[type["QueryWithoutCase"], tuple[()]]:  # type: ignore[override]  # made of nothing
        return type(self), ()


def purpose_of(case: UUID) -> CasePurpose:
    """A case within the scope. Raises `Unseen`."""
    found = case_open()(case)
    if found is None:
        raise Unseen
    return found


def own_hands(actor: Actor, case: UUID) -> CasePurpose:
    """A case whose check the actor may work on. Raises `Unseen`, `Recused`."""
    found = purpose_of(case)
    keeps_away()(actor, case, ORDER)
    return found


def open_purpose(actor: Actor, case: UUID) -> CasePurpose:
    """An open case within the scope. Raises `QueryWithoutCase`.

    The refusal is an event that stays: it is written before any command begins, so that nothing
    undoes it with the command.
    """
    require(actor, ORDER, action="check.order")
    found = case_open()(case)
    if found is None or not found.open:
        audit.record(
            "check.refuse",
            subject_type="case",
            subject=case,
            result="refused",
            payload={"case": str(case), "why": "no open case"},
        )
        raise QueryWithoutCase
    return found
