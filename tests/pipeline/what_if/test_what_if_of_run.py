import shutil
from pathlib import Path

import numpy as np
import pytest

from afterfit import trace
from afterfit.errors import InputError
from afterfit.pipeline.config import read_config
from afterfit.pipeline.run import run
from afterfit.pipeline.what_if import WhatIfWish
from afterfit.results import Analysis, WhatIf
from tests.pipeline.sensor_data import config_text, write_recordings
from tests.pipeline.what_if.of_classes import tried_on_classes

pytestmark = pytest.mark.train
_TESTING = """
testing: {report_format: markdown, layer_sensitivity: false, test_tflite: false}
"""
QUICK = WhatIfWish(changes=("gain", "offset", "noise"), importance=False)
GAIN = WhatIfWish(changes=("gain",), importance=False)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Analysis]:
    root = tmp_path_factory.mktemp("run")
    write_recordings(root / "data")
    (root / "config.yaml").write_text(config_text(training_epochs=15) + _TESTING)
    outcome = run(root / "config.yaml", root / "one")
    assert isinstance(outcome.analysis, Analysis)
    shutil.rmtree(root / "data")  # neither recordings nor configuration are needed any more
    return root / "one", outcome.analysis


@pytest.fixture(scope="module")
def found(finished: tuple[Path, Analysis]) -> WhatIf:
    return tried_on_classes(finished[0], wish=QUICK)


def test_the_configuration_of_a_run_can_be_read_again(finished: tuple[Path, Analysis]) -> None:
    assert read_config(finished[0] / "config.yaml").common.kind == "classification"


def test_changes_act_on_readings_and_unchanged_answers_are_those_of_the_run(
    finished: tuple[Path, Analysis], found: WhatIf
) -> None:
    assert found.acts_on == "readings"
    assert [one.scope.variant for one in found.variants] == ["float32", "int8"]
    for one in found.variants:
        tested = finished[1].of(one.scope.variant, "test")
        assert tested is not None
        assert one.accuracy == tested.quality.estimate("accuracy")


def test_features_without_their_mean_do_not_see_an_offset(found: WhatIf) -> None:
    offset = next(one for one in found.variants[0].curves if one.key == "offset")
    assert [one.n_flipped for one in offset.points] == [0] * 6
    assert found.variants[0].accuracy.value > 0.6, "a model that always says one class sees nothing"


def test_a_sample_goes_by_recording_and_offset(finished: tuple[Path, Analysis]) -> None:
    first = tried_on_classes(finished[0], wish=GAIN).samples
    assert first == ()
    row = tried_on_classes(
        finished[0], wish=WhatIfWish(changes=("gain",), importance=False, sample="2")
    )
    window = row.samples[0].window
    word = f"{window.source}@{window.offset}"
    again = tried_on_classes(
        finished[0], wish=WhatIfWish(changes=("gain",), importance=False, sample=word)
    )
    assert again.samples[0].window.index == 2


def test_a_wish_means_the_same_window_as_in_a_trace(finished: tuple[Path, Analysis]) -> None:
    wish = WhatIfWish(changes=("gain",), importance=False, sample="typical")
    found = tried_on_classes(finished[0], wish=wish)
    traced = trace(finished[0], "typical")
    assert found.samples[0].window.index == traced.index
    assert any(f"was chosen by --sample: the {traced.chosen}." in one for one in found.notes)


def test_features_that_are_not_those_of_the_test_are_left_alone(
    finished: tuple[Path, Analysis], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(finished[0], copy)
    given = np.load(copy / "testing" / "test_data.npy")
    np.save(copy / "testing" / "test_data.npy", given + 1)
    found = tried_on_classes(copy, wish=QUICK)
    assert found.acts_on == "inputs"
    assert "the features computed again differ from those that were tested" in found.notes[0]


def test_what_is_missing_is_told(finished: tuple[Path, Analysis], tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match="--variant: the run has no variant 'int4'; it has float32"
    ):
        tried_on_classes(finished[0], wish=WhatIfWish(variants=("int4",)))
    copy = tmp_path / "copy"
    shutil.copytree(finished[0], copy)
    (copy / "testing" / "test_data.npy").unlink()
    with pytest.raises(InputError, match="the inputs of the test cannot be read"):
        tried_on_classes(copy)
    (copy / "testing" / "test_windows.npz").unlink()
    with pytest.raises(InputError, match="no such file of windows"):
        tried_on_classes(copy)
