"""CA002: a temperature would make the scores better probabilities."""

from afterfit.findings.judged import of_reference
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.results import Analysis, TemperatureOffer


def _judge(analysis: Analysis) -> Verdict:
    offer = of_reference(analysis, analysis.temperatures)
    if offer is None:
        return not_applicable("There are no predictions on both the validation and the test split.")
    if not isinstance(offer, TemperatureOffer):
        return clear(offer.reason)
    return raised(
        f"Dividing the logits by {offer.temperature:.2f}, found on validation, changes log loss on "
        f"test from {offer.before.log_loss:.3f} to {offer.after.log_loss:.3f} and the expected "
        f"calibration error from {offer.before.ece:.3f} to {offer.after.ece:.3f}; no prediction "
        "changes.",
        temperature=offer.temperature,
        log_loss_change=offer.log_loss_change,
        log_loss_change_low=offer.log_loss_change_low,
        log_loss_change_high=offer.log_loss_change_high,
    )


RULE = Rule(
    code="CA002",
    title="A temperature worth applying",
    severity="info",
    judge=_judge,
    next_steps=(
        "Divide the logits by this number before the softmax, in the device or in the export.",
        "Choose thresholds again afterwards: those of the old scores no longer hold.",
    ),
    source="Guo, Pleiss, Sun & Weinberger (2017), ICML, 1321-1330",
)
