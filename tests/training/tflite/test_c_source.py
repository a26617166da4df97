import subprocess
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.runtimes import read_tflite_graph, run_tflm
from afterfit.training.tflite import Provenance, write_c_source, write_tflite
from tests.training.tflite.onnx_models import NETS, quantized
from tests.training.tflite.zoo_nets import zoo_net

pytest.importorskip("tflite_micro")

NASTY = ("*/ int x;", "../x", 'a"b\\', "line\nbreak", "??/", "火", "%s", "")

PROGRAM = """
#include <stdint.h>
#include <stdio.h>
#include "model_int8.h"
int main(void) {
    static const int input[] = MODEL_INT8_INPUT_SHAPE;
    static const char *const names[] = MODEL_INT8_CLASS_NAMES;
    fwrite(model_int8, 1, MODEL_INT8_LENGTH, stdout);
    fprintf(stderr, "%d %d %.9g %d %u", (int)((uintptr_t)model_int8 % 16), input[3],
            MODEL_INT8_INPUT_SCALE, MODEL_INT8_OUTPUT_ZERO_POINT, MODEL_INT8_ARENA_ACTIVATIONS);
    for (int i = 0; i < MODEL_INT8_N_CLASSES; i++) fprintf(stderr, "|%s", names[i]);
    return 0;
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("c")
    int8, _ = quantized(NETS["signal, stride 2, even"](), folder)
    write_tflite(int8, folder / "model_int8.tflite")
    write_c_source(folder / "model_int8.tflite", Provenance("CLS */ x", NASTY))
    (folder / "main.c").write_text(PROGRAM)
    return folder


@pytest.mark.parametrize(
    "compiler",
    [["gcc", "-std=c11", "-trigraphs"], ["g++", "-std=c++11", "-x", "c++"]],
    ids=["C", "C++"],
)
def test_a_compiler_finds_the_model_and_its_names(folder: Path, compiler: list[str]) -> None:
    program = folder / "program"
    flags = ["-Wall", "-Wextra", "-Wno-trigraphs", "-Werror", "-o", str(program)]
    sources = [str(folder / name) for name in ("main.c", "model_int8.c")]
    subprocess.run([*compiler, *flags, *sources], check=True)
    done = subprocess.run([program], check=True, capture_output=True)
    assert done.stdout == (folder / "model_int8.tflite").read_bytes()
    numbers, *names = done.stderr.decode().split("|")
    graph = read_tflite_graph(folder / "model_int8.tflite")
    read, made = graph.tensors[graph.inputs[0]], graph.tensors[graph.outputs[0]]
    import numpy as np

    arena = run_tflm(folder / "model_int8.tflite", np.zeros((1, 1, 16, 3), np.float32)).arena
    expected = f"0 3 {read.scales[0]:.9g} {made.zero_points[0]} {arena.head_bytes}"
    assert numbers == expected
    assert tuple(names) == NASTY


def test_an_autoencoder_tells_that_both_ends_lie_alike(tmp_path: Path) -> None:
    int8, _ = quantized(zoo_net("AD_500_NPU"), tmp_path)
    write_tflite(int8, tmp_path / "m.tflite")
    _, header = write_c_source(tmp_path / "m.tflite", Provenance("AD_500_NPU", ()))
    text = header.read_text()
    assert "lie in the input and output in the order 2, 1, 0: channels last." in text
    shape = "{1, 1, 48, 3}"
    assert f"_INPUT_SHAPE {shape}" in text
    assert f"_OUTPUT_SHAPE {shape}" in text


def test_a_float_model_is_refused(tmp_path: Path) -> None:
    from tests.runtimes.tflite_models import write_dense

    path = write_dense(tmp_path / "float.tflite")
    with pytest.raises(InputError, match="input and output must be int8"):
        write_c_source(path, Provenance("float", ()))
