from __future__ import annotations

import numpy as np
import pytest

from kzstance.series import bootstrap
from kzstance.series.bootstrap import intervals

GIVEN = {"resamples": 400, "level": 0.95, "seed": 1}


def _sample(generator: np.random.Generator, blocks: int) -> tuple[np.ndarray, np.ndarray]:
    """Articles of one to three statements that lean the same way; the true index is −0.2."""
    lean = generator.uniform(-1, 1, blocks) - 0.2
    count = generator.integers(1, 4, blocks)
    return lean.clip(-1.2, 0.8) * count * 0.8, count * 0.8


def test_a_group_does_not_depend_on_the_others() -> None:
    generator = np.random.default_rng(3)
    a, b = _sample(generator, 12)
    c, d = _sample(generator, 7)
    alone = intervals(a, b, np.array([12]), **GIVEN)
    both = intervals(np.append(c, a), np.append(d, b), np.array([7, 12]), **GIVEN)
    np.testing.assert_allclose([alone[0][0], alone[1][0]], [both[0][1], both[1][1]], atol=1e-12)


def test_equal_blocks_leave_no_room() -> None:
    low, high = intervals(np.full(5, -0.3), np.full(5, 0.6), np.array([5]), **GIVEN)
    np.testing.assert_allclose([low[0], high[0]], [-0.5, -0.5])


def test_nothing_to_divide_by() -> None:
    low, high = intervals(np.zeros(3), np.zeros(3), np.array([3]), **GIVEN)
    assert np.isnan(low).all() and np.isnan(high).all()
    low, high = intervals(np.array([0, 0, 0.5]), np.array([0, 0, 1.0]), np.array([3]), **GIVEN)
    np.testing.assert_allclose([low[0], high[0]], [0.5, 0.5])  # of the resamples that hold it


def test_the_normal_approximation_continues_the_bootstrap(monkeypatch: pytest.MonkeyPatch) -> None:
    over, under = _sample(np.random.default_rng(5), bootstrap.RESAMPLED)
    size = np.array([len(over)])
    drawn = intervals(over, under, size, resamples=4000, level=0.95, seed=1)
    monkeypatch.setattr(bootstrap, "RESAMPLED", 10)
    normal = intervals(over, under, size, resamples=4000, level=0.95, seed=1)
    np.testing.assert_allclose(drawn, normal, atol=0.01)


@pytest.mark.parametrize(("blocks", "least"), [(30, 0.90), (120, 0.92)])
def test_coverage(blocks: int, least: float) -> None:
    """95 % intervals over articles hold the truth nearly as often as they say."""
    generator = np.random.default_rng(11)
    trials = 600
    samples = [_sample(generator, blocks) for _ in range(trials)]
    over = np.concatenate([s[0] for s in samples])
    under = np.concatenate([s[1] for s in samples])
    low, high = intervals(over, under, np.full(trials, blocks), **GIVEN)
    covered = float(((low <= -0.2) & (high >= -0.2)).mean())
    assert least <= covered <= 0.98


def test_more_blocks_narrower() -> None:
    generator = np.random.default_rng(2)
    widths = []
    for blocks in (10, 100, 1000):
        low, high = intervals(*_sample(generator, blocks), np.array([blocks]), **GIVEN)
        widths.append(high[0] - low[0])
    assert widths[0] > widths[1] > widths[2] > 0
