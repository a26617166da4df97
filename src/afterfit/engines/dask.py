"""A cluster: the same values, added as a tree."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING

from afterfit.engines.job import B, T, Tallies, TallyJob, add_tallies
from afterfit.errors import AfterfitError, InputError, MissingExtraError

if TYPE_CHECKING:
    from distributed import Client

_TO_ADD_AT_ONCE = 8
_RETRIES = 2  # of a task that failed: files on a network come back


def tally_on_dask(job: TallyJob[B, T], address: str | None = None) -> Tallies[T]:
    """Return the tallies of all shards, by variant and split, counted on a Dask cluster.

    Each shard is a task, and tallies are added eight at a time, level by level, where they are.
    What a lost worker had counted is counted again by the others. The result is that of
    `tally_locally` to the last bit, given processors of one kind.

    Parameters
    ----------
    job : TallyJob
        Its shards must be readable from the workers.
    address : str, optional
        Of a scheduler, "tcp://host:8786"; else a cluster of this machine's cores is started, and
        ended afterwards.

    Raises
    ------
    MissingExtraError
        When dask is not installed.
    InputError
        When there is no scheduler at the address.
    AfterfitError
        When workers are lost again and again.
    """
    try:
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker
    except ModuleNotFoundError:
        raise MissingExtraError("--engine dask", "dask") from None
    with _client(address) as client:
        try:
            return _added(client, job)
        except (KilledWorker, FutureCancelledError) as error:
            raise AfterfitError(
                f"the cluster lost the workers of one shard again and again ({error}). Often "
                "memory runs out: read fewer rows at once (rows_per_shard)"
            ) from None


@contextmanager
def _client(address: str | None) -> "Iterator[Client]":
    from distributed import Client, LocalCluster

    if address is None:
        with (
            LocalCluster(threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        connected = Client(address)
    except (OSError, ValueError) as error:
        raise InputError(
            f"no scheduler answers there: {error}", where=f"--engine dask={address}"
        ) from None
    with connected as client:
        yield client


def _added(client: "Client", job: TallyJob[B, T]) -> Tallies[T]:
    futures = client.map(job.count, job.pieces(), pure=False, retries=_RETRIES)
    if not futures:
        return {}
    while len(futures) > 1:
        groups = [
            futures[start : start + _TO_ADD_AT_ONCE]
            for start in range(0, len(futures), _TO_ADD_AT_ONCE)
        ]
        futures = [client.submit(_sum_of, group, pure=False, retries=_RETRIES) for group in groups]
    counted: Tallies[T] = futures[0].result()
    return counted


def _sum_of(parts: list[Tallies[T]]) -> Tallies[T]:
    return reduce(add_tallies, parts)
