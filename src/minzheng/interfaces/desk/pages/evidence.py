"""Evidence files of persons and households: handed in, downloaded, withdrawn."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, line
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.above import household_crumbs, person_crumbs
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.documents.api import (
    EVIDENCE_CHOICES,
    DocumentRow,
    add_document,
    attachment_of,
    documents_of,
    one_document,
    open_document,
    remove_document,
)
from minzheng.kernel.registry.api.places import place_of_household, place_of_person

ACCEPTED = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx"
LONGEST_FILE_NAME = 200


class EvidenceForm(forms.Form):
    """A file and what it proves."""

    kind = choice(_("材料类型"), EVIDENCE_CHOICES)
    file = forms.FileField(
        label=_("文件"),
        max_length=LONGEST_FILE_NAME,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("照片、PDF、Word或者Excel；照片里的拍摄地点和设备会自动去掉"),
    )


class EvidenceNew(EditView):
    """Hands a file in about the person or the household in the address."""

    permission = "documents.add"
    title = _("上传证明材料")
    lead = _("文件加密保存，每次打开都有记录。保存期限按材料类型确定。")
    form_class = EvidenceForm
    submit = _("上传")
    done = _("材料已保存。")

    def save(self, values: dict[str, Any]) -> str:
        file = values["file"]
        person: UUID | None = self.kwargs.get("person")
        household: UUID | None = self.kwargs.get("household")
        add_document(
            self.actor,
            content=file.read(),
            file_name=file.name,
            kind=values["kind"],
            person=person,
            household=household,
        )
        return page_of_file(person, household)

    def crumbs(self) -> Sequence[Link]:
        return crumbs_of_file(self.actor, self.kwargs.get("person"), self.kwargs.get("household"))


class EvidenceFetch(DeskView):
    """A file. By POST: opening evidence is an act that is recorded."""

    permission = "documents.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, document: UUID) -> HttpResponse:
        file = open_document(self.actor, document=document)
        return attachment_of(file)


class WithdrawalForm(forms.Form):
    """Why a file is withdrawn."""

    reason = line(_("撤下的原因"), help_text=_("例如 传错了人、重复上传"))


class EvidenceWithdraw(EditView):
    """Takes back what one handed in by mistake."""

    permission = "documents.add"
    title = _("撤下材料")
    lead = _("只能撤下自己上传的材料。撤下三十天以后文件删除，操作记录保留。")
    form_class = WithdrawalForm
    submit = _("撤下")
    done = _("材料已撤下。")

    def crumbs(self) -> Sequence[Link]:
        found = one_document(self.actor, document=self.kwargs["document"])
        return crumbs_of_file(self.actor, found.person, found.household)

    def save(self, values: dict[str, Any]) -> str:
        found = one_document(self.actor, document=self.kwargs["document"])
        remove_document(self.actor, document=found.id, reason=values["reason"])
        return page_of_file(found.person, found.household)


def evidence_of(
    actor: Actor, *, person: UUID | None = None, household: UUID | None = None
) -> Sequence[DocumentRow]:
    """What a page lists; nothing for those who may not open it."""
    if not actor.may("documents.read"):
        return ()
    return documents_of(actor, person=person, household=household)


def page_of_file(person: UUID | None, household: UUID | None) -> str:
    """The list of evidence on the page that a document belongs to."""
    if person is not None:
        return reverse("desk:person", args=[person]) + "#evidence"
    return reverse("desk:household", args=[household]) + "#evidence"


def crumbs_of_file(actor: Actor, person: UUID | None, household: UUID | None) -> Sequence[Link]:
    """The pages above. Raises `Unseen`."""
    if person is not None:
        place_of_person(person)
        return person_crumbs(actor, person)
    if household is None:
        raise Unseen
    place_of_household(household)
    return household_crumbs(household)
