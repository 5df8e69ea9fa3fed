"""For residents: what was paid to them, and to those for whom they look."""

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.payments import viewing
from minzheng.kernel.payments.models import Instruction
from minzheng.kernel.payments.results import OwnPayment
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.registry.api.listing import LARGEST_PAGE, Page, cursor_id

SHOWN = (LineState.PAID, LineState.RETURNED)


@query(permission="own.cases", action="payment.own")
def payments_of_me(actor: Actor, *, after: str = "", limit: int = 50) -> Page[OwnPayment]:
    """Payments that reached or missed their account, the latest first.

    Row security for residents decides whose: his own, those of minors of his household, those of
    his household's awards.
    """
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidValue(f"每页1至{LARGEST_PAGE}条。")
    rows = Instruction.objects.filter(state__in=SHOWN)
    if after:
        rows = rows.filter(pk__lt=cursor_id(after))
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = found[:limit]
    touched("list", None, actor.division, payload={"count": len(shown)})
    more = str(shown[-1].pk) if len(found) > limit else ""
    lines = zip(shown, viewing.line_rows(shown), strict=True)
    return Page(
        tuple(
            OwnPayment(
                id=row.pk,
                benefit=row.benefit,
                benefit_title=line.benefit_title,
                period=Month.of(row.period),
                component_title=line.component_title,
                amount_fen=row.amount_fen,
                state=row.state,
                state_title=line.state_title,
                settled_on=row.settled_on,
                account=line.account,
                outcome_reason=row.outcome_reason,
            )
            for row, line in lines
        ),
        more,
    )
