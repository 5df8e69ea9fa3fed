"""Names put together by lot from frequent surnames and characters, right for sex and generation."""

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.kinds import Role
from minzheng.adapters.population.reference import REFERENCE_DATE
from minzheng.adapters.population.streams import Array, happens, pick
from minzheng.catalogue.codes import Sex

_GENERATIONS = (1960, 1990)
_TWO_CHARACTERS = 0.88
_ONE_FAMILY = (Role.child, Role.sibling, Role.grandchild)


def names(draft: Draft) -> pa.Array:
    """A name for everybody; children have the surname of the man of the couple."""
    rng = draft.streams.of("names")
    rows = draft.persons
    surnames = _lists()["surnames"]
    weights = [float(weight) for weight in surnames.values()]
    family = pick(rng, weights, draft.households)[draft.home]
    own = pick(rng, weights, rows)
    man = draft.sex == Sex.male
    single = draft.role[np.minimum(draft.first + 1, rows - 1)] != Role.spouse
    heads = (draft.role == Role.head) & (man | (single | (draft.size == 1))[draft.home])
    shared = heads | ((draft.role == Role.spouse) & man) | np.isin(draft.role, _ONE_FAMILY)
    shared |= (draft.role == Role.parent) & man
    surname = np.where(shared, family, own)
    pools, starts = _pools()
    generation = np.searchsorted(_GENERATIONS, REFERENCE_DATE.year - draft.age, side="right")
    row = np.where(man, 0, 3) + generation
    length = (starts[1:] - starts[:-1])[row]
    first = starts[row] + (rng.random(rows) * length).astype(np.int64)
    second = starts[row] + (rng.random(rows) * length).astype(np.int64)
    blank = len(pools) - 1
    second = np.where(happens(rng, _TWO_CHARACTERS, rows), second, blank)
    characters = pa.array(pools)
    return pc.binary_join_element_wise(
        pa.array(list(surnames)).take(pa.array(surname)),
        characters.take(pa.array(first)),
        characters.take(pa.array(second)),
        "",
    )


@cache
def _lists() -> dict[str, Any]:
    return dict(yaml.safe_load(files(__package__).joinpath("names.yaml").read_text("utf-8")))


@cache
def _pools() -> tuple[list[str], Array]:
    """All characters in one list, the empty one last, and where each pool begins and ends."""
    given = _lists()["given"]
    pools = [*given["male"], *given["female"]]
    starts = np.cumsum([0, *(len(pool) for pool in pools)])
    return [*"".join(pools), ""], starts
