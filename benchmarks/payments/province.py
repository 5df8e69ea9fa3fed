"""The part ``spark``: the same month of a province by Apache Spark and by DuckDB, to the fen."""

from pathlib import Path

from rich.console import Console

from benchmarks import measuring, populations
from benchmarks.results import EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale
from minzheng.rules.facts import Entity

DIFFERENT = Target("payments.spark_differences", "fen", EQUAL, 0)
HERE = Target("payments.province_duckdb_s", "s", FOR_COMPARISON)
THERE = Target("payments.province_spark_s", "s", FOR_COMPARISON)
_MODULE = "benchmarks.payments.on_spark"


def run(scale: Scale, folder: Path, console: Console) -> list[Result]:
    """Both engines over the same snapshot, each in a process of its own."""
    province = populations.city(folder, scale.large)
    persons = province.rows(Entity.PERSON)
    here, there = (
        measuring.run(_MODULE, engine, province.folder) for engine in ("native", "spark")
    )
    for name, each in (("DuckDB", here), ("Spark", there)):
        told = each.details
        console.print(
            f"spark: {name} {each.seconds:.0f} s, {each.peak_mb:.0f} MB, {told['rows']:,} answers,"
            f" {told['fen']:,} fen"
        )
    same = here.details["digest"] == there.details["digest"]
    apart = abs(here.details["fen"] - there.details["fen"]) or int(not same)
    note = f"{persons:,} persons, {here.details['rows']:,} answers, compared by their digest"
    return [
        Result(DIFFERENT, apart, note),
        Result(HERE, here.seconds, f"{here.peak_mb:.0f} MB"),
        Result(THERE, there.seconds, f"{there.peak_mb:.0f} MB"),
    ]
