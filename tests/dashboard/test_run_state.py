from collections.abc import Callable
from pathlib import Path

import pytest

from afterfit.dashboard.entries import find_entries
from afterfit.dashboard.run_state import Standing, standing_of
from tests.dashboard.run_folders import STAGES, write_manifest, write_running, write_training


def standing(root: Path) -> Standing:
    return standing_of(find_entries([root])[0])


def finished(root: Path) -> Path:
    (write_manifest(root) / "analysis.json").write_text("{}")
    return root


def not_tested(root: Path) -> Path:
    write_training(write_manifest(root, STAGES[:3]))
    (root / "config.yaml").write_text("testing: {enable: false}\n")
    return root


def damaged(root: Path) -> Path:
    (root / "manifest.json").write_text('{"stages"')
    return root


def failed(root: Path) -> Path:
    return write_running(root, stage="Testing int8", failure="MemoryError")


CASES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "finished": (finished, "done", ""),
    "training off the test": (not_tested, "done", "trained, not tested"),
    "before the first stage": (
        lambda root: write_manifest(root, ()),
        "stopped",
        "before its first",
    ),
    "after two stages": (
        lambda root: write_manifest(root, STAGES[:2]),
        "stopped",
        "after quantising",
    ),
    "at work": (write_running, "running", "training"),
    "at work elsewhere": (
        lambda root: write_running(root, host="far"),
        "running",
        "training on far",
    ),
    "killed": (lambda root: write_running(root, process=2**22 + 1), "stopped", "at “Training”"),
    "failed": (failed, "stopped", "at “Testing int8”: MemoryError"),
    "damaged manifest": (damaged, "broken", "this manifest is damaged"),
}


@pytest.mark.parametrize("name", CASES)
def test_where_a_run_stands(name: str, tmp_path: Path) -> None:
    make, state, detail = CASES[name]
    found = standing(make(tmp_path))
    assert found.state == state
    assert detail in found.detail if detail else found.detail == ""


def test_a_run_that_goes_on_again_counts_as_running_though_it_was_analysed_before(
    tmp_path: Path,
) -> None:
    write_running(finished(tmp_path))
    assert standing(tmp_path).state == "running"


def test_a_run_with_a_link_out_of_the_tree_is_broken(tmp_path: Path) -> None:
    run = finished(tmp_path / "runs")
    (run / "costs.json").symlink_to("/etc/hostname")
    assert standing(run) == Standing(
        "broken", "costs.json is a link out of the folders given to serve"
    )


def test_half_a_note_of_what_runs_is_no_note(tmp_path: Path) -> None:
    (write_manifest(tmp_path, STAGES[:1]) / "running.json").write_text('{"stage":')
    assert standing(tmp_path) == Standing("stopped", "after training")
