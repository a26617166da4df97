"""Frame of the numbers that Tensorlab printed."""

from typing import TYPE_CHECKING

from afterfit.results import TensorlabRecord
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_reported(record: TensorlabRecord) -> "pl.DataFrame":
    """Return one row a number: theirs, ours where it could be computed, and what is wrong."""
    columns = {"metric": str, "stage": str, "theirs": float, "ours": float, "line": int,
               "caution": str}  # fmt: skip
    return make_frame(
        columns,
        (
            (one.metric, one.stage, one.value, one.ours, one.line, one.caution)
            for one in record.numbers
        ),
    )
