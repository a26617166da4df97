import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers.samples import LogMel, SampleOptions, parse_audio, read_samples
from afterfit.records import ModelSignature, Samples
from tests.shared_data import MLPERF_TINY

X = np.arange(12, dtype=np.float32).reshape(4, 3)
Y = np.array([0, 1, 1, 0])
MODEL = ModelSignature((None, 3), "float32", 2, "first")
ANY = ModelSignature((None, None), "float64", None, "")
IMAGE = ModelSignature((None, 4, 6, 3), "float32", 2, "last")


def only(samples: tuple[Samples, ...]) -> Samples:
    (one,) = samples
    return one


@pytest.mark.parametrize("inputs", ["x", "X", "data", "inputs", "whatever_is_left"])
def test_npz_by_its_names(tmp_path: Path, inputs: str) -> None:
    arrays: dict[str, Any] = {inputs: X, "labels": Y.astype(float), "notes": np.array("hi")}
    np.savez(tmp_path / "d.npz", **arrays)
    one = only(read_samples(tmp_path / "d.npz", SampleOptions(), MODEL))
    assert (one.X == X).all()
    assert one.y_true.tolist() == Y.tolist()
    assert (one.class_names, one.split, one.has_sources) == (("0", "1"), "test", False)


def test_npz_with_all_that_it_can_tell(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "d.npz",
        x=X,
        y=np.array(["off", "on", "on", "off"]),
        classes=np.array(["on", "off"]),
        source=np.array(["b.csv", "a.csv", "a.csv", "b.csv"]),
        split=np.array(["test", "validation", "test", "test"]),
    )
    test, validation = read_samples(tmp_path / "d.npz", SampleOptions(), MODEL)
    assert (test.split, validation.split) == ("test", "validation")
    assert test.class_names == ("on", "off")
    assert test.y_true.tolist() == [1, 0, 1]
    assert [test.source_names[i] for i in test.source] == ["b.csv", "a.csv", "b.csv"]
    assert (X[[1]] == validation.X).all()
    assert test.notes == ()


def test_classes_that_nobody_ordered_are_said(tmp_path: Path) -> None:
    np.savez(tmp_path / "d.npz", x=X, y=np.array(["b", "a", "a", "b"]))
    one = only(read_samples(tmp_path / "d.npz", SampleOptions(), MODEL))
    assert one.class_names == ("a", "b")
    assert "alphabetical order" in one.notes[0]


def test_npy_pair(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X)
    np.save(tmp_path / "y.npy", Y)
    options = SampleOptions(labels_file=tmp_path / "y.npy")
    assert only(read_samples(tmp_path / "x.npy", options, ANY)).y_true.tolist() == Y.tolist()
    with pytest.raises(InputError, match=r"--labels LABELS\.npy"):
        read_samples(tmp_path / "x.npy", SampleOptions(), MODEL)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "parquet"])
def test_tables_of_features(tmp_path: Path, suffix: str) -> None:
    table = pl.DataFrame(X, schema=["f2", "f0", "f1"]).with_columns(
        kind=pl.Series(["a", "b", "b", "a"]), file=pl.Series(["p", "p", "q", "q"])
    )
    path = tmp_path / f"d.{suffix}"
    if suffix == "parquet":
        table.write_parquet(path)
    else:
        table.write_csv(path, separator="\t" if suffix == "tsv" else ",")
    one = only(read_samples(path, SampleOptions(label="kind"), MODEL))
    assert (one.X == X).all()
    assert one.y_true.tolist() == Y.tolist()
    assert one.source_names == ("p", "q")


@pytest.mark.parametrize("kind", [pl.List(pl.Float64), pl.Array(pl.Float64, 3)])
def test_a_column_of_lists(tmp_path: Path, kind: Any) -> None:
    table = pl.DataFrame({"signal": X.tolist(), "label": Y}, schema_overrides={"signal": kind})
    table.write_parquet(tmp_path / "d.parquet")
    one = only(read_samples(tmp_path / "d.parquet", SampleOptions(), MODEL))
    assert (one.X == X).all()


