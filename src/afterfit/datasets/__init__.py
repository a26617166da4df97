"""Folders of recordings → windows → features."""

from afterfit.datasets.chain import FeatureChain, chain_warnings
from afterfit.datasets.features import extract_features
from afterfit.datasets.presets import PRESETS, feature_chain

__all__ = [
    "PRESETS",
    "FeatureChain",
    "chain_warnings",
    "extract_features",
    "feature_chain",
]
