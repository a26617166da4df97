"""Errors, flips and doubtful labels of images and sound are drawn as what they are."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from afterfit.records import ImageLayout, SoundLayout, WindowLayout, Windows
from afterfit.report import RunReport, outline_run, tensorlab, write_html, write_markdown
from afterfit.report.comparison_section import comparison_section
from afterfit.report.document import ChartRow, Paragraph, Section
from afterfit.report.errors_section import errors_section
from afterfit.report.labels_section import labels_section
from afterfit.signals import LogMel
from tests.report.blocks import flat
from tests.report.sample_run import make_windows, sample_analysis

ANALYSIS = sample_analysis()
SIGNALS = make_windows("test", 72)
MOST_BYTES_OF_A_PICTURE = 80_000
LAYOUTS: dict[str, tuple[WindowLayout, int]] = {
    "grey image": (ImageLayout(4, 6, -3, 3), 1),
    "RGB": (ImageLayout(200, 160, -3, 3), 3),
    "sound": (SoundLayout(8000, LogMel(bands=4)), 1),
}


def seen_as(name: str) -> Windows:
    layout, n_channels = LAYOUTS[name]
    n_steps = layout.height * layout.width if isinstance(layout, ImageLayout) else 400
    values = np.random.default_rng(0).normal(0, 1, (72, n_channels, n_steps))
    channels = tuple(f"c{place}" for place in range(n_channels))
    return replace(SIGNALS, values=values.astype(np.float32), channel_names=channels, layout=layout)


def report_of(windows: Windows) -> RunReport:
    return RunReport("Demo", ANALYSIS, windows={"test": windows})


def drawn(section: Section | None) -> list[ChartRow]:
    assert section is not None
    return [block for block in flat(section.blocks) if isinstance(block, ChartRow)]


def texts(section: Section | None) -> str:
    assert section is not None
    return " ".join(block.text for block in flat(section.blocks) if isinstance(block, Paragraph))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_drawn_sample_is_a_picture(name: str) -> None:
    run = report_of(seen_as(name))
    rows = [*drawn(errors_section(run)), *drawn(comparison_section(run))]
    rows += drawn(labels_section(run))
    panels = [chart.spec["vconcat"][0] for row in rows for chart in row.charts]
    assert len(panels) > 20
    assert {panel["mark"]["type"] for panel in panels} == {"image"}
    sizes = [len(panel["data"]["values"][0]["url"]) for panel in panels]
    assert max(sizes) < MOST_BYTES_OF_A_PICTURE, "a page stays small"


def test_it_is_said_how_many_are_drawn_and_as_what() -> None:
    run = report_of(seen_as("grey image"))
    as_images = "Images of 6 × 4 pixels."
    assert f"{as_images} 6 more are not drawn." in texts(errors_section(run))
    assert as_images in texts(comparison_section(run))
    suspects = texts(labels_section(run))
    assert "14 doubtful labels, the 12 least plausible. " + as_images in suspects
    assert "log-mel spectrogram" in texts(errors_section(report_of(seen_as("sound"))))


def test_labels_are_listed_where_no_window_is_at_hand() -> None:
    assert not drawn(labels_section(replace(report_of(SIGNALS), windows={})))


def test_a_page_may_show_its_own_pictures() -> None:
    page = write_html(outline_run(report_of(seen_as("grey image"))))
    assert "img-src data:" in page
    assert "data:image/png;base64," in page
    assert "log-mel spectrogram" in write_markdown(outline_run(report_of(seen_as("sound"))))


@pytest.mark.parametrize(("name", "has_pictures"), [("grey image", True), ("signals", False)])
def test_errors_of_the_testing_folder(tmp_path: Path, name: str, has_pictures: bool) -> None:
    windows = SIGNALS if name == "signals" else seen_as(name)
    stale = tmp_path / "error_samples/error_999.png"
    stale.parent.mkdir()
    stale.write_bytes(b"of an earlier run")
    switches = tensorlab.TestingSwitches(max_errors_per_class=1)
    paths = tensorlab.write_testing_folder(tmp_path, ANALYSIS, "float32", windows, switches)
    pictures = sorted(path for path in paths if path.parent.name == "error_samples")
    tables = [path for path in pictures if path.suffix == ".csv"]
    expected = [path.with_suffix(".png") for path in tables] if has_pictures else []
    assert [path for path in pictures if path.suffix == ".png"] == expected
    assert sorted(stale.parent.glob("*.png")) == expected
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in expected)
