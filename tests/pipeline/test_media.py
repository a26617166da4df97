"""Folders of images and sounds, from the files to a tested int8 model."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from afterfit.analyses.data import separability
from afterfit.errors import InputError
from afterfit.pipeline.data_checks import check_dataset
from afterfit.pipeline.run import run
from afterfit.results import Analysis
from tests.pipeline.media_data import write_images, write_wavs


def config(home: Path, task: str, **features: object) -> Path:
    keys = "".join(f"\n  {key}: {value}" for key, value in features.items())
    path = home / "config.yaml"
    path.write_text(f"""
common: {{task_type: {task}}}
dataset: {{dataset_name: media, input_data_path: data, split_factor: [0.5, 0.25, 0.25]}}
data_processing_feature_extraction:
  gof_test: false{keys}
training:
  {{model_name: Lenet5, training_epochs: 12, batch_size: 8, optimizer: adam, learning_rate: 0.005}}
""")
    return path


@pytest.mark.train
def test_images_are_trained_and_quantised(tmp_path: Path) -> None:
    write_images(tmp_path / "data", files=16)
    outcome = run(config(tmp_path, "image_classification"), tmp_path / "out")
    assert isinstance(outcome.analysis, Analysis)
    accuracies = [
        one.quality.estimate("accuracy").value
        for one in outcome.analysis.variants
        if one.split == "test"
    ]
    assert len(accuracies) == 3, "float32, int8, and int8 on the device"
    assert min(accuracies) > 0.8
    assert np.load(tmp_path / "out/testing/test_data.npy").shape == (8, 1, 16, 16)


@pytest.mark.train
def test_sounds_are_trained_as_spectrograms(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data")
    features = {"frame_size": 2000, "mel_bands": 16}
    outcome = run(config(tmp_path, "audio_classification", **features), tmp_path / "out")
    assert isinstance(outcome.analysis, Analysis)
    frames = (2000 - 100) // 40 + 1  # of 25 ms each 10 ms at 4 kHz
    shape = np.load(tmp_path / "out/testing/test_data.npy").shape
    assert shape[1:] == (1, frames, 16)


def test_an_image_of_another_size_is_named(tmp_path: Path) -> None:
    write_images(tmp_path / "data")
    Image.fromarray(np.zeros((16, 20), np.uint8)).save(tmp_path / "data/classes/standing/3.png")
    with pytest.raises(
        InputError, match=r"standing/3.png: the image is 16 pixels high and 20 wide"
    ):
        check_dataset(config(tmp_path, "image_classification"), tmp_path / "out")


def test_an_image_that_is_none(tmp_path: Path) -> None:
    write_images(tmp_path / "data")
    (tmp_path / "data/classes/standing/3.png").write_text("no pixels")
    with pytest.raises(InputError, match=r"standing/3.png: not an image"):
        check_dataset(config(tmp_path, "image_classification"), tmp_path / "out")


def test_a_sound_that_is_cut_off(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data")
    path = tmp_path / "data/classes/low/1.wav"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(InputError, match=r"low/1.wav: it declares 4,000 samples and holds 478"):
        check_dataset(config(tmp_path, "audio_classification"), tmp_path / "out")


def test_no_images_there(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data")
    with pytest.raises(InputError, match=r"holds no recordings \(.png, .bmp, .jpg, .jpeg\)"):
        check_dataset(config(tmp_path, "image_classification"), tmp_path / "out")


def test_sounds_of_another_rate_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separability, "neighbour_embedding", lambda X, seed: "left out")
    write_wavs(tmp_path / "data", files=4)
    other = write_wavs(tmp_path / "other", files=1, rate=8000)
    (other / "classes/low/0.wav").rename(tmp_path / "data/classes/low/9.wav")
    path = config(tmp_path, "audio_classification", frame_size=2000)
    findings = check_dataset(path, tmp_path / "out").checks.findings
    (found,) = [one for one in findings if one.code == "DC004"]
    assert (found.outcome, "low/9.wav" in found.claim) == ("raised", True)
