"""The clock of a notice: from the day of posting, anew when the notice is put up anew."""

from datetime import date

from minzheng.catalogue.casework.clocks import Start
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import Case, Clock
from minzheng.kernel.casework.tasking import redate


def posted(row: Case, on: date) -> None:
    """Count from a day of posting. The row is locked, and saved here."""
    item = item_of(row)
    codes = [each.code for each in item.clocks if each.start is Start.POSTED]
    Clock.objects.filter(case=row, code__in=codes, stopped_on=None).update(started_on=on)
    limits = Limits(row, item)
    limits.start(Start.POSTED, on)
    row.version += 1
    row.save(update_fields=["due_on", "promised_on", "version"])
    redate(row, limits)
