from xml.etree import ElementTree as ET

from afterfit.report import render_png, render_svg
from afterfit.views import chart_confusion
from tests.report.sample_run import sample_analysis

CHART = chart_confusion(sample_analysis().variants[0].confusion)


def test_png_has_twice_the_size_at_twice_the_scale() -> None:
    small, large = (render_png(CHART, scale=scale) for scale in (1, 2))
    assert abs(width(large) - 2 * width(small)) <= 2


def width(picture: bytes) -> int:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(picture[16:20], "big")


def test_svg_is_well_formed_whatever_the_classes_are_called() -> None:
    assert ET.fromstring(render_svg(CHART)).tag.endswith("svg")  # noqa: S314
