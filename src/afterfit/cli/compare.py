"""``afterfit compare``: words → two variants on the same samples."""

from pathlib import Path
from typing import Annotated

import typer

from afterfit.cli.budget_options import (
    CostOption,
    CostsFileOption,
    DeviceOption,
    MarginOption,
    MaxFlashOption,
    MaxLatencyOption,
    MaxRamOption,
)
from afterfit.cli.options import Format, FormatOption, OutputOption
from afterfit.cli.reading_options import (
    ClassesOption,
    EngineOption,
    ErrorsPerClassOption,
    ExactScoresOption,
    HeaderOption,
    LabelOption,
    OffsetOption,
    OnBadRows,
    OnBadRowsOption,
    PredictionOption,
    ScoresAre,
    ScoresAreOption,
    ScoresOption,
    SourceOption,
    SplitOption,
    class_names,
)

_SIDE = "A file of predictions, or the folder of a run."


def compare(
    reference: Annotated[Path, typer.Argument(help=_SIDE)],
    candidate: Annotated[Path, typer.Argument(help=_SIDE)],
    output: OutputOption = Path("afterfit-comparison"),
    reference_variant: Annotated[
        str | None, typer.Option(help="Which variant of a run that has several.")
    ] = None,
    candidate_variant: Annotated[str | None, typer.Option(help="The same for the other.")] = None,
    label: LabelOption = None,
    scores: ScoresOption = None,
    prediction: PredictionOption = None,
    source: SourceOption = None,
    offset: OffsetOption = None,
    split: SplitOption = None,
    classes: ClassesOption = None,
    scores_are: ScoresAreOption = ScoresAre.PROBABILITIES,
    on_bad_rows: OnBadRowsOption = OnBadRows.ERROR,
    header: HeaderOption = True,
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
    answer: FormatOption = Format.TEXT,
) -> None:
    """Compare two variants on the same samples: who is better, where, and which to ship."""
    from afterfit.cli.summary import print_outcome
    from afterfit.pipeline.budget import BudgetWish, shipping_of
    from afterfit.pipeline.compare import compare as compare_paths
    from afterfit.readers import ReadOptions

    options = ReadOptions(
        label=label,
        scores=scores,
        prediction=prediction,
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
        shipping=shipping_of(wish, cost or (), costs),
    )
    print_outcome(outcome, as_json=answer is Format.JSON)
