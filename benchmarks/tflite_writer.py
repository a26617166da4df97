"""How far the written .tflite is from its int8 ONNX file, for every network of the zoo.

    python benchmarks/tflite_writer.py [--vela VELA]

Trains each network on the example (BasicMotions), quantises it with any scales and with powers of
two, writes the .tflite, and compares the outputs for all test windows: ONNX Runtime node by node,
TFLite Micro, LiteRT (reference). With Vela's command, also says how many operators Ethos-U55-128
would take. Prints a Markdown table.
"""

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from afterfit.pipeline.run import run
from afterfit.runtimes import (
    profile_onnx,
    profile_tflite,
    read_tflite_graph,
    run_onnx,
    run_tflite,
    run_tflm,
)
from afterfit.training import MODEL_NAMES

EXAMPLE = Path(__file__).parent.parent / "examples" / "basic_motions"
SCALES = {"any": 1, "powers of two": 2}
"""Key `quantization` of a config by what it stands for."""
HEADINGS = (
    *(
        "network",
        "scales",
        "windows",
        "off by 0",
        "1",
        "2",
        "more",
        "most",
        "LiteRT off by",
        "flips",
    ),
    *("bytes", "ONNX bytes", "arena head", "planned", "products more than ONNX", "NPU operators"),
)


def trained(name: str, scales: str, folder: Path) -> Path:
    text = (EXAMPLE / "config.yaml").read_text()
    text = text.replace("quantization: 2", f"quantization: {SCALES[scales]}")
    text = text.replace("CLS_4k_NPU", name).replace(
        "input_data_path: .", f"input_data_path: {EXAMPLE}"
    )
    text = text.replace("generate_report: True", "generate_report: False")
    config = folder / f"{name}.yaml"
    config.write_text(text)
    # the second kind of scales finds the float model there
    return run(config, folder / name).folder.root


def compared(name: str, scales: str, root: Path, vela: str | None) -> list[object]:
    quantization = root / "training" / "quantization"
    onnx, tflite = quantization / "model.onnx", quantization / "model_int8.tflite"
    X = np.load(root / "testing" / "test_data.npy")
    wanted, found, judge = run_onnx(onnx, X), run_tflm(tflite, X), run_tflite(tflite, X)
    graph = read_tflite_graph(tflite)
    scale = graph.tensors[graph.outputs[0]].scales[0]
    apart = np.abs(np.rint((found.outputs - wanted) / scale))
    flips = int((found.outputs.argmax(axis=1) != wanted.argmax(axis=1)).sum())
    mine, theirs = profile_tflite(tflite, name, "tflite"), profile_onnx(onnx, name, "onnx")
    assert mine.n_parameters == theirs.n_parameters
    assert mine.memory is not None
    return [
        name,
        scales,
        len(X),
        *(f"{(apart == steps).mean():.2%}" for steps in (0, 1, 2)),
        f"{(apart > 2).mean():.2%}",
        int(apart.max()),
        int(np.abs(np.rint((found.outputs - judge) / scale)).max()),
        f"{flips} ({flips / len(X):.2%})",
        mine.file_bytes,
        theirs.file_bytes,
        found.arena.head_bytes,
        mine.memory.planned_bytes,
        (mine.n_macs or 0) - (theirs.n_macs or 0),
        mapped(vela, tflite) if vela else "",
    ]


def mapped(vela: str, tflite: Path) -> str:
    command = [vela, str(tflite), "--accelerator-config", "ethos-u55-128"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [*command, "--output-dir", folder], capture_output=True, text=True, check=True
        )
    found = re.search(r"NPU operators = \d+ \(([\d.]+)%\)", done.stdout)
    return f"{found[1]} %" if found else "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vela", help="Vela's command (pip install ethos-u-vela)")
    vela = parser.parse_args().vela
    print("| " + " | ".join(HEADINGS) + " |")
    print("|---" * len(HEADINGS) + "|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in MODEL_NAMES:
            for scales in SCALES:
                row = compared(name, scales, trained(name, scales, Path(folder)), vela)
                print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
