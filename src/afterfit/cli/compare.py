"""``afterfit compare``: words → two variants on the same samples."""

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
    NamesOption,
    check_detection_options,
)
from afterfit.cli.options import Format, FormatOption, OutputOption
from afterfit.cli.reading_options import (
    ClassesOption,
    CompareSliceOption,
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
    SourceOption,
    SplitOption,
    TargetOption,
    Task,
    TaskOption,
    UnitsOption,
    VariantOption,
    class_names,
    task_told_by,
)

_SIDE = "A file of predictions, or the folder of a run."


def compare(
    reference: Annotated[Path, typer.Argument(help=_SIDE)],
    candidate: Annotated[Path, typer.Argument(help=_SIDE)],
    output: OutputOption = Path("afterfit-comparison"),
    reference_variant: Annotated[
        str | None,
        typer.Option(help="Which variant, where there are several; what to call it in a file."),
    ] = None,
    candidate_variant: Annotated[str | None, typer.Option(help="The same for the other.")] = None,
    label: LabelOption = None,
    scores: ScoresOption = None,
    prediction: PredictionsOption = None,
    target: TargetOption = None,
    source: SourceOption = None,
    offset: OffsetOption = None,
    variant: VariantOption = None,
    split: SplitOption = None,
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
    iou_type: IouTypeOption = IouType.BBOX,
    units: UnitsOption = None,
    slices: CompareSliceOption = None,
    engine: EngineOption = "local",
    max_errors_per_class: ErrorsPerClassOption = 20,
    exact_scores: ExactScoresOption = None,
    max_flash: MaxFlashOption = None,
    max_ram: MaxRamOption = None,
    max_latency: MaxLatencyOption = None,
    device: DeviceOption = None,
    margin: MarginOption = None,
    cost: CostOption = None,
    costs: CostsFileOption = None,
    normal: NormalOption = None,
    group: GroupOption = None,
    label_from: LabelFromOption = None,
    group_from: GroupFromOption = None,
    train_scores: TrainScoresOption = None,
    window_seconds: WindowSecondsOption = None,
    step_seconds: StepSecondsOption = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Compare two variants on the same samples: who is better, where, and which to ship."""
    from afterfit.cli.summary import print_outcome
    from afterfit.pipeline.budget import BudgetWish, shipping_of
    from afterfit.pipeline.compare import compare as compare_paths
    from afterfit.pipeline.compare import task_compared
    from afterfit.readers import ReadOptions

    told = task_told_by(task, ground_truth)
    check_detection_options(
        told, {"--images": images, "--names": names, "--first-class-id": first_class_id}
    )
    options = ReadOptions(
        label=label,
        scores=scores,
        prediction=prediction,
        target=target,
        season=season,
        units=units,
        task=told.value,
        ground_truth=ground_truth,
        images=images,
        names=names,
        first_class_id=first_class_id,
        iou_type=iou_type.value,
        variant=variant,
        source=source,
        offset=offset,
        split=split,
        classes=class_names(classes),
        score_kind=scores_are.value,
        on_bad_rows=on_bad_rows.value,
        header=header,
    )
    wish = BudgetWish(max_flash, max_ram, max_latency, device, margin)
    outcome = compare_paths(
        reference,
        candidate,
        options,
        reference_variant=reference_variant,
        candidate_variant=candidate_variant,
        output=output,
        engine=engine,
        max_errors_per_class=max_errors_per_class,
        exact_scores=exact_scores,
        slices=slices or (),
        shipping=shipping_of(wish, cost or (), costs, task_compared(reference, candidate, options)),
        anomaly=anomaly_options(
            normal, group, label_from, group_from, train_scores, window_seconds, step_seconds
        ),
    )
    print_outcome(outcome, as_json=answer is Format.JSON)
