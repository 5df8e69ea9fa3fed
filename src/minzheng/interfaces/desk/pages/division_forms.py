"""Forms that order a change of divisions; codes and names are typed a line each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidIdentifier
from minzheng.interfaces.desk.fields import day, line
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.registry.api.divisions import NewUnit

LONGEST_UNIT_NAME = 80
LONGEST_APPROVAL = 100
LONGEST_LINES = 20_000
LONGEST_CODE = 30


class CodeField(forms.CharField):
    """A division code that may be new."""

    def __init__(self, label: Text, *, help_text: Text = "") -> None:
        super().__init__(label=label, max_length=LONGEST_CODE, help_text=help_text)

    def clean(self, value: Any) -> str:
        return _code(super().clean(value))


class LinesField(forms.CharField):
    """Pairs, one a line, parted by a blank: what stands before, and what after."""

    wide = True
    default_error_messages = {"pair": _("第 %(number)s 行应有两项，中间空一格。")}

    def __init__(
        self,
        label: Text,
        *,
        read: Callable[[str, str], tuple[str, str]],
        required: bool = True,
        help_text: Text = "",
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=LONGEST_LINES,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        )
        self.read = read

    def clean(self, value: Any) -> list[tuple[str, str]]:
        pairs = []
        for number, each in enumerate(str(super().clean(value)).splitlines(), start=1):
            if not each.strip():
                continue
            parts = each.split(maxsplit=1)
            if len(parts) < len(("before", "after")):
                message = self.error_messages["pair"]
                raise forms.ValidationError(message, "pair", {"number": number})
            pairs.append(self.read(parts[0], parts[1].strip()))
        return pairs


class DivisionsField(forms.MultipleChoiceField):
    """Divisions to tick, across the whole form."""

    wide = True
    widget = forms.CheckboxSelectMultiple


class ChangeForm(forms.Form):
    """What every change says."""

    on = day(_("生效日期"), help_text=_("到这一天由系统执行；填今天的，几分钟内执行"))
    approval = line(_("批准文号"), longest=LONGEST_APPROVAL, required=False)


class RenameForm(ChangeForm):
    """Another name."""

    name = line(_("新名称"), longest=LONGEST_UNIT_NAME)
    field_order = ("name", "on", "approval")


class MoveForm(ChangeForm):
    """Another code, which says what it comes under."""

    new_code = CodeField(
        _("新代码"), help_text=_("6位、9位或12位；前几位表明改属哪里，下级区划的代码随之改变")
    )
    name = line(_("名称"), longest=LONGEST_UNIT_NAME)
    field_order = ("new_code", "name", "on", "approval")


class MergeForm(ChangeForm):
    """Several become one."""

    others = DivisionsField(label=_("与哪些区划合并"))
    new_code = CodeField(_("合并后的代码"), help_text=_("可以沿用其中一个的代码，也可以是新代码"))
    name = line(_("合并后的名称"), longest=LONGEST_UNIT_NAME)
    recoded = LinesField(
        _("下级区划的代码对照"),
        read=lambda old, new: (_code(old), _code(new)),
        required=False,
        help_text=_("只写后三位会重复的，每行：原代码 空格 新代码"),
    )
    field_order = ("others", "new_code", "name", "on", "approval", "recoded")


class SplitForm(ChangeForm):
    """One becomes several."""

    into = LinesField(
        _("分成哪些区划"),
        read=lambda code, name: (_code(code), name[:LONGEST_UNIT_NAME]),
        help_text=_("每行：代码 空格 名称；可以有一个沿用原代码"),
    )
    recoded = LinesField(
        _("下级区划的去向"),
        read=lambda old, new: (_code(old), _code(new)),
        required=False,
        help_text=_("每行：原代码 空格 新代码；原代码撤销的，须写全所有下级区划"),
    )
    households = LinesField(
        _("各户的去向"),
        read=lambda number, new: (number, _code(new)),
        required=False,
        help_text=_("村（社区）分设时用，每行：家庭编号 空格 新代码；没有写的留在原代码"),
    )
    field_order = ("into", "on", "approval", "recoded", "households")


def unit(code: str, name: str) -> NewUnit:
    """A unit as the kernel takes it."""
    return NewUnit(code, name)


def _code(text: str) -> str:
    try:
        return normalise(text)
    except InvalidIdentifier as fault:
        raise forms.ValidationError(fault.message) from None
