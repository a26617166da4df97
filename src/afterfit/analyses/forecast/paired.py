"""Two forecasts of the same samples → the change of the skill against persistence."""

import math

import numpy as np

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
from afterfit.results.yardstick import SKILL
from afterfit.statistics import units_of


def paired_skill(reference: Forecasts, candidate: Forecasts) -> PairedMetric:
    """Return the change of the skill, its mean over the variables; both are resampled alike.

    nan where nothing is known of the values before a forecast.

    Raises
    ------
    InputError
        When the two did not forecast the same samples in the same order.
    """
    check_same_targets(reference.y_true, candidate.y_true, (reference.variant, candidate.variant))
    units, horizon = units_of(reference, reference.horizon), reference.horizon
    said = persistence(past_of(reference).values, horizon)
    skill, weights = SKILLS[SKILL.metric].function, units.weights
    sums = [Against.of(rows, units, said).pooled(horizon) for rows in (reference, candidate)]
    one, other = (np.asarray(skill((each.model.total(), each.naive.total()))) for each in sums)
    drawn = [skill((each.model.resampled(weights), each.naive.resampled(weights))) for each in sums]
    estimator = ErrorEstimator.of(sums[0].model, units, len(reference))
    return PairedMetric(
        reference=scope_of_forecasts(reference, units.n_sources),
        candidate=scope_of_forecasts(candidate, units.n_sources),
        yardstick=SKILL,
        reference_value=float(mean_of_defined(one)),
        candidate_value=float(mean_of_defined(other)),
        change=paired(estimator.mean_of("skill_change", other - one, drawn[1] - drawn[0])),
        p_value=math.nan,
    )
