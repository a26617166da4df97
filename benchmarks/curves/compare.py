"""How well each tool names each cause: macro-F1 on the scoring seeds, in Markdown.

python benchmarks/curves/compare.py PYTHON, where PYTHON is that of an environment with
runmedic, ftdoctor, losslint and trainspotter in it.

A cause is named when a tool raises one of the findings listed for it here, at any severity: what
each tool's own documentation says of that finding decided. Runs of the cause are to be named, the
healthy runs are not; macro-F1 is the mean of the F1 of both. Runs of other causes count for
neither: one training may well have two troubles.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from score import SEEDS, raised_in
from simulate import CAUSES, HEALTHY, Columns, simulate, varied

NAMES: dict[str, dict[str, set[str]]] = {
    "runmedic": {
        "few samples, many epochs": {"overfitting"},
        "shifted evaluation": {"overfitting"},
        "rate x 100": {"divergence", "non_finite", "no_learning", "loss_spikes"},
        "leaked evaluation": {"val_below_train"},
        "exploding": {"divergence", "non_finite"},
        "dead units": {"no_learning"},
    },
    "ftdoctor": {
        "few samples, many epochs": {"overfitting", "metric_disagreement"},
        "shifted evaluation": {"overfitting", "metric_disagreement"},
        "rate x 100": {"loss_degenerate", "not_learning", "loss_spikes"},
        "leaked evaluation": {"eval_below_train"},
        "exploding": {"loss_degenerate", "not_learning"},
        "dead units": {"not_learning"},
    },
    "losslint": {
        "few samples, many epochs": {"overfit_onset"},
        "shifted evaluation": {"overfit_onset"},
        "rate x 100": {"divergence", "nan_inf", "loss_spike", "stagnation"},
        "exploding": {"divergence", "nan_inf"},
        "dead units": {"stagnation"},
    },
    "trainspotter": {
        "few samples, many epochs": {"overfitting"},
        "shifted evaluation": {"overfitting"},
        "rate x 100": {"divergence", "spikes", "plateau"},
        "tiny evaluation set": {"eval_noise"},
        "exploding": {"divergence"},
        "dead units": {"plateau", "loss_floor"},
    },
    "SageMaker Overfit": {
        "few samples, many epochs": {"overfit"},
        "shifted evaluation": {"overfit"},
    },
}
"""Tool → cause → its findings that name the cause."""
Said = Mapping[str, Sequence[Sequence[str]]]


def main(python: str) -> None:
    setups = {name: setup for name, (setup, _) in CAUSES.items()} | HEALTHY
    keys = [(name, seed) for name in setups for seed in SEEDS["scoring"]]
    histories = [simulate(varied(setups[name], seed), seed) for name, seed in keys]
    said = [
        {**others, **ours(one)}
        for one, others in zip(histories, of_rivals(python, histories), strict=True)
    ]
    groups: dict[str, list[Said]] = {}
    for (name, _), one in zip(keys, said, strict=True):
        groups.setdefault(name, []).append(one)
    healthy = [one for name in HEALTHY for one in groups[name]]
    tools = ("afterfit", *NAMES)
    print(f"| cause | {' | '.join(tools)} |")
    print("|---|" + "---:|" * len(tools))
    for cause, (_, codes) in CAUSES.items():
        scores = (cell(tool, cause, set(codes), groups[cause], healthy) for tool in tools)
        print(f"| {cause} | {' | '.join(scores)} |")
    print(f"| healthy with an error | {' | '.join(alarms(tool, healthy) for tool in tools)} |")
    failed = {t: sum(f[0] == "failed" for one in said for f in one[t]) for t in tools}
    print("\nfailed:", {tool: n for tool, n in failed.items() if n} or "none")


def ours(columns: Columns) -> dict[str, list[list[str]]]:
    return {
        "afterfit": [[one.code, one.severity] for one in raised_in(columns)],
        "SageMaker Overfit": [["overfit", "error"]] if sagemaker_overfit(columns) else [],
    }


def sagemaker_overfit(columns: Columns, ratio: float = 0.1, patience: int = 1) -> bool:
    """Tell whether (val - train) / train > ratio more than *patience* times in a row."""
    train, val = np.array(columns["train_loss"]), np.array(columns["val_loss"])
    with np.errstate(all="ignore"):
        above = (val - train) / train > ratio
    return any(above[i : i + patience + 1].all() for i in range(len(above) - patience))


def of_rivals(python: str, histories: Sequence[Columns]) -> list[Said]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "histories.json"
        path.write_text(json.dumps(histories))
        script = Path(__file__).with_name("rivals.py")
        done = subprocess.run(
            [python, str(script), str(path)], check=True, capture_output=True, text=True
        )
    return [json.loads(line) for line in done.stdout.splitlines()]


def cell(
    tool: str, cause: str, codes: set[str], runs: Sequence[Said], healthy: Sequence[Said]
) -> str:
    names = codes if tool == "afterfit" else NAMES[tool].get(cause)
    if names is None:
        return "–"

    def named(one: Said) -> bool:
        return any(finding[0] in names for finding in one[tool])

    return f"{macro_f1(named, runs, healthy):.3f}"


def macro_f1(named: Callable[[Said], bool], runs: Sequence[Said], healthy: Sequence[Said]) -> float:
    found, alarms = sum(map(named, runs)), sum(map(named, healthy))
    missed, quiet = len(runs) - found, len(healthy) - alarms
    of_cause = 2 * found / (2 * found + alarms + missed)
    of_healthy = 2 * quiet / (2 * quiet + alarms + missed)
    return (of_cause + of_healthy) / 2


def alarms(tool: str, healthy: Sequence[Said]) -> str:
    severe = {"error", "critical"}
    n = sum(any(finding[1] in severe for finding in one[tool]) for one in healthy)
    return f"{n} of {len(healthy)}"


if __name__ == "__main__":
    main(sys.argv[1])
