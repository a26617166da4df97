import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from afterfit.cli.main import main
from afterfit.cli.watch import watch_curves
from tests.pipeline.test_follow_curves import grow


def watched(path: Path, *, terminal: bool, output: Path | None = None) -> str:
    """Return what is shown of a log that grows twice, until Ctrl-C."""
    text = io.StringIO()
    console = Console(file=text, force_terminal=terminal, width=120, soft_wrap=True)
    sizes = iter((10, 60))

    def pause() -> None:
        if (n := next(sizes, None)) is None:
            raise KeyboardInterrupt
        grow(path, n)

    watch_curves([path], {}, output, check_crc=False, console=console, pause=pause)
    return text.getvalue()


def test_without_a_terminal_each_piece_of_news_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    lines = watched(path, terminal=False).splitlines()
    assert lines[0] == f"waiting: no such file or folder yet: {path}"
    assert lines[1].startswith(f"{path}: epoch 10, train loss ")
    assert lines[2].startswith(f"{path}: epoch 60, train loss ")
    assert lines[3].startswith("  warning LC001 Overfitting: val_loss is best at epoch")
    assert lines[-1] == "No longer watching."
    assert "\x1b" not in "".join(lines)


def test_a_terminal_shows_curves_in_place(tmp_path: Path) -> None:
    shown = watched(tmp_path / "log.csv", terminal=True)
    assert "waiting: no such file" in shown
    assert "  eval loss    █" in shown
    assert "Ctrl-C ends." in shown
    assert shown.rstrip().endswith("No longer watching.")


def test_the_page_is_kept_up_to_date(tmp_path: Path) -> None:
    watched(tmp_path / "log.csv", terminal=False, output=tmp_path / "out")
    assert "LC001" in (tmp_path / "out/curves.html").read_text()


def test_json_is_not_for_watching(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["curves", str(tmp_path), "--watch", "--format", "json"])
    assert stopped.value.code == 2
    assert "--watch writes for people" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="sends the signal that Ctrl-C sends")
def test_ctrl_c_ends_the_command_cleanly(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "afterfit", "curves", str(tmp_path / "none.csv"), "--watch"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("waiting: no such file")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "No longer watching.\n", "")
