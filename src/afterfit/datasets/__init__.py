"""Folders of recordings → windows → features."""

from afterfit.datasets.anomaly_layout import find_anomalies
from afterfit.datasets.archive import open_dataset
from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.chain_warnings import chain_warnings
from afterfit.datasets.dataset import DataSet, read_anomaly_windows, read_windows, suffixes_of
from afterfit.datasets.features import extract_features
from afterfit.datasets.files_layout import find_files
from afterfit.datasets.fingerprint import data_fingerprint
from afterfit.datasets.follow import follow_window
from afterfit.datasets.layout import find_layout
from afterfit.datasets.media import media_settings, refuse_other_rates
from afterfit.datasets.presets import PRESETS, feature_chain
from afterfit.datasets.splits import SplitPlan
from afterfit.datasets.survey import survey_recordings
from afterfit.datasets.target_dataset import TargetDataSet, TargetPlan, read_target_windows
from afterfit.datasets.window_attributes import window_attributes

__all__ = [
    "PRESETS",
    "DataSet",
    "FeatureChain",
    "SplitPlan",
    "TargetDataSet",
    "TargetPlan",
    "chain_warnings",
    "data_fingerprint",
    "extract_features",
    "feature_chain",
    "find_anomalies",
    "find_files",
    "find_layout",
    "follow_window",
    "media_settings",
    "open_dataset",
    "read_anomaly_windows",
    "read_target_windows",
    "read_windows",
    "refuse_other_rates",
    "suffixes_of",
    "survey_recordings",
    "window_attributes",
]
