"""What models of a task are ranked by, as sentences, titles and tables say it."""

from math import isnan

from afterfit.results.estimate import Estimate, LeadingMetric
from afterfit.wording.numbers import NO_VALUE, missing, percent, points, signed_points, true_zero

_NOUNS: dict[LeadingMetric, str] = {
    "accuracy": "accuracy",
    "r2": "R²",
    "skill_persistence": "skill against persistence",
    "roc_auc": "ROC AUC",
}


def ranking_noun(metric: LeadingMetric) -> str:
    """Return the metric as a sentence names it.

    Examples
    --------
    >>> ranking_noun("roc_auc"), ranking_noun("skill_persistence")
    ('ROC AUC', 'skill against persistence')
    """
    return _NOUNS[metric]


def ranking_title(metric: LeadingMetric) -> str:
    """Return the metric as an axis or a column names it.

    Examples
    --------
    >>> ranking_title("accuracy")
    'Accuracy'
    """
    noun = _NOUNS[metric]
    return noun[0].upper() + noun[1:]


def ranking_value(metric: LeadingMetric, value: float, *, reason: str = "") -> str:
    """Return a value of the metric: a share in percent, else a number.

    Examples
    --------
    >>> ranking_value("accuracy", 0.942), ranking_value("r2", 0.942)
    ('94.2 %', '0.942')
    """
    if metric == "accuracy":
        return percent(value, reason=reason)
    return missing(reason) if isnan(value) else true_zero(f"{value:.3f}")


def ranking_gap(metric: LeadingMetric, gap: float) -> str:
    """Return the size of a difference of two values.

    Examples
    --------
    >>> ranking_gap("accuracy", 0.022), ranking_gap("r2", -0.0304)
    ('2.2 points', '0.0304')
    """
    return points(gap) if metric == "accuracy" else f"{abs(gap):.4f}"


def ranking_change(metric: LeadingMetric, change: float) -> str:
    """Return a signed difference of two values.

    Examples
    --------
    >>> ranking_change("accuracy", 0.022), ranking_change("r2", -0.0304)
    ('+2.2 points', '−0.0304')
    """
    if metric == "accuracy":
        return signed_points(change)
    return NO_VALUE if isnan(change) else true_zero(f"{change:+.4f}")


def ranking_change_range(metric: LeadingMetric, change: Estimate) -> str:
    """Return the interval of a change; a dash where there is none.

    Examples
    --------
    >>> ranking_change_range("r2", Estimate("r2_change", 0.02, -0.01, 0.05, 9, "paired bootstrap"))
    '−0.0100 to +0.0500'
    """
    if isnan(change.low) or isnan(change.high):
        return NO_VALUE
    scale, form = (100, "+.1f") if metric == "accuracy" else (1, "+.4f")
    return " to ".join(true_zero(format(end * scale, form)) for end in (change.low, change.high))
