"""Letters of a case: made, read, fetched as PDF or Word, and their service on record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, day, line
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.cases.about import AboutCase, CaseEdit
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import letters
from minzheng.kernel.documents.api import attachment_of

KINDS: tuple[tuple[str, Text], ...] = (
    ("acceptance", _("受理通知书")),
    ("completion", _("补正告知书")),
    ("declined", _("不予受理决定书")),
    ("discontinuation", _("终止审核决定书")),
)
"""What is made on request; the letters of decisions and hearings come by themselves."""

FORMS = ("pdf", "docx")


class LetterForm(forms.Form):
    """Which letter is to be made."""

    kind = choice(_("文书"), KINDS)


class CaseLetters(CaseEdit):
    """The letters of a case; another one can be made."""

    permission = "case.read"
    title = _("文书")
    lead = _("内容由事实、规则和决定生成；已经生成的文书不能改，内容有误的另行制作。")
    template_name = "desk/cases/letters.html"
    form_class = LetterForm
    submit = _("生成文书")
    done = _("文书已生成。")

    def save(self, values: dict[str, Any]) -> str:
        letter = letters.make_letter(self.actor, case=self.case, kind=values["kind"])
        return reverse("desk:letter", args=[self.case, letter])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        made = letters.letters_of(self.actor, case=self.case)
        return super().get_context_data(letters=made, **context)


class LetterPage(AboutCase):
    """A letter as the household reads it."""

    permission = "case.read"
    template_name = "desk/cases/letter.html"

    def get(self, request: HttpRequest, case: UUID, letter: UUID) -> HttpResponse:
        page = letters.letter_page(self.actor, letter=letter)
        if page.row.case != case:
            raise Unseen
        context = self.get_context_data(title=page.row.title, page=page, row=page.row)
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        above = reverse("desk:case_letters", args=[self.case])
        return (*super().crumbs(), Link(_("文书"), above))

    def actions(self) -> Sequence[Link]:
        letter = self.kwargs["letter"]
        pdf, word = (reverse("desk:letter_file", args=[self.case, letter, form]) for form in FORMS)
        service = reverse("desk:letter_service", args=[self.case, letter])
        return (
            Link(_("Word"), word, "file-type-docx"),
            Link(_("PDF"), pdf, "file-type-pdf"),
            Link(_("登记送达"), service, "mail-check", "letter.serve", True),
        )


class LetterFile(DeskView):
    """The file itself."""

    permission = "case.read"

    def get(self, request: HttpRequest, case: UUID, letter: UUID, form: str) -> HttpResponse:
        if form not in FORMS:
            raise Http404
        file = letters.letter_file(self.actor, letter=letter, form=form)
        return attachment_of(file)


class ServiceForm(forms.Form):
    """How and when a letter reached whom."""

    method = choice(_("送达方式"), letters.ServiceMethod.choices)
    on = day(_("送达日期"), help_text=_("复议和诉讼的期限从这一天起算"))
    received = choice(
        _("结果"), (("yes", _("已送达")), ("no", _("没有送达，以后再送"))), required=True
    )
    receiver = line(_("签收人"), longest=LONGEST_NAME, required=False, private=True)
    witness = line(
        _("见证人"), longest=LONGEST_NAME, required=False, help_text=_("留置送达须有见证人")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("method") == "left" and not values.get("witness"):
            self.add_error("witness", _("留置送达请填写见证人。"))
        handed = values.get("received") == "yes" and values.get("method") in ("direct", "kin")
        if handed and not values.get("receiver"):
            self.add_error("receiver", _("请填写签收人。"))
        if (on := values.get("on")) and on > clock.today():
            self.add_error("on", _("送达日期不能晚于今天。"))
        return values


class LetterServed(CaseEdit):
    """Puts the service of a letter on record."""

    permission = "letter.serve"
    title = _("登记送达")
    form_class = ServiceForm
    submit = _("登记")
    done = _("送达已登记。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today(), "received": "yes"}

    def save(self, values: dict[str, Any]) -> None:
        received = values.pop("received") == "yes"
        letters.record_service(
            self.actor, letter=self.kwargs["letter"], received=received, **values
        )
