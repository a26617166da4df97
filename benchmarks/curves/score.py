"""Causes that are known → how often the findings name them, and how often healthy runs alarm.

The tuning seeds are for choosing thresholds, the others for scoring:
python benchmarks/curves/score.py [scoring|tuning]
"""

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
from simulate import CAUSES, HEALTHY, Columns, Setup, simulate, varied

from afterfit.pipeline.curves import diagnose_curves
from afterfit.readers.training_logs import meanings_of
from afterfit.records import Series, TrainingLog
from afterfit.results import Finding

SEEDS = {"tuning": range(40), "scoring": range(60, 80)}


def main(half: str) -> None:
    seeds = SEEDS[half]
    print(f"{half} seeds, {len(seeds)} runs a row\n")
    print("| training | named | all findings of level error or warning | info |")
    print("|---|---|---|---|")
    for name, (setup, codes) in CAUSES.items():
        found = [raised(setup, seed) for seed in seeds]
        named = sum(bool({one.code for one in run} & codes) for run in found)
        print(f"| {name} ({', '.join(sorted(codes))}) | {named}/{len(seeds)} | {told(found)} |")
    for name, setup in HEALTHY.items():
        found = [raised(setup, seed) for seed in seeds]
        quiet = sum(all(one.severity == "info" for one in run) for run in found)
        print(f"| {name} | quiet {quiet}/{len(seeds)} | {told(found)} |")


def raised(setup: Setup, seed: int) -> list[Finding]:
    return raised_in(simulate(varied(setup, seed), seed))


def raised_in(columns: Columns) -> list[Finding]:
    return [one for one in diagnose_curves(log_of(columns)) if one.outcome == "raised"]


def log_of(columns: Columns) -> TrainingLog:
    meanings = meanings_of(columns)
    series = tuple(
        Series(name, np.arange(1.0, len(v) + 1), np.array(v), meanings[name])
        for name, v in columns.items()
    )
    return TrainingLog("simulated", "simulated", "epoch", series)


def told(found: list[list[Finding]]) -> str:
    def of(info: bool) -> Iterator[str]:
        codes = (one.code for run in found for one in run if (one.severity == "info") == info)
        return (f"{code} {n}" for code, n in sorted(Counter(codes).items()))

    return f"{', '.join(of(info=False)) or 'none'} | {', '.join(of(info=True)) or 'none'}"


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "scoring")
