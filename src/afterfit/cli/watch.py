"""``afterfit curves --watch``: a training in progress, followed in the terminal."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from afterfit.records import Meaning
    from afterfit.report.outline_curves import CurvesReport

SECONDS = 2.0
"""Between two looks at the files."""


def watch_curves(
    paths: Sequence[Path],
    meanings: "Mapping[str, Meaning]",
    output: Path | None,
    *,
    check_crc: bool,
    console: Console | None = None,
    pause: Callable[[], object] = lambda: time.sleep(SECONDS),
) -> None:
    """Follow the logs at *paths* until Ctrl-C; with *output*, keep its page up to date.

    A terminal shows the present state in place; anything else gets a line for each piece of news.
    """
    from afterfit.pipeline.curves import write_curves_page
    from afterfit.pipeline.follow_curves import follow_curves

    out = console or Console(highlight=False, soft_wrap=True)
    looks = follow_curves(paths, pause, meanings, check_crc=check_crc)
    show = _show_in_place if out.is_terminal else _print_news
    try:
        for reports in show(looks, out):
            if output is not None:
                write_curves_page(reports, output)
    except KeyboardInterrupt:
        out.print("No longer watching.", markup=False)


def _print_news(
    looks: "Iterable[tuple[CurvesReport, ...] | str]", out: Console
) -> "Iterable[tuple[CurvesReport, ...]]":
    from afterfit.report.live_curves import news

    shown: tuple[CurvesReport, ...] = ()
    for look in looks:
        if isinstance(look, str):
            out.print(f"waiting: {look}", markup=False)
            continue
        for line in news(shown, look):
            out.print(line, markup=False)
        shown = look
        yield look


def _show_in_place(
    looks: "Iterable[tuple[CurvesReport, ...] | str]", out: Console
) -> "Iterable[tuple[CurvesReport, ...]]":
    from rich.live import Live
    from rich.text import Text

    from afterfit.report.live_curves import live_text

    with Live(console=out, auto_refresh=False) as live:
        for look in looks:
            text = f"waiting: {look}" if isinstance(look, str) else live_text(look)
            live.update(Text(f"{text}\n\nCtrl-C ends."), refresh=True)
            if not isinstance(look, str):
                yield look
