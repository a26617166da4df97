"""A run folder → the names of the channels that its models take."""

from afterfit.pipeline.folder import RunFolder
from afterfit.results import PipelineTrace, from_json


def channel_names(folder: RunFolder, n: int) -> tuple[str, ...]:
    """Return the names of *n* channels as the recordings have them, else their numbers.

    Features that are made of all channels together, or of several runs of one, have no names of
    their own.
    """
    if folder.trace.is_file():
        found = from_json(folder.trace.read_bytes(), where=str(folder.trace))
        stages = found.stages if isinstance(found, PipelineTrace) else ()
        named = (one.names for stage in stages if stage.name == "windows" for one in stage.examples)
        for names in named:
            if len(names) == n:
                return names
    return tuple(f"channel {place}" for place in range(n))
