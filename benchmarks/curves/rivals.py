"""What other tools say of the same histories; prints one JSON object a history.

Runs in an environment of its own (pip install runmedic ftdoctor losslint trainspotter) and knows
nothing of afterfit: python rivals.py HISTORIES.json, a list of columns of numbers.
"""

import contextlib
import importlib
import io
import json
import sys
import tempfile
from pathlib import Path

TOOLS = {
    "runmedic": (["diagnose", "log.csv", "--json"], "check"),
    "ftdoctor": (["diagnose", "trainer_state.json", "-f", "json"], "check"),
    "losslint": (["check", "trainer_state.json", "--format", "json"], "check"),
    "trainspotter": (["analyze", "trainer_state.json", "--output", "json"], "detector"),
}
"""Words of the command line, and the key that names a finding."""


def main(path: str) -> None:
    for columns in json.loads(Path(path).read_text()):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            write_csv(columns)
            write_trainer_state(columns)
            said = {tool: findings(tool, *how) for tool, how in TOOLS.items()}
        print(json.dumps(said), flush=True)


def write_csv(columns: dict[str, list[float]]) -> None:
    numbers = zip(*columns.values(), strict=True)
    rows = [["step", *columns], *([i, *row] for i, row in enumerate(numbers, 1))]
    Path("log.csv").write_text("\n".join(",".join(map(str, row)) for row in rows))


def write_trainer_state(columns: dict[str, list[float]]) -> None:
    log = []
    for i in range(len(columns["train_loss"])):
        at = {"epoch": i + 1, "step": i + 1}
        log.append({**at, "loss": columns["train_loss"][i], "learning_rate": columns["lr"][i]})
        accuracy = columns["val_accuracy"][i]
        log.append({**at, "eval_loss": columns["val_loss"][i], "eval_accuracy": accuracy})
    state = {"log_history": log, "global_step": len(columns["train_loss"])}
    Path("trainer_state.json").write_text(json.dumps(state))


def findings(tool: str, words: list[str], key: str) -> list[list[str]]:
    """Return name and severity of each finding; a tool that fails says "failed"."""
    text = io.StringIO()
    try:
        with contextlib.redirect_stdout(text), contextlib.redirect_stderr(io.StringIO()):
            importlib.import_module(f"{tool}.cli").main(words)
    except SystemExit:
        pass
    except Exception as error:
        return [["failed", type(error).__name__]]
    try:
        said = json.loads(text.getvalue())
    except json.JSONDecodeError:
        return [["failed", "no JSON"]]
    runs = said if isinstance(said, list) else [said]
    return [[one[key], str(one["severity"]).lower()] for run in runs for one in run["findings"]]


if __name__ == "__main__":
    main(sys.argv[1])
