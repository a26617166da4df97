"""Batches → counts that add, and the intervals that follow from them."""

from afterfit.statistics.bootstrap import Resampling, percentile_interval
from afterfit.statistics.calibrated_resample import resample_calibrated
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.class_counts import ClassCounts
from afterfit.statistics.confusion_counts import ConfusionCounts
from afterfit.statistics.effective_size import ClusteredShare, share_of
from afterfit.statistics.loss_sums import LossSums
from afterfit.statistics.paired_counts import PairedCounts
from afterfit.statistics.paired_tests import accuracy_change_interval, mcnemar_p_value
from afterfit.statistics.rank_counts import RankCounts
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.reliability_bins import ReliabilityBins
from afterfit.statistics.score_counts import ScoreCounts
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_tallies import SourceTallies
from afterfit.statistics.wilson import wilson_interval

__all__ = [
    "CalibrationCounts",
    "ClassCounts",
    "ClusteredShare",
    "ConfusionCounts",
    "LossSums",
    "PairedCounts",
    "RankCounts",
    "Reliability",
    "ReliabilityBins",
    "Resampling",
    "ScoreCounts",
    "SourceConfusion",
    "SourceTallies",
    "accuracy_change_interval",
    "mcnemar_p_value",
    "percentile_interval",
    "resample_calibrated",
    "share_of",
    "wilson_interval",
]
