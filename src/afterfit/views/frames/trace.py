"""Frames of traces: of a pipeline, of one prediction."""

from typing import TYPE_CHECKING

from afterfit.results import PipelineTrace, SampleTrace
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_pipeline(trace: PipelineTrace) -> "pl.DataFrame":
    """Return one row for all that goes into a stage or comes out of it."""
    columns = {"stage": str, "direction": str, "what": str, "split": str, "n": int,
               "shape": str, "dtype": str, "unit": str, "seconds": float}  # fmt: skip
    rows = (
        (stage.name, direction, one.what, one.split, one.shape[0],
         " × ".join(map(str, one.shape[1:])), one.dtype, one.unit, stage.seconds)
        for stage in trace.stages
        for direction, flows in (("in", stage.takes), ("out", stage.gives))
        for one in flows
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_prediction(trace: SampleTrace) -> "pl.DataFrame":
    """Return one row a layer of each variant."""
    columns = {"sample_id": str, "variant": str, "layer": str, "operator": str, "shape": str,
               "lowest": float, "mean": float, "highest": float, "zeros": float,
               "saturated": float, "snr_db": float, "compared_with": str}  # fmt: skip
    rows = (
        (trace.sample_id, one.variant, layer.name, layer.operator,
         " × ".join(map(str, layer.shape)), layer.lowest, layer.mean, layer.highest, layer.zeros,
         layer.saturated, layer.snr_db, layer.compared_with)
        for one in trace.variants
        for layer in one.layers
    )  # fmt: skip
    return make_frame(columns, rows)
