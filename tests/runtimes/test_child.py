from pathlib import Path

import numpy as np
import pytest

from afterfit.runtimes import child


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "it crashed with SIGSEGV"),
        ("import sys; sys.exit('no memory')", "no memory"),
        ("import sys; sys.exit(7)", "exit code 7"),
    ],
    ids=["crash", "message", "silence"],
)
def test_a_child_that_fails_leaves_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, reason: str
) -> None:
    monkeypatch.setattr(child, "CHILDREN", tmp_path)
    (tmp_path / "bad.py").write_text(code)
    answer = child.run_child("bad.py", [], {"batches": np.zeros(1)})
    assert answer.status != 0
    assert answer.reason == reason
    assert answer.arrays == {}


def test_arrays_arguments_and_progress_go_there_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "CHILDREN", tmp_path)
    (tmp_path / "good.py").write_text(
        "import sys, numpy as np\n"
        "x = np.load(sys.argv[1] + '/input.npz')['x']\n"
        "print('a line of the library')\n"
        "print('done 1 of 2')\n"
        "np.savez(sys.argv[1] + '/output.npz', y=x * int(sys.argv[2]))\n"
    )
    told: list[tuple[int, int]] = []
    answer = child.run_child("good.py", ["3"], {"x": np.arange(3)}, lambda *done: told.append(done))
    assert answer.status == 0
    assert answer.arrays["y"].tolist() == [0, 3, 6]
    assert told == [(1, 2)]
