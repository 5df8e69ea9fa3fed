"""For apps above: which office does something in a place, and how it signs."""

from minzheng.kernel.casework.letters.offices import name_of
from minzheng.kernel.casework.places import office_at

__all__ = ["name_of", "office_at"]
