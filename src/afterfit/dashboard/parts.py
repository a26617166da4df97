"""The templates, the style sheet and the scripts that the dashboard brings along."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def part(name: str) -> str:
    """Return the text of a file in the folder ``templates``."""
    return files("afterfit.dashboard").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def template(name: str) -> "Template":
    """Return a page's template; what is put into it is text and never markup."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(part(name))


def message_page(title: str, reason: str) -> str:
    """Return a page that says one thing: why what was asked for cannot be shown."""
    return template("message.html.j2").render(title=title, reason=reason)
