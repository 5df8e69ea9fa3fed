"""Labels: who, within a division, may see a row (敏感标签)."""

from enum import StrEnum


class Label(StrEnum):
    """The sensitivity of a row. Whoever lacks the label does not learn that the row exists."""

    ORDINARY = "ordinary"
    SEALED = "sealed"
    CHILD_PROTECTION = "child_protection"

    @property
    def title(self) -> str:  # type: ignore[override]  # a label's title is what people read
        """The Chinese word."""
        return LABEL_TITLES[self]


LABEL_TITLES = {
    Label.ORDINARY: "一般",
    Label.SEALED: "封存保护",
    Label.CHILD_PROTECTION: "儿童保护",
}
LABEL_CHOICES = [(label.value, title) for label, title in LABEL_TITLES.items()]
EVERY_LABEL = frozenset(Label)
