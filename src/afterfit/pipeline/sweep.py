"""One configuration, several networks and seeds → all of them on the same split, in one table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from afterfit.analyses import Trained, tabulate_sweep, tested_variants
from afterfit.errors import AfterfitError, InputError, StoppedError
from afterfit.files import safe_name, write_text
from afterfit.pipeline.config import Config, read_config
from afterfit.pipeline.config.names import one_of
from afterfit.pipeline.documents import FORMATS, write_document
from afterfit.pipeline.folder import RunFolder, project_folder
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.progress import Progress, Silent
from afterfit.pipeline.run import run_configured
from afterfit.readers import read_costs
from afterfit.records import VariantCost
from afterfit.report import outline_sweep
from afterfit.results import SweepFailure, SweepTable, to_json
from afterfit.training import (
    KNOWN_MODELS,
    MODELS_OF,
    EpochReport,
    require_training_extra,
)
from afterfit.wording import counted


@dataclass(frozen=True, slots=True)
class Swept:
    """What a finished sweep leaves."""

    folder: Path
    """Holds one folder a network, and in it one run folder a seed."""
    title: str
    table: SweepTable
    reports: tuple[Path, ...]
    """The report files, the one to open first first."""


def sweep(
    config_path: str | Path,
    models: Sequence[str] = (),
    *,
    seeds: int = 1,
    output: str | Path | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Train several networks on the same split, and write one table and report of them.

    In a folder that holds an earlier, unfinished sweep, finished trainings are kept. A network
    that cannot be trained is named in the table, and the others go on. Networks are ranked by the
    metric of the task: accuracy, R², the skill of forecasts against the last value repeated, or
    the ROC AUC of anomaly scores.

    Parameters
    ----------
    config_path : path
        The configuration of one run; all but network and seed is taken from it.
    models : sequence of str, optional
        Names of networks; those under ``training -> model_name`` when not given.
    seeds : int
        Trainings of each network, with ``training -> seed`` and the numbers after it. The split
        is that of the first seed (or of ``dataset -> split_seed``) for all.
    output : path, optional
        Folder of the sweep; ``sweep`` in the data set's project when not given.

    Raises
    ------
    InputError
        When the configuration cannot be used, or no network could be trained.
    StoppedError
        After Ctrl-C; the same call goes on.
    """
    plan = _plan(Path(config_path), models, seeds, output)
    require_training_extra()
    try:
        trained = _Trainings(plan, progress or Silent()).carry_out()
    except (KeyboardInterrupt, StoppedError):
        words = f"afterfit sweep {config_path} --output {plan.folder}"
        raise StoppedError(f"stopped; to go on, give the same options: {words}") from None
    return _written(plan, trained)


@dataclass(frozen=True, slots=True)
class _Plan:
    config: Config
    home: Path
    models: tuple[str, ...]
    seeds: tuple[int, ...]
    folder: Path

    def place(self, model: str, seed: int) -> Path:
        """Return the run folder of one training."""
        return self.folder / safe_name(model) / f"seed_{seed}"

    def configured(self, model: str, seed: int) -> Config:
        """Return the configuration of one training."""
        config, first = self.config, self.seeds[0]
        training = config.training.model_copy(
            update={"model_name": model, "model_names": (), "seed": seed}
        )
        given = config.dataset.split_seed
        split_seed = {"split_seed": first if given is None else given}
        dataset = config.dataset.model_copy(update=split_seed)
        return config.model_copy(update={"training": training, "dataset": dataset})


def _plan(path: Path, models: Sequence[str], seeds: int, output: str | Path | None) -> _Plan:
    config = read_config(path)
    names = tuple(dict.fromkeys(models or config.training.model_names))
    if len(names) < 2:
        raise InputError(
            "a sweep needs two networks or more: --models CLS_1k_NPU,CLS_4k_NPU, or a list under "
            "training -> model_name",
            where="--models" if models else "training -> model_name",
        )
    for name in names:
        _check_name(name, config)
    if seeds < 1:
        raise InputError(f"must be 1 or more, got {seeds}", where="--seeds")
    if not (config.trains and config.testing.enable):
        raise InputError("a sweep trains and tests; set training and testing -> enable to true")
    start = config.training.seed
    place = Path(output) if output else project_folder(config) / "sweep"
    return _Plan(config, path.parent, names, tuple(range(start, start + seeds)), place)


