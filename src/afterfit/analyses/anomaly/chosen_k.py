"""Thresholds mean + k · std of normal training scores, and which k to ship."""

from collections.abc import Callable

import numpy as np

from afterfit.analyses.anomaly.samples import (
    counts_above,
    normal_scores,
    scope_of_scores,
    statistics_of,
)
from afterfit.analyses.operating_points import DEFAULT_POLICIES
from afterfit.records import AnomalyScores
from afterfit.results import (
    BinaryCounts,
    ChosenK,
    HighestF1,
    KRow,
    KTable,
    LeastCost,
    NoChosenK,
    NoKTable,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
    ScoreStatistics,
)
from afterfit.wording import agreeing, counted

K_VALUES = tuple(step / 2 for step in range(10))
"""0, 0.5 … 4.5, as Tensorlab tabulates."""
WITHOUT_ANOMALIES = RecallAtFalsePositiveRate(0.01)
"""What the threshold is chosen for where nothing else was asked and no anomalies can tell."""


def count_at_each_k(scores: AnomalyScores, train: AnomalyScores | None) -> KTable | NoKTable:
    """Return what each threshold mean + k · std of the normal training scores finds.

    Parameters
    ----------
    scores : AnomalyScores
        The split to count on.
    train : AnomalyScores or None
        Scores of the same variant on the split "train"; anomalies among them are left out.
    """
    scope = scope_of_scores(scores)
    reason = why_no_threshold(train)
    if train is None or reason:
        return NoKTable(scope, reason)
    if not scores.has_labels:
        return NoKTable(scope, "nobody said which samples are anomalies")
    statistics = statistics_of(normal_scores(train))
    return KTable(scope, statistics, _rows(scores, statistics))


def choose_k(
    train: AnomalyScores | None,
    validation: AnomalyScores | None,
    policy: Policy = DEFAULT_POLICIES[0],
    variant: str = "",
) -> ChosenK | NoChosenK:
    """Return the k that serves *policy* on validation data; the test split has no say.

    Where validation has no anomalies, or there is none, the highest F1 is out of reach, and k is
    the smallest with at most 1 % false alarms among normal samples: of validation, else of
    training. Wishes about false alarms need normal samples only.

    Parameters
    ----------
    train, validation : AnomalyScores or None
        Two splits of one variant.
    policy : Policy
        What the threshold is wanted for.
    variant : str
        Name of the variant, where neither split is there to tell it.
    """
    known = train or validation
    name = known.variant if known else variant
    reason = why_no_threshold(train)
    if train is None or reason:
        return NoChosenK(name, reason)
    judge = validation if validation is not None and validation.has_labels else train
    if isinstance(policy, HighestF1) and not judge.is_anomaly.any():
        policy = WITHOUT_ANOMALIES
    statistics = statistics_of(normal_scores(train))
    return _choose(_rows(judge, statistics), judge, statistics, policy)


def why_no_threshold(train: AnomalyScores | None) -> str:
    """Return why training scores give no threshold; empty where they do."""
    if train is None or len(train) == 0:
        return "there are no scores of training samples, from which thresholds come"
    values = normal_scores(train)
    if len(values) < 2:
        told = counted(len(values), "normal training score")
        return f"{told} {agreeing(len(values), 'gives', 'give')} no spread; thresholds need more"
    if values.min() == values.max():
        return f"all {len(values)} normal training scores are {values[0]:g}: they have no spread"
    return ""


def _rows(scores: AnomalyScores, statistics: ScoreStatistics) -> tuple[KRow, ...]:
    thresholds = [(k, statistics.threshold(k)) for k in K_VALUES]
    return tuple(KRow(k, value, counts_above(scores, value)) for k, value in thresholds)


def _choose(
    rows: tuple[KRow, ...], judge: AnomalyScores, statistics: ScoreStatistics, policy: Policy
) -> ChosenK | NoChosenK:
    reason = _missing(judge, policy)
    if reason:
        return NoChosenK(judge.variant, reason)
    worth, wish, fulfils = _aim(policy)
    usable = [row for row in rows if fulfils(row.counts)]
    if not usable:
        return NoChosenK(judge.variant, f"no k from 0 to 4.5 gives {wish} on {judge.split}")
    best = max(worth(row.counts) for row in usable)
    equal = [row for row in usable if worth(row.counts) == best]
    # the middle of equally good ones keeps its distance from both sides
    row = equal[len(equal) // 2] if isinstance(policy, HighestF1 | LeastCost) else equal[0]
    n_normal = int((~judge.is_anomaly).sum())
    what = (
        f"{counted(n_normal, 'normal sample')} and "
        f"{counted(len(judge) - n_normal, 'anomaly', 'anomalies')} of the {judge.split} split"
    )
    return ChosenK(
        variant=judge.variant,
        chosen_on=scope_of_scores(judge),
        policy=policy,
        why=f"k = {row.k:g} gives {wish} on {what}.",
        k=row.k,
        threshold=row.threshold,
        train=statistics,
    )


def _missing(judge: AnomalyScores, policy: Policy) -> str:
    wants_anomalies = isinstance(policy, HighestF1 | LeastCost | RecallAtPrecision)
    if wants_anomalies and not judge.is_anomaly.any():
        return f"the wish needs anomalies, and the {judge.split} split has none"
    if judge.is_anomaly.all():
        return f"the {judge.split} split has no normal samples to count false alarms on"
    return ""


def _aim(
    policy: Policy,
) -> tuple[Callable[[BinaryCounts], float], str, Callable[[BinaryCounts], bool]]:
    """Return what to maximise, the wish in words, and whether counts fulfil it."""
    match policy:
        case HighestF1():
            return _f1, "the highest F1", lambda one: True
        case LeastCost(fp, fn):
            words = f"the least cost, {fp:g} a false alarm and {fn:g} a miss,"
            return lambda one: -(fp * one.fp + fn * one.fn), words, lambda one: True
        case RecallAtPrecision(lowest):
            words = f"the highest recall at a precision of at least {lowest:g}"
            return _found, words, lambda one: one.tp > 0 and one.tp >= lowest * (one.tp + one.fp)
        case RecallAtFalsePositiveRate(highest):
            words = f"a false-positive rate of at most {100 * highest:g} %"
            return _found, words, lambda one: one.fp <= highest * (one.fp + one.tn)
        case RecallAtFalseAlarms(highest, windows):
            words = f"at most {highest:g} false alarms an hour"
            return _found, words, lambda one: one.fp * windows <= highest * (one.fp + one.tn)


def _f1(counts: BinaryCounts) -> float:
    either = 2 * counts.tp + counts.fp + counts.fn
    return 2 * counts.tp / either if either else -np.inf


def _found(counts: BinaryCounts) -> float:
    return counts.tp
