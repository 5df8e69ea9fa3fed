"""Numbers of the kernel's own practice that no rule reads: how long a department is waited for.

They are dated and area-scoped as the numbers of the lines are, and a bureau gives its own values in
the same folder: `means_check.yaml`.
"""

import os
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from minzheng.catalogue.means_check import CheckSource
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_local_values, read_numbers

LOCAL_PARAMETERS = "MINZHENG_PARAMETERS"
"""The environment variable that names the folder of a bureau's own values."""

MEANS_CHECK = "means_check"
PRACTICES = frozenset({MEANS_CHECK})
_CODES = {CheckSource.__name__: CheckSource}


@cache
def practice() -> ParameterSet:
    """Every number of practice, with the bureau's own values. Raises `NumberRefused`."""
    parameters = declared_practice()
    local = os.environ.get(LOCAL_PARAMETERS)
    own = Path(local) / f"{MEANS_CHECK}.yaml" if local else None
    if own is None or not own.is_file():
        return parameters
    return parameters.with_local(read_local_values(own, parameters.definitions, _CODES))


def declared_practice() -> ParameterSet:
    """As the platform ships them."""
    folder = files("minzheng.kernel.exchange.checks").joinpath("parameters")
    with as_file(folder.joinpath(f"{MEANS_CHECK}.yaml")) as path:
        return ParameterSet(read_numbers(path, MEANS_CHECK, _CODES))
