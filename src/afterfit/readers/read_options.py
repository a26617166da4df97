"""What a user says about a file of predictions where its names do not say it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Which column is what; None means found by its name (`find_columns`).

    Examples
    --------
    >>> ReadOptions(label="gt", scores="out_*", score_kind="logits").task
    'classification'
    """

    label: str | None = None
    """Column of the true class; in multi-label data a glob over one column a class, or a list."""
    scores: str | None = None
    """Columns of the scores: a glob, ``p*``, or the first and last of a range, ``p0:p11``."""
    prediction: str | None = None
    """Column of the predicted class; read only where there are no scores."""
    source: str | None = None
    """Column of the file or recording that a row was cut from."""
    offset: str | None = None
    """Column of the place in the source; the number of the row, from 0, where there is none."""
    variant: str | None = None
    """Column that tells models apart."""
    split: str | None = None
    """Column that tells train, validation and test apart."""
    variant_name: str | None = None
    """Name of the one variant that all files hold; else the file's own word or its name."""
    split_name: str | None = None
    """Name of the one split that all files hold; else the file's own word or "test"."""
    classes: tuple[str, ...] | None = None
    """Names of the classes, in the order of the score columns."""
    score_kind: Literal["probabilities", "logits", "weights"] = "probabilities"
    """What the scores are; logits go through a softmax, weights are divided by their row's sum."""
    task: Literal["classification", "multilabel", "anomaly"] = "classification"
    """One class a sample, any number of them, or a score of how unusual it is."""
    on_bad_rows: Literal["error", "drop"] = "error"
    """What becomes of rows whose scores are no probabilities; dropped rows are counted."""
    delimiter: str | None = None
    """Character between the cells of a text file; else the one its first line uses most."""
    header: bool = True
    """Whether a text file names its columns; else they are column_1, column_2, …"""
