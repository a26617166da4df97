"""DC004: recordings of another sampling rate."""

from math import isnan
from statistics import median

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing
from afterfit.results import DataChecks

TOLERANCE = 0.02
"""Relative difference of periods above which the same window spans another time."""


def _judge(checks: DataChecks) -> Verdict:
    timed = [one for one in checks.files if not isnan(one.period)]
    if len(timed) < 2:
        return not_applicable("Fewer than two recordings have a time column that rises.")
    usual = median(one.period for one in timed)
    others = [one for one in timed if abs(one.period / usual - 1) > TOLERANCE]
    if not others:
        return clear(f"{count(len(timed), 'recording')} with time have a step of {usual:g}.")
    furthest = max(others, key=lambda one: abs(one.period / usual - 1))
    return raised(
        f"{len(others):,} of {count(len(timed), 'recording')} "
        f"{agreeing(len(others), 'has', 'have')} another time step than the usual {usual:g}: "
        f"{listing([one.source for one in others])}; {furthest.source} has "
        f"{furthest.period:g}.",
        n_files=len(others),
        usual_step=usual,
        step=furthest.period,
        source=furthest.source,
    )


RULE = Rule(
    code="DC004",
    title="Several sampling rates",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Resample the recordings to one rate before they are cut into windows.",
        "Look whether the time column is in another unit in these files.",
    ),
    source="Tensorlab, data_processing_feature_extraction (sampling_rate, new_sr)",
)
