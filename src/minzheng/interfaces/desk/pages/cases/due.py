"""Days by which something is due, in words and colours that a clerk takes in at a glance."""

from datetime import date

from django.utils.translation import gettext as _

from minzheng.interfaces.desk.generic.columns import Badge, Tone
from minzheng.kernel.access import clock

SOON = 7
"""From how many days on a date is told instead of the days that are left."""


def due_badge(due_on: date | None, colour: str = "") -> Badge | None:
    """`超期2天`, `今天到期`, `还有3天` or the date; the tone follows the colour of the clock."""
    if due_on is None:
        return None
    tones = {"overdue": Tone.BAD, "soon": Tone.WAIT, "later": Tone.GOOD}
    return Badge(due_words(due_on), tones.get(colour, Tone.PLAIN))


def due_words(due_on: date) -> str:
    """How long there is still, or how long it is over."""
    left = (due_on - clock.today()).days
    if left < 0:
        return _("超期%(days)s天") % {"days": -left}
    if left == 0:
        return _("今天到期")
    if left < SOON:
        return _("还有%(days)s天") % {"days": left}
    return _("%(day)s 到期") % {"day": due_on.isoformat()}
