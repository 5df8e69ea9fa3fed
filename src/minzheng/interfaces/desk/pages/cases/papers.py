"""A new case, third of three screens: papers, authorisations, and handing it in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.steps import StepKind
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.cases.about import AboutCase, CaseAct, CaseEdit, case_address
from minzheng.interfaces.desk.pages.cases.items import current_items
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import intake, papers
from minzheng.kernel.casework.api.intake import ProofAsked
from minzheng.kernel.casework.api.results import CaseHead
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.exchange.api import checks

OPEN_TO_PAPERS = ("draft", "submitted", "returned", "open")
BEFORE_SUBMISSION = ("draft", "returned")
BEFORE_ACCEPTANCE = ("draft", "submitted", "returned")
JUDGED = ("submitted", "returned", "open")


class CasePapers(AboutCase):
    """What is to be handed in, what has been, and the button that hands the case in."""

    permission = "case.open"
    title = _("材料和授权")
    lead = _("第三步，共三步：只收部门之间核对不到的材料；核对要全体成年成员授权。")
    template_name = "desk/cases/papers.html"

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        asked = intake.asked(self.actor, case=case)
        context = self.get_context_data(
            asked=asked,
            may_add=self.matter.state in OPEN_TO_PAPERS,
            may_submit=self.matter.state in BEFORE_SUBMISSION,
            may_judge=self.matter.state in JUDGED and self.actor.may("case.handle"),
            may_detach=self.matter.state in BEFORE_ACCEPTANCE,
            unauthorised=self.unauthorised(),
            unknown=asked.open if self.actor.may("case.handle") else asked.of_the_applicant.open,
        )
        return self.render_to_response(context)

    def unauthorised(self) -> Sequence[str]:
        """Grown-ups who have not allowed the check that the item wants yet."""
        item = next((each for each in current_items() if each.code == self.matter.item), None)
        checked = item is not None and any(each.kind is StepKind.CHECK for each in item.steps)
        if not checked or not self.actor.may("check.read"):
            return ()
        return checks.check_view(self.actor, case=self.case).state.unauthorised


class PaperForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("文件或照片"), help_text=_("照片、PDF、Word 或 Excel；一份不超过 20 MB")
    )


class CasePaperAdd(CaseEdit):
    """Takes a paper in."""

    permission = "documents.add"
    form_class = PaperForm
    submit = _("上传")
    done = _("已收下。")

    def heading(self) -> Text:
        return self.proof().title

    def proof(self) -> ProofAsked:
        """The paper in the address. Raises `Unseen`."""
        for each in intake.asked(self.actor, case=self.case).proofs:
            if each.code == self.kwargs["paper"]:
                return each
        raise Unseen

    def save(self, values: dict[str, Any]) -> str:
        proof, file = self.proof(), values["file"]
        document = kept(self.actor, self.matter, file, proof.kind)
        papers.attach(self.actor, case=self.case, proof=proof.code, document=document)
        return reverse("desk:case_papers", args=[self.case])

    def crumbs(self) -> Sequence[Link]:
        above = reverse("desk:case_papers", args=[self.case])
        return (*super().crumbs(), Link(_("材料"), above))


def kept(actor: Actor, head: CaseHead, file: "UploadedFile[Any]", kind: str) -> UUID:
    """Keep a file where the case lies: in the household's file, the person's, or with the case."""
    content, name = file.read(), file.name or ""
    if head.household is None and head.subject is None:
        place = papers.case_file(actor, case=head.id)
        return add_document(actor, content=content, file_name=name, kind=kind, case=place)
    return add_document(
        actor,
        content=content,
        file_name=name,
        kind=kind,
        household=head.household,
        person=None if head.household else head.subject,
    )


class SubmitForm(forms.Form):
    """The case as it was on the screen."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class CaseSubmit(CaseAct):
    """Hands the case in."""

    permission = "case.open"
    form_class = SubmitForm
    done = _("已提交，等待受理审查。")

    def act(self, values: dict[str, Any]) -> str:
        intake.submit(self.actor, case=self.kwargs["case"], version=values["version"])
        return case_address(self.kwargs["case"])

    def back(self) -> str:
        return reverse("desk:case_papers", args=[self.kwargs["case"]])
