"""Two multi-label models on the same samples."""

from collections.abc import Iterator

from afterfit.analyses.quantization import compare_quantization
from afterfit.analyses.variant_choice import SHARE_MARGIN, choose_variant
from afterfit.records import MultilabelPredictions
from afterfit.results import LabelChange, MultilabelComparison
from afterfit.statistics import label_questions, whole_set_question


def compare_multilabel(
    reference: MultilabelPredictions,
    candidate: MultilabelPredictions,
    margin: float = SHARE_MARGIN,
) -> MultilabelComparison:
    """Return what changes from *reference* to *candidate*, for whole sets and for each label.

    *margin* is the loss of whole sets that are right up to which the candidate may be shipped.

    Raises
    ------
    InputError
        When the two were not tested on the same samples of the same split.
    """
    sets = compare_quantization(
        whole_set_question(reference), whole_set_question(candidate), None, None
    )
    choice = choose_variant([("", sets.accuracy_change)], margin)
    return MultilabelComparison(sets, tuple(_changes(reference, candidate)), choice)


def _changes(
    reference: MultilabelPredictions, candidate: MultilabelPredictions
) -> Iterator[LabelChange]:
    pairs = zip(label_questions(reference), label_questions(candidate), strict=True)
    for label, (one, other) in zip(reference.class_names, pairs, strict=True):
        yield LabelChange(label, compare_quantization(one, other, None, None))
