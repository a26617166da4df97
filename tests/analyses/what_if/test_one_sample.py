import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.analyses.what_if import Reading, try_sample
from afterfit.analyses.what_if.signal_changes import GAIN, OFFSET, dead_channels
from afterfit.records import ImageLayout, Windows
from afterfit.results import SampleWhatIf, Scope
from tests.analyses.what_if.sample_subject import by_level, subject_of, windows_of_levels

WINDOWS = windows_of_levels()
READING = Reading.of(WINDOWS.values)
SCOPE = Scope("float32", "test", 200, 40)
CHANGES = (GAIN, OFFSET, dead_channels(("level", "idle")))


def looked_into(row: int = 1) -> SampleWhatIf:
    return try_sample(subject_of(WINDOWS), "float32", row, CHANGES, READING, SCOPE, 7)


def test_the_answer_turns_where_the_level_crosses_the_threshold() -> None:
    found = looked_into()
    gain, offset, _ = found.paths
    assert found.window.true_class == found.window.predicted_class == "high"
    assert gain.turn("high") is None
    turned = offset.turn("high")
    level = float(WINDOWS.values[1, 0].mean())
    spread = READING.spread[0, 0]
    if level < spread:
        assert turned is not None
        assert level + turned.strength * spread < 0
    else:
        assert turned is None


def test_a_patch_gets_the_mean_of_its_channel() -> None:
    found = looked_into().occlusion
    level = WINDOWS.values[1, 0].astype(np.float64)
    without = level.mean() + (level.mean() - level) / len(level)  # each patch is one step here
    high, lower = (1 / (1 + np.exp(-6 * one)) for one in (level.mean(), without))
    np.testing.assert_allclose(found.drops[found.tops == 0], high - lower, rtol=1e-6)
    assert (found.drops[found.tops == 1] == 0).all(), "the other channel is not read"


def test_the_nearest_contrary_is_the_nearest() -> None:
    found = looked_into()
    assert found.nearest is not None
    low = np.flatnonzero(subject_of(WINDOWS).unchanged["float32"].y_pred == 0)
    values = WINDOWS.values.astype(np.float64) / READING.spread
    distances = np.sqrt(((values[low] - values[1]) ** 2).mean(axis=(1, 2)))
    assert found.nearest.index == low[distances.argmin()]
    assert found.distance == pytest.approx(distances.min())
    assert found.nearest.predicted_class == "low"


def test_without_another_answer_there_is_no_contrary() -> None:
    always = subject_of(WINDOWS, float32=by_level(threshold=-99))
    found = try_sample(always, "float32", 0, (), READING, SCOPE, 7)
    assert found.nearest is None
    assert np.isnan(found.distance)


def test_the_bright_corner_of_an_image_is_what_its_answer_rests_on() -> None:
    images = np.zeros((4, 1, 8, 8), np.float32)
    images[::2, 0, 1, 6] = 255
    nothing = np.zeros(4, np.int64)
    record = Windows(
        values=images.reshape(4, 1, 64),
        channel_names=("grey",),
        class_names=("dark", "spot"),
        y_true=np.array([1, 0, 1, 0]),
        source=np.arange(4),
        source_names=("a", "b", "c", "d"),
        offset=nothing,
        split="test",
        layout=ImageLayout(8, 8),
    )

    def answer(values: NDArray[np.float64]) -> NDArray[np.float64]:
        spot = np.clip(values.max(axis=(1, 2)) / 255, 0, 1)
        return np.column_stack([1 - spot, spot])

    subject = subject_of(record, model=answer)
    found = try_sample(subject, "model", 0, (), Reading.of(record.values), SCOPE, 7).occlusion
    best = int(found.drops.argmax())
    place = [int(side[best]) for side in (found.tops, found.bottoms, found.starts, found.ends)]
    assert place == [1, 2, 6, 7]
    assert found.drops[best] == pytest.approx(1 - 1 / 64)
    assert (np.delete(found.drops, best) == 0).all()
