"""``afterfit analyze``: words → one analysis of files of predictions."""

from pathlib import Path
from typing import Annotated

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
    CostOption,
    CostsFileOption,
    DeviceOption,
    MarginOption,
    MaxFlashOption,
    MaxLatencyOption,
    MaxRamOption,
)
from afterfit.cli.detection_options import (
    FirstClassIdOption,
    ImagesOption,
    MaxImageAlarmsOption,
    NamesOption,
    ValidationImagesOption,
    ValidationOption,
    ValidationTruthOption,
    check_detection_options,
    with_image_alarms,
)
from afterfit.cli.models import (
    AudioOption,
    DataOption,
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
from afterfit.cli.options import Format, FormatOption, OutputOption
from afterfit.cli.policy_options import (
    CostFnOption,
    CostFpOption,
    MaxFalseAlarmsOption,
    MaxFalsePositiveRateOption,
    MinPrecisionOption,
    WindowsPerHourOption,
    policy_of,
)
from afterfit.cli.reading_options import (
    ClassesOption,
    EngineOption,
    ErrorsPerClassOption,
    ExactScoresOption,
    GroundTruthOption,
    HeaderOption,
    IouType,
    IouTypeOption,
    LabelOption,
    OffsetOption,
    OnBadRows,
    OnBadRowsOption,
    PredictionsOption,
    ScoresAre,
    ScoresAreOption,
    ScoresOption,
    SeasonOption,
    SliceOption,
    SourceOption,
    SplitNameOption,
    SplitOption,
    TargetOption,
    Task,
    TaskOption,
    UnitsOption,
    VariantNameOption,
    VariantOption,
    class_names,
    task_told_by,
)
from afterfit.errors import InputError


def analyze(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            help="Parquet, CSV, NDJSON or NPZ; files, globs or folders. Or one Tensorlab "
            "run folder.",
        ),
    ] = None,
    output: OutputOption = Path("afterfit-analysis"),
    label: LabelOption = None,
    scores: ScoresOption = None,
    prediction: PredictionsOption = None,
    target: TargetOption = None,
    source: SourceOption = None,
    offset: OffsetOption = None,
    variant: VariantOption = None,
    split: SplitOption = None,
    variant_name: VariantNameOption = None,
    split_name: SplitNameOption = None,
    classes: ClassesOption = None,
    scores_are: ScoresAreOption = ScoresAre.PROBABILITIES,
    on_bad_rows: OnBadRowsOption = OnBadRows.ERROR,
    header: HeaderOption = True,
    task: TaskOption = Task.CLASSIFICATION,
    season: SeasonOption = None,
    ground_truth: GroundTruthOption = None,
    images: ImagesOption = None,
    names: NamesOption = None,
    first_class_id: FirstClassIdOption = None,
    validation_truth: ValidationTruthOption = None,
    validation: ValidationOption = None,
    validation_images: ValidationImagesOption = None,
    max_false_alarms_per_image: MaxImageAlarmsOption = None,
    iou_type: IouTypeOption = IouType.BBOX,
    units: UnitsOption = None,
    slices: SliceOption = None,
    engine: EngineOption = "local",
    max_errors_per_class: ErrorsPerClassOption = 20,
    exact_scores: ExactScoresOption = None,
    cost_fp: CostFpOption = None,
    cost_fn: CostFnOption = None,
    max_false_positive_rate: MaxFalsePositiveRateOption = None,
    min_precision: MinPrecisionOption = None,
    max_false_alarms_per_hour: MaxFalseAlarmsOption = None,
    windows_per_hour: WindowsPerHourOption = None,
    max_flash: MaxFlashOption = None,
    max_ram: MaxRamOption = None,
    max_latency: MaxLatencyOption = None,
    margin: MarginOption = None,
    cost: CostOption = None,
    costs: CostsFileOption = None,
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

    task = task_told_by(task, ground_truth)
    check_detection_options(
        task,
        {
            "--images": images,
            "--names": names,
            "--first-class-id": first_class_id,
            "--validation-truth": validation_truth,
            "--validation": validation,
            "--validation-images": validation_images,
            "--max-false-alarms-per-image": max_false_alarms_per_image,
        },
    )
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
        "--units": units,
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
    given_classes = class_names(classes)
    budget = BudgetWish(max_flash, max_ram, max_latency, device, margin)
    shipping = shipping_of(budget, cost or (), costs, task.value)
    policy = policy_of(
        cost_fp=cost_fp,
        cost_fn=cost_fn,
        max_false_positive_rate=max_false_positive_rate,
        min_precision=min_precision,
        max_false_alarms_per_hour=max_false_alarms_per_hour,
        windows_per_hour=windows_per_hour,
    )
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
                classes=given_classes,
                layout=layout,
                pixels=pixels,
                resize=resize,
                audio=audio,
                slices=tuple(slices or ()),
            ),
            model_options(outputs, kernels, trust, device),
            output=output,
            max_errors_per_class=max_errors_per_class,
            policy=policy,
            shipping=shipping,
        )
    elif run := _tensorlab_run(paths):
        from afterfit.pipeline.tensorlab_run import analyze_tensorlab_run

        if slices:
            raise InputError(
                "a run folder of Tensorlab has no columns to slice by; give files of predictions",
                where="--slice",
            )
        outcome = analyze_tensorlab_run(
            run,
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
            units=units,
            source=source,
            offset=offset,
            variant=variant,
            split=split,
            variant_name=variant_name,
            split_name=split_name,
            classes=given_classes,
            score_kind=scores_are.value,
            task=task.value,
            ground_truth=ground_truth,
            images=images,
            names=names,
            first_class_id=first_class_id,
            validation_truth=validation_truth,
            validation=tuple(validation or ()),
            validation_images=validation_images,
            iou_type=iou_type.value,
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
            policy=with_image_alarms(policy, max_false_alarms_per_image),
            shipping=shipping,
            slices=slices or (),
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


def _tensorlab_run(paths: list[str] | None) -> Path | None:
    """Return the run folder of Tensorlab that *paths* name; None where they name files."""
    from afterfit.readers.tensorlab_run import is_tensorlab_run

    runs = [Path(one) for one in paths or () if is_tensorlab_run(Path(one))]
    if runs and len(paths or ()) > 1:
        raise InputError("one run folder of Tensorlab at a time, without other files")
    return runs[0] if runs else None
