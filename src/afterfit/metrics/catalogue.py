"""Every metric, declared once."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from afterfit.metrics.error_catalogue import ERROR_METRICS
from afterfit.metrics.from_counts import (
    accuracy,
    balanced_accuracy,
    cohen_kappa,
    f1,
    false_positive_rate,
    macro_f1,
    macro_precision,
    macro_recall,
    majority_baseline,
    matthews_corrcoef,
    micro_f1,
    micro_precision,
    micro_recall,
    precision,
    recall,
    specificity,
    weighted_f1,
    weighted_precision,
    weighted_recall,
)
from afterfit.metrics.from_losses import brier_score, log_loss
from afterfit.metrics.from_pairs import accuracy_change
from afterfit.metrics.from_ranks import (
    average_precision,
    macro_average_precision,
    macro_roc_auc,
    partial_roc_auc,
    roc_auc,
    roc_auc_change,
    top_2_accuracy,
    top_3_accuracy,
    top_5_accuracy,
)
from afterfit.metrics.from_reliability import (
    calibration_error,
    classwise_calibration_error,
    maximum_calibration_error,
)
from afterfit.metrics.from_sets import (
    SetSums,
    coverage_error,
    hamming_loss,
    label_ranking_loss,
    label_ranking_precision,
    samples_jaccard,
    subset_accuracy,
)
from afterfit.metrics.metric import Metric
from afterfit.statistics import (
    AucPlacements,
    ClassCounts,
    LossSums,
    PairedCounts,
    RankCounts,
    ReliabilityBins,
    ScoreCounts,
)

_SHARE = (0.0, 1.0)
_CORRELATION = (-1.0, 1.0)
_RIJSBERGEN = "van Rijsbergen (1979), Information Retrieval, chapter 7"
_SOKOLOVA = "Sokolova & Lapalme (2009), Information Processing & Management 45(4), 427-437"
_BRODERSEN = "Brodersen et al. (2010), ICPR, 3121-3124"
_GORODKIN = "Gorodkin (2004), Computational Biology and Chemistry 28(5-6), 367-374"
_COHEN = "Cohen (1960), Educational and Psychological Measurement 20(1), 37-46"
_MAJORITY = "Holte (1993), Machine Learning 11, 63-90 (the rule 0R)"
_GOOD = "Good (1952), Journal of the Royal Statistical Society B 14(1), 107-114"
_BRIER = "Brier (1950), Monthly Weather Review 78(1), 1-3"
_HANLEY = "Hanley & McNeil (1982), Radiology 143(1), 29-36"
_MCCLISH = "McClish (1989), Medical Decision Making 9(3), 190-195"
_DELONG = "DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3), 837-845"
_HAND = "Hand & Till (2001), Machine Learning 45, 171-186; one-vs-rest as in Fawcett (2006)"
_FAWCETT = "Fawcett (2006), Pattern Recognition Letters 27(8), 861-874"
_DAVIS = "Davis & Goadrich (2006), ICML, 233-240; Zhu (2004), University of Waterloo, 2004-09"
_ILSVRC = "Russakovsky et al. (2015), International Journal of Computer Vision 115, 211-252"
_NAEINI = "Naeini, Cooper & Hauskrecht (2015), AAAI, 2901-2907"
_NIXON = "Nixon et al. (2019), CVPR Workshops, 38-41 (adaptive bins)"
_KULL = "Kull et al. (2019), NeurIPS (class-wise)"
_NEWCOMBE = "Newcombe (1998), Statistics in Medicine 17(22), 2635-2650"


def _share(
    name: str, title: str, function: Callable[[ClassCounts], Any], source: str
) -> Metric[ClassCounts]:
    return Metric(name, title, function, "higher", _SHARE, source)


def _score(
    name: str, title: str, function: Callable[[ClassCounts], Any], source: str
) -> Metric[ClassCounts]:
    return Metric(name, title, function, "higher", _SHARE, source, unit="")


def _correlation(
    name: str, title: str, function: Callable[[ClassCounts], Any], source: str
) -> Metric[ClassCounts]:
    return Metric(name, title, function, "higher", _CORRELATION, source, unit="")


COUNT_METRICS: Mapping[str, Metric[ClassCounts]] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            _share("accuracy", "Accuracy", accuracy, _SOKOLOVA),
            _share("balanced_accuracy", "Balanced accuracy", balanced_accuracy, _BRODERSEN),
            _share("macro_precision", "Macro precision", macro_precision, _SOKOLOVA),
            _share("macro_recall", "Macro recall", macro_recall, _SOKOLOVA),
            _score("macro_f1", "Macro F1", macro_f1, _SOKOLOVA),
            _share("weighted_precision", "Weighted precision", weighted_precision, _SOKOLOVA),
            _share("weighted_recall", "Weighted recall", weighted_recall, _SOKOLOVA),
            _score("weighted_f1", "Weighted F1", weighted_f1, _SOKOLOVA),
            _share("micro_precision", "Micro precision", micro_precision, _SOKOLOVA),
            _share("micro_recall", "Micro recall", micro_recall, _SOKOLOVA),
            _score("micro_f1", "Micro F1", micro_f1, _SOKOLOVA),
            _correlation("matthews_corrcoef", "Matthews correlation", matthews_corrcoef, _GORODKIN),
            _correlation("cohen_kappa", "Cohen's kappa", cohen_kappa, _COHEN),
            _share("majority_baseline", "Always the largest class", majority_baseline, _MAJORITY),
            _share("precision", "Precision", precision, _RIJSBERGEN),
            _share("recall", "Recall", recall, _RIJSBERGEN),
            _score("f1", "F1", f1, _RIJSBERGEN),
            _share("specificity", "Specificity", specificity, _SOKOLOVA),
            Metric(
                "false_positive_rate",
                "False-positive rate",
                false_positive_rate,
                "lower",
                _SHARE,
                _FAWCETT,
            ),
        )
    }
)
"""Metrics of `ClassCounts`; the last five have a value for each class."""

LOSS_METRICS: Mapping[str, Metric[LossSums]] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            Metric("log_loss", "Log loss", log_loss, "lower", (0.0, 36.05), _GOOD, unit="nat"),
            Metric("brier_score", "Brier score", brier_score, "lower", _SHARE, _BRIER, unit=""),
        )
    }
)
"""Metrics of `LossSums`."""

ROC_AUC: Metric[ScoreCounts] = Metric(
    "roc_auc", "ROC AUC", roc_auc, "higher", _SHARE, _HANLEY, unit=""
)
"""Metric of one class's `ScoreCounts`."""

