"""``afterfit compare``: words → two variants on the same samples."""

from pathlib import Path
from typing import Annotated

import typer

from afterfit.cli.analyze import OnBadRows, ScoresAre
from afterfit.cli.budget_options import (
    Cost,
    CostsFile,
    DeviceName,
    Margin,
    MaxFlash,
    MaxLatency,
    MaxRam,
)
from afterfit.cli.options import Format, FormatOption
from afterfit.cli.reading_options import (
    Classes,
    Engine,
    ErrorsPerClass,
    ExactScores,
    Header,
    Label,
    Offset,
    Prediction,
    Scores,
    Source,
    Split,
)

_SIDE = "A file of predictions, or the folder of a run."


def compare(
    reference: Annotated[Path, typer.Argument(help=_SIDE)],
    candidate: Annotated[Path, typer.Argument(help=_SIDE)],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for results and reports.")
    ] = Path("afterfit-comparison"),
    reference_variant: Annotated[
        str | None, typer.Option(help="Which variant of a run that has several.")
    ] = None,
    candidate_variant: Annotated[str | None, typer.Option(help="The same for the other.")] = None,
    label: Label = None,
    scores: Scores = None,
    prediction: Prediction = None,
    source: Source = None,
    offset: Offset = None,
    split: Split = None,
    classes: Classes = None,
    scores_are: Annotated[
        ScoresAre, typer.Option(help="What the scores are; never guessed.")
    ] = ScoresAre.PROBABILITIES,
    on_bad_rows: Annotated[
        OnBadRows, typer.Option(help="Rows without probabilities: refuse, or leave out and tell.")
    ] = OnBadRows.ERROR,
    header: Header = True,
    engine: Engine = "local",
    max_errors_per_class: ErrorsPerClass = 20,
    exact_scores: ExactScores = None,
    max_flash: MaxFlash = None,
    max_ram: MaxRam = None,
    max_latency: MaxLatency = None,
    device: DeviceName = None,
    margin: Margin = 0.01,
    cost: Cost = None,
    costs: CostsFile = None,
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
        classes=tuple(classes.split(",")) if classes else None,
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
