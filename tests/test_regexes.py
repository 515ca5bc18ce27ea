"""No text makes a regular expression of the program slow."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kzstance
from pumping import texts

SIZE = 100_000
LIMIT = 0.1  # seconds
SLACK = 10  # times longer may take what grows with the text alone, such as a list of 200 words
METHODS = {
    "match": "match", "fullmatch": "fullmatch",
    **dict.fromkeys(("search", "finditer", "findall", "sub", "subn", "split"), "finditer"),
}  # fmt: skip
EXCEPTIONS = {
    "kzstance.reading.html.lines": 120,  # of a line
    **dict.fromkeys(("kzstance.reading.html.notes", "kzstance.reading.html.requests"), 350),
    "kzstance.reading.html.tails": 350,
    "kzstance.reading.html.publisher": 400,
    "kzstance.quotes.layouts.interviews": 3000,  # _LOOK, of the introduction; 600 of a sentence
}
"""Module → the most characters that its code gives to its expressions."""


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(kzstance.__path__, "kzstance."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _held(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for item in (*value, *value.values()):
            yield from _held(item, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _held(item, depth + 1)
    elif depth < 4 and isinstance(value, type) and value.__module__.startswith("kzstance"):
        yield from _held(dict(vars(value)), depth + 1)


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _written(module: ModuleType) -> Iterator[tuple[re.Pattern[Any], set[str]]]:
    """Those that stand in a call, such as ``re.sub(r"…", …)``."""
    for node in ast.walk(_tree(module)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in METHODS
            and node.args
        ):
            flags = [k.value for k in node.keywords if k.arg == "flags"]
            flags += [
                a for a in node.args[1:] if "re." in ast.unparse(a) and "(" not in ast.unparse(a)
            ]
            try:
                given, *more = (
                    eval(ast.unparse(n), vars(module))  # noqa: S307 -- our own source
                    for n in (node.args[0], *flags[:1])
                )
                yield re.compile(given, *more), {METHODS[node.func.attr]}
            except (NameError, TypeError, AttributeError):
                pass  # made of what a text holds, escaped


def _uses(modules: list[ModuleType]) -> dict[int, set[str]]:
    """By the id of an expression that has a name: the methods that the code calls."""
    uses: dict[int, set[str]] = {}
    for module in modules:
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                try:
                    owner = eval(ast.unparse(node.value), vars(module))  # noqa: S307
                except (NameError, TypeError, AttributeError, KeyError, SyntaxError):
                    continue
                if isinstance(owner, re.Pattern):
                    uses.setdefault(id(owner), set()).add(METHODS[node.attr])
    return uses


def _all() -> list[tuple[str, re.Pattern[Any], tuple[str, ...]]]:
    modules = list(_modules())
    uses = _uses(modules)
    found: dict[str, tuple[str, re.Pattern[Any], set[str]]] = {}
    for module in modules:
        held = [(p, uses.get(id(p), set(METHODS.values()))) for p in _held(dict(vars(module)))]
        for pattern, methods in (*held, *_written(module)):
            key = f"{pattern.pattern!r}{pattern.flags}"
            found.setdefault(key, (module.__name__, pattern, set()))[2].update(methods)
    return [(name, pattern, tuple(sorted(how))) for name, pattern, how in found.values()]


PATTERNS = _all()


class TooLong(Exception):
    pass


def _stop(*_: object) -> None:
    raise TooLong


def _seconds(work: Callable[[], object], tries: int, enough: float = LIMIT) -> float:
    """The shortest of some tries, since other programs may be at work; 60 where it is stopped."""
    best = 60.0
    signal.signal(signal.SIGALRM, _stop)
    for _ in range(tries):
        signal.setitimer(signal.ITIMER_REAL, 3)
        start = time.perf_counter()
        try:
            work()
        except TooLong:
            break
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        best = min(best, time.perf_counter() - start)
        if best < enough:
            break
    return best


def _work(pattern: re.Pattern[Any], method: str, text: str) -> Callable[[], object]:
    given: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    if method == "finditer":
        return lambda: sum(1 for _ in pattern.finditer(given))
    return lambda: getattr(pattern, method)(given)


def worst(
    pattern: re.Pattern[Any], methods: tuple[str, ...], size: int = SIZE
) -> tuple[float, str]:
    """The longest time and what took it. Short texts first: what is quick there, or grows no
    faster than the text, as a long list of words does, is not tried with the whole."""
    out = (0.0, "")
    lengths = (size // 16, size // 4, size)
    for short, middle, long in zip(*(texts(pattern, n) for n in lengths), strict=True):
        for method in methods:
            first = _seconds(_work(pattern, method, short), 1)
            if first < LIMIT / 500:
                continue
            second = _seconds(_work(pattern, method, middle), 1)
            seconds = 4 * second / SLACK
            if second > 6 * first:
                seconds = _seconds(_work(pattern, method, long), 4)
            if seconds > LIMIT and seconds < 6 * _seconds(_work(pattern, method, middle), 3, 0):
                seconds /= SLACK
            out = max(out, (seconds, f"{method} {long[:80]!r}"))
            if seconds > 1:
                return out
    return out


def test_they_are_found() -> None:
    assert len(PATTERNS) > 200


@pytest.mark.parametrize(
    ("module", "pattern", "methods"),
    PATTERNS,
    ids=[f"{module}-{n}" for n, (module, *_) in enumerate(PATTERNS)],
)
def test_no_text_is_slow(module: str, pattern: re.Pattern[Any], methods: tuple[str, ...]) -> None:
    """To find every match takes as long as any search or sub would."""
    seconds, how = worst(pattern, methods, EXCEPTIONS.get(module, SIZE))
    assert seconds < LIMIT, f"{module}: {pattern.pattern!r:.300}: {seconds:.2f} s for {how}"