MACRO_ROC_AUC: Metric[Sequence[ScoreCounts]] = Metric(
    "macro_roc_auc", "Macro ROC AUC", macro_roc_auc, "higher", _SHARE, _HAND, unit=""
)
"""Metric of the `ScoreCounts` of all classes."""

PARTIAL_ROC_AUC: Metric[ScoreCounts] = Metric(
    "partial_roc_auc",
    "Partial ROC AUC (false-positive rate up to 0.1)",
    partial_roc_auc,
    "higher",
    _SHARE,
    _MCCLISH,
    unit="",
)
"""Metric of one class's `ScoreCounts`; 0.5 is chance."""

ROC_AUC_CHANGE: Metric[AucPlacements] = Metric(
    "roc_auc_change", "ROC AUC change", roc_auc_change, "higher", _CORRELATION, _DELONG, unit=""
)
"""Metric of the placements of a candidate less those of its reference."""

AVERAGE_PRECISION: Metric[ScoreCounts] = Metric(
    "average_precision", "Average precision", average_precision, "higher", _SHARE, _DAVIS, unit=""
)
"""Metric of one class's `ScoreCounts`."""

MACRO_AVERAGE_PRECISION: Metric[Sequence[ScoreCounts]] = Metric(
    "macro_average_precision",
    "Macro average precision",
    macro_average_precision,
    "higher",
    _SHARE,
    _DAVIS,
    unit="",
)
"""Metric of the `ScoreCounts` of all classes."""

