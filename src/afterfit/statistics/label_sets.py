"""Multi-label predictions → the binary questions that they answer."""

from collections.abc import Iterator

import numpy as np

from afterfit.records import MultilabelPredictions, Predictions

LABEL_THRESHOLD = 0.5
"""A label is said to be there where its probability is at least this."""
PRESENT = 0
"""Class index of "the label is there" in `label_questions`."""


def label_questions(predictions: MultilabelPredictions) -> Iterator[Predictions]:
    """Yield, for each label, whether it is there: class 0 is the label, class 1 its absence.

    The label comes first because the lowest index wins among equal scores: at a probability of
    exactly 0.5, a level that int8 outputs hold, it is said to be there.

    Examples
    --------
    >>> hall = MultilabelPredictions(
    ...     class_names=("speech", "music"), y_true=[[True, False]], scores=[[0.5, 0.2]],
    ...     source=[0], source_names=("hall.wav",), offset=[0], variant="int8", split="test")
    >>> [(one.class_names, one.y_pred.tolist()) for one in label_questions(hall)]
    [(('speech', 'not speech'), [0]), (('music', 'not music'), [1])]
    """
    for place, name in enumerate(predictions.class_names):
        score = predictions.scores[:, place]
        yield Predictions(
            class_names=(name, f"not {name}"),
            y_true=np.where(predictions.y_true[:, place], PRESENT, 1 - PRESENT),
            scores=np.column_stack([score, 1 - score]),
            source=predictions.source,
            source_names=predictions.source_names,
            offset=predictions.offset,
            variant=predictions.variant,
            split=predictions.split,
            has_sources=predictions.has_sources,
            left_out=predictions.left_out,
        )


def whole_set_question(predictions: MultilabelPredictions) -> Predictions:
    """Return whether the whole set of labels was right: every sample is, or should be, class 0."""
    seen = predictions.scores >= LABEL_THRESHOLD
    exact = (seen == predictions.y_true).all(axis=1)
    return Predictions(
        class_names=("all labels right", "a label wrong"),
        y_true=np.zeros(len(predictions), dtype=np.int64),
        scores=np.column_stack([exact, ~exact]).astype(np.float64),
        source=predictions.source,
        source_names=predictions.source_names,
        offset=predictions.offset,
        variant=predictions.variant,
        split=predictions.split,
        has_scores=False,
        has_sources=predictions.has_sources,
        left_out=predictions.left_out,
    )
