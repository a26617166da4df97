"""Folders of recordings → windows → features."""

from afterfit.datasets.chain import FeatureChain, chain_warnings
from afterfit.datasets.dataset import DataSet, read_windows
from afterfit.datasets.features import extract_features
from afterfit.datasets.presets import PRESETS, feature_chain
from afterfit.datasets.splits import SplitPlan

__all__ = [
    "PRESETS",
    "DataSet",
    "FeatureChain",
    "SplitPlan",
    "chain_warnings",
    "extract_features",
    "feature_chain",
    "read_windows",
]
