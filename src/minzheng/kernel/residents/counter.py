"""The counter (窗口): where the office of a place takes what a resident hands in.

A resident's scope reads own rows and writes none. What he asks for is written by the functions that
the desk uses, within the one village where the file lies, with the permissions of this one act;
whoever opens the counter has shown before, by the resident's own scope, that the thing is his.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.own_rows import NOBODY
from minzheng.kernel.access.permissions import known
from minzheng.kernel.protection.context import current, entered, scope_of


@contextmanager
def at_the_counter(actor: Actor, division: str, *permissions: str) -> Iterator[Actor]:
    """Within it, the actor given may do what `permissions` say, in that division alone."""
    low, high = scope_of(division)
    scope = replace(
        current(), low=low, high=high, persons=frozenset(), households=frozenset(), auditor=False
    )
    served = replace(
        actor,
        division=division,
        permissions=frozenset(known(each) for each in permissions),
        own=NOBODY,
    )
    with entered(scope):
        yield served
