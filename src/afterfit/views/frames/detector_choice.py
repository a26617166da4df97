"""Frames of a detector's chosen confidences, and of the images it fails in."""

from typing import TYPE_CHECKING

from afterfit.results import DetectorPoint, DetectorPoints, DetectorSlices
from afterfit.views.frames.make import ESTIMATE, SCOPE, estimate_cells, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_detector_points(points: DetectorPoints) -> "pl.DataFrame":
    """Return one row a class and rate; class is null for all classes together.

    A class for which no threshold fulfils the wish has no rows.
    """
    columns = {**SCOPE, "class": str, "threshold": float, **ESTIMATE}
    rows = (
        (*place(points.reported_on), one.class_name or None, one.threshold, *estimate_cells(rate))
        for one in points.answers
        if isinstance(one, DetectorPoint)
        for rate in (one.precision, one.recall, one.f1, one.false_alarms)
    )
    return make_frame(columns, rows)


def frame_detector_slices(slices: DetectorSlices) -> "pl.DataFrame":
    """Return one row a slice; low and high are the ends of the interval of its recall."""
    columns = {**SCOPE, "column": str, "value": str, "n_images": int, "n_objects": int,
               "recall": float, "low": float, "high": float, "difference": float,
               "difference_low": float, "difference_high": float, "p_value": float, "ap": float,
               "ap_low": float, "ap_high": float, "false_alarms": float,
               "false_alarms_low": float, "false_alarms_high": float,
               "false_alarms_difference": float, "false_alarms_p_value": float,
               "share_of_misses": float, "gain": float}  # fmt: skip
    rows = (
        (*place(slices.scope), one.column, one.value, one.n_images, one.n_objects,
         one.recall.value, one.recall.low, one.recall.high, one.recall_difference.value,
         one.recall_difference.low, one.recall_difference.high, one.recall_p_value, one.ap.value,
         one.ap.low, one.ap.high, one.false_alarms.value, one.false_alarms.low,
         one.false_alarms.high, one.alarms_difference.value, one.alarms_p_value,
         one.share_of_misses, one.gain)
        for one in slices.rows
    )  # fmt: skip
    return make_frame(columns, rows)
