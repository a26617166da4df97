"""What is in a data set, and what is wrong with it."""

from math import isnan

from afterfit.results import DataChecks, FileCheck, NoDrift
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import NO_VALUE, count, counted, decimal, percent, significant
from afterfit.views.palette import CANDIDATE, QUIET, REFERENCE
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table

_MOST_ROWS = 20
_TITLE, _TITLE_OF_ALL = "Windows of each class", "Windows of each split"
_ALL = "All recordings"
_SPLIT_COLOURS = {"train": REFERENCE, "validation": CANDIDATE, "test": "#009E73"}


def table_data(checks: DataChecks) -> Table:
    """Return one row a class: recordings and windows of each split."""
    title, names = _named(checks)
    columns = ["" if names == (_ALL,) else "Class", *(f">{split}" for split in checks.splits)]
    rows = [
        [name, *(_amount(n, f) for n, f in zip(windows, files, strict=True))]
        for name, windows, files in zip(names, checks.n_windows, checks.n_files, strict=True)
    ]
    return make_table(title, columns, rows, note="Windows, and the recordings they come from.")


def _named(checks: DataChecks) -> tuple[str, tuple[str, ...]]:
    """Return what to call windows of classes, or of a task without any."""
    if checks.expected is None:
        return _TITLE, checks.class_names
    return _TITLE_OF_ALL, (_ALL,)


def _amount(n_windows: int, n_files: int) -> str:
    return f"{count(n_windows)} ({count(n_files)})"


def chart_data(checks: DataChecks) -> Chart:
    """Return the windows of each class, by split."""
    title, names = _named(checks)
    if not checks.splits:
        return chart_reason(title, "The recordings could not be cut into windows.")
    values = [
        {"class": name, "split": split, "windows": n, "recordings": files, "order": i}
        for name, row, row_files in zip(names, checks.n_windows, checks.n_files, strict=True)
        for i, (split, n, files) in enumerate(zip(checks.splits, row, row_files, strict=True))
    ]
    colours = [_SPLIT_COLOURS.get(split, QUIET) for split in checks.splits]
    fields = [("class", "Class"), ("split", "Split"), ("windows", "Windows")]
    tips = [{"field": name, "title": title} for name, title in (*fields, ("recordings", "Of"))]
    return make_chart(
        title,
        f"{counted(sum(map(sum, checks.n_windows)), 'window')} of "
        + (f"{counted(len(names), 'class', 'classes')}." if title == _TITLE else "all recordings."),
        {
            "data": {"values": values},
            "width": 320,
            "height": {"step": 20},
            "mark": "bar",
            "encoding": {
                "y": {"field": "class", "type": "nominal", "sort": None,
                      "axis": {"title": "Class" if title == _TITLE else None, "labelLimit": 200}},
                "x": {"field": "windows", "type": "quantitative", "axis": {"title": "Windows"}},
                "color": {"field": "split", "type": "nominal", "title": "Split",
                          "scale": {"domain": list(checks.splits), "range": colours}},
                "order": {"field": "order", "type": "quantitative"},
                "tooltip": tips,
            },
        },
    )  # fmt: skip


def table_data_files(checks: DataChecks) -> Table:
    """Return the recordings, the most unusual first."""
    columns = [
        *("Recording", "Splits", ">Rows", ">Windows", ">Missing", ">Time step"),
        *(">Distance from middle", ">Robust z"),
    ]
    ranked = sorted(checks.files, key=lambda one: (-one.n_missing, -_order(one)))
    rows = [
        [
            one.source,
            ", ".join(one.splits),
            count(one.n_rows),
            count(one.n_windows),
            count(one.n_missing),
            f"{one.period:g}" if not isnan(one.period) else NO_VALUE,
            decimal(one.distance),
            decimal(one.outlier_score),
        ]
        for one in ranked[:_MOST_ROWS]
    ]
    shown = f"{count(len(rows))} of {counted(len(ranked), 'recording')} shown, the furthest first."
    note = "Distance 1 is that of the median recording; time step in the unit of the file. "
    return make_table("Recordings", columns, rows, note=note + shown)


