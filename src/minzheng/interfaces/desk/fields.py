"""Fields of forms that many pages share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.base.divisions import Level, level
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry.api import divisions

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


def division_choices(actor: Actor, chosen: str = "") -> Choices:
    """The divisions to choose from next: the way down to the chosen one, and what lies below it.

    The tree has a thousand villages in one city; one level at a time is what people can read.
    """
    start = chosen or actor.division
    path = [each for each in divisions.path(start) if len(each.code) >= len(actor.division)]
    within = [each for each in path if level(each.code) >= level(actor.division)]
    below = divisions.children(start)
    shown: Choices = [(each.code, _indented(each.name, at)) for at, each in enumerate(within)]
    return shown + [(each.code, _indented(each.name, len(within))) for each in below]


def _indented(name: str, depth: int) -> str:
    return "　" * depth + name


class DivisionField(forms.CharField):
    """A division typed or chosen by its code; the kernel says whether it exists and is in scope."""

    default_error_messages = {"unknown": _("没有这个区划，请从列表中选择。")}

    def __init__(self, label: Text, *, required: bool = True, lowest: Level | None = None) -> None:
        super().__init__(label=label, required=required, max_length=12)
        self.lowest = lowest

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        if code and divisions.division(code) is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return code
