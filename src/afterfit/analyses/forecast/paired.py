"""Two forecasts of the same samples → the change of the skill against persistence."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_compare import check_same_targets
from afterfit.analyses.error_estimates import ErrorEstimator, paired
from afterfit.analyses.forecast.baselines import persistence
from afterfit.analyses.forecast.compare import scope_of_forecasts
from afterfit.analyses.forecast.history import past_of
from afterfit.analyses.forecast.quality import Against
from afterfit.analyses.paired_metric import PairedMetric
from afterfit.metrics import SKILLS
from afterfit.metrics.from_counts import mean_of_defined
from afterfit.records import Forecasts
from afterfit.results import Estimate
from afterfit.results.yardstick import SKILL
from afterfit.statistics import ErrorUnits, units_of

Floats = NDArray[np.float64]
_CHANGE = "skill_change"


def paired_skill(reference: Forecasts, candidate: Forecasts) -> PairedMetric:
    """Return the change of the skill, its mean over the variables; both are resampled alike.

    nan where nothing is known of the values before a forecast.

    Raises
    ------
    InputError
        When the two did not forecast the same samples in the same order.
    """
    check_same_targets(reference.y_true, candidate.y_true, (reference.variant, candidate.variant))
    units, estimator, totals, drawn = _skills(reference, candidate)
    one, other = totals
    return PairedMetric(
        reference=scope_of_forecasts(reference, units.n_sources),
        candidate=scope_of_forecasts(candidate, units.n_sources),
        yardstick=SKILL,
        reference_value=float(mean_of_defined(one)),
        candidate_value=float(mean_of_defined(other)),
        change=paired(estimator.mean_of(_CHANGE, other - one, drawn[1] - drawn[0])),
        p_value=math.nan,
    )


def paired_skill_beyond(
    reference: tuple[Forecasts, Forecasts], candidate: tuple[Forecasts, Forecasts]
) -> Estimate:
    """Return the change of the skill in *candidate*, (before, after), minus that in *reference*.

    All four are of the same samples, and are resampled alike.
    """
    _, estimator, totals, draws = _skills(*reference, *candidate)
    value, drawn = ((each[3] - each[2]) - (each[1] - each[0]) for each in (totals, draws))
    return paired(estimator.mean_of(_CHANGE, value, drawn))


def _skills(
    first: Forecasts, *others: Forecasts
) -> tuple[ErrorUnits, ErrorEstimator, list[Floats], list[Floats]]:
    """Return the skill of forecasts of the same samples, each variable, and its replicates."""
    units, horizon = units_of(first, first.horizon), first.horizon
    said = persistence(past_of(first).values, horizon)
    skill, weights = SKILLS[SKILL.metric].function, units.weights
    sums = [Against.of(rows, units, said).pooled(horizon) for rows in (first, *others)]
    totals = [np.asarray(skill((one.model.total(), one.naive.total()))) for one in sums]
    drawn = [
        np.asarray(skill((one.model.resampled(weights), one.naive.resampled(weights))))
        for one in sums
    ]
    return units, ErrorEstimator.of(sums[0].model, units, len(first)), totals, drawn
