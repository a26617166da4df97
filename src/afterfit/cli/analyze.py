"""``afterfit analyze``: words → one analysis of files of predictions."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from afterfit.cli.anomaly_options import (
    GroupFromOption,
    GroupOption,
    LabelFromOption,
    NormalOption,
    StepSecondsOption,
    TrainScoresOption,
    WindowSecondsOption,
    anomaly_options,
)
from afterfit.cli.budget_options import (
    Cost,
    CostsFile,
    Margin,
    MaxFlash,
    MaxLatency,
    MaxRam,
)
from afterfit.cli.models import (
    AudioOption,
    DataOption,
    DeviceOption,
    InputsOption,
    KernelsOption,
    LabelsOption,
    LayoutOption,
    ModelOption,
    Outputs,
    OutputsOption,
    PixelsOption,
    ResizeOption,
    TrustOption,
    choose_one,
    model_options,
    sample_options,
    show_models,
)
from afterfit.cli.options import Format, FormatOption
from afterfit.errors import InputError

if TYPE_CHECKING:
    from afterfit.results import Policy


class ScoresAre(StrEnum):
    """What the score columns hold."""

    PROBABILITIES = "probabilities"
    LOGITS = "logits"
    WEIGHTS = "weights"


class OnBadRows(StrEnum):
    """What becomes of rows whose scores are no probabilities."""

    ERROR = "error"
    DROP = "drop"


class Task(StrEnum):
    """What is predicted."""

    CLASSIFICATION = "classification"
    MULTILABEL = "multilabel"
    REGRESSION = "regression"
    FORECASTING = "forecasting"
    ANOMALY = "anomaly"


_COLUMNS = "Columns, where their names do not say it"
_WISHES = "What thresholds are wanted for (one of these; highest F1 without)"


def analyze(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...", help="Parquet, CSV, NDJSON or NPZ; files, globs or folders."
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for results and reports.")
    ] = Path("afterfit-analysis"),
    label: Annotated[
        str | None, typer.Option(help="Column of the true class.", rich_help_panel=_COLUMNS)
    ] = None,
    scores: Annotated[
        str | None,
        typer.Option(help="Columns of the scores: 'p*' or p0:p11.", rich_help_panel=_COLUMNS),
    ] = None,
    prediction: Annotated[
        str | None,
        typer.Option(
            help="Column of the predicted class; of numbers a name or a glob.",
            rich_help_panel=_COLUMNS,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(help="Columns of true numbers: a name or a glob.", rich_help_panel=_COLUMNS),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(help="Column of the recording of a row.", rich_help_panel=_COLUMNS),
    ] = None,
    offset: Annotated[
        str | None,
        typer.Option(help="Column of the place in the recording.", rich_help_panel=_COLUMNS),
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option(help="Column that tells models apart.", rich_help_panel=_COLUMNS),
    ] = None,
    split: Annotated[
        str | None, typer.Option(help="Column of the split.", rich_help_panel=_COLUMNS)
    ] = None,
    variant_name: Annotated[
        str | None,
        typer.Option(
            help="Name of the one variant in all files. [default: the name of each file; "
            "part-0000, part-0001, … and folders key=value hold one together]",
            rich_help_panel=_COLUMNS,
        ),
    ] = None,
    split_name: Annotated[
        str | None,
        typer.Option(
            help="Name of the one split in all files. [default: that of a folder split=…, or test]",
            rich_help_panel=_COLUMNS,
        ),
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option(
            help="Class names with commas, in the order of the scores.", rich_help_panel=_COLUMNS
        ),
    ] = None,
    scores_are: Annotated[
        ScoresAre, typer.Option(help="What the scores are; never guessed.")
    ] = ScoresAre.PROBABILITIES,
    on_bad_rows: Annotated[
        OnBadRows, typer.Option(help="Rows without probabilities: refuse, or leave out and tell.")
    ] = OnBadRows.ERROR,
    header: Annotated[bool, typer.Option(help="Whether text files name their columns.")] = True,
    task: Annotated[Task, typer.Option(help="What is predicted.")] = Task.CLASSIFICATION,
    season: Annotated[
        int | None, typer.Option(min=2, help="Steps after which a forecast series repeats itself.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="Who counts: local, dask, or dask=tcp://HOST:PORT.")
    ] = "local",
    max_errors_per_class: Annotated[
        int, typer.Option(min=0, help="Most errors listed for a true class.")
    ] = 20,
    exact_scores: Annotated[
        int | None,
        typer.Option(min=0, help="Most scores counted one by one; above, in fine bins."),
    ] = None,
    cost_fp: Annotated[
        float | None, typer.Option(help="Cost of a false alarm.", rich_help_panel=_WISHES)
    ] = None,
    cost_fn: Annotated[
        float | None, typer.Option(help="Cost of a miss.", rich_help_panel=_WISHES)
    ] = None,
    max_false_positive_rate: Annotated[
        float | None, typer.Option(help="Largest false-positive rate.", rich_help_panel=_WISHES)
    ] = None,
    min_precision: Annotated[
        float | None, typer.Option(help="Smallest precision.", rich_help_panel=_WISHES)
    ] = None,
    max_false_alarms_per_hour: Annotated[
        float | None, typer.Option(help="Most false alarms an hour.", rich_help_panel=_WISHES)
    ] = None,
    windows_per_hour: Annotated[
        float | None, typer.Option(help="Windows judged in an hour.", rich_help_panel=_WISHES)
    ] = None,
    max_flash: MaxFlash = None,
    max_ram: MaxRam = None,
    max_latency: MaxLatency = None,
    margin: Margin = 0.01,
    cost: Cost = None,
    costs: CostsFile = None,
    model: ModelOption = None,
    data: DataOption = None,
    labels: LabelsOption = None,
    inputs: InputsOption = None,
    layout: LayoutOption = None,
    pixels: PixelsOption = None,
    resize: ResizeOption = False,
    audio: AudioOption = "raw",
    kernels: KernelsOption = None,
    outputs: OutputsOption = Outputs.PROBABILITIES,
    trust: TrustOption = None,
    device: DeviceOption = None,
    normal: NormalOption = None,
    group: GroupOption = None,
    label_from: LabelFromOption = None,
    group_from: GroupFromOption = None,
    train_scores: TrainScoresOption = None,
    window_seconds: WindowSecondsOption = None,
    step_seconds: StepSecondsOption = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Analyse predictions of any size, or run models with --model on the labelled --data."""
    from afterfit.cli.summary import print_outcome
    from afterfit.pipeline.budget import BudgetWish, shipping_of
    from afterfit.pipeline.facts import read_facts

    given: dict[str, object] = {
        "--model": model,
        "--data": data,
        "--labels": labels,
        "--inputs": inputs,
    }
    given |= {"--layout": layout, "--pixels": pixels, "--kernels": kernels, "--trust": trust}
    strangers: dict[str, object] = {
        "--scores": scores,
        "--prediction": prediction,
        "--offset": offset,
        "--target": target,
        "--season": season,
    }
    strangers |= {"--variant": variant, "--exact-scores": exact_scores, "PATHS": paths}
    strangers |= {"--variant-name": variant_name, "--split-name": split_name}
    strangers |= {
        "--engine": engine if engine != "local" else None,
        "--task": task if task != Task.CLASSIFICATION else None,
        "--no-header": None if header else header,
        "--on-bad-rows": on_bad_rows if on_bad_rows != OnBadRows.ERROR else None,
    }
    choose_one(given, strangers, scores_are=scores_are.value)
    class_names = tuple(classes.split(",")) if classes else None
    wish = {
        "cost_fp": cost_fp,
        "cost_fn": cost_fn,
        "max_false_positive_rate": max_false_positive_rate,
        "min_precision": min_precision,
        "max_false_alarms_per_hour": max_false_alarms_per_hour,
        "windows_per_hour": windows_per_hour,
    }
    budget = BudgetWish(max_flash, max_ram, max_latency, device, margin)
    shipping = shipping_of(budget, cost or (), costs)
    policy = _policy({name: value for name, value in wish.items() if value is not None})
    if model:
        outcome = show_models(
            model,
            data,
            sample_options(
                inputs=inputs,
                label=label,
                labels_file=labels,
                source=source,
                split=split,
                classes=class_names,
                layout=layout,
                pixels=pixels,
                resize=resize,
                audio=audio,
            ),
            model_options(outputs, kernels, trust, device),
            output=output,
            max_errors_per_class=max_errors_per_class,
            policy=policy,
            shipping=shipping,
        )
    else:
        from afterfit.pipeline.analysis_run import analyze_files
        from afterfit.readers import ReadOptions

        options = ReadOptions(
            label=label,
            scores=scores,
            prediction=prediction,
            target=target,
            season=season,
            source=source,
            offset=offset,
            variant=variant,
            split=split,
            variant_name=variant_name,
            split_name=split_name,
            classes=class_names,
            score_kind=scores_are.value,
            task=task.value,
            on_bad_rows=on_bad_rows.value,
            header=header,
        )
        outcome = analyze_files(
            paths or (),
            options,
            output=output,
            engine=engine,
            max_errors_per_class=max_errors_per_class,
            exact_scores=exact_scores,
            policy=policy,
            shipping=shipping,
            anomaly=anomaly_options(
                normal,
                group,
                label_from,
                group_from,
                train_scores,
                window_seconds,
                step_seconds,
            ),
        )
    for note in read_facts(outcome.folder.facts).notes:
        typer.echo(f"warning: {note}", err=True)
    print_outcome(outcome, as_json=answer is Format.JSON)


def _policy(wish: dict[str, float]) -> "Policy":
    from pydantic import ValidationError

    from afterfit.pipeline.config.operating_point import OperatingPointSection

    try:
        return OperatingPointSection(**wish).policy
    except ValidationError as error:
        first = error.errors()[0]
        name = "".join(f"--{str(step).replace('_', '-')}: " for step in first["loc"])
        raise InputError(name + first["msg"].removeprefix("Value error, ")) from None