def image(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (6, 4)) -> None:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)


def test_images_in_the_colours_of_the_model(tmp_path: Path) -> None:
    image(tmp_path / "red" / "2.png", (255, 0, 0))
    image(tmp_path / "red" / "10.png", (255, 0, 51))
    image(tmp_path / "blue" / "1.png", (0, 0, 255))
    options = SampleOptions(pixels="-1..1")
    one = only(read_samples(tmp_path, options, IMAGE))
    assert one.X.shape == (3, 4, 6, 3)
    assert one.X[2, 0, 0] == pytest.approx([1, -1, -0.6])
    assert one.class_names == ("blue", "red")
    assert one.source_names == ("blue/1.png", "red/2.png", "red/10.png")
    assert one.layout == "channels-last"
    grey = ModelSignature((1, 1, 4, 6), "float32", 2, "first")
    assert only(read_samples(tmp_path, options, grey)).X.shape == (3, 4, 6, 1)


def test_images_of_another_size_are_resized_only_on_demand(tmp_path: Path) -> None:
    image(tmp_path / "a" / "big.png", (9, 9, 9), (12, 8))
    options = SampleOptions(pixels="0..255", classes=("a", "b"))
    with pytest.raises(InputError, match=r"big\.png: the image is 12 × 8 pixels.* 6 × 4.*--resize"):
        read_samples(tmp_path, options, IMAGE)
    resized = SampleOptions(pixels="0..255", classes=("a", "b"), resize=True)
    one = only(read_samples(tmp_path, resized, IMAGE))
    assert (one.X == 9).all()
    assert "resized" in one.notes[0]


def recording(path: Path, values: np.ndarray, rate: int = 8000, width: int = 2) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(width)
        stream.setframerate(rate)
        stream.writeframes(values.tobytes())


@pytest.mark.parametrize(
    ("width", "values"),
    [
        (1, np.array([128, 0, 192], np.uint8)),
        (2, np.array([0, -(2**15), 2**14], "<i2")),
        (3, np.array([[0, 0, 0], [0, 0, 128], [0, 0, 64]], np.uint8)),
        (4, np.array([0, -(2**31), 2**30], "<i4")),
    ],
)
def test_wav_of_every_width(tmp_path: Path, width: int, values: np.ndarray) -> None:
    recording(tmp_path / "a" / "1.wav", values, width=width)
    options = SampleOptions(classes=("a", "b"))
    assert only(read_samples(tmp_path, options, MODEL)).X.tolist() == [[0.0, -1.0, 0.5]]


def test_wav_as_log_mel_says_its_settings(tmp_path: Path) -> None:
    for name in ("a", "b"):
        recording(tmp_path / name / "1.wav", np.zeros(8000, "<i2"))
    options = SampleOptions(audio=LogMel(bands=10))
    one = only(read_samples(tmp_path, options, MODEL))
    assert one.X.shape == (2, 98, 10)
    assert pytest.approx(np.log(1e-6)) == one.X
    assert "8,000 Hz" in one.notes[0]
    assert "bands=10, frame_ms=25.0" in one.notes[0]


def npz(**arrays: Any) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        np.savez(folder / "d.npz", **arrays)
        return folder / "d.npz"

    return write


