"""Answers that took time → kept until their runs change."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The latest answers, each under a key that tells what it was made from.

    Several threads may ask; each answer is made once.

    Examples
    --------
    >>> pages = Kept[str](most=2)
    >>> pages.get("a", lambda: "made"), pages.get("a", lambda: "made again")
    ('made', 'made')
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()
        self._makers: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer under *key*, made now where it is not there yet."""
        with self._lock:
            maker = self._makers.setdefault(key, Lock())
        try:
            with maker:
                return self._found_or_made(key, make)
        finally:
            with self._lock:
                self._makers.pop(key, None)

    def _found_or_made(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer
