"""Whether alarms are surely worse in a part of the data, and whether quantisation costs there."""

from collections.abc import Iterator

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.sliced import none_tested
from afterfit.findings.wording import agreeing, count, interval, listing, percent, points
from afterfit.results import (
    AnomalyAnalysis,
    AnomalySliceChange,
    AnomalySliceChanges,
    AnomalySliceRow,
    AnomalySlices,
    RateChange,
    SliceRate,
)
from afterfit.wording import signed_points
from afterfit.wording.attributes import column_words, slice_words

SMALLEST_GAP = {"false_positive_rate": 0.01, "recall": 0.02}
"""Difference from the rest that matters: false alarms are counted among many more samples."""
LEVEL = 0.05
_Weak = tuple[AnomalySliceRow, SliceRate]
_NO_COLUMNS = "No columns were named or derived to slice by."


def judge_anomaly_slices(analysis: AnomalyAnalysis) -> Verdict:
    """Raise where false alarms of the reference on test surely grow, or anomalies are missed."""
    if not analysis.slices:
        return not_applicable(_NO_COLUMNS)
    place = (analysis.variants[0].variant, JUDGED_SPLIT)
    found = next((one for one in analysis.slices if (one.variant, one.split) == place), None)
    if found is None:
        return not_applicable("There are no scores on the test split.")
    if found.reason:
        return not_applicable(f"No alarms are counted, because {found.reason}.")
    if not found.n_tested:
        return none_tested(len(found.rows))
    weak = sorted(_weak(found), key=lambda pair: -pair[1].gain)
    if not weak:
        return clear(
            f"In none of {count(found.n_tested, 'test')} of slices are false alarms surely "
            f"{points(SMALLEST_GAP['false_positive_rate'])} more, or anomalies found "
            f"{points(SMALLEST_GAP['recall'])} fewer, than in the rest.",
            n_tested=found.n_tested,
        )
    return _raised(weak, found)


def _weak(slices: AnomalySlices) -> Iterator[_Weak]:
    for row in slices.rows:
        for one in (row.false_alarms, row.found):
            if one.is_worse and abs(one.difference.value) >= SMALLEST_GAP[one.rate.metric]:
                yield row, one


def _raised(weak: list[_Weak], slices: AnomalySlices) -> Verdict:
    (row, one), *others = weak
    also = [f"{slice_words(each.column, each.value)} ({_mistake(its)})" for each, its in others]
    more = f" Also worse: {listing(also)}." if also else ""
    return raised(_claim(row, one) + more, **_evidence(row, one, slices, len(weak)))


def _mistake(one: SliceRate | RateChange) -> str:
    metric = one.rate.metric if isinstance(one, SliceRate) else one.change.metric
    return "false alarms" if metric.startswith("false_positive_rate") else "missed anomalies"


def _claim(row: AnomalySliceRow, one: SliceRate) -> str:
    start = f"Where {column_words(row.column)} is {row.value}, {percent(one.rate.value)} of "
    gap, n = points(one.difference.value), one.rate.n
    if one.rate.metric == "recall":
        found = f"{count(n, 'anomaly', 'anomalies')} {agreeing(n, 'is', 'are')} found"
        said = f"{found} {interval(one.rate)}, {gap} "
        return (
            f"{start}{said}less than of the rest; {_share(one)} of all missed anomalies lie there."
        )
    raising = f"{count(n, 'normal sample')} {agreeing(n, 'raises', 'raise')} an alarm"
    said = f"{raising} {interval(one.rate)}, {gap} more "
    return f"{start}{said}than of the rest; {_share(one)} of all false alarms lie there."


def _share(one: SliceRate) -> str:
    return percent(one.share_of_mistakes)


def _evidence(row: AnomalySliceRow, one: SliceRate, slices: AnomalySlices, n_weak: int) -> Evidence:
    return {
        "column": row.column,
        "value": row.value,
        one.rate.metric: one.rate.value,
        "difference": one.difference.value,
        "difference_low": one.difference.low,
        "difference_high": one.difference.high,
        "corrected_p": one.p_value,
        "n_samples": one.rate.n,
        "n_recordings": one.n_sources,
        "share_of_mistakes": one.share_of_mistakes,
        "gain": one.gain,
        "n_weak": n_weak,
        "n_tested": slices.n_tested,
    }


_Cost = tuple[AnomalySliceChanges, AnomalySliceChange, RateChange]


def judge_anomaly_changes(analysis: AnomalyAnalysis) -> Verdict:
    """Raise where a candidate surely raises more false alarms, or misses more, in a slice alone."""
    if not analysis.slices:
        return not_applicable(_NO_COLUMNS)
    changes = [one for one in analysis.slice_changes if one.candidate.split == JUDGED_SPLIT]
    if not changes:
        return not_applicable(
            "There is no second variant with a threshold on the same samples of the test split."
        )
    n_tested = sum(one.n_tested for one in changes)
    if not n_tested:
        return not_applicable(
            "No slice changes, or none has five recordings inside and five outside."
        )
    found = sorted(_costs(changes), key=lambda one: -_loss(one[2]))
    if not found:
        return clear(
            f"In none of {count(n_tested, 'test')} of slices does quantisation alone surely cost "
            "false alarms or anomalies.",
            n_tested=n_tested,
        )
    return _raised_change(found, n_tested)


def _costs(changes: list[AnomalySliceChanges]) -> Iterator[_Cost]:
    for one in changes:
        for row in one.rows:
            for change in (row.false_alarms, row.found):
                if _costs_here_alone(change):
                    yield one, row, change


def _loss(change: RateChange) -> float:
    value = change.change.value
    return -value if change.change.metric == "recall_change" else value


def _costs_here_alone(change: RateChange) -> bool:
    is_recall = change.change.metric == "recall_change"
    least = SMALLEST_GAP["recall" if is_recall else "false_positive_rate"]
    surely = change.change.high < 0 if is_recall else change.change.low > 0
    elsewhere = change.change_elsewhere.value * (-1 if is_recall else 1)
    here = _loss(change)
    return change.p_value < LEVEL and surely and here >= least and elsewhere < min(least, here)


def _raised_change(found: list[_Cost], n_tested: int) -> Verdict:
    (changes, row, one), *others = found
    also = [
        f"{slice_words(each.column, each.value)} ({_mistake(its)}, {pair.candidate.variant})"
        for pair, each, its in others
    ]
    more = f" Also: {listing(also)}." if also else ""
    raises = "raise an alarm" if one.change.metric != "recall_change" else "are found"
    kind = "normal samples" if one.change.metric != "recall_change" else "anomalies"
    claim = (
        f"Where {column_words(row.column)} is {row.value}, {percent(one.candidate)} of "
        f"{one.n_samples:,} {kind} {raises} as {changes.candidate.variant}, "
        f"{percent(one.reference)} as {changes.reference.variant}; elsewhere the change is "
        f"{signed_points(one.change_elsewhere.value)}, so the numbers of all samples hide it.{more}"
    )
    return raised(
        claim,
        variant=changes.candidate.variant,
        column=row.column,
        value=row.value,
        reference_rate=one.reference,
        candidate_rate=one.candidate,
        change=one.change.value,
        change_low=one.change.low,
        change_high=one.change.high,
        change_elsewhere=one.change_elsewhere.value,
        corrected_p=one.p_value,
        n_samples=one.n_samples,
        n_tested=n_tested,
    )
