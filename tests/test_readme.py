"""What the README shows is true."""

import re
import shutil
from pathlib import Path

import pytest
import typer

from afterfit.cli.main import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_every_command_shown_exists_with_its_options() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    shown = [
        line.removeprefix("$ ").split("#")[0].split()
        for block in blocks("console")
        for line in block.splitlines()
        if line.startswith("$ afterfit")
    ]
    assert shown
    for _, name, *words in shown:
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= options


@pytest.mark.train
def test_the_python_shown_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "\n".join(blocks("python"))
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    config = tmp_path / "examples/basic_motions/config.yaml"
    config.write_text(config.read_text().replace("training_epochs: 40", "training_epochs: 3"))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    assert "Estimate(metric='accuracy'" in capsys.readouterr().out
    assert (tmp_path / "runs/one/report.html").is_file()


def test_the_tree_is_the_tree() -> None:
    tree = set(re.findall(r"[├└]── (\w+)", README))
    folders = {
        path.stem
        for path in (ROOT / "src/afterfit").iterdir()
        if not path.name.startswith(("_", "py.typed"))
    }
    assert tree == folders


def test_the_pictures_and_pages_that_it_links_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
