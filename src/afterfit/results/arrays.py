"""Array fields of results: lists in JSON, read-only arrays in Python."""

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainValidator


def _floats(values: Any) -> NDArray[np.float64]:
    array = np.array([float(value) for value in values], dtype=np.float64)
    array.flags.writeable = False
    return array


def _integers(values: Any) -> NDArray[np.int64]:
    array = np.array(values, dtype=np.int64)
    array.flags.writeable = False
    return array


FloatArray = Annotated[NDArray[np.float64], PlainValidator(_floats)]
IntArray = Annotated[NDArray[np.int64], PlainValidator(_integers)]
