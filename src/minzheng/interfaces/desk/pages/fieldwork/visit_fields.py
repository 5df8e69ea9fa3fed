"""The form that two investigators fill in at the door."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, LONGEST_NOTE, line
from minzheng.interfaces.desk.pages.statements import UNKNOWN, field_of
from minzheng.kernel.casework.api.fieldwork import SIGNED_HOW, WAYS, Finding, Question, VisitReport
from minzheng.rules.facts import Fact
from minzheng.rules.units import Kind

UNASKED, SAME, OTHER = "", "same", "other"
LOOKED = [
    (SAME, _("与申报一致")),
    (OTHER, _("不一致")),
    (UNASKED, _("没了解")),
]
NEW = [(OTHER, _("了解到了")), (UNASKED, _("没了解"))]
"""Where the household has said nothing, there is nothing to agree with."""
LONGEST_SIGNATURE = 400_000
_PNG = "data:image/png;base64,"


class Photos(forms.ClearableFileInput):
    """Several pictures at once, straight from the camera where there is one."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotoField(forms.FileField):
    """A list of uploaded files."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PhotoField, self).clean(each, initial) for each in given]


class SignatureField(forms.CharField):
    """What a finger drew, as the browser hands it over."""

    def clean(self, value: Any) -> bytes:
        text = super().clean(value)
        if not text:
            return b""
        if not text.startswith(_PNG):
            raise forms.ValidationError(_("签名图片无法识别，请重新签名。"))
        try:
            return base64.b64decode(text.removeprefix(_PNG), validate=True)
        except binascii.Error:
            raise forms.ValidationError(_("签名图片无法识别，请重新签名。")) from None


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact with what was declared."""

    field: BoundField
    declared: str


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """One question: what was declared, whether it is so, what is so instead."""

    title: str
    whose: str
    looked: BoundField
    facts: Sequence[AskedFact]

    @property
    def declared(self) -> list[AskedFact]:
        """What the household has said."""
        return [each for each in self.facts if each.declared]

    @property
    def open(self) -> list[AskedFact]:
        """What it has not."""
        return [each for each in self.facts if not each.declared]


class VisitReportForm(forms.Form):
    """Everything of the form; the questions are those of the case."""

    visited_at = forms.DateTimeField(
        label=_("入户时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    way = forms.ChoiceField(label=_("方式"), choices=WAYS, widget=forms.RadioSelect)
    way_because = line(_("没有入户的原因"), required=False)
    met = line(_("在场的家庭成员"), help_text=_("都有谁在家，写姓名或者称呼"))
    remarks = forms.CharField(
        label=_("看到的其他情况"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("住房、生活用品、车辆等，写看到的，不写猜测"),
    )
    photos = PhotoField(label=_("照片"), required=False, widget=Photos(attrs={"accept": "image/*"}))
    position = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    signed_how = forms.ChoiceField(
        label=_("家庭成员签名"), choices=SIGNED_HOW, widget=forms.RadioSelect
    )
    signed_by = line(_("签名人姓名"), longest=LONGEST_NAME, required=False)
    unsigned_because = line(_("没有签名的原因"), longest=LONGEST_NOTE, required=False)
    signature = SignatureField(
        required=False, max_length=LONGEST_SIGNATURE, widget=forms.HiddenInput
    )
    client = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *arguments: Any, questions: Sequence[Question], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=question.title,
                required=False,
                choices=LOOKED if question.held else NEW,
                widget=forms.RadioSelect,
            )
            for fact in question.facts:
                self.fields[f"q{number}_{fact.name}"] = field_of(fact)

    def asked(self) -> Iterator[AskedGroup]:
        """The questions, with what was declared beside each."""
        for number, question in enumerate(self.questions):
            facts = [
                AskedFact(
                    self[f"q{number}_{fact.name}"],
                    question.held[fact.name].text if fact.name in question.held else "",
                )
                for fact in question.facts
            ]
            looked = self[f"q{number}"]
            yield AskedGroup(question.title, question.whose, looked, facts)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number, question in enumerate(self.questions):
            if values.get(f"q{number}") == OTHER and not self._other(number, question, values):
                self.add_error(f"q{number}", _("请填写实际情况，或者改选“与申报一致”。"))
        return values if self.errors else values | {"report": self._report(values)}

    def _report(self, values: dict[str, Any]) -> VisitReport:
        """The form as the kernel takes it."""
        return VisitReport(
            visited_at=values["visited_at"],
            met=values["met"],
            findings=list(self._findings(values)),
            way=values["way"],
            way_because=values["way_because"],
            remarks=values["remarks"],
            position=values["position"],
            signed_how=values["signed_how"],
            signed_by=values["signed_by"],
            unsigned_because=values["unsigned_because"],
        )

    def _findings(self, values: dict[str, Any]) -> Iterator[Finding]:
        for number, question in enumerate(self.questions):
            looked = values.get(f"q{number}")
            if looked == SAME:
                held = {name: known.value for name, known in question.held.items()}
                yield Finding(question.entity, question.subject, True, held)
            elif looked == OTHER:
                other = self._other(number, question, values)
                yield Finding(question.entity, question.subject, False, other)

    def _other(
        self, number: int, question: Question, values: dict[str, Any]
    ) -> dict[str, int | bool | None]:
        found: dict[str, int | bool | None] = {}
        for fact in question.facts:
            given = values.get(f"q{number}_{fact.name}")
            if given == UNKNOWN:
                found[fact.name] = None
            elif given not in (None, ""):
                found[fact.name] = _stored(fact, given)
        return found


def _stored(fact: Fact, given: Any) -> int | bool:
    whole = int(given)
    return bool(whole) if fact.unit.kind is Kind.YES_NO else whole
