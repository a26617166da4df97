"""A threshold for each label, chosen on validation and reported on test."""

from collections.abc import Sequence

from afterfit.analyses.operating_points import DEFAULT_POLICIES, choose_operating_points
from afterfit.analyses.temperature import check_same_model
from afterfit.records import MultilabelPredictions
from afterfit.results import OperatingPoints, Policy
from afterfit.statistics import label_questions


def choose_label_points(
    validation: MultilabelPredictions,
    test: MultilabelPredictions,
    policies: Sequence[Policy] = DEFAULT_POLICIES,
) -> OperatingPoints:
    """Return, for each label and policy, the threshold chosen on validation and its test values.

    Parameters
    ----------
    validation, test : MultilabelPredictions
        The same variant on two splits; only the first has a say in the choice.
    policies : sequence of Policy
        What thresholds are wanted for.

    Raises
    ------
    InputError
        When the two are of different models, or of the same split.
    """
    check_same_model(validation, test)
    answers, int8_scores = [], True
    for questions in zip(label_questions(validation), label_questions(test), strict=True):
        points = choose_operating_points(*questions, policies)
        label = questions[0].class_names[0]
        answers += [one for one in points.answers if one.class_name == label]
        int8_scores = int8_scores and points.int8_scores
    return OperatingPoints(points.chosen_on, points.reported_on, int8_scores, tuple(answers))
