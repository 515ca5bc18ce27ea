"""The smooth trend under an index: a local level that wanders from period to period.

Each point is seen with the noise that its interval states, so a period of few statements is drawn
toward its neighbours, and one of many hardly. How far the level wanders is fitted (maximum
likelihood, one parameter). State space model and smoother are those of ``statsmodels``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

Floats = npt.NDArray[np.float64]

LEAST = 4  # points; under that a trend would be invented
_WANDERS = (1e-6, 0.25)  # variance from one period to the next: none to ±1 in four periods
_SURE = 1e-6  # a variance under this one says no more than it


def trend(index: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Level and its standard error at each period, arrays of shape (periods,).

    ``index`` holds every period from the first to the last, NaN where it has no point; there the
    level is what its neighbours say. NaN everywhere where there are fewer than ``LEAST`` points.
    """
    from scipy.optimize import minimize_scalar  # slow to load

    seen = ~np.isnan(index)
    if seen.sum() < LEAST:
        return np.full(len(index), np.nan), np.full(len(index), np.nan)
    noise = np.where(seen, np.maximum(variance, _SURE), 1.0)

    def unlikely(log_wander: float) -> float:
        return -float(_model(index, noise, np.exp(log_wander)).loglike())

    low, high = np.log(_WANDERS)
    fitted = minimize_scalar(unlikely, bounds=(low, high), method="bounded")
    smooth = _model(index, noise, np.exp(fitted.x)).smooth()
    return smooth.smoothed_state[0], np.sqrt(smooth.smoothed_state_cov[0, 0])


def _model(index: Floats, noise: Floats, wander: float) -> KalmanSmoother:
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother  # takes a second

    model = KalmanSmoother(k_endog=1, k_states=1, k_posdef=1)
    model.bind(index[:, None].copy())
    model["design"] = np.ones((1, 1))
    model["transition"] = np.ones((1, 1))
    model["selection"] = np.ones((1, 1))
    model["obs_cov"] = noise[None, None, :]
    model["state_cov"] = np.full((1, 1), wander)
    model.initialize_diffuse()
    model.loglikelihood_burn = 1
    return model
