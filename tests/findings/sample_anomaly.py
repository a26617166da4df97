"""What the rules for anomaly detectors say of scores."""

from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.records import AnomalyScores
from afterfit.results import Finding


def found(*scores: AnomalyScores) -> dict[str, Finding]:
    return {one.code: one for one in analyze_anomaly_scores(scores)[0].findings}
