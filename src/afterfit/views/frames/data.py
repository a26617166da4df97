"""Frames of what was found in a data set before any training."""

from typing import TYPE_CHECKING

from afterfit.results import ClassSeparability, DataChecks, NoSeparability
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_data(checks: DataChecks) -> "pl.DataFrame":
    """Return one row a recording."""
    columns = {"source": str, "class": str, "splits": str, "n_rows": int, "n_windows": int,
               "n_missing": int, "period": float, "distance": float,
               "outlier_score": float}  # fmt: skip
    rows = (
        (one.source, one.class_name, ", ".join(one.splits), one.n_rows, one.n_windows,
         one.n_missing, one.period, one.distance, one.outlier_score)
        for one in checks.files
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_separability(found: ClassSeparability | NoSeparability) -> "pl.DataFrame":
    """Return one row a class; none where separability could not be measured."""
    columns = {"class": str, "n_samples": int, "n_sources": int, "silhouette": float,
               "knn_recall": float, "probe_recall": float}  # fmt: skip
    classes = () if isinstance(found, NoSeparability) else found.classes
    rows = (
        (one.class_name, one.n_samples, one.n_sources, one.silhouette, one.knn_recall,
         one.probe_recall)
        for one in classes
    )  # fmt: skip
    return make_frame(columns, rows)
