"""What quantisation costs on real data, by method and width; writes into benchmarks/README.md.

    PYTHONPATH=src python benchmarks/quantization/bench.py AEON_WHEEL

AEON_WHEEL is `aeon-*.whl` (`pip download --no-deps aeon`), which carries JapaneseVowels of the UEA
archive.
"""

import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from afterfit.datasets import extract_features, read_windows
from afterfit.pipeline.config import read_config
from afterfit.pipeline.dataset import configured_chain, split_plan
from afterfit.runtimes import run_onnx
from afterfit.training import (
    QuantizationPlan,
    TrainingPlan,
    quantize_after_training,
    quantized_forms,
    train_classifier,
    train_quantized,
)
from afterfit.training.quantization.network import QuantizedNetwork

ROOT = Path(__file__).parents[2]
README = ROOT / "benchmarks" / "README.md"
START, END = "<!-- quantization -->", "<!-- /quantization -->"
SEEDS = (42, 43, 44)
RATE = 2e-3
EPOCHS = 40

Arrays = tuple[NDArray[np.float32], NDArray[np.int64]]
PLANS = {
    "PTQ 8": QuantizationPlan(),
    "PTQ 8, powers of two": QuantizationPlan(scales="powers of two"),
    "QAT 8": QuantizationPlan("QAT"),
    "PTQ 4": QuantizationPlan(weight_bits=4, activation_bits=4),
    "QAT 4": QuantizationPlan(
        "QAT", weight_bits=4, activation_bits=4, epochs=EPOCHS, learning_rate=RATE
    ),
    "PTQ 2": QuantizationPlan(weight_bits=2, activation_bits=2),
    "QAT 2": QuantizationPlan(
        "QAT", weight_bits=2, activation_bits=2, epochs=EPOCHS, learning_rate=RATE
    ),
}


@dataclass
class Agreement:
    """ONNX Runtime against torch's rounded forward pass, over all outputs of all models."""

    n_outputs: int = 0
    n_beyond: int = 0
    n_windows: int = 0
    n_flips: int = 0
    worst_steps: float = 0.0

    def add(self, ours: NDArray[np.float64], theirs: NDArray[np.float64], step: float) -> None:
        steps = np.abs(ours - theirs) / step
        self.n_outputs += steps.size
        self.n_beyond += int((steps > 1.001).sum())
        self.n_windows += len(ours)
        self.n_flips += int((ours.argmax(axis=1) != theirs.argmax(axis=1)).sum())
        self.worst_steps = max(self.worst_steps, float(steps.max()))


def basic_motions() -> dict[str, Arrays]:
    """Return the example's windows of two seconds by split."""
    home = ROOT / "examples" / "basic_motions"
    config = read_config(home / "config.yaml")
    chain = configured_chain(config, home)
    data = read_windows(home, chain, split_plan(config))
    return {name: (extract_features(w, chain), w.y_true) for name, w in data.splits.items()}


def japanese_vowels(wheel: Path) -> dict[str, Arrays]:
    """Return a vowel by nine speakers, twelve cepstral channels; a third of TRAIN validates."""
    parts = {}
    with zipfile.ZipFile(wheel) as archive:
        for part in ("TRAIN", "TEST"):
            name = f"aeon/datasets/data/JapaneseVowels/JapaneseVowels_eq_{part}.ts"
            parts[part] = read_ts(archive.read(name).decode())
    X, y = parts["TRAIN"]
    held = np.arange(len(y)) % 3 == 0
    return {"train": (X[~held], y[~held]), "validation": (X[held], y[held]), "test": parts["TEST"]}


def read_ts(text: str) -> Arrays:
    lines = text[text.index("@data") :].splitlines()[1:]
    cases = [line.strip().split(":") for line in lines if line.strip()]
    X = np.array([[channel.split(",") for channel in case[:-1]] for case in cases], np.float32)
    labels = [case[-1] for case in cases]
    return X[:, :, :, None], np.array([sorted(set(labels)).index(one) for one in labels])


def accuracies(
    splits: Mapping[str, Arrays], seed: int, folder: Path, agreement: Agreement
) -> Iterator[tuple[str, float]]:
    """Give the accuracy on the test split of the float model and of each quantised one."""
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
    yield "float", accuracy(float_onnx, splits["test"])
    for name, plan in PLANS.items():
        place = folder / name
        place.mkdir()
        if plan.method == "QAT":
            train_quantized(plan, training, float_onnx, *data, place, lambda _: None)
        else:
            quantize_after_training(plan, float_onnx, splits["train"][0], place)
        yield name, accuracy(place / "model.onnx", splits["test"])
        compare_with_torch(plan, float_onnx, splits, place, agreement)


def accuracy(model: Path, split: Arrays) -> float:
    X, y = split
    return float((run_onnx(model, X).argmax(axis=1) == y).mean())


def compare_with_torch(
    plan: QuantizationPlan,
    float_onnx: Path,
    splits: Mapping[str, Arrays],
    folder: Path,
    agreement: Agreement,
) -> None:
    with quantized_forms(plan, float_onnx, splits["train"][0], folder) as forms:
        network = QuantizedNetwork(forms.calibrated.graph(), forms.calibrated.prepared, plan).eval()
        network.load_state_dict(forms.learned, strict=False)
    last = network.parts.steps[-1]
    for X, _ in splits.values():
        with torch.no_grad():
            ours = network(torch.from_numpy(np.ascontiguousarray(X))).double().numpy()
            step = float(network.scale(last.scale))
        agreement.add(ours, run_onnx(folder / "model.onnx", X), step)


def table(found: Mapping[str, Mapping[str, list[float]]]) -> str:
    names = ["float", *PLANS]
    lines = [
        f"| test accuracy, {len(SEEDS)} seeds | " + " | ".join(names) + " |",
        "|---|" + "---:|" * len(names),
    ]
    for title, values in found.items():
        for label, pick in (("mean", np.mean), ("lowest", np.min)):
            cells = (f"{100 * pick(values[name]):.1f} %" for name in names)
            lines.append(f"| {title}, {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def agreement_words(agreement: Agreement) -> str:
    share = agreement.n_flips / agreement.n_windows
    return (
        "ONNX Runtime against torch's rounded forward pass, "
        f"{agreement.n_windows:,} windows of all quantised models and splits: "
        f"{agreement.n_beyond:,} of {agreement.n_outputs:,} outputs are further apart than one "
        f"step of the output, at most {agreement.worst_steps:.2f} steps, and "
        f"{agreement.n_flips:,} windows ({share:.2%}) get another class."
    )


def write_into_readme(text: str) -> None:
    old = README.read_text(encoding="utf-8")
    before, after = old[: old.index(START)], old[old.index(END) :]
    README.write_text(f"{before}{START}\n{text}\n{after}", encoding="utf-8")


def main(wheel: Path) -> None:
    agreement = Agreement()
    sets = {"BasicMotions": basic_motions(), "JapaneseVowels": japanese_vowels(wheel)}
    found: dict[str, dict[str, list[float]]] = {}
    for title, splits in sets.items():
        sizes = ", ".join(f"{name} {len(y)}" for name, (_, y) in splits.items())
        values = found[f"{title} ({sizes})"] = {}
        for seed in SEEDS:
            with tempfile.TemporaryDirectory() as folder:
                for name, share in accuracies(splits, seed, Path(folder), agreement):
                    values.setdefault(name, []).append(share)
                    print(title, seed, name, f"{share:.3f}", flush=True)
    write_into_readme(f"{table(found)}\n\n{agreement_words(agreement)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
