"""The stages that need the data set, written down while it is at hand."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.traced import traced_values
from afterfit.datasets import (
    FeatureChain,
    find_anomalies,
    find_files,
    find_layout,
    follow_window,
    suffixes_of,
)
from afterfit.datasets.annotations import read_annotations
from afterfit.datasets.layout import Layout
from afterfit.datasets.recordings import read_recording
from afterfit.files import write_text
from afterfit.pipeline.context import Context
from afterfit.pipeline.manifest import fingerprint
from afterfit.records import TargetWindows, Windows, origin_of
from afterfit.results import PipelineTrace, to_json
from afterfit.results.pipeline_trace import Flow, StageTrace, TracedValues

_NAN = float("nan")
_RAW = "raw readings"

AnyWindows = Windows | TargetWindows


def trace_data(context: Context) -> None:
    """Write what reading, splitting, cutting and feature extraction take in and give.

    Data and features are made here, where they were not before, so that their time is known.
    """
    manifest, inputs = context.manifest, fingerprint("trace data", context.data_inputs)
    if manifest.is_done("data", inputs):
        return
    reading = _seconds(context, "target_data" if context.tells_numbers else "data")
    extracting = _seconds(context, "features")
    found = PipelineTrace(
        title=context.config.dataset.dataset_name or context.root.name,
        class_names=_class_names(context),
        followed=origin_of(*_followed(context)),
        stages=(*_reading(context), _features(context)),
        metric="",
        epochs=(),
    )
    write_text(context.folder.trace, to_json(found) + "\n")
    manifest.finish("features", inputs, (), extracting)
    manifest.finish("data", inputs, (context.folder.trace,), reading)


def _seconds(context: Context, part: str) -> float | None:
    """Make a part of the context and return how long it took; None where it was made before."""
    if part in context.__dict__:
        return None
    start = time.perf_counter()
    getattr(context, part)
    return time.perf_counter() - start


def _class_names(context: Context) -> tuple[str, ...]:
    return () if context.tells_numbers else context.data.splits["train"].class_names


def _followed(context: Context) -> tuple[AnyWindows, int]:
    """Return the window in the middle of the last split that has some: test, where it does."""
    splits = [one for one in context.any_data.splits.values() if len(one)]
    return splits[-1], len(splits[-1]) // 2


def _reading(context: Context) -> Iterator[StageTrace]:
    config, chain = context.config, context.chain
    by_split = tuple(_recordings(one) for one in context.any_data.splits.values() if len(one))
    every = _all_recordings(context)
    yield StageTrace(
        "recordings",
        "The files of the data set are read; the columns that are asked for are kept.",
        takes=(),
        gives=(every,),
        parameters=(
            ("dataset -> input_data_path", str(config.dataset.input_data_path or context.root)),
            ("variables", str(chain.variables)),
        ),
        examples=tuple(_recording(context)),
        seconds=_NAN,
        files=(),
        notes=context.any_data.notes,
    )
    yield StageTrace(
        "splits",
        "Recordings, or parts of them, are dealt to training, validation and test.",
        takes=(every,),
        gives=by_split,
        parameters=_split_keys(context),
        examples=(),
        seconds=_NAN,
        files=(),
    )
    yield _windows(context, by_split)


def _split_keys(context: Context) -> tuple[tuple[str, str], ...]:
    """Return what divided the recordings: the lists where there are some, else shares and seed."""
    plan = context.split_plan
    lists = read_annotations(_layout(context), plan.annotation_dir, plan.annotation_prefix)
    if lists.splits is not None:
        return (("lists of recordings in", plan.annotation_dir),)
    return (
        ("split_type", plan.split_type),
        ("split_factor", ", ".join(f"{share:g}" for share in plan.factors)),
        ("seed", str(plan.seed)),
    )


def _windows(context: Context, by_split: tuple[Flow, ...]) -> StageTrace:
    chain = context.chain
    windows, row = _followed(context)
    names = windows.channel_names
    return StageTrace(
        "windows",
        "Each recording is cut into windows of one length.",
        takes=by_split,
        gives=tuple(_flow(one, one.values, "windows", _RAW) for one in _present(context)),
        parameters=(
            ("frame_size", f"{chain.frame_size} rows"),
            ("stride", f"{chain.stride} rows"),
            ("frames of a window", str(chain.n_frames)),
            ("every how many-th row", str(chain.decimation)),
        ),
        examples=(traced_values("window", _planes(windows.values[row], chain), names),),
        seconds=_NAN,
        files=(),
    )


def _features(context: Context) -> StageTrace:
    chain = context.chain
    windows, row = _followed(context)
    *before, (_, features) = steps = follow_window(windows.values[row], chain)
    if before and np.array_equal(before[-1][1].ravel(), features.ravel()):
        steps = [*before[:-1], (f"{before[-1][0]}, the features", features)]
    of_config = context.config.data_processing_feature_extraction
    asked = (
        (name, str(getattr(of_config, name)))
        for name in sorted(of_config.model_fields_set)
        if name not in ("frame_size", "stride_size", "variables", "gof_test")
    )
    present = _present(context)
    return StageTrace(
        "features",
        f"Each window goes through {', '.join(chain.steps) or 'no step'}: what the model reads.",
        takes=tuple(_flow(one, one.values, "windows", _RAW) for one in present),
        gives=tuple(
            _flow(one, context.features[one.split], "features", "model input") for one in present
        ),
        parameters=tuple(asked),
        examples=tuple(
            traced_values(name, values, windows.channel_names[: len(values)])
            for name, values in steps
        ),
        seconds=_NAN,
        files=(),
    )


def _present(context: Context) -> list[AnyWindows]:
    return [one for one in context.any_data.splits.values() if len(one)]


def _flow(windows: AnyWindows, values: NDArray[Any], what: str, unit: str) -> Flow:
    return Flow(what, windows.split, values.shape, str(values.dtype), unit, _by_class(windows))


def _by_class(windows: AnyWindows) -> tuple[int, ...]:
    if isinstance(windows, TargetWindows):
        return ()
    return tuple(np.bincount(windows.y_true, minlength=len(windows.class_names)).tolist())


def _recordings(windows: AnyWindows) -> Flow:
    sources, first = np.unique(windows.source, return_index=True)
    return Flow("recordings", windows.split, (len(sources),), "", "", _of(windows, first))


def _of(windows: AnyWindows, rows: NDArray[Any]) -> tuple[int, ...]:
    if isinstance(windows, TargetWindows):
        return ()
    return tuple(np.bincount(windows.y_true[rows], minlength=len(windows.class_names)).tolist())


def _all_recordings(context: Context) -> Flow:
    """Return the recordings that gave a window, each counted once."""
    present = _present(context)
    classes = [one.y_true if isinstance(one, Windows) else np.zeros(len(one)) for one in present]
    sources = np.concatenate([one.source for one in present])
    unique, first = np.unique(sources, return_index=True)
    counts = np.bincount(
        np.concatenate(classes)[first].astype(np.int64), minlength=len(_class_names(context))
    )
    by_class = () if context.tells_numbers else tuple(counts.tolist())
    return Flow("recordings", "", (len(unique),), "", "", by_class)


def _recording(context: Context) -> Iterable[TracedValues]:
    """Give the readings of the followed recording; of regressions and forecasts not."""
    if context.tells_numbers:
        return
    windows, row = _followed(context)
    chain, layout = context.chain, _layout(context)
    source = windows.source_names[windows.source[row]]
    recording = read_recording(layout.folder, source, chain.variables, chain.image_size)
    yield traced_values("recording", _planes(recording.values.T, chain), recording.channel_names)


def _layout(context: Context) -> Layout:
    folder = context.split_plan.annotation_dir
    if context.tells_numbers:
        return find_files(context.root)
    if context.kind == "anomaly":
        return find_anomalies(context.root, folder)
    return find_layout(context.root, folder, suffixes_of(context.chain))


def _planes(values: NDArray[np.floating], chain: FeatureChain) -> NDArray[np.floating]:
    """Return pixels of channels, line by line, as planes; signals as they are."""
    return values if chain.image_size is None else values.reshape(len(values), *chain.image_size)
