"""Small things that the portal's templates need and Django does not have."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.safestring import SafeString

from minzheng.base.money import format_yuan

register = template.Library()
_WEEKDAYS = "一二三四五六日"


@register.filter
def grouped(field: BoundField) -> bool:
    """Whether a field is several boxes under one question."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def tick(field: BoundField) -> bool:
    """Whether a field is one box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def boxed(field: BoundField) -> SafeString:
    """The widget as a large box; Django ties it to its hint and to what is wrong with it."""
    return field.as_widget(attrs={"class": "form-control"})


@register.filter
def plain_date(day: date | datetime | None) -> str:
    """2026年12月3日（星期四）: as it is said, not as it is filed."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


@register.filter
def plain_month(day: date | None) -> str:
    """2026年12月."""
    return "" if day is None else f"{day.year}年{day.month}月"


@register.filter
def yuan(fen: int | None) -> str:
    """1,234.50元."""
    return "" if fen is None else f"{format_yuan(fen)}元"


@register.filter
def get(found: Mapping[object, str], key: object) -> str:
    """What is kept under a key, "" where nothing is."""
    return found.get(key, "")
