"""Where everything lies in a Tensorlab run folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TensorlabFolder:
    """The paths of one run, ``…/run/<date>/<model>``; none of them need exist."""

    root: Path

    @property
    def configs(self) -> tuple[Path, ...]:
        """The configuration with everything filled in, YAML first."""
        return self.root / "run.yaml", self.root / "run.json"

    @property
    def base(self) -> Path:
        """The float model and its training."""
        flat = self.root / "training_base"
        return flat if flat.is_dir() else self.root / "training" / "base"

    @property
    def quantization(self) -> Path:
        """The quantised model and its training."""
        flat = self.root / "training_quantization"
        return flat if flat.is_dir() else self.root / "training" / "quantization"

    @property
    def compilation(self) -> Path:
        """What the compiler for the device made."""
        return self.root / "compilation"

    @property
    def stages(self) -> dict[str, Path]:
        """Folder of each variant, the float one first."""
        return {"float32": self.base, "int8": self.quantization}

    @property
    def models(self) -> dict[str, Path]:
        """The model files that are there, by variant."""
        files = {name: folder / "model.onnx" for name, folder in self.stages.items()}
        return {name: path for name, path in files.items() if path.is_file()}

    @property
    def logs(self) -> tuple[Path, ...]:
        """The run logs that are there."""
        places = (self.base / "run.log", self.quantization / "run.log", self.root / "run.log")
        return tuple(path for path in places if path.is_file())

    @property
    def file_log(self) -> Path:
        """The file-level summary of all stages."""
        return self.base / "file_level_classification_summary.log"

    def analysis_file(self, name: str) -> tuple[str, Path] | None:
        """Return variant and path of a file of post_training_analysis; quantised before float."""
        for variant, folder in reversed(self.stages.items()):
            for place in (folder / "post_training_analysis", folder):
                if (place / name).is_file():
                    return variant, place / name
        return None

    def forecast_files(self) -> tuple[str, tuple[Path, ...]]:
        """Return the tested variant and its files of forecasts, one a variable."""
        for variant, folder in reversed(self.stages.items()):
            found = sorted(folder.glob("test_results/predictions_csv/*_predictions.csv"))
            if found:
                return variant, tuple(found)
        return "", ()

    @property
    def dataset(self) -> Path:
        """The data set of the project that the run belongs to."""
        root = self.root.resolve()
        return root.parents[2] / "dataset" if len(root.parents) > 2 else root / "dataset"


def is_tensorlab_run(path: Path) -> bool:
    """Say whether *path* is a run folder of Tensorlab, and not one of afterfit."""
    if not path.is_dir() or (path / "manifest.json").exists():
        return False
    folder = TensorlabFolder(path)
    trained = folder.base.is_dir() or folder.quantization.is_dir()
    return trained or (path / "run.yaml").is_file()
