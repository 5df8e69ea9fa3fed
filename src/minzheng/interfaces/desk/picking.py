"""Choosing a division level by level: the way down to the chosen one, and what lies below it.

A city has a thousand villages; one level at a time is what people can read. After each choice the
options are fetched anew; without a script the form comes back with them.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.divisions import level
from minzheng.interfaces.desk.fields import Choices
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry.api import divisions

LONGEST_CODE = 12
ROOT = ""
"""Where the tree begins for those who may choose anywhere: a place of registration."""


class DivisionField(forms.CharField):
    """A division by its code. ``anywhere`` offers the whole country, else the actor's own.

    The kernel says whether it lies in the scope; here only unknown codes are refused.
    """

    default_error_messages = {"unknown": _("没有这个区划，请从列表中选择。")}

    def __init__(
        self, label: Text, *, required: bool = True, blank: Text = "—", anywhere: bool = False
    ) -> None:
        super().__init__(
            label=label, required=required, max_length=LONGEST_CODE, widget=forms.Select()
        )
        self.blank, self.anywhere = blank, anywhere

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        if code and _known(code) is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return code

    def offer(self, actor: Actor, chosen: str) -> None:
        """Fill the list for whoever asks, around what was chosen so far."""
        first = [] if self.required else [("", self.blank)]
        start = ROOT if self.anywhere else actor.division
        asked = {"from": start, "blank": "" if self.required else str(self.blank)}
        words: dict[str, Any] = {
            "hx-get": f"{reverse('desk:division_choices')}?{urlencode(asked)}",
            "hx-trigger": "change",
            "hx-target": "this",
            "hx-swap": "innerHTML",
        }
        self.widget = forms.Select(attrs=words, choices=[*first, *choices(start, chosen)])
        self.widget.is_required = self.required


def offer_divisions(form: forms.Form, actor: Actor) -> None:
    """Fill the lists of every division field of a form."""
    for name, field in form.fields.items():
        if isinstance(field, DivisionField):
            chosen = form[name].value()
            field.offer(actor, chosen if isinstance(chosen, str) else "")


def choices(start: str, chosen: str = "") -> Choices:
    """From a division down to the chosen one, and what lies directly below that."""
    here = chosen if chosen and _known(chosen) else start
    path = [each for each in divisions.path(here) if _within(each.code, start)] if here else []
    below = divisions.children(here)
    shown: Choices = [(each.code, _indented(each.name, at)) for at, each in enumerate(path)]
    return shown + [(each.code, _indented(each.name, len(path))) for each in below]


def _within(code: str, start: str) -> bool:
    return not start or level(code) >= level(start)


def _known(code: str) -> object:
    digits = code.isascii() and code.isdigit()
    return divisions.division(code) if digits else None


def _indented(name: str, depth: int) -> str:
    return "　" * depth + name
