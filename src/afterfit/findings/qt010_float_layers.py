"""QT010: a few layers kept in float give back what quantisation lost."""

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent, points
from afterfit.results import Analysis, FloatLayers, LayerSensitivity


def _judge(analysis: Analysis) -> Verdict:
    if not analysis.sensitivities:
        return not_applicable("No quantised model was run with some of its layers in float.")
    sensitivity = analysis.sensitivities[0]
    if not sensitivity.alone:
        return not_applicable("The quantised model has no layer with weights.")
    best = sensitivity.recommended()
    return _nothing(sensitivity) if best is None else _regained(sensitivity, best)


def _regained(sensitivity: LayerSensitivity, best: FloatLayers) -> Verdict:
    change, variant = best.accuracy_change, sensitivity.candidate.variant
    return raised(
        f"Keep {listing(best.layers, most=8)} in float and {variant} regains "
        f"{points(change.value)} on {count(change.n, 'sample')} of {sensitivity.candidate.split} "
        f"(95 % interval {100 * change.low:+.1f} to {100 * change.high:+.1f} points): "
        f"{percent(best.accuracy)} instead of {percent(sensitivity.candidate_accuracy)}; "
        f"{sensitivity.reference.variant} has {percent(sensitivity.reference_accuracy)}.",
        **_evidence(sensitivity, best),
    )


def _nothing(sensitivity: LayerSensitivity) -> Verdict:
    first, variant = sensitivity.most_telling()[0], sensitivity.candidate.variant
    return clear(
        f"No layer kept in float gives {variant} an accuracy that is better beyond chance on "
        f"{count(sensitivity.candidate.n_samples, 'sample')} of {sensitivity.candidate.split}; "
        f"{first.layers[0]} matters most to its outputs.",
        **_evidence(sensitivity, first),
    )


def _evidence(sensitivity: LayerSensitivity, choice: FloatLayers) -> Evidence:
    change = choice.accuracy_change
    numbers = {
        "regained": change.value,
        "regained_low": change.low,
        "regained_high": change.high,
        "sqnr_db": choice.sqnr_db,
        "sqnr_db_all_quantized": sensitivity.sqnr_db,
    }
    # what the data cannot tell is left out
    known = {name: value for name, value in numbers.items() if value == value}
    return {
        "layers": ", ".join(choice.layers),
        "n_parameters": choice.n_parameters,
        "p_value": choice.p_value,
        **known,
    }


RULE = Rule(
    code="QT010",
    title="Layers worth keeping in float",
    severity="info",
    judge=_judge,
    next_steps=(
        "Name them in training -> quantization_exclude_layers and run again.",
        "Train with quantisation in the loop (QAT instead of PTQ), which may make it unnecessary.",
        "Check on the device that a float layer between int8 layers is supported and fast enough.",
    ),
    source="Tensorlab §8.6.18; AIMET QuantAnalyzer, per-layer analysis",
)
