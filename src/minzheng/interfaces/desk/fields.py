"""Fields of forms that many pages share."""

from collections.abc import Iterable
from typing import Any

from django import forms

from minzheng.interfaces.desk.generic.columns import Text

LONGEST_NAME = 100
LONGEST_NOTE = 200
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