RANK_METRICS: Mapping[int, Metric[RankCounts]] = MappingProxyType(
    {
        2: Metric("top_2_accuracy", "Top-2 accuracy", top_2_accuracy, "higher", _SHARE, _ILSVRC),
        3: Metric("top_3_accuracy", "Top-3 accuracy", top_3_accuracy, "higher", _SHARE, _ILSVRC),
        5: Metric("top_5_accuracy", "Top-5 accuracy", top_5_accuracy, "higher", _SHARE, _ILSVRC),
    }
)
"""Metrics of `RankCounts`, by the number of classes that count as found."""


def _gap(
    name: str, title: str, function: Callable[[ReliabilityBins], Any], source: str
) -> Metric[ReliabilityBins]:
    return Metric(name, title, function, "lower", _SHARE, source, unit="")


CALIBRATION_METRICS: Mapping[str, Metric[ReliabilityBins]] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            _gap("ece", "Expected calibration error", calibration_error, _NAEINI),
            _gap("ece_equal_mass", "Adaptive calibration error", calibration_error, _NIXON),
            _gap("mce", "Maximum calibration error", maximum_calibration_error, _NAEINI),
        )
    }
)
"""Metrics of `ReliabilityBins`: the first and third of bins of equal width."""

CLASSWISE_ECE: Metric[Sequence[ReliabilityBins]] = Metric(
    "classwise_ece",
    "Class-wise calibration error",
    classwise_calibration_error,
    "lower",
    _SHARE,
    _KULL,
    unit="",
)
"""Metric of the equal-width bins of all classes, each one-vs-rest."""

_GHAMRAWI = "Ghamrawi & McCallum (2005), CIKM, 195-200"
_SCHAPIRE = "Schapire & Singer (2000), Machine Learning 39, 135-168"
_GODBOLE = "Godbole & Sarawagi (2004), PAKDD, 22-30"
_TSOUMAKAS = "Tsoumakas, Katakis & Vlahavas (2010), Data Mining and Knowledge Discovery Handbook"

SET_METRICS: Mapping[str, Metric[SetSums]] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            Metric("subset_accuracy", "Subset accuracy", subset_accuracy, "higher", _SHARE,
                   _GHAMRAWI),
            Metric("hamming_loss", "Hamming loss", hamming_loss, "lower", _SHARE, _SCHAPIRE),
            Metric("samples_jaccard", "Jaccard index of a sample", samples_jaccard, "higher",
                   _SHARE, _GODBOLE, unit=""),
            Metric("label_ranking_precision", "Label-ranking average precision",
                   label_ranking_precision, "higher", _SHARE, _TSOUMAKAS, unit=""),
            Metric("label_ranking_loss", "Label-ranking loss", label_ranking_loss, "lower",
                   _SHARE, _SCHAPIRE, unit=""),
            Metric("coverage_error", "Coverage error (labels)", coverage_error, "lower",
                   (0.0, float("inf")), _SCHAPIRE, unit=""),
        )
    }
)  # fmt: skip
"""Metrics of `SetSums`, for samples with any number of labels."""

ACCURACY_CHANGE: Metric[PairedCounts] = Metric(
    "accuracy_change", "Accuracy change", accuracy_change, "higher", _CORRELATION, _NEWCOMBE
)
"""Metric of the `PairedCounts` of two models."""

METRICS: Mapping[str, Metric[Any]] = MappingProxyType(
    {
        **COUNT_METRICS,
        **LOSS_METRICS,
        ROC_AUC.name: ROC_AUC,
        PARTIAL_ROC_AUC.name: PARTIAL_ROC_AUC,
        ROC_AUC_CHANGE.name: ROC_AUC_CHANGE,
        MACRO_ROC_AUC.name: MACRO_ROC_AUC,
        AVERAGE_PRECISION.name: AVERAGE_PRECISION,
        MACRO_AVERAGE_PRECISION.name: MACRO_AVERAGE_PRECISION,
        **{metric.name: metric for metric in RANK_METRICS.values()},
        **CALIBRATION_METRICS,
        CLASSWISE_ECE.name: CLASSWISE_ECE,
        **SET_METRICS,
        ACCURACY_CHANGE.name: ACCURACY_CHANGE,
        **ERROR_METRICS,
    }
)
"""Every metric by name."""
