"""How well the features tell the classes apart."""

from typing import Any

from afterfit.results import ClassMap, ClassSeparability, NoSeparability
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.most_classes import shown_note
from afterfit.views.numbers import count, counted, decimal, interval, percent, significant
from afterfit.views.palette import CLASS_COLOURS
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table
from afterfit.views.telling_features import MOST_FEATURES, bars_of_bits, shown_of

_TITLE = "Classes before training"
_MOST_PAIRS = 30


def table_separability(measured: ClassSeparability | NoSeparability) -> Table:
    """Return one row a class: its windows, silhouette, and what simple models find of it."""
    if isinstance(measured, NoSeparability):
        return make_table(_TITLE, ["Reason"], [[measured.reason]])
    columns = [
        *("Class", ">Windows", ">Recordings", ">Silhouette"),
        *(">Found by neighbours", ">Found by linear probe"),
    ]
    rows = [
        [
            one.class_name,
            count(one.n_samples),
            count(one.n_sources),
            decimal(one.silhouette),
            percent(one.knn_recall),
            percent(one.probe_recall),
        ]
        for one in measured.classes
    ]
    return make_table(_TITLE, columns, rows, note=separability_note(measured))


def separability_note(measured: ClassSeparability) -> str:
    """Return the numbers over all classes, and what they rest on."""
    return (
        f"On recordings that they did not see, the five nearest neighbours get "
        f"{interval(measured.knn_accuracy)} right and a linear probe "
        f"{interval(measured.probe_accuracy)}; the most frequent class alone would give "
        f"{percent(measured.majority_share)}. Silhouette {decimal(measured.silhouette)} "
        f"(1: far apart, 0: mixed). {count(measured.n_used)} of "
        f"{counted(measured.n_samples, 'window')}, {counted(measured.n_features, 'feature')}, "
        f"{counted(measured.n_components, 'principal component')}."
    )


def table_confusion_potential(measured: ClassSeparability) -> Table:
    """Return the pairs of classes that the better simple model mixes up most."""
    columns = ["Class", "Class", ">Taken for each other", ">Distance of means"]
    pairs = measured.pairs[:_MOST_PAIRS]
    rows = [[one.first, one.second, percent(one.share), decimal(one.distance)] for one in pairs]
    note = "Distance in standard deviations within the classes."
    more = shown_note(len(pairs), len(measured.pairs), "most confused")
    return make_table("Confusion to be expected", columns, rows, note=f"{note} {more}".strip())


def table_importance(measured: ClassSeparability) -> Table:
    """Return the features that say most about the class."""
    columns = ["Feature", ">Mutual information", ">F", ">Accuracy lost when shuffled"]
    ranked = measured.importance[:MOST_FEATURES]
    rows = [
        [
            one.feature,
            f"{one.mutual_information:.3f} bit",
            decimal(one.f_value),
            f"{100 * one.permutation_drop:+.1f} points".replace("-", "−"),
        ]
        for one in ranked
    ]
    note = (
        "Mutual information and F for ranking: windows of a recording are not independent. "
        f"The {count(len(ranked))} most telling of {counted(len(measured.importance), 'feature')}."
    )
    return make_table("Importance of features", columns, rows, note=note)


def chart_importance(measured: ClassSeparability) -> Chart:
    """Return a bar for each of the features that say most about the class."""
    ranked = measured.importance[:MOST_FEATURES]
    values = [
        {"feature": one.feature, "bits": significant(one.mutual_information)} for one in ranked
    ]
    first = ranked[0]
    return make_chart(
        "Importance of features",
        f"{first.feature} tells most: {first.mutual_information:.3f} bit of the class.",
        bars_of_bits(values, "class"),
        subtitle=shown_of(len(ranked), len(measured.importance)),
    )


def chart_separability(measured: ClassSeparability | NoSeparability) -> Chart:
    """Return the map of principal components; or why there is none."""
    if isinstance(measured, NoSeparability):
        return chart_reason(_TITLE, measured.reason)
    return chart_class_map(measured, measured.maps[0])


def chart_class_map(measured: ClassSeparability, drawn: ClassMap) -> Chart:
    """Return the windows as points; classes can be picked in the legend, and the map zoomed."""
    names = [shortened(name, 32) for name in measured.class_names]
    values = [
        {
            "x": significant(float(x)),
            "y": significant(float(y)),
            "class": names[int(c)],
            "source": measured.source_names[int(s)],
        }
        for x, y, c, s in zip(drawn.x, drawn.y, drawn.class_index, drawn.source, strict=True)
    ]
    title = f"{drawn.method} of the features"
    n = counted(len(values), "window")
    return make_chart(
        title,
        f"{n} of {counted(len(names), 'class', 'classes')}; silhouette "
        f"{decimal(measured.silhouette)} in all components.",
        {
            "data": {"values": values},
            "width": 330,
            "height": 280,
            "params": [
                {"name": "chosen", "select": {"type": "point", "fields": ["class"]},
                 "bind": "legend"},
                {"name": "zoomed", "select": "interval", "bind": "scales"},
            ],
            "mark": {"type": "point", "filled": True, "size": 34},
            "encoding": _encoding(drawn, names),
        },
        subtitle=f"{n} of {count(measured.n_samples)}",
    )  # fmt: skip


def _encoding(drawn: ClassMap, names: list[str]) -> dict[str, Any]:
    colours = [CLASS_COLOURS[i % len(CLASS_COLOURS)] for i in range(len(names))]
    hidden = {"param": "chosen", "value": 0.6}
    axis = {"type": "quantitative", "scale": {"zero": False}}
    return {
        "x": {"field": "x", **axis, "axis": {"title": drawn.x_title, "tickCount": 5}},
        "y": {"field": "y", **axis, "axis": {"title": drawn.y_title, "tickCount": 5}},
        "color": {
            "field": "class",
            "type": "nominal",
            "title": "Class",
            "scale": {"domain": names, "range": colours},
        },
        "opacity": {"condition": hidden, "value": 0.06},
        "tooltip": [
            {"field": "class", "type": "nominal", "title": "Class"},
            {"field": "source", "type": "nominal", "title": "Recording"},
        ],
    }
