"""Detections and ground truth → results."""

from afterfit.analyses.detection.comparison import compare_detectors
from afterfit.analyses.detection.draws import Draws
from afterfit.analyses.detection.matching import IouType, Matches, match_detections
from afterfit.analyses.detection.variant import AnalyzedDetections, analyze_detections_of

__all__ = [
    "AnalyzedDetections",
    "Draws",
    "IouType",
    "Matches",
    "analyze_detections_of",
    "compare_detectors",
    "match_detections",
]
