"""The word after ``--engine`` → who does the adding."""

from functools import partial
from typing import Protocol

from afterfit.engines.dask import tally_on_dask
from afterfit.engines.job import B, T, Tallies, TallyJob
from afterfit.engines.local import tally_locally
from afterfit.errors import InputError, did_you_mean


class Engine(Protocol):
    """Who does the adding; the result does not depend on it."""

    def __call__(self, job: TallyJob[B, T], /) -> Tallies[T]:
        """Return the tallies of all shards, by variant and split."""


def engine_named(text: str) -> Engine:
    """Return the engine: "local", "dask", or "dask=" with the address of a scheduler.

    Examples
    --------
    >>> engine_named("local").__name__
    'tally_locally'

    Raises
    ------
    InputError
        When there is no such engine.
    """
    name, _, address = text.partition("=")
    if name == "local" and not address:
        return tally_locally
    if name == "dask":
        return partial(tally_on_dask, address=address or None)
    raise InputError(
        f"there is no engine {text!r}{did_you_mean(name, ['local', 'dask'])}; use local, dask, or "
        "dask=tcp://host:8786 with the address of a scheduler",
        where="--engine",
    )
