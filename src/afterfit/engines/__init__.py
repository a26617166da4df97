"""Shards of a table → tallies of it, whoever does the adding."""

from afterfit.engines.choose import Engine, engine_named
from afterfit.engines.dask import tally_on_dask
from afterfit.engines.job import Piece, Shard, Tallies, TallyJob
from afterfit.engines.local import tally_locally
from afterfit.engines.pairs import tally_pairs

__all__ = [
    "Engine",
    "Piece",
    "Shard",
    "Tallies",
    "TallyJob",
    "engine_named",
    "tally_locally",
    "tally_on_dask",
    "tally_pairs",
]
