"""AD005: false alarms come from few recordings."""

from afterfit.findings.anomaly import alarms_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing, percent
from afterfit.results import AnomalyAnalysis, AnomalyVariant, Detection, FileDetection

FEWEST_ALARMS = 10
FEWEST_FILES = 5
LARGEST_SHARE_OF_SAMPLES = 0.2


def _judge(variant: AnomalyVariant, detection: Detection) -> Verdict:
    files = [row for row in detection.files if row.n_normal]
    n_normal = sum(row.n_normal for row in files)
    if len(files) < FEWEST_FILES or n_normal == len(files):
        return not_applicable(
            f"{count(len(files), 'recording')} with several normal samples cannot show a pattern."
            if n_normal != len(files)
            else "Every normal sample is a recording of its own, or none has a name."
        )
    n_alarms = sum(row.n_false_alarms for row in files)
    if n_alarms < FEWEST_ALARMS:
        return clear(f"{count(n_alarms, 'false alarm')}, too few to show a pattern.", n=n_alarms)
    worst = _holding_half(files, n_alarms)
    share = sum(row.n_normal for row in worst) / n_normal
    held = sum(row.n_false_alarms for row in worst)
    evidence: Evidence = {
        "n_files": len(worst),
        "n_false_alarms_there": held,
        "n_false_alarms": n_alarms,
        "share_of_normal_samples": share,
    }
    claim = (
        f"{held:,} of {count(n_alarms, 'false alarm')} {agreeing(held, 'comes', 'come')} from "
        f"{len(worst):,} of {count(len(files), 'recording')} that "
        f"{agreeing(len(worst), 'holds', 'hold')} {percent(share)} of the normal samples: "
        f"{listing([row.source for row in worst])}."
    )
    return (raised if share <= LARGEST_SHARE_OF_SAMPLES else clear)(claim, **evidence)


def _holding_half(files: list[FileDetection], n_alarms: int) -> list[FileDetection]:
    """Return the recordings of highest false-positive rate that hold half of all false alarms."""
    by_rate = sorted(files, key=lambda row: -row.n_false_alarms / row.n_normal)
    held, kept = 0, []
    for row in by_rate:
        kept.append(row)
        held += row.n_false_alarms
        if 2 * held >= n_alarms:
            break
    return kept


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD005",
    title="False alarms gather in few recordings",
    severity="warning",
    judge=alarms_on_test(_judge),
    next_steps=(
        "Look at these recordings first: wrong label, a loose sensor, another operating condition.",
        "Where the condition is normal, record more of it for training.",
        "Count an alarm only after several windows in a row.",
    ),
    source="Tensorlab §8.6.11 (recordings one by one)",
)
