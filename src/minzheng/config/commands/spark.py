"""Connects to Spark; its packages are installed only where it is used."""

import os
import socket
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from minzheng.base.errors import MinzhengError
from minzheng.rules.batch.question import PEOPLE
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program

SPARK_MASTER = "MINZHENG_SPARK"
"""The environment variable with the address of the usual cluster."""

_PORT = 15002
_SECONDS = 10


class SparkMissing(MinzhengError):
    """The packages for Spark are not installed."""


def spark_run(snapshot: Snapshot, asked: Program, parameters: ParameterSet, master: str) -> Any:
    """A program over a snapshot on a Spark Connect server.  Raises ``SparkMissing``."""
    if not master:
        raise MinzhengError("用 Spark 测算须用 --master 写明地址, 如 sc://localhost:15002。")
    try:
        sessions = import_module("pyspark.sql")
        engine = import_module("minzheng.rules.batch.spark_engine")
    except ImportError as error:
        raise SparkMissing("没有安装 Spark 客户端: 请安装 minzheng[spark] 后重试。") from error
    _reached(master)
    session = sessions.SparkSession.builder.remote(master).getOrCreate()
    return engine.SparkRun(session, snapshot, asked, parameters)


def spark_answers(
    snapshot: Snapshot, asked: Program, parameters: ParameterSet, master: str
) -> Mapping[Entity, Any]:
    """Everybody's decided rows as Arrow tables: what a monthly run asks of a cluster."""
    address = master or os.environ.get(SPARK_MASTER, "")
    run = spark_run(snapshot, asked, parameters, address)
    return {entity: run.decided(entity) for entity in PEOPLE}


def _reached(master: str) -> None:
    """Spark's own client would wait for a server that is not there for more than ten minutes."""
    address = urlsplit(master)
    try:
        port = address.port or _PORT
        socket.create_connection((address.hostname or "", port), timeout=_SECONDS).close()
    except (OSError, ValueError) as error:
        raise MinzhengError(f"连不上 Spark: {master}, 请核对 --master 和服务是否启动。") from error
