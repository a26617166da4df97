"""What each stage of a run took in, did and gave."""

from collections.abc import Iterable, Sequence
from math import fsum, isfinite

from afterfit.results import PipelineTrace
from afterfit.results.pipeline_trace import Flow, StageTrace
from afterfit.views.charts import Chart, make_chart
from afterfit.views.layers import shape_text
from afterfit.views.numbers import NO_VALUE, count, counted, decimal, percent, significant, size
from afterfit.views.palette import REFERENCE
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table

_TITLE = "Where the time went"


def insight_of(trace: PipelineTrace) -> str:
    """Return what to take home of a run's trace, in a few short sentences."""
    said = [_data_words(trace), _time_words(trace), _epoch_words(trace)]
    return " ".join(one for one in said if one) or "Nothing was written down of this run."


def _data_words(trace: PipelineTrace) -> str:
    recordings = _total(trace, "recordings")
    windows, features = (_total(trace, name) for name in ("windows", "features"))
    if not (recordings and windows):
        return ""
    shape = next(s.gives[0].shape[1:] for s in trace.stages if s.name == "features")
    return (
        f"{counted(recordings, 'recording')} became {counted(windows, 'window')}, each "
        f"{shape_text(shape)} numbers for the model."
        if features
        else ""
    )


def _total(trace: PipelineTrace, stage: str) -> int:
    return sum(flow.shape[0] for one in trace.stages if one.name == stage for flow in one.gives)


def _time_words(trace: PipelineTrace) -> str:
    timed = [stage for stage in trace.stages if isfinite(stage.seconds)]
    whole = total_seconds(trace)
    if not timed or not whole:
        return ""
    most = max(timed, key=lambda stage: stage.seconds)
    share = percent(most.seconds / whole)
    return f"{_capital(most.name)} took {share} of the {seconds_text(whole)} that were measured."


def _epoch_words(trace: PipelineTrace) -> str:
    best = [one for one in trace.epochs if one.kept]
    if not best:
        return ""
    return f"The weights of epoch {best[0].epoch:g} of {trace.epochs[-1].epoch:g} were kept."


def total_seconds(trace: PipelineTrace) -> float:
    """Return the seconds of all stages that were measured; 0 where none was."""
    return fsum(stage.seconds for stage in trace.stages if isfinite(stage.seconds))


def seconds_text(seconds: float) -> str:
    """Return a duration.

    Examples
    --------
    >>> seconds_text(0.0123), seconds_text(12.34), seconds_text(754), seconds_text(float("nan"))
    ('0.01 s', '12.3 s', '12 min 34 s', '–')
    """
    if not isfinite(seconds):
        return NO_VALUE
    if seconds >= 60:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes} min {rest} s"
    return f"{decimal(seconds, 1 if seconds >= 1 else 2)} s"


