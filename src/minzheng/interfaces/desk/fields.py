"""Fields of forms that many pages share."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.base.errors import InvalidValue
from minzheng.base.money import parse_yuan
from minzheng.interfaces.desk.generic.columns import Text

LONGEST_NAME = 100
LONGEST_NOTE = 200
LONGEST_TEXT = 2000
LONGEST_AMOUNT = 20
MOST_FEN = 100_000_000_00
Choices = list[tuple[str, Text]]


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"max": "9999-12-31"})


def day(label: Text, *, required: bool = True, help_text: Text = "") -> forms.DateField:
    """A date."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
    )


def line(
    label: Text,
    *,
    longest: int = LONGEST_NOTE,
    required: bool = True,
    help_text: Text = "",
    private: bool = False,
) -> forms.CharField:
    """A line of text. The browser does not remember what is ``private``."""
    attrs = {"autocomplete": "off", "spellcheck": "false"} if private else {}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )


def choice(
    label: Text, choices: Iterable[tuple[Any, Text]], *, required: bool = True, blank: Text = "—"
) -> forms.ChoiceField:
    """One of a list; may be left open when it is not required."""
    given: Choices = [(str(value), title) for value, title in choices]
    return forms.ChoiceField(
        label=label, required=required, choices=given if required else [("", blank), *given]
    )


def offered(
    label: Text, choices: Callable[[], Choices], *, required: bool = True, blank: Text = "—"
) -> forms.ChoiceField:
    """One of a list that is looked up each time the form is shown."""

    def current() -> Choices:
        return choices() if required else [("", blank), *choices()]

    return forms.ChoiceField(label=label, required=required, choices=current)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Text]]) -> None:
    """Give a field of a form its choices, where they depend on what the form is about."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def number_choice(
    label: Text, choices: Iterable[tuple[int, Text]], *, required: bool = True
) -> forms.TypedChoiceField:
    """One of a list of numbered entries."""
    given: Choices = [(str(value), title) for value, title in choices]
    return forms.TypedChoiceField(
        label=label,
        required=required,
        coerce=int,
        empty_value=None,
        choices=given if required else [("", "—"), *given],
    )


class Paragraph(forms.CharField):
    """Text of several lines; takes the width of the form."""

    wide = True


def paragraph(
    label: Text, *, longest: int = LONGEST_TEXT, required: bool = True, help_text: Text = ""
) -> forms.CharField:
    """Text of several lines, which the browser does not remember."""
    return Paragraph(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )


class BecauseForm(forms.Form):
    """Why."""

    because = paragraph(_("原因"), longest=LONGEST_NOTE)


class ReasonForm(forms.Form):
    """Why, in a line."""

    reason = line(_("原因"))


class OpinionForm(forms.Form):
    """What whoever approves says, where anything is to be said."""

    opinion = line(_("批准意见"), required=False)


class YuanField(forms.CharField):
    """Yuan as typed, whole fen as given back; nothing when it is left empty."""

    def __init__(self, label: Text, *, required: bool = True, help_text: Text = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=LONGEST_AMOUNT,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            fen = parse_yuan(text)
        except InvalidValue as fault:
            raise forms.ValidationError(fault.message) from None
        if not 0 <= fen <= MOST_FEN:
            raise forms.ValidationError(_("金额不合理，请核对。"))
        return fen
