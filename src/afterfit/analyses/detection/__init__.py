"""Detections and ground truth → results."""

from afterfit.analyses.detection.comparison import compare_detectors
from afterfit.analyses.detection.draws import Draws
from afterfit.analyses.detection.matching import IouType, Matches, match_detections
from afterfit.analyses.detection.points import JudgedMatches, choose_points
from afterfit.analyses.detection.slices import slice_detections
from afterfit.analyses.detection.variant import AnalyzedDetections, analyze_detections_of

__all__ = [
    "AnalyzedDetections",
    "Draws",
    "IouType",
    "JudgedMatches",
    "Matches",
    "analyze_detections_of",
    "choose_points",
    "compare_detectors",
    "match_detections",
    "slice_detections",
]
