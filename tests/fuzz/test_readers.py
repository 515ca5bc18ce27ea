"""Valid files of every format, damaged: whatever is left, reading it raises nothing, and what is
wrong is named. The same checks run longer, led by coverage, in ``fuzz/readers.py``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzstance.records import Article

from .checks import SETTINGS, check, read_file
from .seeds import FILES

DAMAGE = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), st.floats(0, 1), st.integers(1, 255)),
        st.tuples(st.just("cut"), st.floats(0, 1), st.integers(1, 600)),
        st.tuples(st.just("double"), st.floats(0, 1), st.integers(1, 600)),
        st.tuples(st.just("put"), st.floats(0, 1), st.binary(min_size=1, max_size=8)),
        st.tuples(st.just("splice"), st.floats(0, 1), st.sampled_from(sorted(FILES))),
        st.tuples(st.just("end"), st.floats(0, 1), st.none()),
    ),
    min_size=1,
    max_size=4,
)


def damaged(data: bytes, damage: list[tuple[str, float, object]]) -> bytes:
    for kind, share, what in damage:
        at = int(share * len(data))
        if kind == "flip" and isinstance(what, int) and at < len(data):
            data = data[:at] + bytes([data[at] ^ what]) + data[at + 1 :]
        elif kind == "cut" and isinstance(what, int):
            data = data[:at] + data[at + what :]
        elif kind == "double" and isinstance(what, int):
            data = data[: at + what] + data[at:]
        elif kind == "put" and isinstance(what, bytes):
            data = data[:at] + what + data[at:]
        elif kind == "splice" and isinstance(what, str):
            other = FILES[what]
            data = data[:at] + other[int(share * len(other)) :]
        elif kind == "end":
            data = data[:at]
    return data


@pytest.mark.parametrize("name", FILES)
def test_the_seeds_are_valid(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    found = list(read_file(path, SETTINGS))
    assert found and all(isinstance(item, Article) for item in found)
    check(path)


@pytest.mark.parametrize("name", FILES)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(damage=DAMAGE)
def test_damaged_files(tmp_path: Path, name: str, damage: list[tuple[str, float, object]]) -> None:
    path = tmp_path / name
    path.write_bytes(damaged(FILES[name], damage))
    check(path)
