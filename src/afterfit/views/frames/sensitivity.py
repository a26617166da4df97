"""Frame of what a quantised model regains with layers in float."""

from typing import TYPE_CHECKING

from afterfit.results import LayerSensitivity
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_sensitivity(found: LayerSensitivity) -> "pl.DataFrame":
    """Return one row a trial: each layer in float alone, then ever more of them together."""
    columns = {"candidate": str, "split": str, "layers": str, "n_layers": int,
               "n_parameters": int, "metric": str, "value": float, "regained": float, "low": float,
               "high": float, "p_value": float, "sqnr_db": float}  # fmt: skip
    names = (found.candidate.variant, found.candidate.split)
    rows = (
        (*names, ", ".join(one.layers), len(one.layers), one.n_parameters, found.yardstick.metric,
         one.value, one.regained.value, one.regained.low, one.regained.high,
         one.p_value, one.sqnr_db)
        for one in (*found.alone, *found.together)
    )  # fmt: skip
    return make_frame(columns, rows)
