"""One configuration, from recordings to the report."""

import shutil
from datetime import datetime
from pathlib import Path

import yaml

from afterfit.datasets import refuse_other_rates
from afterfit.errors import InputError, StoppedError
from afterfit.files import remove_leftovers, write_text
from afterfit.pipeline import stages
from afterfit.pipeline.config import Config, read_config
from afterfit.pipeline.config.names import device_name
from afterfit.pipeline.context import Context, open_context
from afterfit.pipeline.data_checks import check_dataset, read_checks
from afterfit.pipeline.folder import RunFolder, default_folder
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.progress import Progress, Quiet, Silent
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.running import told_in_folder
from afterfit.pipeline.tracing.data_trace import trace_data


def run(
    config_path: str | Path,
    output: str | Path | None = None,
    progress: Progress | None = None,
    *,
    device: str | None = None,
) -> Outcome:
    """Carry out the configuration in the YAML file *config_path*.

    The run goes into *output*, or into Tensorlab's place under ``common.projects_path``. In a
    folder that holds an earlier try of the same run, finished stages are kept and an unfinished
    training goes on after its last epoch. *device* takes the place of ``common -> target_device``.

    Raises
    ------
    InputError
        When the configuration or the data set cannot be used.
    StoppedError
        After Ctrl-C; what is finished stays, and the same call with that folder goes on.
    """
    config = for_device(read_config(Path(config_path)), device)
    if len(config.training.model_names) > 1:
        raise InputError(
            "names several networks, which is a sweep: afterfit sweep CONFIG, or afterfit.sweep",
            where="training -> model_name",
        )
    if not config.trains and not config.tests_given_model:
        return _look_at_data(config, config_path, output, progress)
    place = Path(output) if output else default_folder(config, datetime.now().astimezone())
    words = f"afterfit run {config_path} --output {place}"
    words += f" --device {device}" if device else ""
    return run_configured(config, Path(config_path).parent, place, progress, words)


def _look_at_data(
    config: Config, config_path: str | Path, output: str | Path | None, progress: Progress | None
) -> Outcome:
    if config.testing.enable and progress is not None:
        progress.warning(
            "nothing is trained and no model is named, so the data alone are looked at; to test a "
            "trained model on them, name its .onnx or .tflite in testing -> model_path"
        )
    checked = check_dataset(config_path, output, progress)
    return Outcome(RunFolder(checked.folder), None, (checked.page,), checked.checks)


def for_device(config: Config, device: str | None) -> Config:
    """Return *config* with another target device; as it is where *device* is None.

    Raises
    ------
    InputError
        When there is none of that name; names the nearest.
    """
    if device is None:
        return config
    try:
        common = config.common.model_copy(update={"target_device": device_name(device)})
    except ValueError as error:
        raise InputError(str(error), where="--device") from None
    return config.model_copy(update={"common": common})


def run_configured(
    config: Config, home: Path, place: Path, progress: Progress | None, again: str
) -> Outcome:
    """Carry out a configuration that has been read, in the folder *place*.

    Parameters
    ----------
    config : Config
    home : path
        Where relative paths of the configuration start.
    place : path
        The run folder.
    progress : Progress or None
    again : str
        The command that goes on after Ctrl-C.

    Raises
    ------
    InputError, StoppedError
        As `run`.
    """
    folder = RunFolder(place)
    try:
        with told_in_folder(_heard(progress, config), place) as told:
            context = open_context(config, home, folder, told)
            for warning in context.warnings:
                context.progress.warning(warning)
            return _carry_out(context)
    except KeyboardInterrupt:
        raise StoppedError(f"stopped; to go on from here: {again}") from None


def _heard(progress: Progress | None, config: Config) -> Progress:
    watched = progress or Silent()
    return watched if config.common.verbose_mode else Quiet(watched)


def _carry_out(context: Context) -> Outcome:
    remove_leftovers(context.folder.root)
    stages.check_data(context)
    refuse_other_rates(context.root, context.split_plan.annotation_dir, context.chain)
    trace_data(context)
    made = _made(context)
    if not context.config.testing.enable:
        return Outcome(context.folder, None, (), read_checks(context.folder))
    tried = stages.try_float_layers(context, made)
    tested = stages.test(context, tried)
    analyzed = stages.analyze(context, tested)
    traced = stages.trace_mistakes(context, analyzed)
    reports = stages.report(context, traced)
    if not context.config.testing.save_predictions:
        shutil.rmtree(context.folder.root / "predictions", ignore_errors=True)
    checks = read_checks(context.folder)
    return Outcome(context.folder, read_analysis(context.folder.root), reports, checks)


def _made(context: Context) -> str:
    """Train, quantise and write the models, or take the one that is given."""
    if context.given is not None:
        taken = stages.take_model(context, context.given)
        write_text(context.folder.config, _resolved(context.config))
        return taken
    trained = stages.train(context)
    write_text(context.folder.config, _resolved(context.config))
    return stages.write_for_device(context, stages.quantize(context, trained))


def _resolved(config: Config) -> str:
    """Return the configuration with its defaults filled in, as YAML."""
    return yaml.safe_dump(config.model_dump(mode="json", by_alias=True), sort_keys=False)
