"""Which of two variants to ship, in a sentence."""

from dataclasses import dataclass

from afterfit.results import (
    Analysis,
    Estimate,
    MultilabelComparison,
    Scope,
    TaskAnalysis,
    VariantChoice,
)
from afterfit.results.judged import judged_split
from afterfit.views.anomaly_tables import signed_area
from afterfit.views.error_numbers import error_interval
from afterfit.views.numbers import interval

_LOST = {
    "rmse_change": "RMSE",
    "accuracy_change": "share of right answers",
    "roc_auc_change": "ROC AUC",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice between two variants on the split that reports judge."""

    choice: VariantChoice
    reference: Scope
    candidate: Scope

    @property
    def sentence(self) -> str:
        """Which of the two to ship, and the change that decides it."""
        return ship_sentence(self.choice, self.reference, self.candidate)


def offered_choices(analysis: TaskAnalysis) -> tuple[Offered, ...]:
    """Return the choices of an analysis; none of classifiers, which are chosen by costs too."""
    if isinstance(analysis, Analysis):
        return ()
    split = judged_split(analysis.variants)
    found = []
    for one in analysis.comparisons:
        pair = one.sets if isinstance(one, MultilabelComparison) else one
        if one.choice is not None and pair.reference.split == split:
            found.append(Offered(one.choice, pair.reference, pair.candidate))
    return tuple(found)


def ship_sentence(choice: VariantChoice, reference: Scope, candidate: Scope) -> str:
    """Return which variant to ship, and the change that decides it.

    Examples
    --------
    >>> from afterfit.results import JudgedLoss
    >>> loss = Estimate("rmse_change", 0.02, -0.01, 0.04, 90, "paired bootstrap")
    >>> choice = VariantChoice(0.05, (JudgedLoss("torque", loss, "non_inferior"),))
    >>> one, other = Scope("float32", "test", 90, 9), Scope("int8", "test", 90, 9)
    >>> print(ship_sentence(choice, one, other))
    Ship int8: a loss of more than 5 % of RMSE is ruled out (torque: +2.0 % (−1.0 to +4.0)).
    """
    deciding = choice.deciding
    name = f"{deciding.name}: " if deciding.name else ""
    told = f"({name}{_change(deciding.loss)})"
    lost = f"a loss of more than {_margin(deciding.loss.metric, choice.margin)}"
    if choice.ship == "candidate":
        return f"Ship {candidate.variant}: {lost} is ruled out {told}."
    if choice.ship == "reference":
        return f"Ship {reference.variant}: {candidate.variant} has {lost} {told}."
    why = "is neither shown nor ruled out"
    if deciding.verdict == "no_interval":
        why = "cannot be told from so few recordings"
    more = "recordings" if reference.n_sources < reference.n_samples else "samples"
    return (
        f"Keep {reference.variant} until more {more} are tested: {lost} of {candidate.variant} "
        f"{why} {told}."
    )


def _margin(metric: str, margin: float) -> str:
    if metric == "rmse_change":
        return f"{100 * margin:g} % of {_LOST[metric]}"
    if metric == "accuracy_change":
        return f"{100 * margin:g} points of the {_LOST[metric]}"
    return f"{margin:g} of {_LOST[metric]}"


def _change(loss: Estimate) -> str:
    """Return a loss as the change that it is: a loss of 0.02 of AUC is −0.020."""
    if loss.metric == "rmse_change":
        return error_interval(loss, reason="the reference makes no error")
    low, high = -loss.high, -loss.low
    change = Estimate(loss.metric, -loss.value, low, high, loss.n, loss.method)
    if loss.metric == "accuracy_change":
        return interval(change)
    return signed_area(change)
