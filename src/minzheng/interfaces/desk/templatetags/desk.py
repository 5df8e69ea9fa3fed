"""Small things that templates need and Django does not have."""

from collections.abc import Mapping
from typing import Any

from django import template

from minzheng.base.capital_amounts import capital_yuan
from minzheng.interfaces.desk.money import change, month_text, yuan
from minzheng.interfaces.desk.people import sex_and_age

register = template.Library()
register.simple_tag(sex_and_age)
register.filter(yuan)
register.filter("change", change)
register.filter("month", month_text)
register.filter("capital", capital_yuan)


@register.filter
def of(key: str, names: Mapping[str, str]) -> str:
    """`{{ code|of:names }}`: the name of a code, or the code itself."""
    return names.get(key, key)


@register.filter
def may(request: Any, permission: str) -> bool:
    """`{% if request|may:"person.change" %}`: whether the actor may."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.may(permission)


@register.filter
def percent(score: int) -> str:
    """Ten-thousandths as whole per cent."""
    return f"{score // 100}%"


@register.filter
def number(count: int) -> str:
    """`12,345`."""
    return f"{count:,}"


@register.filter
def rows_of(chart: Mapping[str, Any]) -> list[tuple[str, list[int]]]:
    """The rows of the table that says what a chart shows: its words with the values of each."""
    columns = [one["values"] for one in chart["series"]]
    return [(word, [values[at] for values in columns]) for at, word in enumerate(chart["words"])]
