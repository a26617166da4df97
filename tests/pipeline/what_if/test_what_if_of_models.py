import json
from pathlib import Path

import numpy as np
import pytest

import afterfit
from afterfit import WhatIfWish, write_what_if
from afterfit.errors import InputError
from afterfit.results import WhatIf, from_json, to_json
from tests.pipeline.small_models import write_data, write_onnx_softmax, write_pair
from tests.pipeline.what_if.of_classes import tried_on_classes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    write_data(root / "test.npz", n=90)
    write_pair(root)
    return root


def tried(folder: Path, wish: WhatIfWish | None = None) -> WhatIf:
    models = {"float": folder / "float.onnx", "int8": folder / "int8.onnx"}
    return tried_on_classes(models=models, data=folder / "test.npz", wish=wish)


@pytest.fixture(scope="module")
def found(folder: Path) -> WhatIf:
    return tried(folder, WhatIfWish(sample="4"))


def test_every_variant_meets_every_change(found: WhatIf) -> None:
    keys = [[curve.key for curve in one.curves] for one in found.variants]
    assert keys == [["gain", "offset", "noise", "clipping", "bits", "dead"]] * 2
    assert found.acts_on == "inputs"
    assert found.extra_losses
    assert [one.code for one in found.findings] == ["WI001", "WI002", "WI003"]


def test_the_model_reads_the_first_of_four_columns_alone(found: WhatIf) -> None:
    first, *others = found.variants[0].importance
    assert first.name == "column 0"
    assert first.drop.value > 0.3
    assert [(one.drop.value, one.moved) for one in others] == [(0.0, 0.0)] * 3
    (channels,) = (one for one in found.findings if one.code == "WI002")
    assert channels.outcome == "raised"
    assert "column 0 alone" in channels.claim
    assert "column 1, column 2 and column 3 are not read" in channels.claim
    dead = next(curve for curve in found.variants[0].curves if curve.key == "dead")
    assert [one.n_flipped > 0 for one in dead.points] == [True, False, False, False]


def test_unchanged_answers_are_those_of_the_analysis(folder: Path, found: WhatIf) -> None:
    models = {"float": folder / "float.onnx", "int8": folder / "int8.onnx"}
    outcome = afterfit.analyze_models(
        models, folder / "test.npz", output=folder / "analysis", formats=()
    )
    assert outcome.analysis is not None
    accuracies = [one.quality.estimate("accuracy") for one in outcome.analysis.variants]
    assert [one.accuracy for one in found.variants] == accuracies


def test_answers_are_counted(folder: Path) -> None:
    found = tried(folder, WhatIfWish(changes=("gain",), importance=False))
    assert found.n_answers == 2 * 90 * (1 + 6)


def test_twice_the_same_bytes(folder: Path, found: WhatIf) -> None:
    again = tried(folder, WhatIfWish(sample="4"))
    assert to_json(again) == to_json(found)


def test_the_result_comes_back_from_json(found: WhatIf) -> None:
    back = from_json(to_json(found))
    assert isinstance(back, WhatIf)
    assert to_json(back) == to_json(found)


def test_one_window_has_an_answer_of_each_variant(found: WhatIf) -> None:
    assert [one.scope.variant for one in found.samples] == ["float", "int8"]
    sample = found.samples[0]
    assert (sample.window.index, sample.window.true_class) == (4, "middle")
    assert sample.nearest is not None
    assert sample.nearest.predicted_class != sample.window.predicted_class
    assert len(sample.table()) == sum(len(one.steps) for one in sample.paths)


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("most-confident-error", "most confident error of float"),
        ("least-sure", "answer that float is least sure of"),
        ("typical", "most typical right answer of float"),
    ],
)
def test_a_window_can_be_chosen_by_what_the_first_model_says(
    folder: Path, wish: str, why: str
) -> None:
    found = tried(folder, WhatIfWish(sample=wish, changes=("gain",), importance=False))
    window = found.samples[0].window
    assert f"Window {window.index} was chosen by --sample: the {why}." in found.notes
    if wish != "least-sure":
        assert (window.predicted_class == window.true_class) == (wish == "typical")


def test_a_larger_test_set_is_drawn_by_recording(folder: Path) -> None:
    wish = WhatIfWish(changes=("gain",), importance=False, most_windows=30, sample="1")
    found = tried(folder, wish)
    scope = found.variants[0].scope
    assert scope.n_samples in (30, 31)
    assert scope.n_sources == 15
    assert found.n_all == 90
    assert found.samples[0].window.index == 1


def test_pages_and_numbers_are_written(found: WhatIf, tmp_path: Path) -> None:
    files = write_what_if(found, tmp_path, ("html", "markdown"))
    names = {one.relative_to(tmp_path).parts[0] for one in files}
    assert names == {"what_if.html", "what_if.md", "what_if_files", "what_if.json"}
    assert json.loads((tmp_path / "what_if.json").read_text())["kind"] == "what_if"
    page = (tmp_path / "what_if.md").read_text()
    assert "Changes act on what the models are given." in page
    assert "All 90 windows of test were tried." in page
    assert "nan" not in page


def test_whole_numbers_stay_whole(tmp_path: Path) -> None:
    images = np.random.default_rng(1).integers(0, 255, (40, 4)).astype(np.uint8)
    data = tmp_path / "codes.npz"
    np.savez(data, x=images, y=np.arange(40) % 3, classes=np.array(["a", "b", "c"]))
    model = write_onnx_softmax(tmp_path / "model.onnx")
    found = tried_on_classes(models={"m": model}, data=data, wish=WhatIfWish(changes=("noise",)))
    assert "Inputs are whole numbers; changed ones are rounded." in found.notes
    assert not found.extra_losses


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"changes": ("gian",)}, r"--change: no such change .*'gian' \(did you mean 'gain'"),
        ({"sample": "90"}, "--sample: the test split has windows 0 to 89, got 90"),
        ({"sample": "first"}, "--sample: no window 'first' in the test split; expected RECORDING"),
        ({"sample": "9.cvs@3"}, r"--sample: no window '9.cvs@3' in the test split \(did you mean"),
        ({"sample": "0.csv@9"}, r"--sample: no test window of 0.csv starts at '9' .*start at 0, 1"),
        ({"variants": ("int8",)}, "--variant: belongs to a run"),
    ],
    ids=["change", "row", "word", "recording", "offset", "variant"],
)
def test_a_wrong_wish_is_told(folder: Path, wish: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        tried(folder, WhatIfWish(**wish))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"loss": 1.5}, "--loss: must be from 0"),
        ({"most_windows": 1}, "--most-windows: must be at"),
    ],
    ids=["loss", "windows"],
)
def test_an_impossible_wish_is_told(wish: dict[str, float], message: str) -> None:
    with pytest.raises(InputError, match=message):
        WhatIfWish(**wish)  # type: ignore[arg-type]


def test_nothing_to_try_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to try; give the folder of a run, or --model"):
        tried_on_classes()
    with pytest.raises(InputError, match="pass --data FILE"):
        tried_on_classes(models={"m": folder / "float.onnx"})
    with pytest.raises(InputError, match="not both"):
        tried_on_classes(tmp_path, data=folder / "test.npz")
    with pytest.raises(InputError, match="holds no finished run of afterfit run"):
        tried_on_classes(tmp_path)
