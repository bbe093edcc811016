"""What mypy has to know of Frappe, which has no types of its own: `throw` never comes back."""

from typing import Any, NoReturn

_dict = Any  # has its keys as attributes, whatever they are

def throw(msg: Any, exc: Any = ..., title: str | None = ...) -> NoReturn: ...
def __getattr__(name: str) -> Any: ...
