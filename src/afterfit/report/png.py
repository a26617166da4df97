"""Chart → PNG or SVG, without a browser."""

from afterfit.views import Chart


def render_png(chart: Chart, scale: float = 2) -> bytes:
    """Return the chart as a PNG picture, *scale* pixels for each of its units."""
    import vl_convert

    picture: bytes = vl_convert.vegalite_to_png(dict(chart.spec), scale=scale)
    return picture


def render_svg(chart: Chart) -> str:
    """Return the chart as an SVG drawing."""
    import vl_convert

    drawing: str = vl_convert.vegalite_to_svg(dict(chart.spec))
    return drawing
