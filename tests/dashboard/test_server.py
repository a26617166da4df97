import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from afterfit.dashboard import server
from afterfit.dashboard.server import listening_socket, serve
from afterfit.errors import InputError, MissingExtraError
from tests.dashboard.run_folders import write_manifest


def test_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(server, "DEFAULT_PORT", taken)
        with listening_socket("127.0.0.1", None) as found:
            assert taken < found.getsockname()[1] < taken + 50
        with pytest.raises(InputError, match=f"--port: port {taken} is taken"):
            listening_socket("127.0.0.1", taken)


def test_no_free_port_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(server, "DEFAULT_PORT", taken)
        monkeypatch.setattr(server, "_TRIED", 1)
        with pytest.raises(InputError, match=f"all ports from {taken} to {taken} are taken"):
            listening_socket("127.0.0.1", None)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match=r"--host: cannot listen on 203\.0\.113\.9"):
        listening_socket("203.0.113.9", None)  # a number kept for documentation (RFC 5737)


def test_a_missing_extra_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None if name == "uvicorn" else object())
    with pytest.raises(MissingExtraError, match=r"needs an extra: pip install 'afterfit\[dash"):
        serve(tmp_path)


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        serve([tmp_path / "none"])


def test_others_on_the_network_are_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import uvicorn

    opened: list[str] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: None)
    monkeypatch.setattr("webbrowser.open", opened.append)
    told: list[str] = []
    serve(tmp_path, host="0.0.0.0", open_browser=True, told=told.append)  # noqa: S104
    assert told[0].startswith("warning: whoever can reach 0.0.0.0")
    assert opened == [told[1].partition(" ")[0]]
    told.clear()
    serve(tmp_path, told=told.append)
    assert [line.partition(" ")[0] for line in told] == [opened[0], "The"]


def test_from_the_command_line_to_ctrl_c(tmp_path: Path) -> None:
    write_manifest(tmp_path / "one")
    command = [sys.executable, "-m", "afterfit", "serve", str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment()
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().partition(" ")[0]
        try:
            lines = httpx.get(f"{address}api/runs", timeout=20).json()["runs"]
            assert [one["name"] for one in lines] == ["one"]
        finally:
            process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=20)
    assert (process.returncode, complained) == (0, "")
    assert said == "The dashboard has ended.\n"


def _environment() -> dict[str, str]:
    source = Path(server.__file__).parents[2]
    return {**os.environ, "PYTHONPATH": str(source), "PYTHONUNBUFFERED": "1"}
