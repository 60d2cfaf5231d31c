"""Two presses, each a process of its own. Who finds both busy waits, and is told if for too long.

Each press has its own worker (and not a share of one pool), so that a document which kills its
worker takes nobody else's with it.
"""

from __future__ import annotations

import multiprocessing
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from reviews.printing.worker import MADE, Bounds, work

# Not fork: the server has threads. The worker holds no database and no settings.
CONTEXT = multiprocessing.get_context("spawn")
STARTING_SECONDS = 30


class CannotPrint(Exception):
    """This document could not be made: out of time, out of memory, or the renderer failed."""


class Busy(Exception):
    """All presses were at work for as long as one waits."""


class Press:
    """One worker, started when there is work and again when it died."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._process: Any = None
        self._jobs: Any = None

    def start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        self._jobs, theirs = CONTEXT.Pipe()
        # daemon: ended with the server; one that was killed closes the pipe, which ends us as well.
        self._process = CONTEXT.Process(target=work, args=(theirs, self.bounds), daemon=True)
        self._process.start()
        theirs.close()

    def print(self, html: str, css: str) -> bytes:
        self.start()
        try:
            self._jobs.send((html, css))
            outcome, result = self._answer()
        except (EOFError, OSError) as error:
            self.stop()
            raise CannotPrint("the worker died") from error
        if outcome != MADE:
            # What failed may have filled the memory: the next job gets a fresh worker, from now on.
            self.stop()
            self.start()
            raise CannotPrint(result)
        return bytes(result)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._jobs.close()
            self._process = self._jobs = None

    def _answer(self) -> tuple[str, Any]:
        # The worker counts its own seconds; this is for one that hangs outside Python.
        if not self._jobs.poll(STARTING_SECONDS + 2 * self.bounds.cpu_seconds):
            raise EOFError
        outcome, result = self._jobs.recv()
        return outcome, result


class Presses:
    def __init__(
        self, *, count: int = 2, wait_seconds: float = 60, bounds: Bounds | None = None
    ) -> None:
        self._count, self._wait_seconds = count, wait_seconds
        self._bounds = bounds or Bounds()
        # Last in, first out: the press that is warm is used again.
        self._free: queue.LifoQueue[Press] = queue.LifoQueue()
        self._lock = Lock()
        self._made = False

    def print(self, html: str, css: str) -> bytes:
        """The PDF. Raises CannotPrint or Busy, both with nothing changed."""
        with self._press(self._wait_seconds) as press:
            return press.print(html, css)

    def warm(self) -> None:
        """Start a worker ahead of its first job, without waiting for it."""
        try:
            with self._press(0) as press:
                press.start()
        except Busy:
            pass  # then one is warm

    def stop(self) -> None:
        for press in list(self._free.queue):
            press.stop()

    @contextmanager
    def _press(self, wait_seconds: float) -> Iterator[Press]:
        self._make()
        try:
            press = self._free.get(block=wait_seconds > 0, timeout=wait_seconds)
        except queue.Empty:
            raise Busy from None
        try:
            yield press
        finally:
            self._free.put(press)

    def _make(self) -> None:
        with self._lock:
            if not self._made:
                for _ in range(self._count):
                    self._free.put(Press(self._bounds))
                self._made = True


presses = Presses()
