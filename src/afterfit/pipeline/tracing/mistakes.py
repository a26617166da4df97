"""The most confident mistake of each variant, traced for the report."""

from collections.abc import Iterator
from pathlib import Path

from afterfit.files import safe_name, write_text
from afterfit.pipeline.choose_window import Choice, most_confident_error
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.tracing.prediction import trace_prediction
from afterfit.pipeline.tracing.tested import TestedRun, open_tested
from afterfit.results import to_json


def write_mistakes(folder: RunFolder) -> Iterator[Path]:
    """Trace the most confident mistake of each variant, one that several share once.

    Gives the files written, by the first variant that makes the mistake.
    """
    for old in folder.traced.glob("*.json"):
        old.unlink()
    run = open_tested(folder)
    for index, variants in mistakes_of(run).items():
        choice = Choice(index, f"most confident error of {', '.join(variants)}")
        path = folder.traced / f"{safe_name(variants[0])}.json"
        write_text(path, to_json(trace_prediction(run, choice)) + "\n")
        yield path


def mistakes_of(run: TestedRun) -> dict[int, list[str]]:
    """Return the most confident mistake of each variant that made one: row to variants."""
    found: dict[int, list[str]] = {}
    for variant, predictions in run.predictions.items():
        index = most_confident_error(predictions)
        if index is not None:
            found.setdefault(index, []).append(variant)
    return found
