"""For apps above: rows that go where a person's or a household's file goes."""

from minzheng.kernel.registry.following import follows_household, follows_person, placed

__all__ = ["follows_household", "follows_person", "placed"]
