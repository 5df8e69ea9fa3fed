"""Visits, an assessment and a notice for the tests of pages."""

from datetime import timedelta
from uuid import UUID, uuid4

from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import VisitReport
from minzheng.kernel.casework.models import VisitOrder
from tests.kernel.casework.fieldwork.matters import applied, assessed_by_two, ordered, photo
from tests.kernel.casework.publicity.proposals import posted, proposed
from tests.people import acting

FIRST = 60
"""Numbers from here on are those of people whom these records enter."""


def fieldwork_entered() -> dict[str, UUID]:
    """One visit to be made, one to be confirmed, an assessment, a notice that is up."""
    errand = ordered(applied(sequence=FIRST, name="周大福"))
    to_confirm = ordered(applied(sequence=FIRST + 2, name="吴小妹"))
    with acting("village_officer_a") as officer:
        fieldwork.record_visit(
            officer,
            errand=to_confirm["village_officer_a"],
            client=uuid4(),
            photos=[photo()],
            report=VisitReport(
                visited_at=clock.now() - timedelta(hours=1),
                met="吴小妹",
                remarks="平房两间",
                signed_how="typed",
                signed_by="吴小妹",
            ),
        )
        order = VisitOrder.objects.select_related("visit").get(state="recorded")
    assessing, assessment = assessed_by_two(sequence=FIRST + 4, name="郑老伯")
    return {
        "errand": errand["town_clerk_a"],
        "errand_to_confirm": to_confirm["town_clerk_a"],
        "order": order.pk,
        "picture": order.visit.photos[0],
        "assessing": assessing.case,
        "assessment": assessment,
        "notice": posted(proposed(sequence=FIRST + 6, name="冯小刚")),
    }
