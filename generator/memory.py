"""What a process that lives on, such as a preview, need not work out twice.

Only for functions of values: what they give depends on their arguments alone and is never changed
by who gets it. So nothing remembered is ever out of date; the bound is there for the memory's sake.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

MOST = 32_768
"""A text that a round of work asks for again only after more others than this is forgotten."""


def remembered(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """The function, with its last results kept.

    >>> add = remembered(lambda one, other: print("adding") or one + other)
    >>> add(1, 2) + add(1, 2)
    adding
    6
    """
    return cast("Callable[Arguments, Result]", lru_cache(maxsize=MOST)(function))
