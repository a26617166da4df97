"""LC012: objects are found, and not told apart."""

from afterfit.findings.components import judge_component
from afterfit.findings.rule import Rule, Verdict
from afterfit.results.learning import LearningCurves


def _judge(curves: LearningCurves) -> Verdict:
    return judge_component(curves, "classification_loss", "localisation_loss")


RULE = Rule(
    code="LC012",
    title="Classification lags behind localisation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look for inconsistent annotations: the same kind of object under two labels.",
        "Look for very similar feature labels; merge those that need not be told apart.",
        "Give classification more weight in the total loss.",
        "Collect more examples of the classes that are mixed up.",
    ),
    source="Datature Nexus, How to interpret training graphs (classification and localisation)",
)
