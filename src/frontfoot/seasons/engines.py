"""Engines that apply a function to many items: in this process, on local processes, or on a Dask cluster."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.resource_tracker import ensure_running
from typing import Any, Protocol, Self, TypeVar

from frontfoot.core.errors import FrontfootError, MissingExtra

T = TypeVar("T")
R = TypeVar("R")


class WorkerLost(FrontfootError):  # noqa: N818 (a result as often as an error)
    """The process that worked on an item died, and died again when the item was tried by itself."""

    def __init__(self, problem: str = "The worker process died at this piece of work, twice") -> None:
        super().__init__(problem, remedy="See whether the machine ran out of memory; then run the command again")

    def __reduce__(self) -> tuple[object, ...]:
        return WorkerLost, (self.problem,)


class Engine(Protocol):
    """Base class of the engines. Used in a `with` block, it keeps its workers from one `map` to the next."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result, in any order. What `function` raises is raised here."""

    def __enter__(self) -> Engine:
        """Keep the workers until the block ends."""

    def __exit__(self, *error: Any) -> None:
        """Let the workers go."""


class _NothingKept:
    """An engine that has no workers to keep."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        pass


class Here(_NothingKept):
    """In this process, one after the other."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result, in order."""
        for item in items:
            yield item, function(item)


class Processes:
    """On processes of this machine, whose start costs as much as some twenty matches."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._kept: ExitStack | None = None
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        self._kept = ExitStack()
        return self

    def __exit__(self, *error: Any) -> None:
        kept, self._kept, self._pool = self._kept, None, None
        if kept is not None:
            kept.__exit__(*error)

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result; what was under way when a worker died is tried again, one at a time."""
        if self._kept is not None:
            yield from self._mapped(self._kept, function, items)
            return
        with self:
            yield from self.map(function, items)

    def _mapped(
        self, kept: ExitStack, function: Callable[[T], R], items: Iterable[T]
    ) -> Iterator[tuple[T, R | WorkerLost]]:
        rest = iter(items)
        suspects: list[T] = []
        exhausted = False
        while not exhausted:
            running: dict[Future[R], T] = {}
            try:
                while True:
                    while not exhausted and len(running) < 4 * self._workers:
                        try:
                            item = next(rest)
                        except StopIteration:
                            exhausted = True
                            break
                        if self._pool is None:
                            self._pool = kept.enter_context(_pool(self._workers))
                        try:
                            with _unheard():
                                future = self._pool.submit(function, item)
                            running[future] = item
                        except BrokenProcessPool:
                            suspects.append(item)
                            raise
                    if not running:
                        break
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        result = future.result()
                        yield running.pop(future), result
            except BrokenProcessPool:
                suspects += running.values()
                self._pool = None
                kept.close()
            for item in suspects:
                yield item, self._alone(function, item)
            suspects = []

    def _alone(self, function: Callable[[T], R], item: T) -> R | WorkerLost:
        with _pool(1) as pool:
            try:
                with _unheard():
                    future = pool.submit(function, item)
                return future.result()
            except BrokenProcessPool:
                return WorkerLost()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Workers are many: each computes on one thread. They inherit these when they start.
    names = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    ensure_running()  # it would lift what `_unheard` holds back
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, initargs=gc.get_threshold()
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _unheard() -> Iterator[None]:
    """Hold back an interruption while workers start: until `_start` they would end with a traceback each."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(*collect_after: int) -> None:
    """A worker leaves interruptions to its parent, does not outlive it, and searches for cycles as seldom."""
    gc.set_threshold(*collect_after)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class Dask(_NothingKept):
    """On a Dask cluster; its scheduler gives the work of a lost worker to another."""

    def __init__(self, address: str, window: int = 256, timeout: str = "10s") -> None:
        self._address = address
        self._window = window
        self._timeout = timeout

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result; at most `window` items are with the scheduler at a time."""
        try:
            from distributed import Client, as_completed
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise MissingExtra("A Dask cluster", extra="cluster") from None
        try:
            client = Client(  # type: ignore[no-untyped-call]
                self._address, timeout=self._timeout, set_as_default=False
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise FrontfootError(
                f"The cluster does not answer ({type(error).__name__})",
                place=self._address,
                remedy="Start it with `dask scheduler` and `dask worker`, and check the address",
            ) from None
        with client:
            if not client.scheduler_info(n_workers=-1)["workers"]:
                raise FrontfootError(
                    "The cluster has no workers",
                    place=self._address,
                    remedy=f"Start some with: dask worker {self._address}",
                )
            running: dict[Any, T] = {}
            rest = iter(items)
            arriving = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

            def submit() -> bool:
                for item in rest:
                    future = client.submit(function, item, pure=False)
                    running[future] = item
                    arriving.add(future)  # type: ignore[no-untyped-call]
                    return True
                return False

            while len(running) < self._window and submit():
                pass
            for future in arriving:
                item = running.pop(future)
                try:
                    result: R | WorkerLost = future.result()
                except KilledWorker:
                    result = WorkerLost("Several workers of the cluster died at this piece of work")
                submit()
                yield item, result


def engine(workers: int | None = None, cluster: str | None = None) -> Engine:
    """The engine for so many local processes (all processors where None), or for the cluster at an address.

    Raises:
        FrontfootError: less than one worker, both are asked for, or an address that is none.
    """
    if cluster is not None:
        if workers is not None:
            raise FrontfootError(
                "Local workers and a cluster are both asked for", place="workers, cluster", remedy="Choose one"
            )
        if "://" not in cluster:
            raise FrontfootError(
                f"'{cluster}' is no address of a scheduler", place="cluster", remedy="Write it like tcp://host:8786"
            )
        return Dask(cluster)
    if workers is not None and workers < 1:
        raise FrontfootError(f"{workers} workers cannot work", place="workers", remedy="Give one or more")
    number = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or os.cpu_count()
    return Here() if number == 1 else Processes(number or 1)
