"""What quantisation costs where numbers are told; writes into benchmarks/README.md.

    PYTHONPATH=src python benchmarks/quantization/told_numbers.py

Trains the networks of examples/gait with its data and split, quantises each by every method and
width, and tells R² of the regression and the skill of the forecasts against the last value
repeated, on the test split.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from bench import PLANS, README, ROOT

from afterfit.analyses.forecast import analyze_forecast_variant
from afterfit.analyses.regression import analyze_regression_variant
from afterfit.pipeline.config import read_config
from afterfit.pipeline.context import Context, data_context
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.progress import Silent
from afterfit.pipeline.tasks import task_of
from afterfit.pipeline.tasks.common import target_lessons
from afterfit.runtimes import run_onnx
from afterfit.training import (
    QuantizationPlan,
    quantize_after_training,
    train_quantized_numbers,
)

START, END = "<!-- numbers -->", "<!-- /numbers -->"
SEEDS = (42, 43, 44)
EPOCHS = 20
METRICS = {"regression": "r2", "forecasting": "skill_persistence"}
SHOWN = {name: PLANS[name] for name in ("PTQ 8", "QAT 8", "PTQ 4", "QAT 4", "PTQ 2", "QAT 2")}


def context_of(name: str, seed: int, folder: Path) -> Context:
    home = ROOT / "examples" / "gait"
    config = read_config(home / f"{name}.yaml")
    keys = {"seed": seed, "training_epochs": EPOCHS}
    training = config.training.model_copy(update=keys)
    dataset = config.dataset.model_copy(update={"split_seed": SEEDS[0]})
    config = config.model_copy(update={"training": training, "dataset": dataset})
    return data_context(config, home, RunFolder(folder), Silent())


def qualities(context: Context) -> Iterator[tuple[str, float]]:
    """Give the metric of the float network and of each quantised one."""
    task_of(context.kind).train(context)
    yield "float", quality(context, context.folder.float_model)
    for name, plan in SHOWN.items():
        place = context.folder.root / name
        place.mkdir()
        quantize(context, plan, place)
        yield name, quality(context, place / "model.onnx")


def quantize(context: Context, plan: QuantizationPlan, place: Path) -> None:
    model, X = context.folder.float_model, context.features["train"]
    if plan.method == "PTQ":
        quantize_after_training(plan, model, X, place)
        return
    if plan.epochs is not None:  # those of narrow widths learn as the float network did
        rate = context.training_plan.learning_rate
        plan = replace(plan, epochs=EPOCHS, learning_rate=rate)
    lessons = target_lessons(context)
    kind = context.kind
    train_quantized_numbers(
        plan, context.training_plan, kind, model, *lessons, place, lambda _: None
    )


def quality(context: Context, model: Path) -> float:
    outputs = run_onnx(model, context.features["test"])
    record = task_of(context.kind).record(context, "test", outputs, "any")
    if context.kind == "regression":
        found = analyze_regression_variant(record, None).quality
    else:
        found = analyze_forecast_variant(record).quality
    return found.estimate(METRICS[context.kind]).value


def table(found: dict[str, dict[str, list[float]]]) -> str:
    names = ["float", *SHOWN]
    lines = [
        f"| test split, {len(SEEDS)} seeds | " + " | ".join(names) + " |",
        "|---|" + "---:|" * len(names),
    ]
    for title, values in found.items():
        for label, pick in (("mean", np.mean), ("lowest", np.min)):
            cells = (f"{pick(values[name]):.3f}" for name in names)
            lines.append(f"| {title}, {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    found: dict[str, dict[str, list[float]]] = {}
    titles = {"regression": "R² of the regression", "forecasting": "skill of the forecasts"}
    for name, title in titles.items():
        for seed in SEEDS:
            with tempfile.TemporaryDirectory() as folder:
                context = context_of(name, seed, Path(folder))
                network = context.training_plan.model_name
                row = found.setdefault(f"{title} ({network})", {})
                for way, value in qualities(context):
                    row.setdefault(way, []).append(value)
                    print(title, seed, way, f"{value:.4f}", flush=True)
    old = README.read_text(encoding="utf-8")
    before, after = old[: old.index(START)], old[old.index(END) :]
    README.write_text(f"{before}{START}\n{table(found)}\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
