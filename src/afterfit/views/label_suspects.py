"""Labels that the model doubts."""

from afterfit.results import LabelSuspects, NoLabelSuspects
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import count, counted, decimal, percent, significant
from afterfit.views.palette import WRONG
from afterfit.views.reason import chart_reason
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_TITLE = "Doubtful labels"
_MOST_FILES = 30


def table_label_suspects(suspects: LabelSuspects | NoLabelSuspects) -> Table:
    """Return one row a doubtful label, the least plausible first; or why there are none."""
    if isinstance(suspects, NoLabelSuspects):
        return make_table(_TITLE, ["Reason"], [[suspects.reason]], note=scope_line(suspects.scope))
    columns = ["Label", "Model says", ">Score of the label", ">Margin", "Recording", ">Offset"]
    rows = [
        [
            one.given_class,
            one.suggested_class,
            percent(one.self_confidence),
            decimal(one.margin),
            one.source,
            str(one.offset),
        ]
        for one in suspects.samples
    ]
    shown = f"{count(len(rows))} of {counted(suspects.n_suspects, 'doubtful label')} shown"
    return make_table(_TITLE, columns, rows, note=f"{scope_line(suspects.scope)}. {shown}.")


def chart_label_suspects(suspects: LabelSuspects | NoLabelSuspects) -> Chart:
    """Return the share of doubtful labels of the recordings with the largest shares."""
    if isinstance(suspects, NoLabelSuspects):
        return chart_reason(_TITLE, suspects.reason)
    files = suspects.files[:_MOST_FILES]
    values = [
        {
            "source": row.source,
            "share": significant(row.n_suspects / row.n_samples),
            "text": f"{count(row.n_suspects)} of {count(row.n_samples)}",
        }
        for row in files
    ]
    shown = f"{count(len(files))} of {counted(len(suspects.files), 'recording')} with any shown"
    return make_chart(
        _TITLE,
        f"{scope_line(suspects.scope)}: {counted(suspects.n_suspects, 'doubtful label')}.",
        {
            "data": {"values": values},
            "width": 320,
            "height": {"step": 18},
            "mark": {"type": "bar", "color": WRONG},
            "encoding": {
                "y": {"field": "source", "type": "nominal", "sort": None,
                      "axis": {"title": "Recording", "labelLimit": 260}},
                "x": {"field": "share", "type": "quantitative", "scale": {"domain": [0, 1]},
                      "axis": {"title": "Doubtful labels", "labelExpr": PERCENT_LABELS}},
                "tooltip": [
                    {"field": "source", "type": "nominal", "title": "Recording"},
                    {"field": "text", "type": "nominal", "title": "Doubtful"},
                ],
            },
        },
        subtitle=f"{scope_line(suspects.scope)}\n{shown}",
    )  # fmt: skip
