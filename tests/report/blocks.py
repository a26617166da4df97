"""What stands in a section, whether or not it is one of several variants."""

from collections.abc import Iterable, Iterator

from afterfit.report.document import Alternatives, Block


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield each block, and in place of alternatives those of each variant in turn."""
    for block in blocks:
        if isinstance(block, Alternatives):
            for part in block.parts:
                yield from flat(part.blocks)
        else:
            yield block
