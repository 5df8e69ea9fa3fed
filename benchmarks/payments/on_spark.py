"""One month's answers about a whole province by one engine: ``python -m … duckdb|spark SNAPSHOT``.

What a monthly run asks: every benefit that is due month by month, decided for everybody. Prints the
digest of all answers in their order, how many there are, and the sum of what is due in fen.
"""

import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import SparkSession

from benchmarks.measuring import own_peak_mb
from minzheng.base.months import Month
from minzheng.config.platform import platform
from minzheng.kernel.entitlements.runs import answers
from minzheng.kernel.entitlements.runs.asking import Asked
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.question import PEOPLE
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.batch.spark_engine import SparkRun
from minzheng.rules.batch.workers import workers

MEMORY = "12g"
PARTITIONS = "64"
"""Small enough that a task of each holds its joins in memory."""
MONTH = Month.of(date(2026, 11, 1))


def by_machine_code(snapshot: Snapshot, asked: Asked) -> pa.Table:
    """Part after part, as a run does it on one machine."""
    run = NativeRun(snapshot, asked.program, platform().parameters)
    return pa.concat_tables([answers.of_part(run, part) for part in snapshot.parts])


def by_spark(snapshot: Snapshot, asked: Asked) -> pa.Table:
    """All at once; the cluster divides the work."""
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", f"--driver-memory {MEMORY} pyspark-shell")
    session = SparkSession.builder.remote(f"local[{workers()}]").getOrCreate()
    session.conf.set("spark.sql.shuffle.partitions", PARTITIONS)
    try:
        run = SparkRun(session, snapshot, asked.program, platform().parameters)
        return answers.gathered((entity, run.decided(entity)) for entity in PEOPLE)
    finally:
        session.stop()


ENGINES = {"native": by_machine_code, "spark": by_spark}


def main() -> None:
    """Ask one engine."""
    snapshot = Snapshot(Path(sys.argv[2]))
    found = platform()
    asked = Asked(found.rulebook, found.benefits, MONTH)
    began = time.perf_counter()
    rows = ENGINES[sys.argv[1]](snapshot, asked)
    seconds = time.perf_counter() - began
    ordered = rows.sort_by([(each, "ascending") for each in ("rule", "household_no", "person_no")])
    told = {
        "seconds": seconds,
        "peak_mb": own_peak_mb(),
        "digest": answers.digest(ordered),
        "rows": ordered.num_rows,
        "fen": pc.sum(ordered["amount"]).as_py() or 0,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
