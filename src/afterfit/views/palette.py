"""Colours that people with any colour vision can tell apart.

Okabe and Ito (2008), Color Universal Design; its yellow is left out, since it is faint on white.
"""

CLASS_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4D4D4D")
"""Colours of classes and series, in order."""
CORRECT = "#0072B2"
"""Right predictions."""
WRONG = "#D55E00"
"""Wrong predictions."""
REFERENCE = "#0072B2"
"""The reference model, or the training split."""
CANDIDATE = "#E69F00"
"""The candidate model, or the validation split."""
QUIET = "#C4C9CF"
"""What is drawn for comparison only."""
EMPTY = "#DDE1E6"
"""Cells without data."""
INK = "#1F2933"
"""Text and marks on white."""
FAINT_INK = "#66717D"
"""Text of second rank on white."""
SHARES = ("#F5F9FD", "#C6DBEF", "#6BAED6", "#2171B5", "#08306B")
"""Shares from nothing to all: ColorBrewer's Blues, from nearly white."""
LOUDNESS = ("#440154", "#3B528B", "#21918C", "#5EC962", "#FDE725")
"""Levels of a spectrogram from dark to bright: viridis, which also reads well in grey."""
