"""A synthetic city for demonstrations, tests and benchmarks: no person in it is real.

Real divisions, published figures (`figures.yaml`), and the awkward households of the domain rules
(`awkward.yaml`). The same area, number of households and seed give the same bytes, whatever the
number of threads (with the same releases of numpy and pyarrow).
"""

from minzheng.adapters.population.awkward import awkward_households
from minzheng.adapters.population.reference import REFERENCE_MONTH
from minzheng.adapters.population.writing import write_population

__all__ = ["REFERENCE_MONTH", "awkward_households", "write_population"]
