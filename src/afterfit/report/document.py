"""A document is a value: sections of blocks, the same for every output format."""

from collections.abc import Mapping
from dataclasses import dataclass

from afterfit.results import Finding
from afterfit.views import Chart, Table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """Short statements, one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be shown letter by letter."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ChartRow:
    """Small charts of one kind, side by side where there is room."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class FindingList:
    """Findings in full: claim, evidence, next steps and source."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """Blocks for the reader who asks: closed in HTML until clicked, open on paper."""

    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is to be said of one of several variants."""

    name: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The same about several variants: one at a time in HTML, one after another on paper."""

    parts: tuple[Alternative, ...]
    """At least two, each with a name of its own."""


Block = (
    Paragraph | BulletList | Code | Table | Chart | ChartRow | FindingList | Folded | Alternatives
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks."""

    title: str
    anchor: str
    """Name of the section in links: lower-case letters and hyphens."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that is seen first."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, of no format yet."""

    title: str
    verdict: str
    """The one sentence to read."""
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    facts: Mapping[str, str]
    """What the run was made of: name to text."""
