"""A small run whose every result is computed here, plainly, from arrays of made-up scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import (
    choose_operating_points,
    compare_intervals,
    compare_pair,
    decide,
    find_duplicate_windows,
    find_label_suspects,
    measure_calibration,
    measure_uncertainty,
    offer_temperature,
    reach_accuracy,
)
from afterfit.pipeline.curves import log_of_history, report_curves
from afterfit.records import History, LayerProfile, ModelProfile, Predictions, Windows
from afterfit.report.outline_curves import CurvesReport
from afterfit.report.run_report import RunReport
from afterfit.results import (
    Analysis,
    Budget,
    ClassificationQuality,
    ClassQuality,
    ConfusionMatrix,
    CostFigure,
    ErrorSample,
    ErrorSamples,
    Estimate,
    FileRow,
    FileSummary,
    Finding,
    Limit,
    MarginHistogram,
    MarginHistograms,
    QuantizationCost,
    Scope,
    ThresholdSweep,
    ThresholdSweeps,
    VariantAnalysis,
    VariantCosts,
)
from afterfit.statistics import PairedTally

CLASSES = ("walking", "<script>alert(1)</script>", "=cmd()", "standing still | resting")
SPLITS = {"train": 120, "validation": 48, "test": 72}
NAN = float("nan")


@dataclass(frozen=True)
class Scored:
    """Windows of one split, and the scores that one variant gave them."""

    windows: Windows
    scores: NDArray[np.float64]
    variant: str

    @property
    def y_true(self) -> NDArray[np.int64]:
        return self.windows.y_true

    @property
    def y_pred(self) -> NDArray[np.int64]:
        return np.asarray(self.scores.argmax(axis=1), np.int64)

    @property
    def predictions(self) -> Predictions:
        windows = self.windows
        return Predictions(
            windows.class_names,
            windows.y_true,
            self.scores,
            windows.source,
            windows.source_names,
            windows.offset,
            self.variant,
            windows.split,
        )

    @property
    def scope(self) -> Scope:
        n_sources = len(np.unique(self.windows.source))
        return Scope(self.variant, self.windows.split, len(self.windows), n_sources)


def make_windows(split: str, n: int, classes: Sequence[str] = CLASSES, seed: int = 0) -> Windows:
    """Return n windows of two channels and 24 steps; six windows a recording."""
    rng = np.random.default_rng((seed, n))
    k = len(classes)
    recording = np.arange(n) // 6
    y_true = recording % k
    steps = np.arange(24)
    wave = np.sin(steps / (2 + y_true[:, None])) + rng.normal(0, 0.2, (n, 24))
    values = np.stack([wave, rng.normal(0, 1, (n, 24))], axis=1)
    names = tuple(
        f"classes/{classes[i % k]}/{split}_{i}.csv" for i in range(int(recording[-1]) + 1)
    )
    return Windows(
        values=values.astype(np.float32),
        channel_names=("accel x", "=gyro"),
        class_names=tuple(classes),
        y_true=y_true,
        source=recording,
        source_names=names,
        offset=np.arange(n) % 6 * 12,
        split=split,
    )


def score(windows: Windows, variant: str, noise: float, seed: int = 1) -> Scored:
    """Return scores that are mostly right; one recording of the third class is all wrong."""
    rng = np.random.default_rng((seed, len(windows)))
    n, k = len(windows), len(windows.class_names)
    logits = rng.normal(0, noise, (n, k))
    logits[np.arange(n), windows.y_true] += 2.5
    if k > 2:
        logits[windows.source == 2, 0] += 7
    if variant == "int8":
        logits = np.round(logits * 2) / 2
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return Scored(windows, scores, variant)


def confusion_of(scored: Scored) -> ConfusionMatrix:
    k = len(scored.windows.class_names)
    counts = np.zeros((k, k), int)
    np.add.at(counts, (scored.y_true, scored.y_pred), 1)
    return ConfusionMatrix(
        scored.scope, scored.windows.class_names, tuple(tuple(map(int, row)) for row in counts)
    )


def wilson(metric: str, right: int, n: int) -> Estimate:
    """Return a share with its Wilson interval; nan where there is nothing to share."""
    if not n:
        return Estimate(metric, NAN, NAN, NAN, 0, "none")
    p, z = right / n, 1.959964
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = max(0.0, float(middle - half)), min(1.0, float(middle + half))
    return Estimate(metric, p, low, high, n, "wilson")


def plain(metric: str, value: float, n: int) -> Estimate:
    return Estimate(metric, value, NAN, NAN, n, "none")


def quality_of(scored: Scored) -> ClassificationQuality:
    counts = np.array(confusion_of(scored).counts)
    sweeps = thresholds_of(scored).classes
    classes = tuple(_class_quality(scored, counts, i, sweeps[i]) for i in range(len(counts)))
    n, weights = len(scored.y_true), counts.sum(axis=1)
    overall = [wilson("accuracy", int(np.trace(counts)), n)]
    overall.append(plain("balanced_accuracy", _mean([c.recall.value for c in classes]), n))
    for prefix, weight in (("macro", np.ones(len(weights))), ("weighted", weights)):
        for metric in ("precision", "recall", "f1"):
            values = [getattr(one, metric).value for one in classes]
            overall.append(plain(f"{prefix}_{metric}", _mean(values, weight), n))
    overall.append(plain("macro_roc_auc", _mean([c.roc_auc.value for c in classes]), n))
    true_scores = scored.scores[np.arange(n), scored.y_true]
    overall.append(plain("log_loss", float(-np.log(true_scores).mean()) if n else NAN, n))
    return ClassificationQuality(scored.scope, tuple(overall), classes)


def _mean(values: Sequence[float], weights: NDArray[np.float64] | None = None) -> float:
    array = np.array(values, dtype=float)
    weight = np.ones(len(array)) if weights is None else weights
    known = ~np.isnan(array)
    return float(np.average(array[known], weights=weight[known])) if weight[known].sum() else NAN


def _class_quality(
    scored: Scored, counts: NDArray[np.int64], i: int, sweep: ThresholdSweep
) -> ClassQuality:
    tp, support, n_predicted = int(counts[i, i]), int(counts[i].sum()), int(counts[:, i].sum())
    both = support + n_predicted
    return ClassQuality(
        class_name=scored.windows.class_names[i],
        precision=wilson("precision", tp, n_predicted),
        recall=wilson("recall", tp, support),
        f1=plain("f1", 2 * tp / both if both else NAN, both),
        support=support,
        n_predicted=n_predicted,
        roc_auc=plain("roc_auc", sweep.auc, len(scored.y_true)),
        average_precision=plain("average_precision", _average_precision(sweep), len(scored.y_true)),
    )


def _average_precision(sweep: ThresholdSweep) -> float:
    if not sweep.n_positives:
        return NAN
    precision = sweep.tp[1:] / (sweep.tp[1:] + sweep.fp[1:])
    return float((np.diff(sweep.tp) * precision).sum() / sweep.n_positives)


def thresholds_of(scored: Scored) -> ThresholdSweeps:
    return ThresholdSweeps(
        scored.scope,
        tuple(_sweep(scored, i) for i in range(len(scored.windows.class_names))),
    )


def _sweep(scored: Scored, i: int) -> ThresholdSweep:
    scores, positive = scored.scores[:, i], scored.y_true == i
    thresholds = np.concatenate([[np.inf], np.unique(scores)[::-1]])
    tp = np.array([int((positive & (scores >= t)).sum()) for t in thresholds])
    fp = np.array([int((~positive & (scores >= t)).sum()) for t in thresholds])
    n_positives, n_negatives = int(positive.sum()), int((~positive).sum())
    area = float(np.trapezoid(tp, fp))
    auc = area / (n_positives * n_negatives) if n_positives and n_negatives else NAN
    return ThresholdSweep(
        scored.windows.class_names[i], n_positives, n_negatives, thresholds, tp, fp, auc
    )


def margins_of(scored: Scored) -> MarginHistograms:
    ordered = np.sort(scored.scores, axis=1)
    margin = ordered[:, -1] - ordered[:, -2] if ordered.shape[1] > 1 else ordered[:, -1]
    edges = np.linspace(0, 1, 21)
    right = scored.y_pred == scored.y_true

    def histogram(name: str | None, rows: NDArray[np.bool_]) -> MarginHistogram:
        return MarginHistogram(
            name,
            edges,
            np.histogram(margin[rows & right], edges)[0].astype(np.int64),
            np.histogram(margin[rows & ~right], edges)[0].astype(np.int64),
        )

    names = scored.windows.class_names
    classes = tuple(histogram(name, scored.y_pred == i) for i, name in enumerate(names))
    return MarginHistograms(scored.scope, histogram(None, np.ones(len(margin), bool)), classes)


def files_of(scored: Scored) -> FileSummary:
    windows = scored.windows
    rows = []
    for i, source in enumerate(windows.source_names):
        here = windows.source == i
        predicted = np.bincount(scored.y_pred[here], minlength=len(windows.class_names))
        wrong = int((scored.y_pred[here] != scored.y_true[here]).sum())
        name = windows.class_names[scored.y_true[here][0]]
        rows.append(FileRow(source, name, int(here.sum()), wrong, tuple(map(int, predicted))))
    rows.sort(key=lambda row: (-row.error_rate, -row.n_wrong, row.source))
    return FileSummary(scored.scope, windows.class_names, tuple(rows))


def errors_of(scored: Scored, max_per_class: int | None = None) -> ErrorSamples:
    windows, names = scored.windows, scored.windows.class_names
    wrong = np.flatnonzero(scored.y_pred != scored.y_true)
    kept = []
    for i in range(len(names)):
        mine = sorted(wrong[scored.y_true[wrong] == i], key=lambda row: -scored.scores[row].max())
        kept += mine[:max_per_class]
    samples = tuple(
        ErrorSample(
            int(row),
            names[scored.y_true[row]],
            names[scored.y_pred[row]],
            tuple(map(float, scored.scores[row])),
            windows.source_names[windows.source[row]],
            int(windows.offset[row]),
        )
        for row in kept
    )
    return ErrorSamples(scored.scope, names, samples, len(wrong), max_per_class)


def analyze(scored: Scored) -> VariantAnalysis:
    return VariantAnalysis(
        scored.variant,
        scored.windows.split,
        quality_of(scored),
        confusion_of(scored),
        thresholds_of(scored),
        margins_of(scored),
        files_of(scored),
        errors_of(scored),
        measure_calibration(scored.predictions),
        measure_uncertainty(scored.predictions),
        find_label_suspects(scored.predictions),
        compare_intervals(scored.predictions),
    )


def compare(reference: Scored, candidate: Scored) -> QuantizationCost:
    right, also = (one.y_pred == one.y_true for one in (reference, candidate))
    n, b, c = len(right), int((right & ~also).sum()), int((~right & also).sum())
    left, other = quality_of(reference), quality_of(candidate)
    spread = float(np.sqrt(b + c - (b - c) ** 2 / n) / n * 1.959964)
    change = (c - b) / n
    return QuantizationCost(
        reference.scope,
        candidate.scope,
        left.estimate("accuracy"),
        other.estimate("accuracy"),
        left.estimate("macro_f1"),
        other.estimate("macro_f1"),
        Estimate("accuracy_change", change, change - spread, change + spread, n, "paired"),
        b,
        c,
        int((reference.y_pred != candidate.y_pred).sum()),
        _mcnemar(b, c),
        15_480,
        6_212,
    )


def _mcnemar(b: int, c: int) -> float:
    n = b + c
    return min(1.0, float(2 * sum(comb(n, i) for i in range(min(b, c) + 1)) / 2**n))


FINDINGS = (
    Finding(
        "CL001",
        "clear",
        "error",
        "No better than the majority class",
        "The model is better than always answering the largest class.",
        {"accuracy": 0.9},
    ),
    Finding(
        "FL001",
        "raised",
        "error",
        "Files that are all wrong",
        "All 6 samples of classes/=cmd()/test_2.csv are taken for walking.",
        {"n_files": 1, "n_samples": 6, "error_rate": 1.0},
        ("Look at the recording: was it labelled wrongly?", "Record this class once more."),
        "Tensorlab user guide §8.6.11",
    ),
    Finding(
        "CL003",
        "raised",
        "warning",
        "A class with low recall",
        "<script>alert(1)</script> is found in 61.1 % of its 18 samples.",
        {"recall": 0.6111},
        ("Collect more samples of it.",),
        "Tensorlab user guide §8.6.18",
    ),
    Finding(
        "CL006",
        "not_applicable",
        "warning",
        "Train-test gap",
        "The train split was not tested.",
    ),
)


def sample_scored(classes: Sequence[str] = CLASSES) -> dict[tuple[str, str], Scored]:
    """Return the scores of both variants on all three splits."""
    return {
        (variant, split): score(make_windows(split, n, classes), variant, noise=1.2)
        for variant in ("float32", "int8")
        for split, n in SPLITS.items()
    }


def sample_analysis(classes: Sequence[str] = CLASSES) -> Analysis:
    scored = sample_scored(classes)
    analysed = {key: analyze(one) for key, one in scored.items()}
    compared = {s: compare(scored["float32", s], scored["int8", s]) for s in SPLITS}
    paired = tuple(
        compare_pair(
            cost,
            PairedTally.of(scored["float32", s].predictions, scored["int8", s].predictions),
            analysed["float32", s],
            analysed["int8", s],
            margin=0.01,
        )
        for s, cost in compared.items()
    )
    tested = [analysed[name, "test"] for name in ("float32", "int8")]
    return Analysis(
        tuple(classes),
        tuple(analysed.values()),
        tuple(compared.values()),
        FINDINGS,
        tuple(offer_temperature(*pair) for pair in _pairs(scored)),
        tuple(choose_operating_points(*pair) for pair in _pairs(scored)),
        tuple(reach_accuracy(*pair) for pair in _pairs(scored)),
        (find_duplicate_windows([scored["float32", split].windows for split in SPLITS]),),
        paired,
        decide(tested, [compared["test"]], [paired[-1]], sample_costs(), SAMPLE_BUDGET),
    )


SAMPLE_BUDGET = Budget((Limit("flash_bytes", 12_288, "--max-flash"),))


def sample_costs() -> dict[str, VariantCosts]:
    """Return costs of every basis, one of them not known."""
    ram = CostFigure.of(2_048, "computed", "activations, as TFLite Micro plans")
    latency = CostFigure(1.2, 2.0, 3.16, "estimated", "F28P55, TI NPU")
    return {
        name: VariantCosts(
            name, CostFigure.of(n, "measured", "size of the model file"), ram, latency
        )
        for name, n in (("float32", 15_480), ("int8", 6_212))
    }


def _pairs(scored: dict[tuple[str, str], Scored]) -> list[tuple[Predictions, Predictions]]:
    return [
        (scored[name, "validation"].predictions, scored[name, "test"].predictions)
        for name in ("float32", "int8")
    ]


def sample_history(n_epochs: int = 12) -> History:
    epochs = np.arange(1, n_epochs + 1)
    return History(
        epochs,
        {
            "train_loss": 1.4 * np.exp(-epochs / 4) + 0.05,
            "val_loss": 1.4 * np.exp(-epochs / 4) + 0.15 + 0.01 * (epochs - 6).clip(0),
            "train_accuracy": 1 - 0.6 * np.exp(-epochs / 3),
            "val_accuracy": 0.94 - 0.6 * np.exp(-epochs / 3),
            "learning_rate": 0.01 / epochs,
        },
        best_epoch=8,
    )


def sample_training() -> CurvesReport:
    return report_curves(log_of_history(sample_history()))


def sample_profiles() -> tuple[ModelProfile, ...]:
    layers = (
        LayerProfile("conv1", "Conv", (1, 8, 12, 1), 88, 960, 352, 384),
        LayerProfile("fc", "Gemm", (1, 4), 132, 128, 528, 16),
    )
    shape = (1, 2, 24, 1)
    return (
        ModelProfile("CLS_4k_NPU", "float32", shape, 15_480, layers, "onnx", "float", 880, 0, None),
        ModelProfile(
            "CLS_4k_NPU",
            "int8",
            shape,
            6_212,
            layers,
            "onnx",
            "int8 with float ends",
            220,
            90,
            None,
        ),
    )


def sample_report() -> RunReport:
    return RunReport(
        title="Demo <b>run</b>",
        analysis=sample_analysis(),
        training=sample_training(),
        kept_epoch=8,
        profiles=sample_profiles(),
        windows={split: make_windows(split, n) for split, n in SPLITS.items()},
        facts={"Data set": "examples/made_up", "Model": "CLS_4k_NPU", "Device": "F28P55"},
        notes=("quantization_method QAT is not offered yet; int8 was made after training.",),
    )
