"""Connects to Spark; its packages are installed only where it is used."""

import socket
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from minzheng.base.errors import MinzhengError
from minzheng.config.platform import Platform
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.program import Program

_PORT = 15002
_SECONDS = 10


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
    _reached(master)
    session = sessions.SparkSession.builder.remote(master).getOrCreate()
    engine.SparkRun(session, snapshot, asked, installed.parameters).write_results(folder)


def _reached(master: str) -> None:
    """Spark's own client would wait for a server that is not there for more than ten minutes."""
    address = urlsplit(master)
    try:
        port = address.port or _PORT
        socket.create_connection((address.hostname or "", port), timeout=_SECONDS).close()
    except (OSError, ValueError) as error:
        raise MinzhengError(f"连不上 Spark: {master}, 请核对 --master 和服务是否启动。") from error
