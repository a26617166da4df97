"""Why the models gave their answers for one sample."""

from collections.abc import Sequence
from math import isfinite, isnan

from afterfit.results import Neighbourhood, PredictionTrace, SampleTrace
from afterfit.results.prediction_trace import UNCERTAIN, SameMistake, VariantTrace
from afterfit.views.layer_comparison import decibels
from afterfit.views.layers import shape_text
from afterfit.views.numbers import NO_VALUE, count, counted, decimal, percent
from afterfit.views.tables import Table, make_table
from afterfit.views.traced_layers import AnyVariant

_LOOKS = {
    "model error": "Most of them bear the true label: the last layer decides against what it sees, "
    "an error of the model.",
    "between classes": "They do not agree: the sample lies between classes.",
    "unlike the training": "It is further from them than 95 % of the test windows are from theirs: "
    "the training had little like it.",
    "well supported": "They bear out the answer.",
}


def answer_sentence(trace: PredictionTrace) -> str:
    """Return what each variant said of the sample, and what is true."""
    said = ", ".join(f"{one.variant} {_answer_words(one)}" for one in trace.variants)
    return f"{trace.sample_id} is {trace.true_class}; {said}."


def _answer_words(one: VariantTrace) -> str:
    words = f"says {one.predicted} at {percent(max(one.scores))}"
    return f"{words}, too unsure to count" if one.answer == UNCERTAIN else words


def rule_sentence(trace: PredictionTrace) -> str:
    """Return how the reference's answer follows from its scores."""
    one = trace.reference
    highest = max(one.scores)
    said = [f"{one.variant}: the highest score is that of {one.predicted}, {percent(highest)}"]
    if isfinite(one.threshold):
        passed = "at or above" if highest >= one.threshold else "below"
        said.append(f"{passed} the threshold of that class, {percent(one.threshold)}")
    if isfinite(one.min_confidence):
        passed = "below" if one.answer == UNCERTAIN else "at or above"
        said.append(f"{passed} the least confidence for an answer, {percent(one.min_confidence)}")
    note = "; both limits were chosen on validation" if len(said) > 2 else ""
    return f"{', '.join(said)}{note}."


def parting_sentence(trace: SampleTrace) -> str:
    """Return where quantised variants part from the float one; empty without any."""
    compared = [one for one in trace.variants if any(x.compared_with for x in one.layers)]
    name = trace.reference.variant
    said = [
        f"the outputs of {one.variant} part from those of {name} at {one.parts_at}"
        for one in compared
        if one.parts_at
    ]
    close = [one for one in compared if not one.parts_at]
    if close:
        said.append(_close_words(close))
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _close_words(close: Sequence[AnyVariant]) -> str:
    names = " or ".join(one.variant for one in close)
    rated = [
        (layer.snr_db, layer.name, one.variant)
        for one in close
        for layer in one.layers
        if not isnan(layer.snr_db)
    ]
    words = f"no layer of {names} is off by more than a tenth of its signal"
    if not rated:
        return words
    snr_db, layer_name, variant = min(rated)
    of = f" of {variant}" if len(close) > 1 else ""
    return f"{words} (at worst {layer_name}{of}, {decibels(snr_db)})"


def neighbours_sentence(trace: PredictionTrace) -> str:
    """Return what the nearest training windows say of the answer."""
    found = trace.neighbourhood
    if not isinstance(found, Neighbourhood):
        return found.reason
    labels = [one.label for one in found.nearest]
    counts = ", ".join(f"{count(labels.count(one))} {one}" for one in dict.fromkeys(labels))
    looks = _LOOKS.get(found.looks_like) or _two_readings(trace, found)
    return (
        f"The {counted(len(labels), 'training window')} most like it to the last layer of "
        f"{trace.reference.variant}: {counts}. {looks}"
    )


def _two_readings(trace: PredictionTrace, found: Neighbourhood) -> str:
    """Return what a wrong answer that all neighbours bear out may come from, the likelier first."""
    recording = trace.sample_id.rpartition("@")[0]
    model, answer = trace.reference.variant, trace.reference.predicted
    if found.looks_like == "label or model error":
        return (
            f"All bear the answer's label: either the label of {recording} is wrong or {model} "
            f"cannot tell it from {answer}: look at {recording}.{_elsewhere(trace, found.alike)}"
        )
    return (
        f"All bear the answer's label: {model} cannot tell it from {answer}, or its label is "
        f"wrong: look at {recording}.{_elsewhere(trace, found.alike)}"
    )


