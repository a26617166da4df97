"""Bytes → files that appear whole or not at all."""

from afterfit.files.atomic import (
    check_folder,
    is_alive,
    remove_leftovers,
    replacing,
    write_bytes,
    write_text,
)
from afterfit.files.c_text import c_comment, c_float, c_identifier, c_names, c_string
from afterfit.files.decode import decode_image, decode_wav, wav_rate
from afterfit.files.image_size import image_size
from afterfit.files.names import csv_cell, natural_order, safe_name

__all__ = [
    "c_comment",
    "c_float",
    "c_identifier",
    "c_names",
    "c_string",
    "check_folder",
    "csv_cell",
    "decode_image",
    "decode_wav",
    "image_size",
    "is_alive",
    "natural_order",
    "remove_leftovers",
    "replacing",
    "safe_name",
    "wav_rate",
    "write_bytes",
    "write_text",
]