def table_stages(trace: PipelineTrace) -> Table:
    """Return one row a stage: what went in, what came out, seconds, files."""
    rows = [
        [
            _capital(stage.name),
            stage.does,
            flow_words(stage.takes),
            flow_words(stage.gives),
            seconds_text(stage.seconds),
            _files_words(stage),
        ]
        for stage in trace.stages
    ]
    columns = ["Stage", "What it does", "In", "Out", ">Time", ">Files"]
    note = f"{NO_VALUE}: not written down, or part of the stage above."
    return make_table("Stages of the run", columns, rows, note=note, folds=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _files_words(stage: StageTrace) -> str:
    if not stage.files:
        return NO_VALUE
    return f"{count(len(stage.files))}, {size(sum(one.n_bytes for one in stage.files))}"


def flow_words(flows: Iterable[Flow]) -> str:
    """Return flows in words, those of one kind together, and kinds of one size together.

    Examples
    --------
    >>> train = Flow("windows", "train", (252, 6, 20), "float32", "raw readings", ())
    >>> test = Flow("windows", "test", (360, 6, 20), "float32", "raw readings", ())
    >>> flow_words([train, test])
    '612 windows (train 252, test 360) of 6 × 20 float32, raw readings'
    """
    by_name: dict[str, list[Flow]] = {}
    for one in flows:
        by_name.setdefault(one.what, []).append(one)
    alike: dict[object, list[str]] = {}
    for what, group in by_name.items():
        alike.setdefault(_size_of(group), []).append(what)
    texts = (
        _group_words(" + ".join(names), by_name[names[0]], n_names=len(names))
        for names in alike.values()
    )
    return "; ".join(texts) or NO_VALUE


def _size_of(flows: Sequence[Flow]) -> tuple[object, ...]:
    return tuple((one.split, one.shape, one.dtype, one.unit) for one in flows)


def _group_words(what: str, flows: Sequence[Flow], *, n_names: int) -> str:
    first, total = flows[0], sum(one.shape[0] for one in flows)
    if first.unit == "parameters":
        return f"{what}: {count(total)} parameters, {first.dtype}"
    by_split = ", ".join(f"{one.split} {count(one.shape[0])}" for one in flows if one.split)
    by_split = first.split if len(flows) == 1 else by_split
    each = " each" if n_names > 1 else ""
    splits = f" ({by_split})" if by_split else ""
    shape = first.shape[1:]
    kind = " ".join(one for one in (shape_text(shape) if shape else "", first.dtype) if one)
    of = f" of {kind}" if kind else ""
    return f"{count(total)} {what}{each}{splits}{of}{', ' + first.unit if first.unit else ''}"


def table_by_class(trace: PipelineTrace) -> Table | None:
    """Return one row a class with its recordings and windows in each split; None without classes.

    A recording that was cut in parts counts in every split that has one of them.
    """
    flows = [
        flow
        for stage in trace.stages
        if stage.name in ("splits", "windows")
        for flow in stage.gives
        if flow.by_class
    ]
    if not (flows and trace.class_names):
        return None
    columns = ["Class", *(f">{_capital(flow.what)}, {flow.split}" for flow in flows)]
    rows = [
        [name, *(count(flow.by_class[place]) for flow in flows)]
        for place, name in enumerate(trace.class_names)
    ]
    return make_table("Recordings and windows by class", columns, rows, folds=True)


def table_parameters(trace: PipelineTrace) -> Table:
    """Return the keys that acted, by stage."""
    rows = [
        [_capital(stage.name), key, value]
        for stage in trace.stages
        for key, value in stage.parameters
    ]
    return make_table("Parameters that acted", ["Stage", "Key", "Value"], rows, folds=True)


def table_stage_files(trace: PipelineTrace) -> Table:
    """Return every file of the run with the stage that wrote it."""
    rows = [
        [_capital(stage.name), one.path, size(one.n_bytes)]
        for stage in trace.stages
        for one in stage.files
    ]
    return make_table("Files by stage", ["Stage", "File", ">Size"], rows)


def table_epochs(trace: PipelineTrace) -> Table:
    """Return the epochs at which something happened, with what it was."""
    metric = [f">{trace.metric}"] if trace.metric else []
    rows = [
        [
            f"{one.epoch:g}",
            decimal(one.train_loss, 4),
            decimal(one.eval_loss, 4),
            *([decimal(one.metric)] if metric else []),
            one.observation + ("; these weights were kept" if one.kept else ""),
        ]
        for one in trace.epochs
    ]
    columns = [">Epoch", ">Training loss", ">Evaluation loss", *metric, "Observation"]
    note = "The first and the last epoch, the best, and those at which something changed."
    return make_table("Epochs that matter", columns, rows, note=note, folds=True)


def chart_stages(trace: PipelineTrace) -> Chart:
    """Return the seconds of each stage that was measured."""
    values = [
        {
            "stage": _capital(stage.name),
            "seconds": significant(stage.seconds),
            "text": seconds_text(stage.seconds),
        }
        for stage in trace.stages
        if isfinite(stage.seconds)
    ]
    if not values:
        return chart_reason(_TITLE, "Nobody measured how long the stages of this run took.")
    return make_chart(
        _TITLE,
        f"{_TITLE}: {_time_words(trace)}",
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 20},
            "mark": {"type": "bar", "color": REFERENCE},
            "encoding": {
                "y": {"field": "stage", "type": "nominal", "sort": None, "axis": {"title": None}},
                "x": {"field": "seconds", "type": "quantitative", "axis": {"title": "Seconds"}},
                "tooltip": [
                    {"field": "stage", "type": "nominal", "title": "Stage"},
                    {"field": "text", "type": "nominal", "title": "Time"},
                ],
            },
        },
    )
