"""Spark itself: a session that is quiet, and what keeps one from being had."""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dvaudit.message import fail

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_LOCAL = {"spark.sql.shuffle.partitions": "8", "spark.driver.host": "localhost"}
_CONFIGURED = ("SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS", "MASTER")
"""Where one of these is set, Spark's own configuration may say where it runs."""
_WHILE = {
    "spark.sql.constraintPropagation.enabled": "false",  # grows without bound over expressions that use each other
    "spark.sql.codegen.wholeStage": "false",  # of very long expressions one piece of code takes longer than many
}
_GROUP = "dvaudit"


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """The session that there is, or one of our own that ends with the run.

    ``master`` is where it runs; without one, what Spark's own configuration says, else this machine. Jobs are cancelled
    when the run is interrupted. Raises AuditError where pyspark or Java is missing, or no session can be had.
    """
    from_elsewhere = _found()
    spark = from_elsewhere or _started(master)
    context = spark.sparkContext
    context.setJobGroup(_GROUP, "dvaudit", interruptOnCancel=True)
    for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    before = {name: spark.conf.get(name, None) for name in _WHILE}
    try:
        for name, value in _WHILE.items():
            spark.conf.set(name, value)
        yield spark
    except BaseException:
        context.cancelJobGroup(_GROUP)
        raise
    finally:
        if from_elsewhere is None:
            spark.stop()
        else:
            for name, said in before.items():
                if said is None:
                    spark.conf.unset(name)
                else:
                    spark.conf.set(name, said)


def _found() -> SparkSession | None:
    if importlib.util.find_spec("pyspark") is None:
        raise fail("spark.no_pyspark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

    found: SparkSession | None = SparkSession.getActiveSession()
    return found


def _started(master: str | None) -> SparkSession:
    if not has_java():
        raise fail("spark.no_java")
    from pyspark.sql import SparkSession

    with _silent() as said:
        try:
            builder = SparkSession.builder.appName("dvaudit")
            chosen = master or (None if any(name in os.environ for name in _CONFIGURED) else "local[*]")
            if chosen is not None:
                builder = builder.master(chosen)
                _set(builder, _LOCAL if chosen.startswith("local") else {})
            _set(builder, _QUIET)
            return builder.getOrCreate()
        except Exception as error:
            lines = [line.strip() for line in said() if "Exception" in line or "Error" in line or "requires" in line]
            raise fail("spark.no_session", reason=lines[-1] if lines else reason(error)) from error


def _set(builder: SparkSession.Builder, options: dict[str, str]) -> None:
    for name, value in options.items():
        builder.config(name, value)


def has_java() -> bool:
    """True where a Java program can be found."""
    home = os.environ.get("JAVA_HOME")
    return (home is not None and os.path.exists(os.path.join(home, "bin", "java"))) or shutil.which("java") is not None


@contextmanager
def _silent() -> Iterator[Callable[[], list[str]]]:
    """What the Java side prints while it starts, and later, goes nowhere; what it printed so far can be asked for.

    It is a process of its own that inherits standard output and standard error.
    """
    with tempfile.TemporaryFile() as held, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kept = [os.dup(1), os.dup(2)]

        def said() -> list[str]:
            held.seek(0)
            return held.read().decode("utf-8", "replace").splitlines()

        try:
            os.dup2(held.fileno(), 1)
            os.dup2(held.fileno(), 2)
            yield said
        finally:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            for one in kept:
                os.close(one)


def reason(error: BaseException) -> str:
    """What an error of Spark says, in one line."""
    java = getattr(error, "java_exception", None)
    text = str(java.getMessage() if java is not None else error)
    return next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)[:300]
