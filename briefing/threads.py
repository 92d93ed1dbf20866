"""Matrix products on one thread: with more the last bits would change, and threads that wait for their next product keep a processor busy."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np  # noqa: F401 - the libraries that are loaded when the controller is made are those it knows
from threadpoolctl import ThreadpoolController


def one_thread() -> Any:
    """Return a context in which numpy's BLAS runs on one thread."""
    return _controller().limit(limits=1, user_api="blas")


@cache
def _controller() -> Any:
    return ThreadpoolController()
