"""``afterfit curves``: training logs → verdicts and next steps."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from afterfit.errors import InputError

if TYPE_CHECKING:
    from afterfit.records import Meaning
    from afterfit.report.outline_curves import CurvesReport

_DIRECTIONS = {"higher": True, "lower": False}


def show_curves(
    paths: Sequence[Path],
    output: Path | None,
    series: Sequence[str],
    *,
    check_crc: bool,
    watch: bool,
    as_json: bool,
    formats: Sequence[str] = ("html",),
) -> None:
    """Print what the curves of the logs at *paths* say; with *output*, write the page too.

    Raises
    ------
    InputError
        When a log cannot be read, an option is wrong, or JSON is asked of a watch.
    """
    from afterfit.pipeline.curves import read_and_diagnose, write_curves_page
    from afterfit.report.terminal_curves import summarize_curves

    meanings = dict(parse_series(one) for one in series)
    if watch:
        _watch(paths, meanings, output, check_crc=check_crc, as_json=as_json)
        return
    reports = read_and_diagnose(paths, meanings, check_crc=check_crc)
    pages = write_curves_page(reports, output, formats) if output is not None else []
    pages = [one for one in pages if one.parent == output]
    if as_json:
        answer = {
            "logs": [curves_json(one) for one in reports],
            "page": str(pages[0]) if pages else None,
            "pages": [str(one) for one in pages],
        }
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    typer.echo(summarize_curves(reports))
    for i, page in enumerate(pages):
        typer.echo(f"{'' if i else chr(10)}Report: {page}")


def _watch(
    paths: Sequence[Path],
    meanings: "dict[str, Meaning]",
    output: Path | None,
    *,
    check_crc: bool,
    as_json: bool,
) -> None:
    from afterfit.cli.watch import watch_curves

    if as_json:
        raise InputError("--watch writes for people; leave out --watch to get JSON")
    watch_curves(paths, meanings, output, check_crc=check_crc)


def parse_series(text: str) -> "tuple[str, Meaning]":
    """Return name and meaning from ``NAME=ROLE[,SPLIT[,higher|lower]]``.

    Raises
    ------
    InputError
        When the text is of another form, or has words that no meaning has.

    Examples
    --------
    >>> parse_series("quality=metric,eval,higher")
    ('quality', Meaning(role='metric', split='eval', higher_is_better=True))
    """
    from afterfit.records import Meaning

    name, equals, words = text.rpartition("=")
    parts = [part.strip() for part in words.split(",")]
    if not equals or not name or not 1 <= len(parts) <= 3:
        raise InputError(
            f"expected NAME=ROLE,SPLIT,higher or NAME=ROLE,SPLIT,lower, got {text!r}",
            where="--series",
        )
    role, split, direction = (*parts, *("none", "")[len(parts) - 1 :])
    if direction and direction not in _DIRECTIONS:
        raise InputError(f"expected higher or lower, got {direction!r}", where="--series")
    better = False if role.endswith("_loss") else _DIRECTIONS.get(direction)
    try:
        return name, Meaning(role, split, better)  # type: ignore[arg-type]
    except InputError as error:
        raise InputError(str(error), where=f"--series {name}") from None


def curves_json(report: "CurvesReport") -> dict[str, Any]:
    """Return what scripts want to know of one log: what was recognised, and the findings."""
    from pydantic_core import to_jsonable_python

    from afterfit.views import trace_rows

    curves = report.curves
    answer = {
        "name": curves.name,
        "kind": curves.log_kind,
        "step_unit": curves.step_unit,
        "last_step": curves.last_step,
        "restarts": curves.restarts,
        "learning_rate_changes": curves.rate_changes,
        "notes": curves.notes,
        "settings": curves.settings,
        "judged": curves.judged,
        "series": [
            {
                "name": one.name,
                "role": one.role,
                "split": one.split,
                "higher_is_better": one.higher_is_better,
                "n_values": len(one.steps),
                "n_not_finite": len(one.not_finite),
                "start": one.start,
                "best": one.best,
                "best_step": one.best_step,
                "final": one.final,
            }
            for one in curves.curves
        ],
        "findings": report.findings,
        "trace": trace_rows(curves),
    }
    jsonable: dict[str, Any] = to_jsonable_python(answer, inf_nan_mode="strings")
    return jsonable
