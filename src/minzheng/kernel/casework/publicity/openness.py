"""How much of a benefit may be published at all, as its service item says (§13.2)."""

from dataclasses import dataclass
from datetime import date

from minzheng.catalogue.casework.publicity import PublicField
from minzheng.kernel.casework.items import item_for


@dataclass(frozen=True, slots=True)
class Openness:
    """`named`: lists of names and amounts; `counted`: sums of places; else nothing.

    `members`: the list may say for how many people. `usual` is whether the item is made public
    person by person anyway; of one that is not, sums want larger groups.
    """

    named: bool
    members: bool
    counted: bool
    usual: bool


def openness(item: str, on: date) -> Openness:
    """What the item allows. Raises `Refused` for an item that is unknown.

    Without an item there is nothing that allows a name. What is confidential is not even counted.
    """
    if not item:
        return Openness(named=False, members=False, counted=True, usual=False)
    declared = item_for(item, on)
    publicity = declared.publicity
    if declared.confidential:
        return Openness(named=False, members=False, counted=False, usual=False)
    fields = set() if publicity is None else {*publicity.fields, *publicity.after}
    by_name = bool(fields & {PublicField.NAME, PublicField.MASKED_NAME})
    return Openness(
        named=by_name and PublicField.AMOUNT in fields,
        members=PublicField.MEMBERS in fields,
        counted=True,
        usual=by_name,
    )