def _elsewhere(trace: PredictionTrace, alike: SameMistake) -> str:
    """Return of how many other windows the same is said; empty where there are none."""
    parts = [
        f"{count(n_alike)} of {counted(n, noun)} of {what}"
        for n_alike, n, noun, what in (
            (alike.n_recording_alike, alike.n_recording, "other window", "this recording"),
            (
                alike.n_others_alike,
                alike.n_others,
                "window",
                f"other {trace.true_class} recordings",
            ),
        )
        if n
    ]
    said = f"{trace.reference.variant} says {trace.reference.predicted} of "
    return f" {said}{' and of '.join(parts)}." if parts else ""


def looks_text(trace: PredictionTrace) -> str:
    """Return what the sample looks like in two words; a dash where nobody knows."""
    found = trace.neighbourhood
    return found.looks_like if isinstance(found, Neighbourhood) else NO_VALUE


def table_neighbours(trace: PredictionTrace) -> Table | None:
    """Return the nearest training windows; None where they are not known."""
    found = trace.neighbourhood
    if not isinstance(found, Neighbourhood):
        return None
    rows = [[one.sample_id, one.label, decimal(one.distance)] for one in found.nearest]
    note = (
        f"Of {counted(found.n_searched, 'training window')}, by Euclidean distance between what "
        f"the last layer with weights reads. Half of the test windows are nearer to theirs than "
        f"{decimal(found.usual_distance)}. It is the model's own view: look at the recording "
        "before you change a label."
    )
    columns = ["Training window", "Label", ">Distance"]
    return make_table("Nearest training windows", columns, rows, note=note)


def table_scores(trace: PredictionTrace) -> Table:
    """Return one row a class: output and probability of each variant."""
    columns = ["Class"]
    for one in trace.variants:
        columns += [f">{one.variant}, output", f">{one.variant}, probability"]
    rows = []
    for place, name in enumerate(trace.class_names):
        cells = [f"{name} (true)" if name == trace.true_class else name]
        for one in trace.variants:
            output = decimal(one.outputs[place]) if one.outputs else NO_VALUE
            cells += [output, percent(one.scores[place])]
        rows.append(cells)
    return make_table("Outputs and probabilities", columns, rows, folds=True)


def table_traced_layers(trace: SampleTrace, variant: AnyVariant) -> Table:
    """Return one row a layer of a variant, in the order in which they run."""
    quantised = any(not isnan(one.saturated) for one in variant.layers)
    columns = ["Layer", "Operator", "Output", ">Min", ">Mean", ">Max", ">Zeros"]
    columns += [">At int8 limits", ">SNR"] if quantised else []
    rows = [
        [
            one.name,
            one.operator,
            shape_text(one.shape),
            *(decimal(value) for value in (one.lowest, one.mean, one.highest)),
            percent(one.zeros),
            *([percent(one.saturated), decibels(one.snr_db)] if quantised else []),
        ]
        for one in variant.layers
    ]
    snr = (
        f"SNR: size of {trace.reference.variant}'s output to that of the difference, errors of "
        "earlier layers included."
    )
    note = " ".join(one for one in (snr if quantised else "", variant.note) if one)
    return make_table(f"Layers of {variant.variant}", columns, rows, note=note)


def table_prediction(trace: PredictionTrace) -> Table:
    """Return one row a variant: answer, score, limits, and where it parts from the reference."""
    rows = [
        [
            one.variant,
            one.answer,
            percent(max(one.scores)),
            percent(one.threshold),
            percent(one.min_confidence),
            one.parts_at or NO_VALUE,
        ]
        for one in trace.variants
    ]
    columns = ["Variant", "Answer", ">Score", ">Threshold", ">Least confidence", "Parts at"]
    note = f"{trace.sample_id}, true class {trace.true_class}. {neighbours_sentence(trace)}"
    return make_table("One prediction", columns, rows, note=note)
