"""What a user says about a file of predictions where its names do not say it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from afterfit.errors import InputError


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
    """Column of the predicted class, read only where there are no scores; of a regression or
    forecast the columns of the predicted numbers: a name, a glob or a range."""
    source: str | None = None
    """Column of the file or recording that a row was cut from."""
    offset: str | None = None
    """Column of the place in the source; the number of the row, from 0, where there is none."""
    variant: str | None = None
    """Column that tells models apart."""
    split: str | None = None
    """Column that tells train, validation and test apart."""
    variant_name: str | None = None
    """Name of the one variant that all files hold; else the file's own word, or its name and
    folder (`name_variants`)."""
    split_name: str | None = None
    """Name of the one split that all files hold; else the file's own word, that of a folder
    ``split=…``, or "test"."""
    classes: tuple[str, ...] | None = None
    """Names of the classes, in the order of the score columns."""
    score_kind: Literal["probabilities", "logits", "weights"] = "probabilities"
    """What the scores are; logits go through a softmax, weights are divided by their row's sum."""
    task: Literal[
        "classification", "multilabel", "regression", "forecasting", "anomaly", "detection"
    ] = "classification"
    """One class a sample, any number, numbers, a series to come, how unusual it is, or objects."""
    ground_truth: str | Path | None = None
    """Annotated objects, COCO JSON or a folder of YOLO's labels; read only where the task is
    "detection"."""
    images: str | Path | None = None
    """Folder of the images of YOLO's labels, or a CSV file with image, width, height and columns to
    slice by."""
    names: str | Path | None = None
    """Names of the classes of YOLO's labels: its data.yaml, or a text with one name a line."""
    first_class_id: int | None = None
    """Id of the first class in Ultralytics' predictions.json, 0 or 1; else as the file tells it."""
    validation_truth: str | Path | None = None
    """Annotated objects of other images, on which the confidence of a detector is chosen."""
    validation: tuple[str | Path, ...] = ()
    """Detections in those images, one file or folder a model, in the order of the tested ones."""
    validation_images: str | Path | None = None
    """As ``images``, of the validation split."""
    iou_type: Literal["bbox", "segm"] = "bbox"
    """Whether boxes or masks of detected objects are laid over each other."""
    target: str | None = None
    """Columns of the true numbers of a regression or forecast: a name, a glob or a range."""
    units: str | None = None
    """Of the numbers of a regression or forecast: one for all, ``mmHg``, or that of each,
    ``sbp=mmHg,dbp=mmHg``; else what the file itself says."""
    season: int | None = None
    """Steps after which a forecast series repeats itself."""
    on_bad_rows: Literal["error", "drop"] = "error"
    """What becomes of rows whose scores are no probabilities; dropped rows are counted."""
    delimiter: str | None = None
    """Character between the cells of a text file; else the one its first line uses most."""
    header: bool = True
    """Whether a text file names its columns; else they are column_1, column_2, …"""

    def __post_init__(self) -> None:
        _check_one("variant", self.variant, self.variant_name)
        _check_one("split", self.split, self.split_name)

    def of_validation(self) -> "ReadOptions":
        """Return the same of the split that a detector's confidence is chosen on."""
        return replace(
            self,
            ground_truth=self.validation_truth,
            images=self.validation_images,
            split=None,
            split_name="validation",
        )


def _check_one(word: str, column: str | None, name: str | None) -> None:
    if column is not None and name is not None:
        raise InputError(
            f"the {word} is told by the column {column!r}, or is {name!r} in all rows, not both; "
            f"leave out {word} or {word}_name"
        )
    if name is not None and not name.strip():
        raise InputError(f"{word}_name must name the {word}, got {name!r}")