def text(name: str, content: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
        return folder / name.split("/")[0]

    return write


def pickled(folder: Path) -> Path:
    objects = np.array([{"a": 1}, None], dtype=object)
    np.savez(folder / "d.npz", x=objects, y=Y, allow_pickle=True)
    return folder / "d.npz"


def two_lengths(folder: Path) -> Path:
    recording(folder / "a" / "1.wav", np.zeros(30, "<i2"))
    recording(folder / "a" / "2.wav", np.zeros(40, "<i2"))
    return folder


def cut_off(folder: Path) -> Path:
    recording(folder / "a" / "1.wav", np.zeros(3000, "<i2"))
    whole = (folder / "a" / "1.wav").read_bytes()
    (folder / "a" / "1.wav").write_bytes(whole[:1000])
    return folder


def damaged_image(folder: Path) -> Path:
    image(folder / "a" / "1.png", (1, 2, 3))
    whole = (folder / "a" / "1.png").read_bytes()
    (folder / "a" / "1.png").write_bytes(whole[:48])
    return folder


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda folder: folder / "gone.npz", "no such file or folder"),
        (npz(x=X), "no array of labels was found; it holds x .* pass --label NAME"),
        (npz(y=Y, one=X, two=X), "no single array of inputs .* --inputs NAME"),
        (npz(x=X, data=X, y=Y), "both 'x' and 'data' may be meant"),
        (npz(x=X, y=Y[:3]), "do not fit 3 labels"),
        (npz(x=X, y=np.eye(2)[Y]), "argmax of one-hot"),
        (npz(x=X, y=Y + 5), "indices from 0 to 1, got 5"),
        (npz(x=X, y=np.array(["a", "b", "c", "a"])), "model gives 2 classes, but there are 3"),
        (npz(x=np.full((4, 3), np.nan), y=Y), "inputs must be finite; sample 0 is not"),
        (npz(x=np.array(["a"] * 4), y=Y), "do not fit 4 labels"),
        (pickled, "cannot be read as NPZ: Object arrays cannot be loaded"),
        (text("d.npz", "nonsense"), "cannot be read as NPZ"),
        (text("d.pkl", "x"), "a pickle runs code"),
        (text("d.txt", "x"), ".txt is not read"),
        (text("d.csv", "f0,f1\n1,2\n"), "no column of labels .* pass --label"),
        (text("d.csv", "f0,f1,label\n1,x,0\n"), "'f1' holds String, a feature is a number"),
        (text("d.csv", "f0,f1,label\n1,2,1\n1,,0\n"), "'f1' has empty cells"),
        (text("d.csv", "label\n0\n"), "no column of features"),
        (text("empty/x.txt", ""), "no folder with images or WAV"),
        (two_lengths, r"2.wav: 40 samples at 8,000 Hz, but 1.wav has 30"),
        (cut_off, "1.wav: it declares 3,000 samples and holds 478"),
        (damaged_image, "1.png: not an image that can be read"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    tmp_path: Path, write: Callable[[Path], Path], words: str
) -> None:
    options = SampleOptions(pixels="0..1")
    with pytest.raises(InputError, match=words) as caught:
        read_samples(write(tmp_path), options, IMAGE if write is damaged_image else MODEL)
    assert "\n" not in str(caught.value)


def test_pixels_must_be_said_and_strangers_moved_out(tmp_path: Path) -> None:
    image(tmp_path / "a" / "1.png", (1, 2, 3))
    with pytest.raises(InputError, match="--pixels"):
        read_samples(tmp_path, SampleOptions(), IMAGE)
    (tmp_path / "a" / "notes.txt").write_text("x")
    with pytest.raises(InputError, match=r"notes\.txt: not an image"):
        read_samples(tmp_path, SampleOptions(pixels="0..1"), IMAGE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("mfcc", "expected raw or log-mel"),
        ("log-mel:band=3", "did you mean 'bands'"),
        ("log-mel:bands=x", "bands must be a number above 0, got 'x'"),
        ("log-mel:bands=0", "bands must be a number above 0"),
    ],
)
def test_audio_settings_that_are_none(words: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_audio(words)


@pytest.mark.skipif(not MLPERF_TINY.is_dir(), reason="no MLPerf Tiny data beside this checkout")
def test_published_samples_are_read_without_an_option() -> None:
    model = ModelSignature((1, 30, 1, 40), "int8", 3, "last")
    path = MLPERF_TINY / "sww_calibration_samples.npz"
    one = only(read_samples(path, SampleOptions(), model))
    assert one.X.shape == (45, 30, 1, 40)
    assert np.bincount(one.y_true).tolist() == [15, 15, 15]
