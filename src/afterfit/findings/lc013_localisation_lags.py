"""LC013: objects are named, and not placed."""

from afterfit.findings.components import judge_component
from afterfit.findings.rule import Rule, Verdict
from afterfit.results.learning import LearningCurves


def _judge(curves: LearningCurves) -> Verdict:
    return judge_component(curves, "localisation_loss", "classification_loss")


RULE = Rule(
    code="LC013",
    title="Localisation lags behind classification",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Revisit the annotations: boxes should be targeted and specific to the object.",
        "Agree on one way to draw a box around hidden, cut and touching objects.",
        "Give localisation more weight in the total loss.",
        "Train at a higher resolution, if objects are small.",
    ),
    source="Datature Nexus, How to interpret training graphs (classification and localisation)",
)