def _order(one: FileCheck) -> float:
    return one.outlier_score if not isnan(one.outlier_score) else -1e9


def table_faults(checks: DataChecks) -> Table:
    """Return the channels that are constant or clipped."""
    columns = ["Recording", "Channel", "Fault", ">Value", ">Rows at it"]
    rows = [
        [one.source, one.channel, one.fault, f"{one.value:g}", percent(one.share)]
        for one in checks.faults[:_MOST_ROWS]
    ]
    note = f"{count(len(rows))} of {counted(len(checks.faults), 'fault')} shown."
    return make_table("Constant and clipped channels", columns, rows, note=note)


def table_shared(checks: DataChecks) -> Table:
    """Return the data that stands in two splits."""
    columns = ["Recording", "Split", "Is", "Of", "In", ">Windows"]
    rows = [
        [one.source, one.split, one.how, one.other_source, one.other, count(one.n_windows)]
        for one in checks.shared[:_MOST_ROWS]
    ]
    note = f"{count(len(rows))} of {counted(len(checks.shared), 'case')} shown."
    return make_table("Data in two splits", columns, rows, note=note)


def table_data_drift(checks: DataChecks) -> Table:
    """Return the features that drift most from training; or why none was judged."""
    if isinstance(checks.drift, NoDrift):
        return make_table("Drift between splits", ["Reason"], [[checks.drift.reason]])
    columns = ["Split", "Feature", ">KS distance", ">PSI", ">p"]
    rows = [
        [one.split, one.feature, decimal(one.ks), decimal(one.psi), f"{one.p_value:.3f}"]
        for one in checks.drift[:_MOST_ROWS]
    ]
    note = (
        "p: chance of so large a distance anywhere if recordings were dealt to the splits at "
        f"random. {count(len(rows))} of {counted(len(checks.drift), 'comparison')} shown."
    )
    return make_table("Drift between splits", columns, rows, note=note)


def chart_drift(checks: DataChecks) -> Chart:
    """Return the KS distance of each feature and split from training."""
    if isinstance(checks.drift, NoDrift) or not checks.drift:
        reason = checks.drift.reason if isinstance(checks.drift, NoDrift) else "Nothing to compare."
        return chart_reason("Drift between splits", reason)
    worst = checks.drift[0]
    names = list(dict.fromkeys(one.feature for one in checks.drift))[:_MOST_ROWS]
    values = [
        {"feature": one.feature, "split": one.split, "ks": significant(one.ks),
         "psi": significant(one.psi), "p": significant(one.p_value)}
        for one in checks.drift if one.feature in names
    ]  # fmt: skip
    splits = [split for split in checks.splits if split != "train"]
    return make_chart(
        "Drift between splits",
        f"Largest KS distance {worst.ks:.2f}: {worst.feature} of {worst.split}.",
        {
            "data": {"values": values},
            "width": 320,
            "height": {"step": 18},
            "mark": {"type": "point", "filled": True, "size": 60},
            "encoding": {
                "y": {"field": "feature", "type": "nominal", "sort": None,
                      "axis": {"title": None, "labelLimit": 220, "grid": True}},
                "x": {"field": "ks", "type": "quantitative", "scale": {"domain": [0, 1]},
                      "axis": {"title": "KS distance from training"}},
                "color": {"field": "split", "type": "nominal", "title": "Split",
                          "scale": {"domain": splits,
                                    "range": [_SPLIT_COLOURS.get(one, QUIET) for one in splits]}},
                "tooltip": [
                    {"field": "feature", "title": "Feature"}, {"field": "split", "title": "Split"},
                    {"field": "ks", "title": "KS distance"}, {"field": "psi", "title": "PSI"},
                    {"field": "p", "title": "p"},
                ],
            },
        },
    )  # fmt: skip
