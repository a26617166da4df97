"""What a run folder says of its stages after the features."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import yaml

from afterfit.analyses.traced import traced_values
from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.manifest import Manifest
from afterfit.readers import read_predictions_parquet, read_profiles
from afterfit.records import SPLITS, ModelProfile, Predictions
from afterfit.results import Analysis, TaskAnalysis, from_json
from afterfit.results.pipeline_trace import Flow, TracedFile, TracedValues


class Written:
    """The files of a run folder, each read when it is first asked for."""

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder
        self.manifest = Manifest(folder.manifest)

    @cached_property
    def finished(self) -> tuple[str, ...]:
        """The stages that came to their end."""
        return self.manifest.finished()

    def seconds(self, stage: str) -> float:
        """Return how long a stage took; nan where nobody measured it."""
        return self.manifest.seconds(stage)

    def files(self, stage: str) -> tuple[TracedFile, ...]:
        """Return the files of a stage that are still there."""
        paths = {name: self.folder.root / name for name in self.manifest.outputs(stage)}
        return tuple(
            TracedFile(name, path.stat().st_size) for name, path in paths.items() if path.is_file()
        )

    def keys(self, section: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Return keys of the configuration with their values."""
        found = self._config.get(section) or {}
        return tuple((name, _text(found[name])) for name in names if name in found)

    @cached_property
    def _config(self) -> dict[str, Any]:
        path = self.folder.config
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise InputError(f"cannot be read: {error}", where=str(path)) from None
        return content if isinstance(content, dict) else {}

    @cached_property
    def profiles(self) -> tuple[ModelProfile, ...]:
        """What the models are made of; empty before the test."""
        path = self.folder.profiles
        return read_profiles(path) if path.is_file() else ()

    def models(self, kind: str = "") -> tuple[Flow, ...]:
        """Return the models as counts of parameters: all, or the "float", "int" or "device" ones.

        Before the test nobody has counted, and none is given.
        """
        return tuple(
            Flow(f"{one.variant} model", "", (one.n_parameters,), one.dtype_class, "parameters", ())
            for one in self.profiles
            if kind in ("", _kind_of(one))
        )

    @cached_property
    def records(self) -> tuple[Predictions, ...]:
        """The predictions of a classification that the run kept, by variant and split."""
        names = [name for name in self.manifest.outputs("test") if name.startswith("predictions/")]
        paths = [self.folder.root / name for name in names]
        if not isinstance(self.analysis, Analysis):
            return ()
        found = [read_predictions_parquet(path) for path in paths if path.is_file()]
        order = [one.variant for one in self.analysis.variants]
        return tuple(
            sorted(found, key=lambda one: (order.index(one.variant), SPLITS.index(one.split)))
        )

    def predictions(self) -> tuple[Flow, ...]:
        """Return what each variant told of each split."""
        return tuple(
            Flow(f"{one.variant} scores", one.split, one.scores.shape, "float64", "probability",
                 tuple(np.bincount(one.y_pred, minlength=len(one.class_names)).tolist()))
            for one in self.records
        )  # fmt: skip

    def scores_of(self, sample_id: str) -> Iterator[TracedValues]:
        """Give the scores of the followed sample by each variant; none where they are not kept."""
        source, _, offset = sample_id.rpartition("@")
        for one in self.records:
            if source not in one.source_names or not offset:
                continue
            same = (one.source == one.source_names.index(source)) & (one.offset == int(offset))
            for row in np.flatnonzero(same)[:1].tolist():
                what = f"scores of {one.variant}"
                yield traced_values(what, one.scores[row][None], one.class_names)

    @cached_property
    def analysis(self) -> TaskAnalysis | None:
        """The analysis, None before there is one."""
        path = self.folder.analysis
        if not path.is_file():
            return None
        found = from_json(path.read_bytes(), where=str(path))
        return found if isinstance(found, TaskAnalysis) else None

    def results(self) -> tuple[Flow, ...]:
        """Return how much the analysis says."""
        analysis = self.analysis
        if analysis is None:
            return ()
        raised = sum(one.outcome == "raised" for one in analysis.findings)
        return (
            Flow("analysed variants and splits", "", (len(analysis.variants),), "", "", ()),
            Flow("rules applied", "", (len(analysis.findings),), "", "", ()),
            Flow("findings raised", "", (raised,), "", "", ()),
        )


def _kind_of(profile: ModelProfile) -> str:
    if profile.file_format == "tflite":
        return "device"
    return "float" if profile.dtype_class == "float" else "int"


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
