"""An answer that is a sentence, where a picture was asked for."""

from afterfit.views.charts import Chart, make_chart
from afterfit.views.palette import INK


def chart_reason(title: str, reason: str) -> Chart:
    """Return a chart that holds the sentence why there is nothing to draw."""
    return make_chart(
        title,
        reason,
        {
            "data": {"values": [{"reason": reason}]},
            "width": 520,
            "height": 40,
            "mark": {"type": "text", "color": INK, "align": "left", "limit": 520, "x": 0},
            "encoding": {
                "text": {"field": "reason", "type": "nominal"},
                "tooltip": [{"field": "reason", "type": "nominal", "title": "Reason"}],
            },
        },
    )
