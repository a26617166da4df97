"""Saved torch programs, skops estimators and ONNX files with ends of their own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes import (
    model_format,
    profile_model,
    read_signature,
    run_onnx,
    run_variant,
)
from afterfit.runtimes.child import ChildAnswer
from afterfit.runtimes.children import sklearn_estimator
from afterfit.runtimes.torch_program import TRUSTED
from tests.runtimes.tflite_models import write_dense

X = np.array([[0, 1, 2, 3], [-1, 0.5, 0, 2], [4, 4, 4, 4]], np.float32)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    torch.manual_seed(0)
    net = torch.nn.Linear(4, 3).eval()
    free = torch.export.Dim("n")
    exported = torch.export.export(net, (torch.zeros(2, 4),), dynamic_shapes=({0: free},))
    path = tmp_path_factory.mktemp("torch") / "net.pt2"
    torch.export.save(exported, path)
    torch.save(net.state_dict(), path.with_name("net.pt"))
    return path


@pytest.mark.train
def test_a_torch_program_tells_its_signature_and_runs_once_it_is_trusted(program: Path) -> None:
    import torch

    signature = read_signature(program)
    assert signature.window == (4,)
    assert (signature.n_outputs, signature.input_dtype) == (3, "float32")
    with pytest.raises(InputError, match=f"can run code; if you trust it: --trust {TRUSTED}"):
        run_variant(program, X)
    run = run_variant(program, X, trust=(TRUSTED,))
    judge = torch.export.load(program).module()(torch.from_numpy(X)).detach().numpy()
    assert run.outputs == pytest.approx(judge, abs=1e-6)
    assert run.computed_by.startswith("torch ")
    with pytest.raises(InputError, match=r"not known; export it to \.onnx"):
        profile_model(program, "a", "b")


@pytest.mark.train
def test_pickles_of_torch_are_not_opened(program: Path) -> None:
    with pytest.raises(InputError, match="torch checkpoint, which is a pickle"):
        read_signature(program.with_name("net.pt"))


@pytest.mark.train
def test_a_pickle_inside_of_a_program_is_never_run(program: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[Any, tuple[str, str]]:
            return (open, (str(tmp_path / "exploded"), "w"))

    import torch

    torch.save(Bomb(), tmp_path / "bomb.pt")
    armed = tmp_path / "armed.pt2"
    with ZipFile(program) as whole, ZipFile(armed, "w") as copy:
        for name in whole.namelist():
            is_sample = name.endswith("sample_inputs/model.pt")
            copy.writestr(
                name, (tmp_path / "bomb.pt").read_bytes() if is_sample else whole.read(name)
            )
    with pytest.raises(InputError, match="torch could not run the program"):
        run_variant(armed, X, trust=(TRUSTED,))
    assert not (tmp_path / "exploded").exists()


@pytest.mark.train
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: content[: len(content) // 2], "cut off or damaged"),
        (lambda content: content.replace(b'"user_input"', b'"user_inpux"'), "Bad CRC|one input"),
    ],
)
def test_damaged_programs(
    program: Path, tmp_path: Path, change: Callable[[bytes], bytes], words: str
) -> None:
    path = tmp_path / "damaged.pt2"
    path.write_bytes(change(program.read_bytes()))
    with pytest.raises(InputError, match=words):
        read_signature(path)


@pytest.fixture(scope="module")
def estimators(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    import skops.io
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC
    from sklearn.tree import DecisionTreeClassifier

    folder = tmp_path_factory.mktemp("sklearn")
    rows = np.random.default_rng(0).normal(size=(40, 4))
    y = np.array(["b", "a"])[(rows[:, 0] > 0).astype(int)]
    models = {"plain": LogisticRegression(), "tree": DecisionTreeClassifier(), "svc": LinearSVC()}
    for name, one in models.items():
        skops.io.dump(one.fit(rows, y), folder / f"{name}.skops")
    return {name: folder / f"{name}.skops" for name in models}


def test_an_estimator_gives_probabilities_and_its_classes(estimators: dict[str, Path]) -> None:
    import skops.io

    assert model_format(estimators["plain"]) == "sklearn"
    run = run_variant(estimators["plain"], X)
    assert run.outputs == pytest.approx(skops.io.load(estimators["plain"]).predict_proba(X))
    assert run.classes == ("a", "b")


def test_types_that_can_do_harm_are_named_and_taken_when_trusted(
    estimators: dict[str, Path], tmp_path: Path
) -> None:
    np.savez(tmp_path / "input.npz", rows=X)
    with pytest.raises(SystemExit, match=r"trust it: --trust sklearn\.tree\._tree\.Tree"):
        sklearn_estimator.main(tmp_path, estimators["tree"], [])
    sklearn_estimator.main(tmp_path, estimators["tree"], ["sklearn.tree._tree.Tree"])
    with np.load(tmp_path / "output.npz") as stored:
        assert set(stored["outputs"].ravel().tolist()) <= {0.0, 1.0}
    with pytest.raises(SystemExit, match="LinearSVC gives no probabilities"):
        sklearn_estimator.main(tmp_path, estimators["svc"], [])


def test_what_the_child_says_is_an_error_with_the_file(
    estimators: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ChildAnswer(1, "ValueError: X has 3 features", {})
    monkeypatch.setattr("afterfit.runtimes.sklearn_estimator.run_child", lambda *_: said)
    with pytest.raises(InputError, match=r"plain\.skops: scikit-learn could not run it: .* 3 feat"):
        run_variant(estimators["plain"], X[:, :3])


def test_a_missing_package_answers_with_its_install_line(
    estimators: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("afterfit.runtimes.sklearn_estimator.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"afterfit\[sklearn\]"):
        run_variant(estimators["plain"], X)


def test_other_archives_are_named(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "m.keras", "w") as archive:
        archive.writestr("metadata.json", "{}")
    with pytest.raises(InputError, match=r"a zip archive, such as \.keras"):
        model_format(tmp_path / "m.keras")


Write = Callable[..., Path]


@pytest.fixture
def int8_ends(write_onnx: Write) -> Path:
    """x in steps of 0.5 around 3, times 2, given in steps of 0.25 around -4; both int8."""
    from onnx import TensorProto, helper, load, save

    path = write_onnx(
        [
            helper.make_node("DequantizeLinear", ["x", "s", "z"], ["real"]),
            helper.make_node("Mul", ["real", "two"], ["twice"]),
            helper.make_node("QuantizeLinear", ["twice", "t", "u"], ["y"]),
        ],
        {
            "s": np.float32(0.5),
            "z": np.int8(3),
            "two": np.float32(2),
            "t": np.float32(0.25),
            "u": np.int8(-4),
        },
        ["n", 4],
        ["n", 4],
        input_type=TensorProto.INT8,
    )
    model = load(path)
    model.graph.output[0].type.tensor_type.elem_type = TensorProto.INT8
    save(model, path)
    return path


def test_int8_ends_are_real_numbers_outside(int8_ends: Path) -> None:
    windows = np.array([[0, 0.5, 1, -1]], np.float32)
    assert run_onnx(int8_ends, windows).tolist() == [[0, 1, 2, -2]]
    codes = (windows / 0.5 + 3).astype(np.int8)
    assert run_onnx(int8_ends, codes).tolist() == [[0, 1, 2, -2]]
    assert read_signature(int8_ends).input_dtype == "int8"


def test_int8_input_without_a_scale_takes_codes_alone(write_onnx: Write) -> None:
    from onnx import TensorProto, helper

    cast = helper.make_node("Cast", ["x"], ["y"], to=1)
    path = write_onnx([cast], {}, ["n", 3], ["n", 3], input_type=TensorProto.INT8)
    assert run_onnx(path, np.array([[1, 2, 3]], np.int8)).tolist() == [[1, 2, 3]]
    with pytest.raises(InputError, match="give it data of type int8"):
        run_onnx(path, np.zeros((1, 3), np.float32))


def test_of_a_label_and_probabilities_the_probabilities_are_taken(linear_onnx: Path) -> None:
    from onnx import TensorProto, helper, load, save

    model = load(linear_onnx)
    model.graph.node.append(helper.make_node("ArgMax", ["y"], ["label"], axis=1))
    label = helper.make_tensor_value_info("label", TensorProto.INT64, ["batch", 1])
    model.graph.output.insert(0, label)
    save(model, linear_onnx)
    assert run_onnx(linear_onnx, np.ones((2, 3), np.float32)).tolist() == [[3, 4], [3, 4]]
    assert read_signature(linear_onnx).n_outputs == 2


def test_external_data_that_is_missing_is_named(linear_onnx: Path) -> None:
    from onnx import load, save

    save(
        load(linear_onnx),
        linear_onnx,
        save_as_external_data=True,
        location="weights.bin",
        size_threshold=0,
    )
    linear_onnx.with_name("weights.bin").unlink()
    with pytest.raises(InputError, match=r"weights are kept in another file, 'weights\.bin'"):
        run_variant(linear_onnx, np.ones((2, 3), np.float32))


def test_a_declared_giant_is_refused_before_it_is_run(write_onnx: Write) -> None:
    from onnx import helper

    path = write_onnx(
        [
            helper.make_node("Expand", ["x", "shape"], ["big"]),
            helper.make_node("ReduceMean", ["big"], ["y"], keepdims=1),
        ],
        {"shape": np.array([1, 300_000_000])},
        ["n", 1],
        ["n", 1],
    )
    with pytest.raises(InputError, match="MiB of activations"):
        run_variant(path, np.ones((1, 1), np.float32))


@pytest.mark.parametrize(
    ("kind", "name"),
    [("float", "XNNPACK"), ("int8", "TFLite Micro"), ("hybrid", "LiteRT .* reference")],
)
def test_auto_kernels_are_named(tmp_path: Path, kind: str, name: str) -> None:
    run = run_variant(write_dense(tmp_path / "m.tflite", kind), X)
    assert re.search(name, run.computed_by)
    assert run.note == ""


def test_what_tflite_micro_lacks_is_run_on_the_reference_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacks(*_: object) -> None:
        raise InputError("Didn't find op for builtin opcode 'CONV_3D'")

    monkeypatch.setattr("afterfit.runtimes.variant_run.run_tflm", lacks)
    run = run_variant(write_dense(tmp_path / "m.tflite", "int8"), X)
    assert "reference kernels" in run.computed_by
    assert "CONV_3D" in run.note
    with pytest.raises(InputError, match="CONV_3D"):
        run_variant(write_dense(tmp_path / "m.tflite", "int8"), X, "tflm")
