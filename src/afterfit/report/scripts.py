"""The scripts that draw charts in a page: made once, then read from the user's cache."""

import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import write_text


@cache
def chart_scripts() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script, ready to stand inside a page.

    Making it takes seconds, so it is kept in the user's cache folder under the version of
    vl-convert that made it; where that folder cannot be used, it is made each time.
    """
    kept = _cache_file(version("vl-convert-python"))
    if kept is None:
        return _make_scripts()
    try:
        return kept.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _make_and_keep(kept)


def _cache_file(maker: str) -> Path | None:
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(base) if base else Path.home() / ".cache"
    except RuntimeError:  # no home folder is known
        return None
    return folder / "afterfit" / f"charts-{maker}.js"


def _make_scripts() -> str:
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # a closing tag inside a script's text would end the script early
    return bundle.replace("</script", "<\\/script")


def _make_and_keep(kept: Path) -> str:
    scripts = _make_scripts()
    with suppress(InputError):  # a folder that cannot be written costs seconds, not the report
        write_text(kept, scripts)
    return scripts
