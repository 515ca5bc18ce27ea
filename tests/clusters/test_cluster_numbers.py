from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.clusters.numbers import is_number, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("forty-eight hours on 2 conditions", {48, 2}),
        ("Seventy-four thousand", {74_000}),
        ("74 тысячи россиян, примерно 55 тысяч", {74_000, 55_000}),
        ("двадцать девять судов с двадцать седьмого июня", {29, 27}),
        ("one hundred and ninety-five for 195", {195}),
        ("двести десять. Пятнадцать", {210, 15}),
        ("1,854, 1854, one thousand eight hundred and fifty-four", {1854}),
        ("100\u00a0000 человек", {100_000}),
        ("сорока пяти товаров", {45}),
        ("1.5 million, $547 million", {1_500_000, 547_000_000}),
        ("полторы тысячи", {1500}),
        ("two and a half thousand", {2500}),
        ("five, six", {5, 6}),
        ("twenty-one", {21}),
        ("no one, first of all", set()),
        ("семья сказала", set()),
        ("", set()),
    ],
)
def test_numbers(text: str, found: set[float]) -> None:
    assert numbers(text) == found


@given(st.integers(min_value=2, max_value=10**12))
def test_grouping_does_not_matter(n: int) -> None:
    assert numbers(str(n)) == numbers(f"{n:,}") == numbers(f"{n:,}".replace(",", " ")) == {n}


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert all(n >= 0 for n in numbers(text))


def test_parts_of_numbers() -> None:
    assert all(map(is_number, ("17", "seven", "thousand", "седьмого", "млн")))
    assert not any(map(is_number, ("seventh-day", "republic", "семья", "m7")))
