"""The chosen thresholds of a variant → files for the deployed code."""

from pathlib import Path

from afterfit.files import write_text
from afterfit.pipeline.folder import RunFolder
from afterfit.report import write_thresholds_header, write_thresholds_json
from afterfit.results import Analysis, Policy

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
            for suffix, write in _WRITERS.items():
                write_text(folder.thresholds(suffix), write(points, policy))
                written.append(folder.thresholds(suffix))
    return written
