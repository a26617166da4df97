"""Two multi-label models on the same samples."""

from collections.abc import Iterator

from afterfit.analyses.quantization import compare_quantization
from afterfit.records import MultilabelPredictions
from afterfit.results import LabelChange, MultilabelComparison
from afterfit.statistics import label_questions, whole_set_question


def compare_multilabel(
    reference: MultilabelPredictions,
    candidate: MultilabelPredictions,
) -> MultilabelComparison:
    """Return what changes from *reference* to *candidate*, for whole sets and for each label.

    Raises
    ------
    InputError
        When the two were not tested on the same samples of the same split.
    """
    sets = compare_quantization(
        whole_set_question(reference), whole_set_question(candidate), None, None
    )
    return MultilabelComparison(sets, tuple(_changes(reference, candidate)))


def _changes(
    reference: MultilabelPredictions, candidate: MultilabelPredictions
) -> Iterator[LabelChange]:
    pairs = zip(label_questions(reference), label_questions(candidate), strict=True)
    for label, (one, other) in zip(reference.class_names, pairs, strict=True):
        yield LabelChange(label, compare_quantization(one, other, None, None))
