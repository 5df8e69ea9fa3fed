"""A means check for the tests of pages: one member has allowed it, departments have answered."""

from uuid import UUID

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import Given
from minzheng.kernel.exchange.checks.asking import ask_department
from minzheng.kernel.exchange.models import CheckAnswer, CheckRequest, Difference
from minzheng.kernel.registry.models import IdentityDocument, NumberState
from tests.kernel.documents.image_files import picture
from tests.people import acting


def check_entered(case: UUID, household: UUID, number: str) -> dict[str, UUID]:
    """The check of a case, about the member with a number whom the worker has confirmed."""
    with working("job"):
        document = next(each for each in IdentityDocument.objects.all() if each.number == number)
        IdentityDocument.objects.filter(pk=document.pk).update(state=NumberState.CONFIRMED)
    with acting("town_clerk_a") as clerk:
        paper = add_document(
            clerk,
            content=picture("PNG"),
            file_name="授权书.png",
            kind="authorisation",
            household=household,
        )
        given = Given(
            person=document.person_id,
            kind="member",
            method="paper",
            signed_on=clock.today(),
            document=paper,
        )
        authorisation = checks.authorise(clerk, case=case, given=given)
        checks.start_check(clerk, case=case)
    _answered(number)
    with acting("town_clerk_a") as clerk:
        checks.check_report(clerk, case=case)
    with working("job"):
        question = CheckRequest.objects.get(case=case, source="tax")
        return {
            "authorisation": authorisation,
            "question": question.pk,
            "answer": CheckAnswer.objects.filter(request=question).latest("id").pk,
            "difference": Difference.objects.get(round__case=case, fact="wage").pk,
        }


def _answered(number: str) -> None:
    """Departments as they are: most have answered, one is silent, one cannot be reached."""
    installed = ports.departments()
    manners = Manners(
        of_sources={
            **dict.fromkeys(CheckSource, Manner.PROMPT),
            CheckSource.banks: Manner.NEVER,
            CheckSource.courts_and_prisons: Manner.DOWN,
        }
    )
    wage: dict[str, object] = {"record": "wage", "value": 345_600, "note": "个人所得税申报，月均"}
    made = demo_departments(manners, {(CheckSource.tax, number): [wage]})
    ports.departments.install(lambda: made)
    for source in CheckSource:
        ask_department(source)
    ports.departments.install(installed)
