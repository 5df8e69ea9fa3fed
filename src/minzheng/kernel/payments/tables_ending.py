"""The end of published tables, and what strangers say to them: what the worker does by itself."""

from minzheng.base.clock import business_date
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import intake, work
from minzheng.kernel.casework.api.offers import complaint_item
from minzheng.kernel.casework.events import ObjectionDropped
from minzheng.kernel.payments.models import PaymentTable, PublicTable, TableState

WHO = "发放公示意见"
SOURCE = "public"


def close_due() -> int:
    """Empty what is over; how many tables. A page for strangers does not wait for this."""
    with working("job"):
        due = PaymentTable.objects.filter(state=TableState.POSTED, ends_at__lte=clock.now())
        over = list(due.select_for_update().values_list("pk", flat=True))
        PublicTable.objects.filter(pk__in=over).update(shown=[], over=True)
        PaymentTable.objects.filter(pk__in=over).update(
            state=TableState.OVER, closed_at=clock.now()
        )
    return len(over)


def on_objection_dropped(event: ObjectionDropped) -> None:
    """Somebody doubts a payment that was made public: a case for whoever handles complaints."""
    table = PaymentTable.objects.filter(pk=event.board).first()
    item = complaint_item(clock.today())
    if table is None or not item:
        return
    with working("job") as system:
        case = intake.open_case(system, item=item, who=WHO, division=table.division)
        work.object_to(
            system,
            case=case,
            text=event.text,
            source=SOURCE,
            received_on=business_date(event.received_at),
        )
        intake.submit(system, case=case)
