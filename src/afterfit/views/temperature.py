"""What a temperature would gain."""

from afterfit.results import NoTemperatureOffer, TemperatureOffer
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import decimal, significant
from afterfit.views.palette import CANDIDATE, REFERENCE
from afterfit.views.reason import chart_reason
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_TITLE = "Temperature scaling"
_SCORES = (
    ("log_loss", "Log loss"),
    ("ece", "Expected calibration error"),
    ("brier_score", "Brier score"),
)


def table_temperature(offer: TemperatureOffer | NoTemperatureOffer) -> Table:
    """Return the scores before and after on test, or why nothing is offered."""
    if isinstance(offer, NoTemperatureOffer):
        return make_table(_TITLE, ["Model", "Reason"], [[offer.variant, offer.reason]])
    rows = [
        [title, decimal(getattr(offer.before, name)), decimal(getattr(offer.after, name))]
        for name, title in _SCORES
    ]
    return make_table(_TITLE, ["Score", ">Before", ">After"], rows, note=_describe(offer))


def chart_temperature(offer: TemperatureOffer | NoTemperatureOffer) -> Chart:
    """Return the scores before and after on test as pairs of bars, or why nothing is offered."""
    if isinstance(offer, NoTemperatureOffer):
        return chart_reason(_TITLE, offer.reason)
    values = [
        {"score": title, "when": when, "value": significant(getattr(quality, name))}
        for name, title in _SCORES
        for when, quality in (("before", offer.before), ("after", offer.after))
    ]
    colours = {"domain": ["before", "after"], "range": [REFERENCE, CANDIDATE]}
    return make_chart(
        _TITLE,
        _describe(offer),
        {
            "data": {"values": values},
            "width": 320,
            "height": {"step": 14},
            "mark": "bar",
            "encoding": {
                "y": {"field": "score", "type": "nominal", "sort": None, "axis": {"title": None}},
                "yOffset": {"field": "when", "sort": ["before", "after"]},
                "x": {"field": "value", "type": "quantitative",
                      "axis": {"title": "Lower is better"}},
                "color": {"field": "when", "type": "nominal", "scale": colours,
                          "legend": {"title": None}},
                "tooltip": [
                    {"field": "score", "type": "nominal", "title": "Score"},
                    {"field": "when", "type": "nominal", "title": "Temperature"},
                    {"field": "value", "type": "quantitative", "title": "Value"},
                ],
            },
        },
        subtitle=f"{scope_line(offer.reported_on)}\nTemperature {decimal(offer.temperature, 2)}",
    )  # fmt: skip


def _describe(offer: TemperatureOffer) -> str:
    return (
        f"{scope_line(offer.reported_on)}: a temperature of {decimal(offer.temperature, 2)}, found "
        f"on {offer.fitted_on.split}, changes log loss by {decimal(offer.log_loss_change)} "
        f"({decimal(offer.log_loss_change_low)} to {decimal(offer.log_loss_change_high)}); "
        "no prediction changes."
    )
