"""The chosen thresholds of a variant → files for the deployed code."""

from pathlib import Path

from afterfit.files import write_text
from afterfit.pipeline.folder import RunFolder
from afterfit.report import write_thresholds_header, write_thresholds_json
from afterfit.results import Analysis, OperatingPoints, Policy

_WRITERS = {"json": write_thresholds_json, "h": write_thresholds_header}


def write_threshold_files(
    folder: RunFolder, analysis: Analysis, variant: str, policy: Policy
) -> list[Path]:
    """Write the thresholds of *variant* by *policy* as JSON and as C header; return the paths.

    None are written where no validation split could choose them.
    """
    written = []
    for points in analysis.operating_points:
        if points.reported_on.variant == variant:
            written += write_point_files(folder, points, policy)
    return written


def write_point_files(folder: RunFolder, points: OperatingPoints, policy: Policy) -> list[Path]:
    """Write the thresholds of one variant by *policy* as JSON and as C header."""
    for suffix, write in _WRITERS.items():
        write_text(folder.thresholds(suffix), write(points, policy))
    return [folder.thresholds(suffix) for suffix in _WRITERS]
