"""A run folder → what each of its stages took in, did and gave."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.tracing.epochs import epochs_of
from afterfit.pipeline.tracing.written import Written
from afterfit.results import PipelineTrace, from_json
from afterfit.results.pipeline_trace import Flow, StageTrace

_TIMED = {"recordings": "data", "features": "features"}
"""Stages of the data → the entry of the manifest that has their time."""
_NOT_WRITTEN = (
    "What went into these stages was not written down; run the configuration again with the same "
    "--output to add it."
)


def trace_pipeline(folder: RunFolder, until: str = "") -> PipelineTrace:
    """Return the trace of a run, finished or not: every stage that came to its end.

    Parameters
    ----------
    folder : RunFolder
    until : str
        A stage of the manifest that is left out, with all behind it; empty for all of them.

    Raises
    ------
    InputError
        When a file of the run is damaged.
    """
    written = Written(folder)
    data = _data_trace(folder, written)
    later = tuple(_later(written, data, until))
    metric, epochs = epochs_of(folder.history)
    return replace(data, stages=(*data.stages, *later), metric=metric, epochs=epochs)


def _data_trace(folder: RunFolder, written: Written) -> PipelineTrace:
    path = folder.trace
    if not path.is_file():
        nothing = StageTrace(
            "data", "Recordings become features.", (), (), (), (), float("nan"), (), (_NOT_WRITTEN,)
        )
        return PipelineTrace(folder.root.name, (), "", (nothing,), "", ())
    found = from_json(path.read_bytes(), where=str(path))
    if not isinstance(found, PipelineTrace):
        raise InputError(f"expected the trace of a pipeline, found {found.kind}", where=str(path))
    stages = tuple(
        replace(one, seconds=written.seconds(_TIMED[one.name])) if one.name in _TIMED else one
        for one in found.stages
    )
    return replace(found, stages=stages)


def _later(written: Written, data: PipelineTrace, until: str) -> Iterator[StageTrace]:
    """Give the stages that the manifest knows, in the order in which they run."""
    for name, stage in _STAGES.items():
        if name == until:
            return
        if name in written.finished:
            trace = stage(written, data)
            yield replace(trace, seconds=written.seconds(name), files=written.files(name))


def _stage(
    name: str,
    does: str,
    takes: tuple[Flow, ...] = (),
    gives: tuple[Flow, ...] = (),
    parameters: tuple[tuple[str, str], ...] = (),
) -> StageTrace:
    return StageTrace(name, does, takes, gives, parameters, (), float("nan"), ())


def _features(data: PipelineTrace, *splits: str) -> tuple[Flow, ...]:
    return tuple(
        flow
        for stage in data.stages
        if stage.name == "features"
        for flow in stage.gives
        if flow.split in splits
    )


def _train(written: Written, data: PipelineTrace) -> StageTrace:
    keys = ("model_name", "training_epochs", "batch_size", "optimizer", "learning_rate", "seed")
    return _stage(
        "training",
        "The network learns from the training windows; the weights of the best epoch are kept.",
        _features(data, "train", "validation"),
        written.models("float"),
        written.keys("training", keys),
    )


def _quantize(written: Written, data: PipelineTrace) -> StageTrace:
    keys = ("quantization_method", "quantization_weight_bitwidth",
            "quantization_activation_bitwidth")  # fmt: skip
    return _stage(
        "quantisation",
        "Weights and activations become integers; ranges are taken from training windows.",
        (*written.models("float"), *_features(data, "train")),
        written.models("int"),
        written.keys("training", keys),
    )


def _device(written: Written, _: PipelineTrace) -> StageTrace:
    return _stage(
        "device",
        "The quantised model is written as microcontrollers take it.",
        written.models("int"),
        written.models("device"),
    )


def _sensitivity(written: Written, data: PipelineTrace) -> StageTrace:
    return _stage(
        "sensitivity",
        "Layers of the quantised model are tried in float, on the validation windows.",
        (*written.models("int"), *_features(data, "validation")),
    )


def _test(written: Written, data: PipelineTrace) -> StageTrace:
    trace = _stage(
        "test",
        "Every variant answers for every window of every split.",
        (*written.models(), *_features(data, "train", "validation", "test")),
        written.predictions(),
    )
    return replace(trace, examples=tuple(written.scores_of(data.followed)))


def _analyze(written: Written, _: PipelineTrace) -> StageTrace:
    return _stage(
        "analysis",
        "Predictions become metrics with intervals, comparisons and findings.",
        written.predictions(),
        written.results(),
    )


def _check_data(written: Written, data: PipelineTrace) -> StageTrace:
    return _stage("data checks", "Files and windows are searched for what is wrong with them.")


def _trace(written: Written, _: PipelineTrace) -> StageTrace:
    return _stage("trace", "The most confident mistake of each variant is followed layer by layer.")


def _report(written: Written, _: PipelineTrace) -> StageTrace:
    return _stage("report", "Results and findings are put on a page.", written.results())


_STAGES: dict[str, Callable[[Written, PipelineTrace], StageTrace]] = {
    "check_data": _check_data,
    "train": _train,
    "quantize": _quantize,
    "device": _device,
    "sensitivity": _sensitivity,
    "test": _test,
    "analyze": _analyze,
    "trace": _trace,
    "report": _report,
}
"""Stage of the manifest → its trace, in the order in which they run."""
