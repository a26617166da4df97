"""What is found where a sample has any number of labels."""

from afterfit.results.multilabel import (
    LabelChange,
    LabelCounts,
    LabelError,
    LabelErrors,
    LabelFileRow,
    LabelFiles,
    LabelMistakes,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
    MultilabelVariant,
)

__all__ = [
    "LabelChange",
    "LabelCounts",
    "LabelError",
    "LabelErrors",
    "LabelFileRow",
    "LabelFiles",
    "LabelMistakes",
    "MultilabelAnalysis",
    "MultilabelComparison",
    "MultilabelQuality",
    "MultilabelVariant",
]
