"""What the variant and the split of a file are called, where no column tells them."""

from collections.abc import Sequence

from afterfit.readers.part_files import name_variants, word_of_folder
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import TableFile


def variants_of_files(files: Sequence[TableFile], options: ReadOptions) -> tuple[str, ...]:
    """Return the variant of each file: as the user says, or the file itself, or its path."""
    return tuple(
        options.variant_name or file.notes.variant or name
        for file, name in zip(files, name_variants([file.path for file in files]), strict=True)
    )


def split_of_file(file: TableFile, options: ReadOptions) -> str:
    """Return the split of a file: as the user says, or the file itself, or a folder above it."""
    named = options.split_name or file.notes.split
    return named or word_of_folder(file.path, "split") or "test"
