"""What your model really does after fit: where it fails, why, what to change, which to ship."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterfit.pipeline.analysis_run import analyze, analyze_files
    from afterfit.pipeline.anomaly import analyze_anomaly
    from afterfit.pipeline.reports import read_analysis
    from afterfit.pipeline.run import run
    from afterfit.readers import AnomalyOptions, ReadOptions, read_predictions
    from afterfit.views import chart, table

__version__ = "0.1.0"
__all__ = [
    "AnomalyOptions",
    "ReadOptions",
    "__version__",
    "analyze",
    "analyze_anomaly",
    "analyze_files",
    "chart",
    "read_analysis",
    "read_predictions",
    "run",
    "table",
]

# Public name → module that holds it; loaded when first used, so `import afterfit` stays light.
_PLACES = {
    "AnomalyOptions": "afterfit.readers",
    "ReadOptions": "afterfit.readers",
    "analyze": "afterfit.pipeline.analysis_run",
    "analyze_anomaly": "afterfit.pipeline.anomaly",
    "analyze_files": "afterfit.pipeline.analysis_run",
    "chart": "afterfit.views",
    "read_analysis": "afterfit.pipeline.reports",
    "read_predictions": "afterfit.readers",
    "run": "afterfit.pipeline.run",
    "table": "afterfit.views",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module 'afterfit' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
