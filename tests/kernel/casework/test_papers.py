"""Evidence of a case, and for what departments may be asked."""

from uuid import UUID

import pytest

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.api import intake, leaving, papers
from minzheng.kernel.casework.api.purposes import purpose_of
from minzheng.kernel.documents.api import keep_made
from tests.kernel.casework.matters import LACKING, family, opened, questions
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]

PROOF = "illness"


def paper(clerk: Actor, household: UUID) -> UUID:
    """A document of a household."""
    return keep_made(
        clerk,
        content=b"%PDF-1.7",
        media_type="application/pdf",
        title="诊断证明",
        kind="medical",
        household=household,
    )


def ill(clerk: Actor, case: UUID) -> None:
    """The head is seriously ill, so a paper is wanted."""
    question = next(each for each in questions(clerk, case) if each.fact.name == "serious_illness")
    intake.save_answers(clerk, case=case, answers={question.key: True})


def test_a_paper_is_there_once_however_often_it_is_sent() -> None:
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        case, document = opened(clerk, home), paper(clerk, home)
        ill(clerk, case)
        assert [each.code for each in intake.asked(clerk, case=case).lacking] == [PROOF]
        first = papers.attach(clerk, case=case, proof=PROOF, document=document)
        assert papers.attach(clerk, case=case, proof=PROOF, document=document) == first
        wanted = intake.asked(clerk, case=case).proofs[0]
        assert (wanted.lacking, [each.title for each in wanted.held]) == (False, ["诊断证明"])
        papers.judge_proof(clerk, proof=first, good=False)
        assert intake.asked(clerk, case=case).lacking
        intake.submit(clerk, case=case)
        with pytest.raises(Refused, match="材料不齐"):
            intake.accept(clerk, case=case)


def test_somebody_else_s_document_is_not_seen() -> None:
    with acting("town_clerk_a") as clerk:
        other = paper(clerk, family(clerk, sequence=3))
        case = opened(clerk, family(clerk, sequence=1))
        with pytest.raises(Unseen):
            papers.attach(clerk, case=case, proof=PROOF, document=other)
        with pytest.raises(Refused, match="没有这项材料"):
            papers.attach(clerk, case=case, proof="passport", document=other)


def test_a_paper_stays_once_the_application_is_accepted() -> None:
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        case = opened(clerk, home)
        proof = papers.attach(clerk, case=case, proof=PROOF, document=paper(clerk, home))
        papers.detach(clerk, proof=proof)
        papers.attach(clerk, case=case, proof=PROOF, document=paper(clerk, home))
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because=LACKING)
        with pytest.raises(Conflict, match="不能撤下"):
            papers.detach(clerk, proof=proof)


def test_departments_are_asked_for_open_cases_only() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk))
        purpose = purpose_of(case)
        assert purpose is not None
        assert not purpose.open
        intake.submit(clerk, case=case)
        purpose = purpose_of(case)
        assert purpose is not None
        assert purpose.open
        leaving.withdraw(clerk, case=case, reason="不申请了")
        purpose = purpose_of(case)
        assert purpose is not None
        assert not purpose.open
    with acting("town_clerk_b"):
        assert purpose_of(case) is None
