"""The traced mistakes that a run left."""

from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder
from afterfit.results import PredictionTrace, from_json


def read_mistakes(folder: RunFolder) -> tuple[PredictionTrace, ...]:
    """Return the traced mistakes of a run, in the order of its test split; empty without any.

    Raises
    ------
    InputError
        When a file is damaged.
    """
    traces = []
    for path in sorted(folder.traced.glob("*.json")):
        found = from_json(path.read_bytes(), where=str(path))
        if not isinstance(found, PredictionTrace):
            raise InputError(f"expected a traced prediction, found {found.kind}", where=str(path))
        traces.append(found)
    return tuple(sorted(traces, key=lambda one: one.index))
