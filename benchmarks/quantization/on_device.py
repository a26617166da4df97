"""How far the .tflite is from ONNX Runtime on TFLite Micro; writes into benchmarks/README.md.

    PYTHONPATH=src python benchmarks/quantization/on_device.py AEON_WHEEL [FOLDER]

Trains CLS_4k_NPU on both sets of `bench.py` with its seeds, quantises it to 8 bits by PTQ and QAT,
writes the .tflite, and compares the outputs for all windows of all splits. FOLDER keeps the models.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from bench import (
    EPOCHS,
    PLANS,
    RATE,
    README,
    SEEDS,
    Arrays,
    basic_motions,
    japanese_vowels,
)

from afterfit.runtimes import read_tflite_graph, run_onnx, run_tflm
from afterfit.training import (
    TrainingPlan,
    quantize_after_training,
    train_classifier,
    train_quantized,
)
from afterfit.training.tflite import write_tflite

START, END = "<!-- on device -->", "<!-- /on device -->"
METHODS = ("PTQ 8", "QAT 8")
MOST = 2
"""Steps that an output may be off by; more are counted together."""


@dataclass
class Distances:
    """Steps of the output's scale between the two, over all models of one set and method."""

    steps: list[int] = field(default_factory=list)
    n_windows: int = 0
    n_flips: int = 0
    n_ties: int = 0
    """Flips where ONNX Runtime or TFLite Micro has two highest outputs alike."""
    right: list[int] = field(default_factory=lambda: [0, 0])
    """Test windows that ONNX Runtime and TFLite Micro get right."""
    n_test: int = 0

    def row(self) -> list[str]:
        steps = np.array(self.steps)
        shares = [(steps == one).mean() for one in range(MOST + 1)] + [(steps > MOST).mean()]
        flips = f"{self.n_flips} ({self.n_flips / self.n_windows:.2%}), {self.n_ties} of them ties"
        accuracies = [f"{100 * one / self.n_test:.1f} %" for one in self.right]
        shown = [f"{share:.2%}" for share in shares]
        return [f"{self.n_windows:,}", *shown, str(steps.max()), flips, *accuracies]


def measure(splits: Mapping[str, Arrays], seed: int, folder: Path, found: dict[str, Distances]):
    training = TrainingPlan(
        "CLS_4k_NPU",
        epochs=EPOCHS,
        batch_size=16,
        learning_rate=RATE,
        optimizer="adam",
        seed=seed,
    )
    n_classes = int(max(y.max() for _, y in splits.values())) + 1
    data = splits["train"], splits["validation"], n_classes
    train_classifier(training, *data, folder / "float", lambda _: None)
    float_onnx = folder / "float" / "model.onnx"
    for name in METHODS:
        place = folder / name
        place.mkdir(parents=True)
        if PLANS[name].method == "QAT":
            train_quantized(PLANS[name], training, float_onnx, *data, place, lambda _: None)
        else:
            quantize_after_training(PLANS[name], float_onnx, splits["train"][0], place)
        write_tflite(place / "model.onnx", place / "model.tflite")
        for split, (X, y) in splits.items():
            compare(place, X, y, split == "test", found.setdefault(name, Distances()))


def compare(folder: Path, X, y, is_test: bool, distances: Distances) -> None:
    path = folder / "model.tflite"
    wanted, outputs = run_onnx(folder / "model.onnx", X), run_tflm(path, X).outputs
    graph = read_tflite_graph(path)
    scale = graph.tensors[graph.outputs[0]].scales[0]
    distances.steps += np.abs(np.rint((outputs - wanted) / scale)).astype(int).ravel().tolist()
    flipped = wanted.argmax(axis=1) != outputs.argmax(axis=1)
    distances.n_windows += len(X)
    distances.n_flips += int(flipped.sum())
    distances.n_ties += int((flipped & (is_tie(wanted) | is_tie(outputs))).sum())
    if is_test:
        distances.n_test += len(X)
        for place, one in enumerate((wanted, outputs)):
            distances.right[place] += int((one.argmax(axis=1) == y).sum())


def is_tie(outputs):
    highest = np.sort(outputs, axis=1)
    return highest[:, -1] == highest[:, -2]


def table(found: Mapping[str, Mapping[str, Distances]]) -> str:
    names = ["windows", "off by 0", "1", "2", "more", "most", "other class"]
    names += ["test accuracy, ONNX Runtime", "TFLite Micro"]
    lines = ["| set, method | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for title, methods in found.items():
        for method, one in methods.items():
            lines.append(f"| {title}, {method} | " + " | ".join(one.row()) + " |")
    return "\n".join(lines)


def write_into_readme(text: str) -> None:
    old = README.read_text(encoding="utf-8")
    before, after = old[: old.index(START)], old[old.index(END) :]
    README.write_text(f"{before}{START}\n{text}\n{after}", encoding="utf-8")


def main(wheel: Path, folder: Path) -> None:
    sets = {"BasicMotions": basic_motions(), "JapaneseVowels": japanese_vowels(wheel)}
    found: dict[str, dict[str, Distances]] = {}
    for title, splits in sets.items():
        for seed in SEEDS:
            measure(splits, seed, folder / title / str(seed), found.setdefault(title, {}))
            print(table(found), flush=True)
    write_into_readme(table(found))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as name:
            main(Path(sys.argv[1]), Path(name))
