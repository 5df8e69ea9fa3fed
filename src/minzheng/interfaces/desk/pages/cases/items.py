"""Service items as choices of forms."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.catalogue.casework.service_item import ItemKind, ServiceItem
from minzheng.catalogue.casework.steps import steps_of
from minzheng.interfaces.desk.fields import Choices
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.items import offered

HEADINGS: Sequence[tuple[frozenset[ItemKind], Text]] = (
    (frozenset({ItemKind.APPLICATION}), gettext_lazy("申请")),
    (
        frozenset({ItemKind.CHANGE, ItemKind.REVIEW, ItemKind.ENDING, ItemKind.ASSESSMENT}),
        gettext_lazy("已享受待遇的变更、复核和终止"),
    ),
    (frozenset({ItemKind.INTAKE, ItemKind.COMPLAINT}), gettext_lazy("救助管理和信访举报")),
)


def current_items() -> tuple[ServiceItem, ...]:
    """The items that can be asked for today, those of one line together."""
    return offered(clock.today())


def item_of(code: str) -> ServiceItem:
    """The item of that code. Raises `Refused`."""
    for item in current_items():
        if item.code == code:
            return item
    raise Refused(_("没有这个事项。"))


def item_choices() -> Choices:
    """Code and title of every item."""
    return [(item.code, item.title) for item in current_items()]


def grouped_choices() -> list[tuple[Text, Choices]]:
    """The items under headings: what is asked for first, what an office begins by itself last."""
    found: dict[Text, Choices] = {}
    for kinds, title in HEADINGS:
        for item in current_items():
            if item.kind in kinds:
                found.setdefault(title, []).append((item.code, item.title))
    return list(found.items())


def delegable_choices() -> Choices:
    """Code and title of the items whose decision a county may leave to its towns."""
    return [(item.code, item.title) for item in current_items() if item.delegable]


def step_choices() -> Choices:
    """Code and title of every step that some item has; the first title of a code stands for all."""
    titles: dict[str, str] = {}
    for item in current_items():
        for _stage, step in steps_of(item.procedure):
            titles.setdefault(step.code, step.title)
    return list(titles.items())