def _check_name(name: str, config: Config) -> None:
    known = MODELS_OF[config.common.kind]
    if name in KNOWN_MODELS and name not in known:
        raise InputError(
            f"{name} is no network of {config.common.task_type}; those are {', '.join(known)}",
            where="--models",
        )
    try:
        one_of(name, known, "model")
    except ValueError as error:
        raise InputError(str(error), where="--models") from None


@dataclass(slots=True)
class _Trainings:
    """Carries out what can be carried out, and remembers what cannot."""

    plan: _Plan
    progress: Progress
    failures: list[SweepFailure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    trained: list[Trained] = field(default_factory=list)

    def carry_out(self) -> "_Trainings":
        """Train every network with every seed; return itself, filled."""
        for model in self.plan.models:
            for seed in self.plan.seeds:
                self._train(model, seed)
        if not self.trained:
            raise InputError(f"no network could be trained. {self._why()}")
        return self

    def _why(self) -> str:
        reasons = dict.fromkeys(one.reason for one in self.failures)
        if len(reasons) == 1:
            return next(iter(reasons))
        return ". ".join(f"{one.model}: {one.reason}" for one in self.failures)

    def _train(self, model: str, seed: int) -> None:
        config, place = self.plan.configured(model, seed), self.plan.place(model, seed)
        watch = _Named(f"{model}, seed {seed}", self.progress, self.notes)
        again = f"afterfit sweep … --output {self.plan.folder}"
        try:
            outcome = run_configured(config, self.plan.home, place, watch, again)
        except StoppedError:
            raise
        except (AfterfitError, RuntimeError, ValueError, MemoryError) as error:
            # A network that does not fit the windows fails inside torch with the last three.
            reason = " ".join(str(error).split()) or type(error).__name__
            self.failures.append(SweepFailure(model, seed, reason))
            self.progress.warning(f"{model}, seed {seed} failed: {reason}")
            return
        self.trained += _tested(model, seed, outcome)


def _tested(model: str, seed: int, outcome: Outcome) -> list[Trained]:
    if outcome.analysis is None:
        return []
    costs, decision = _costs(outcome.folder), outcome.analysis.decision
    points = decision.front.points if decision is not None else ()
    no_choice = {point.variant: point.no_choice for point in points}
    return [
        Trained(model, seed, one, costs.get(one.variant), no_choice.get(one.variant, ""))
        for one in tested_variants(outcome.analysis)
    ]


def _costs(folder: RunFolder) -> dict[str, VariantCost]:
    found = read_costs(folder.costs) if folder.costs.is_file() else ()
    return {one.profile.variant: one for one in found}


class _Named:
    """News of one training, with its name in front; the same warning is told once."""

    def __init__(self, name: str, progress: Progress, notes: list[str]) -> None:
        self._name, self._progress, self._notes = name, progress, notes

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Pass the stage on."""
        self._progress.stage(f"{self._name}: {title}", skipped=skipped)

    def warning(self, text: str) -> None:
        """Pass the warning on, unless another training gave it."""
        if text not in self._notes:
            self._notes.append(text)
            self._progress.warning(text)

    def epoch(self, report: EpochReport) -> None:
        """Pass the epoch on."""
        self._progress.epoch(report)


def _written(plan: _Plan, done: _Trainings) -> Swept:
    table = tabulate_sweep(done.trained, done.failures, len(plan.seeds))
    write_text(plan.folder / "sweep.json", to_json(table) + "\n")
    title = f"{plan.config.dataset.dataset_name or 'dataset'} · {len(plan.models)} networks"
    document = outline_sweep(table, title, _facts(plan), done.notes)
    formats = plan.config.testing.report_formats
    written = write_document(document, plan.folder, "report", formats)
    reports = written[: sum(kind in formats for kind in FORMATS)]
    return Swept(plan.folder, title, table, tuple(reports))


def _facts(plan: _Plan) -> dict[str, str]:
    training = plan.config.training
    return {
        "Networks": ", ".join(plan.models),
        "Seeds": ", ".join(map(str, plan.seeds)),
        "Seed of the split": str(plan.configured(plan.models[0], plan.seeds[0]).dataset.split_seed),
        "Training": f"{counted(training.training_epochs, 'epoch')}, {training.optimizer}, "
        f"learning rate {training.learning_rate:g}, batches of {training.batch_size}",
        "Trainings": str(plan.folder),
        "Made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Made with": f"afterfit {version('afterfit')}",
    }
