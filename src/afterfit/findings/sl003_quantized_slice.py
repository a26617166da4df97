"""SL003: quantisation costs accuracy in one part of the data alone."""

from afterfit.findings.anomaly_slices import judge_anomaly_changes
from afterfit.findings.judged import JUDGED_SPLIT, accepted_loss
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.sliced import where
from afterfit.findings.wording import count, listing, percent, points
from afterfit.results import Analysis, AnomalyAnalysis, SliceChange, SliceChanges
from afterfit.wording import signed_points
from afterfit.wording.attributes import slice_words

LEVEL = 0.05


def _judge(analysis: Analysis) -> Verdict:
    if not analysis.slices:
        return not_applicable("No columns were named or derived to slice by.")
    changes = [one for one in analysis.slice_changes if one.candidate.split == JUDGED_SPLIT]
    if not changes:
        return not_applicable("There is no second variant on the same samples of the test split.")
    n_tested = sum(one.n_tested for one in changes)
    if not n_tested:
        return not_applicable(
            "No slice changes, or none has five recordings inside and five outside."
        )
    margin = accepted_loss(analysis)
    found = [(one, row) for one in changes for row in one.rows if _costs_here_alone(row, margin)]
    if not found:
        return clear(
            f"None of {count(n_tested, 'slice')} loses more than {points(margin)} beyond the rest.",
            n_tested=n_tested,
        )
    worst, *others = sorted(found, key=lambda pair: pair[1].change.value)
    also = [
        f"{slice_words(row.column, row.value)} ({one.candidate.variant})" for one, row in others
    ]
    more = f" Also: {listing(also)}." if also else ""
    return _raised(*worst, more, n_tested)


def _costs_here_alone(row: SliceChange, margin: float) -> bool:
    surely = row.p_value < LEVEL and row.change.high < 0 and row.change.value <= -margin
    return (
        surely
        and row.change.value < row.change_elsewhere.value
        and (row.change_elsewhere.value > -margin)
    )


def _raised(changes: SliceChanges, row: SliceChange, more: str, n_tested: int) -> Verdict:
    claim = (
        f"Where {where(row)}, {changes.candidate.variant} is right in "
        f"{percent(row.candidate_accuracy)} of {count(row.n_samples, 'sample')}, "
        f"{points(row.change.value)} less than {changes.reference.variant}; elsewhere the change "
        f"is {signed_points(row.change_elsewhere.value)}, so the accuracy of all samples hides "
        f"it.{more}"
    )
    return raised(
        claim,
        variant=changes.candidate.variant,
        column=row.column,
        value=row.value,
        reference_accuracy=row.reference_accuracy,
        candidate_accuracy=row.candidate_accuracy,
        change=row.change.value,
        change_high=row.change.high,
        change_elsewhere=row.change_elsewhere.value,
        corrected_p=row.p_value,
        n_samples=row.n_samples,
        n_tested=n_tested,
    )


def _judge_any(analysis: Analysis | AnomalyAnalysis) -> Verdict:
    if isinstance(analysis, AnomalyAnalysis):
        return judge_anomaly_changes(analysis)
    return _judge(analysis)


RULE = Rule(
    code="SL003",
    title="Quantisation costs in a part of the data alone",
    severity="warning",
    judge=_judge_any,
    next_steps=(
        "Check that the calibration data holds this slice: its range sets the scales.",
        "Compare the layers of both models on windows of this slice: where does it saturate?",
        "Train with quantisation in the loop (QAT instead of PTQ), this slice in the data.",
    ),
    source="Model Performance Analysis (slices of data); Benjamini & Hochberg 1995",
)
