"""Windows that occur more than once."""

from afterfit.results import DuplicateGroup, DuplicateWindows
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import count, counted, percent
from afterfit.views.palette import WRONG
from afterfit.views.tables import Table, make_table

_TITLE = "Equal windows"
_MOST_PLACES = 4


def table_duplicates(duplicates: DuplicateWindows) -> Table:
    """Return one row a group of equal windows: its splits, labels and places."""
    columns = [">Windows", "Splits", "Labels", "Constant", "Places"]
    shown = f"{count(len(duplicates.groups))} of {counted(duplicates.n_groups, 'group')} shown"
    return make_table(
        _TITLE, columns, map(_row, duplicates.groups), note=f"{_describe(duplicates)} {shown}."
    )


def _row(group: DuplicateGroup) -> list[str]:
    places = [f"{one.source} at {one.offset}" for one in group.places[:_MOST_PLACES]]
    more = len(group.places) - len(places)
    return [
        count(len(group.places)),
        ", ".join(dict.fromkeys(one.split for one in group.places)),
        ", ".join(dict.fromkeys(one.class_name for one in group.places)),
        "yes" if group.constant else "no",
        "; ".join([*places, *([f"{count(more)} more"] if more else [])]),
    ]


def chart_duplicates(duplicates: DuplicateWindows) -> Chart:
    """Return how many windows of each split are in each other split too."""
    values = [
        {
            "pair": f"{one.split} in {one.other}",
            "shared": one.n_shared,
            "share": percent(one.n_shared / one.n_samples if one.n_samples else float("nan")),
        }
        for one in duplicates.overlaps
    ]
    return make_chart(
        _TITLE,
        _describe(duplicates),
        {
            "data": {"values": values},
            "width": 320,
            "height": {"step": 22},
            "mark": {"type": "bar", "color": WRONG},
            "encoding": {
                "y": {"field": "pair", "type": "nominal", "sort": None, "axis": {"title": None}},
                "x": {"field": "shared", "type": "quantitative",
                      "axis": {"title": "Windows in both", "tickMinStep": 1}},
                "tooltip": [
                    {"field": "pair", "type": "nominal", "title": "Splits"},
                    {"field": "shared", "type": "quantitative", "title": "Windows"},
                    {"field": "share", "type": "nominal", "title": "Share of the first"},
                ],
            },
        },
        subtitle=f"Windows: {count(sum(duplicates.n_samples))}",
    )  # fmt: skip


def _describe(duplicates: DuplicateWindows) -> str:
    across = sum(one.n_shared > 0 for one in duplicates.overlaps)
    return (
        f"{counted(duplicates.n_groups, 'group')} of equal windows among "
        f"{count(sum(duplicates.n_samples))}; {counted(across // 2, 'pair')} of splits share some; "
        f"{counted(duplicates.n_conflicting, 'group')} with different labels."
    )
