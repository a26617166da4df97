"""QT010: a few layers kept in float give back what quantisation lost."""

from typing import Protocol

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent
from afterfit.results import Estimate, FloatLayers, LayerSensitivity
from afterfit.wording import (
    one_quality,
    quality_change_range,
    quality_gap,
    quality_noun,
    quality_text,
    why_unknown,
)


class WithSensitivities(Protocol):
    """The analysis of a task whose networks are quantised here."""

    @property
    def sensitivities(self) -> tuple[LayerSensitivity, ...]:
        """One a quantised variant that was run with layers in float."""
        ...


def _judge(analysis: WithSensitivities) -> Verdict:
    if not analysis.sensitivities:
        return not_applicable("No quantised model was run with some of its layers in float.")
    sensitivity = analysis.sensitivities[0]
    if not sensitivity.alone:
        return not_applicable("The quantised model has no layer with weights.")
    if sensitivity.candidate_value != sensitivity.candidate_value:
        return not_applicable(_unknown(sensitivity))
    best = sensitivity.recommended()
    return _nothing(sensitivity) if best is None else _regained(sensitivity, best)


def _regained(sensitivity: LayerSensitivity, best: FloatLayers) -> Verdict:
    change, candidate = best.regained, sensitivity.candidate
    return raised(
        f"Keep {listing(best.layers, most=8)} in float and {candidate.variant} regains "
        f"{_gained(sensitivity, change)} on {count(change.n, 'sample')} of {candidate.split} "
        f"(95 % interval {_ends(sensitivity, change)}): "
        f"{_value(sensitivity, best.value)} instead of "
        f"{_value(sensitivity, sensitivity.candidate_value)}; "
        f"{sensitivity.reference.variant} has {_value(sensitivity, sensitivity.reference_value)}.",
        **_evidence(sensitivity, best),
    )


def _gained(sensitivity: LayerSensitivity, change: Estimate) -> str:
    yardstick = sensitivity.yardstick
    gap = quality_gap(change.value, yardstick)
    return gap if yardstick.is_share else f"{gap} of {quality_noun(yardstick)}"


def _ends(sensitivity: LayerSensitivity, change: Estimate) -> str:
    ends = quality_change_range(change, sensitivity.yardstick)
    return f"{ends} points" if sensitivity.yardstick.is_share else ends


def _value(sensitivity: LayerSensitivity, value: float) -> str:
    yardstick = sensitivity.yardstick
    return percent(value) if yardstick.is_share else quality_text(value, yardstick)


def _unknown(sensitivity: LayerSensitivity) -> str:
    scope, yardstick = sensitivity.candidate, sensitivity.yardstick
    hint = " (dataset -> anomalies_in_validation)" if yardstick.metric == "roc_auc" else ""
    first = sensitivity.most_telling()[0].layers[0]
    return (
        f"Whether a layer in float gives {scope.variant} a better {quality_noun(yardstick)} cannot "
        f"be told on {scope.split}: {why_unknown(yardstick)}{hint}. {first} matters most to its "
        "outputs."
    )


def _nothing(sensitivity: LayerSensitivity) -> Verdict:
    first, variant = sensitivity.most_telling()[0], sensitivity.candidate.variant
    return clear(
        f"No layer kept in float gives {variant} {one_quality(sensitivity.yardstick)} that is "
        f"better beyond chance on "
        f"{count(sensitivity.candidate.n_samples, 'sample')} of {sensitivity.candidate.split}; "
        f"{first.layers[0]} matters most to its outputs.",
        **_evidence(sensitivity, first),
    )


def _evidence(sensitivity: LayerSensitivity, choice: FloatLayers) -> Evidence:
    change = choice.regained
    numbers = {
        "regained": change.value,
        "regained_low": change.low,
        "regained_high": change.high,
        "p_value": choice.p_value,
        "sqnr_db": choice.sqnr_db,
        "sqnr_db_all_quantized": sensitivity.sqnr_db,
    }
    # what the data cannot tell is left out
    known = {name: value for name, value in numbers.items() if value == value}
    return {
        "layers": ", ".join(choice.layers),
        "n_parameters": choice.n_parameters,
        **known,
    }


RULE: Rule[WithSensitivities] = Rule(
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
