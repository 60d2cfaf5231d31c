"""The process that renders: one job after the other, each within bounds of time and memory.

A worker imports the renderer once and stays. What goes wrong comes back as words; a worker that
dies or hangs is noticed by `presses`, which starts another.
"""

from __future__ import annotations

import logging
import resource
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import FrameType

from reviews.printing.rendering import render

MADE, FAILED = "made", "failed"


@dataclass(frozen=True, slots=True)
class Bounds:
    cpu_seconds: int = 30
    memory_bytes: int = 1_500_000_000


class TooLong(BaseException):
    """Out of time. Not an Exception, which the renderer would catch and go on."""


def work(jobs: Connection, bounds: Bounds) -> None:
    _behave(bounds)
    while True:
        try:
            html, css = jobs.recv()
        except EOFError:  # the server is gone
            return
        jobs.send(_job(html, css, bounds))


def _behave(bounds: Bounds) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends us
    signal.signal(signal.SIGXCPU, _out_of_time)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_bytes, bounds.memory_bytes))
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def _job(html: str, css: str, bounds: Bounds) -> tuple[str, bytes | str]:
    try:
        _allow(bounds.cpu_seconds)
        pdf = render(html, css)
        _allow(None)
        return MADE, pdf
    except (Exception, TooLong) as error:
        _allow(None)
        return FAILED, type(error).__name__


def _allow(seconds: int | None) -> None:
    """The limit counts the whole life of a process: this job gets its seconds from now on."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard if seconds is None else _seconds_used() + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _seconds_used() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime)
