"""Numbers of the kernel's own practice that no rule reads: how long a department is waited for.

They are dated and area-scoped as the numbers of the lines are, and a bureau gives its own values in
the same folder: `means_check.yaml`, `payments.yaml`.
"""

import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from minzheng.catalogue.means_check import CheckSource
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_local_values, read_numbers

LOCAL_PARAMETERS = "MINZHENG_PARAMETERS"
"""The environment variable that names the folder of a bureau's own values."""

_WHERE: Mapping[str, str] = {
    "means_check": "minzheng.kernel.exchange.checks",
    "payments": "minzheng.kernel.payments",
}
"""The package whose folder `parameters` holds the numbers."""
PRACTICES = frozenset(_WHERE)
_CODES = {CheckSource.__name__: CheckSource}


@cache
def practice() -> ParameterSet:
    """Every number of practice, with the bureau's own values. Raises `NumberRefused`."""
    parameters = declared_practice()
    local = os.environ.get(LOCAL_PARAMETERS)
    for slug in sorted(PRACTICES) if local else ():
        own = Path(str(local)) / f"{slug}.yaml"
        if own.is_file():
            values = read_local_values(own, parameters.definitions, _CODES)
            parameters = parameters.with_local(values)
    return parameters


def declared_practice() -> ParameterSet:
    """As the platform ships them."""
    found: list[NumberDefinition] = []
    for slug, package in _WHERE.items():
        with as_file(files(package).joinpath("parameters", f"{slug}.yaml")) as path:
            found += read_numbers(path, slug, _CODES)
    return ParameterSet(found)
