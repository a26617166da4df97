"""Batches → counts that add, and the intervals that follow from them."""

from afterfit.statistics.area_influence import (
    AreaInfluence,
    average_precision_influence,
    roc_auc_influence,
)
from afterfit.statistics.area_variance import AreaVariance
from afterfit.statistics.auc_placements import (
    AucPlacements,
    auc_change_interval,
    auc_change_p_value,
    auc_interval,
)
from afterfit.statistics.bootstrap import Resampling, percentile_interval
from afterfit.statistics.calibrated_resample import resample_calibrated
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.class_counts import ClassCounts
from afterfit.statistics.column_survey import ColumnSurvey, SurveyTally, as_surveyed
from afterfit.statistics.columns_counter import ColumnsCounter, counter_for
from afterfit.statistics.confusion_counts import ConfusionCounts
from afterfit.statistics.contrasts import (
    Contrasts,
    contrast_changes,
    contrast_means,
    contrast_shares,
)
from afterfit.statistics.dealt_groups import deal
from afterfit.statistics.effective_size import ClusteredShare, share_of
from afterfit.statistics.error_sums import Centres, ErrorSums
from afterfit.statistics.error_units import ErrorUnits, units_of
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.false_discovery import benjamini_hochberg
from afterfit.statistics.label_sets import label_questions, whole_set_question
from afterfit.statistics.left_out_rows import LeftOutRows
from afterfit.statistics.loss_sums import LossSums
from afterfit.statistics.margin_counts import MarginCounts
from afterfit.statistics.multilabel_tally import MultilabelTally, tally_multilabel
from afterfit.statistics.number_levels import NumberLevels
from afterfit.statistics.paired_classes import PairedClasses
from afterfit.statistics.paired_counts import PairedCounts
from afterfit.statistics.paired_tally import PairedTally
from afterfit.statistics.paired_tests import accuracy_change_interval, mcnemar_p_value
from afterfit.statistics.quantiles import quantiles
from afterfit.statistics.rank_counts import RankCounts
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.reliability_bins import ReliabilityBins
from afterfit.statistics.row_ranges import RowRanges
from afterfit.statistics.score_counts import ScoreCounts
from afterfit.statistics.score_drift import DriftCounts
from afterfit.statistics.score_levels import ScoreLevels
from afterfit.statistics.set_counts import SetCounts
from afterfit.statistics.slice_counts import SliceCounts, SliceTally, tally_slices
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_tallies import SourceTallies
from afterfit.statistics.student import normal_cdf, t_95
from afterfit.statistics.tally import ClassificationTally
from afterfit.statistics.tally_batch import tally_batch
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.top_errors import TopErrors
from afterfit.statistics.top_flips import TopFlips
from afterfit.statistics.wilson import wilson_interval

__all__ = [
    "AreaInfluence",
    "AreaVariance",
    "AucPlacements",
    "CalibrationCounts",
    "Centres",
    "ClassCounts",
    "ClassificationTally",
    "ClusteredShare",
    "ColumnSurvey",
    "ColumnsCounter",
    "ConfusionCounts",
    "Contrasts",
    "DriftCounts",
    "ErrorSums",
    "ErrorUnits",
    "ExactSums",
    "LeftOutRows",
    "LossSums",
    "MarginCounts",
    "MultilabelTally",
    "NumberLevels",
    "PairedClasses",
    "PairedCounts",
    "PairedTally",
    "RankCounts",
    "Reliability",
    "ReliabilityBins",
    "Resampling",
    "RowRanges",
    "ScoreCounts",
    "ScoreLevels",
    "SetCounts",
    "SliceCounts",
    "SliceTally",
    "SourceConfusion",
    "SourceTallies",
    "SurveyTally",
    "TallySettings",
    "TopErrors",
    "TopFlips",
    "accuracy_change_interval",
    "as_surveyed",
    "auc_change_interval",
    "auc_change_p_value",
    "auc_interval",
    "average_precision_influence",
    "benjamini_hochberg",
    "contrast_changes",
    "contrast_means",
    "contrast_shares",
    "counter_for",
    "deal",
    "label_questions",
    "mcnemar_p_value",
    "normal_cdf",
    "percentile_interval",
    "quantiles",
    "resample_calibrated",
    "roc_auc_influence",
    "share_of",
    "t_95",
    "tally_batch",
    "tally_multilabel",
    "tally_slices",
    "units_of",
    "whole_set_question",
    "wilson_interval",
]
