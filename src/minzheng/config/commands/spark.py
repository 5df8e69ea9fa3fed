"""Connects to Spark; its packages are installed only where it is used."""

from importlib import import_module
from pathlib import Path

from minzheng.base.errors import MinzhengError
from minzheng.config.platform import Platform
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.program import Program


class SparkMissing(MinzhengError):
    """The packages for Spark are not installed."""


def write_results_with_spark(
    folder: Path, snapshot: Snapshot, asked: Program, installed: Platform, master: str
) -> None:
    """Evaluate on a Spark Connect server.  Raises ``SparkMissing``."""
    try:
        sessions = import_module("pyspark.sql")
        engine = import_module("minzheng.rules.batch.spark_engine")
    except ImportError as error:
        raise SparkMissing("没有安装 Spark 客户端: 请安装 minzheng[spark] 后重试。") from error
    session = sessions.SparkSession.builder.remote(master).getOrCreate()
    engine.SparkRun(session, snapshot, asked, installed.parameters).write_results(folder)
