import json
import statistics
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.pipeline import sweep as place
from afterfit.pipeline.config import Config, read_config
from afterfit.pipeline.config.load import parse_config
from afterfit.pipeline.run import run, run_configured
from afterfit.pipeline.sweep import Swept, sweep
from afterfit.results import SweepTable, from_json, to_json
from tests.pipeline.sensor_data import config_text, write_recordings

MODELS = ("CLS_500_NPU", "CLS_1k_NPU")
LEAN = "testing: {layer_sensitivity: false, test_tflite: false, report_format: [html, markdown]}\n"


def _write(folder: Path, **training: object) -> Path:
    write_recordings(folder / "data", files=4, rows=120)
    path = folder / "config.yaml"
    path.write_text(config_text(training_epochs=1, **training) + LEAN)
    return path


class Stages:
    """Progress that remembers which stages were worked on, and warnings."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.warnings: list[str] = []

    def stage(self, title: str, *, skipped: bool = False) -> None:
        if not skipped:
            self.done.append(title)

    def warning(self, text: str) -> None:
        self.warnings.append(text)

    def epoch(self, report: object) -> None:
        pass


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("sweep"))


@pytest.fixture(scope="module")
def swept(config: Path) -> Swept:
    return sweep(config, MODELS, seeds=2, output=config.parent / "out")


pytestmark = pytest.mark.train


def test_every_network_variant_and_seed_is_in_the_table(swept: Swept) -> None:
    names = [(one.model, one.variant) for one in swept.table.entries]
    assert names == [(model, variant) for model in MODELS for variant in ("float32", "int8")]
    assert {one.seeds for one in swept.table.entries} == {(42, 43)}
    assert swept.table.failures == ()


def test_mean_and_spread_are_those_of_the_stored_predictions(swept: Swept) -> None:
    for one in swept.table.entries:
        judge = []
        for seed in one.seeds:
            path = swept.folder / one.model / f"seed_{seed}/predictions/{one.variant}_test.parquet"
            rows = pl.read_parquet(path)
            judge.append(float(np.mean(rows["label"].to_numpy() == rows["prediction"].to_numpy())))
        assert one.leading.mean.value == pytest.approx(statistics.mean(judge), abs=1e-12)
        assert one.leading.std == pytest.approx(statistics.stdev(judge), abs=1e-12)


def test_every_training_has_the_same_split(swept: Swept) -> None:
    tested = {
        tuple(pl.read_parquet(path)["source"])
        for path in swept.folder.rglob("predictions/float32_test.parquet")
    }
    assert len(tested) == 1
    assert len(list(swept.folder.rglob("predictions/float32_test.parquet"))) == 4


def test_costs_are_those_of_the_files(swept: Swept) -> None:
    for one in swept.table.entries:
        kind = "base" if one.variant == "float32" else "quantization"
        model = swept.folder / one.model / f"seed_42/training/{kind}/model.onnx"
        assert one.costs.flash_bytes.typical == model.stat().st_size
        assert one.n_macs is not None
        assert one.n_macs > 0
    assert swept.table.front.axes == ("quality", "flash_bytes", "ram_bytes", "macs")


def test_reports_and_json_are_written(swept: Swept) -> None:
    assert [path.name for path in swept.reports] == ["report.html", "report.md"]
    stored = from_json((swept.folder / "sweep.json").read_bytes())
    assert isinstance(stored, SweepTable)
    assert to_json(stored) == to_json(swept.table)
    text = (swept.folder / "report.md").read_text()
    assert "Between seeds" in text
    assert all(model.replace("_", "\\_") in text or model in text for model in MODELS)


def test_what_is_finished_is_kept_and_only_the_missing_training_is_done(
    config: Path, swept: Swept
) -> None:
    manifest = swept.folder / "CLS_1k_NPU/seed_43/manifest.json"
    content = json.loads(manifest.read_text())
    kept = {"stages": {"train": content["stages"]["train"]}}
    manifest.write_text(json.dumps({**content, **kept}))  # as after a kill in the second stage
    progress = Stages()
    again = sweep(config, MODELS, seeds=2, output=swept.folder, progress=progress)
    assert to_json(again.table) == to_json(swept.table)
    worked = {title.split(":")[0] for title in progress.done}
    assert worked == {"CLS_1k_NPU, seed 43"}
    assert "CLS_1k_NPU, seed 43: Training" not in progress.done


def test_a_failed_network_is_named_and_the_others_go_on(
    config: Path, swept: Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_configured

    def broken(wanted: Config, *others: object) -> object:
        if wanted.training.model_name == "CLS_500_NPU":
            raise RuntimeError("Kernel size can't be greater than\nactual input size")
        return whole(wanted, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(place, "run_configured", broken)
    found = sweep(config, MODELS, seeds=2, output=swept.folder)
    assert {one.model for one in found.table.entries} == {"CLS_1k_NPU"}
    reason = "Kernel size can't be greater than actual input size"
    failures = [(one.model, one.seed, one.reason) for one in found.table.failures]
    assert failures == [("CLS_500_NPU", seed, reason) for seed in (42, 43)]
    assert reason in (found.folder / "report.md").read_text()


def test_where_every_network_fails_the_reason_is_told_once(tmp_path: Path) -> None:
    path = _write(tmp_path)
    path.write_text(path.read_text().replace("frame_size: 40", "frame_size: 4000"))
    with pytest.raises(InputError, match="frame_size") as told:
        sweep(path, MODELS, output=tmp_path / "out")
    assert str(told.value).count("a sample needs 4,000 rows") == 1


@pytest.mark.parametrize(
    ("models", "seeds", "told"),
    [
        (("CLS_1k",), 1, "two networks or more"),
        (("CLS_1k_NPU", "CLS_4k"), 1, "did you mean"),
        (MODELS, 0, "--seeds: must be 1 or more"),
        ((), 1, "model_name"),
    ],
    ids=["one", "misspelt", "no seed", "no list"],
)
def test_wrong_wishes_are_told(
    config: Path, models: tuple[str, ...], seeds: int, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        sweep(config, models, seeds=seeds, output=config.parent / "none")
    assert not (config.parent / "none").exists()


def test_a_list_of_networks_in_the_configuration_is_a_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _write(tmp_path, model_name="[CLS_500_NPU, CLS_1k_NPU]", quantization=0)
    assert read_config(path).training.model_names == MODELS
    with pytest.raises(InputError, match="afterfit sweep"):
        run(path)
    tried: list[str] = []

    def failing(wanted: Config, *others: object) -> object:
        tried.append(wanted.training.model_name)
        raise RuntimeError("enough")

    monkeypatch.setattr(place, "run_configured", failing)
    with pytest.raises(InputError, match="enough"):
        sweep(path, output=tmp_path / "out")
    assert tried == list(MODELS)


@pytest.mark.parametrize("value", ["[]", "[CLS_1k_NPU, CLS_9]"], ids=["empty", "unknown"])
def test_a_wrong_list_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="training"):
        parse_config(f"training: {{model_name: {value}}}")


@pytest.mark.parametrize("name", ["REGR_1k", "AD_4k"])
def test_networks_of_other_tasks_are_refused(config: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"--models: .* is no network of generic_timeseries_clas"):
        sweep(config, (name, "CLS_1k_NPU"), output=config.parent / "none")
