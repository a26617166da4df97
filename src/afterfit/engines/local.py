"""The cores of one machine."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from afterfit.engines.job import B, Counting, GrowingSum, Piece, T, Tallies, TallyJob
from afterfit.errors import AfterfitError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_WAITING = 2
"""Threads beyond the cores: so many wait for their rows to be decoded, mostly."""
ROWS_WORTH_PROCESSES = 2_000_000
"""Fewer rows are counted before another process has started and imported what it needs."""
_AHEAD = 2  # pieces a helper has in hand, so that it never waits while this process counts its own


def tally_locally(job: TallyJob[B, T], n_processes: int | None = None) -> Tallies[T]:
    """Return the tallies of all shards, by variant and split, counted on this machine's cores.

    A job may say that threads help. Others hold the interpreter's lock: this process counts, and
    with many rows helper processes do so beside it. Each thread or process holds one shard at a
    time, so memory does not grow with the number of rows.

    Parameters
    ----------
    job : TallyJob
    n_processes : int, optional
        Processes or threads in all; one for each core where there are rows enough for them.

    Raises
    ------
    AfterfitError
        When a helper process dies.
    """
    pieces = job.pieces()
    if job.in_threads:
        return _count_in_threads(job, deque(pieces), n_processes or _usable_cores() + _WAITING)
    cores = 1 if job.n_rows < ROWS_WORTH_PROCESSES else _usable_cores()
    n_helpers = min(n_processes or cores, len(pieces)) - 1
    if n_helpers < 1:
        return _count_alone(job, deque(pieces))
    with _helpers(n_helpers) as pool:
        return _count_together(job, deque(pieces), pool, n_helpers * _AHEAD)


def _count_in_threads(job: TallyJob[B, T], pieces: deque[Piece], n_threads: int) -> Tallies[T]:
    n_threads = min(n_threads, len(pieces))
    if n_threads < 2:
        return _count_alone(job, pieces)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(n_threads) as pool:
        try:
            first, *others = pool.map(_counted, [job] * n_threads, [pieces] * n_threads)
        finally:
            pieces.clear()  # after Ctrl-C, threads end with the piece in hand
    for other in others:
        first.absorb(other)
    return first.total()


def _count_alone(job: TallyJob[B, T], pieces: deque[Piece]) -> Tallies[T]:
    return _counted(job, pieces).total()


def _counted(job: TallyJob[B, T], pieces: deque[Piece]) -> Counting[B, T]:
    counting = Counting(job)
    try:
        for piece in _taken(pieces):
            counting.take(piece)
    except BaseException:
        pieces.clear()  # other threads need not go on
        raise
    return counting


def _taken(pieces: deque[Piece]) -> Iterator[Piece]:
    """Give pieces until none is left; several threads may take from the same ones."""
    while True:
        try:
            piece = pieces.popleft()
        except IndexError:
            return
        yield piece


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _count_together(
    job: TallyJob[B, T], pieces: deque[Piece], pool: "ProcessPoolExecutor", most_in_hand: int
) -> Tallies[T]:
    from concurrent.futures import FIRST_COMPLETED, wait

    total: GrowingSum[T] = GrowingSum()
    in_hand: set[Future[Tallies[T]]] = set()
    while pieces or in_hand:
        while pieces and len(in_hand) < most_in_hand:
            in_hand.add(pool.submit(job.count, pieces.popleft()))
        if pieces:
            total.take(job.count(pieces.popleft()))
        done, in_hand = wait(in_hand, timeout=0 if pieces else None, return_when=FIRST_COMPLETED)
        for future in done:
            total.take(future.result())
    return total.total()


@contextmanager
def _helpers(n_helpers: int) -> "Iterator[ProcessPoolExecutor]":
    """Give a pool of processes that are gone when the block ends, however it ends."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A forked child of a process with threads, as polars has them, can wait for locks for ever.
    pool = ProcessPoolExecutor(n_helpers, get_context("spawn"), initializer=_become_helper)
    try:
        yield pool
    except BrokenProcessPool:
        raise AfterfitError(
            "a helper process ended before its work was done. Often memory ran out: read fewer "
            "rows at once (rows_per_shard) or count with n_processes=1. A script that is run "
            'as a file also needs its calls under `if __name__ == "__main__":`'
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _become_helper() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends the pool
    # Read by polars when it is first imported: cores are shared out among processes already.
    os.environ["POLARS_MAX_THREADS"] = "1"
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this process when its parent has died without saying so."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
