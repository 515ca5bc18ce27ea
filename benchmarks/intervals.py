"""Do the intervals of the index hold the truth as often as they say?

    python benchmarks/intervals.py [--seed 0] [--periods 2000]

Simulated periods of an actor whose index is known: five speakers who lean differently and speak
unequally often, articles that lean differently and hold one to several statements, labels drawn
for each statement, and a classifier that reads each label with noise and gives calibrated
probabilities. "Events": 2.5 articles on average tell of the same event, of one speaker. "Sure": a
classifier that is right 19 times in 20. "Beside": among 100 articles that say nothing of it.
Prints, for each number of articles, the share of 95 % intervals that hold the truth, and their mean
width: ours (kzstance.series.intervals), the percentile bootstrap over articles, the same with
labels drawn from the probabilities, and statements taken as independent.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kzstance.series.arrays import UNIT
from kzstance.series.intervals import estimate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SPEAKERS, LEAN_OF_SPEAKER, LEAN_OF_ARTICLE = 5, 0.4, 0.5
CLEAR, SURE = 2.0, 3.0  # a label's signal from its noise: four in five labels right, 19 in 20
ONE_STATEMENT = 0.3  # share of articles that hold one alone; the mean is 3.3
ARTICLES = (2, 3, 5, 10, 30, 100)
RESAMPLES = 400
KINDS = ("alone", "events", "sure", "beside")
BESIDE = 100  # further articles that say nothing of the target
# How the actor leans (log odds of favor); log odds that a statement does not speak of the target
POSITIONS = ((0.3, 0.0), (1.5, 0.0), (1.0, 1.5), (-1.5, 1.0))


@dataclass(frozen=True)
class Period:
    """The statements of a simulated period, arrays of shape (statements,), and its true index."""

    article: Ints
    speaker: Ints
    p: Floats
    truth: float


def simulate(
    rng: np.random.Generator, articles: int, lean: float, silent: float, kind: str = "alone"
) -> Period:
    clear = SURE if kind == "sure" else CLEAR
    often = 1 / np.arange(1, SPEAKERS + 1)
    often /= often.sum()
    of_speaker = rng.normal(0, LEAN_OF_SPEAKER, SPEAKERS)
    mean = labels(lean + rng.normal(0, LEAN_OF_ARTICLE, (3000, 1)) + of_speaker, silent).mean(0)
    mean = often @ mean
    if kind == "events":
        n = max(1, round(articles / 2.5))
        who = rng.choice(SPEAKERS, n, p=often)[rng.integers(0, n, articles)]
    else:
        who = rng.choice(SPEAKERS, articles, p=often)
    article = np.repeat(np.arange(articles), rng.geometric(ONE_STATEMENT, articles))
    speaker = who[article]
    each = lean + rng.normal(0, LEAN_OF_ARTICLE, articles)[article] + of_speaker[speaker]
    q = labels(each, silent)
    label = (q.cumsum(1) < rng.random((len(q), 1))).sum(1).clip(0, 3)
    signal = rng.normal(0, 1, q.shape)
    signal[np.arange(len(q)), label] += clear
    p = softmax(np.log(mean) + clear * signal)
    if kind == "beside":
        article = np.r_[article, articles + np.arange(BESIDE)]
        speaker = np.r_[speaker, rng.integers(0, SPEAKERS, BESIDE)]
        p = np.r_[p, np.tile([0.0, 0.0, 0.0, 1.0], (BESIDE, 1))]
    return Period(article, speaker, p, (mean[0] - mean[1]) / (1 - mean[3]))


def labels(lean: Floats, silent: float) -> Floats:
    """Probabilities of the four labels, in the order of ``LABELS``."""
    parts = (lean, -lean, np.zeros_like(lean), np.full_like(lean, silent))
    return softmax(np.stack(parts, axis=-1))


def softmax(z: Floats) -> Floats:
    z = np.exp(z - z.max(-1, keepdims=True))
    return z / z.sum(-1, keepdims=True)


def ours(periods: list[Period]) -> tuple[Floats, Floats]:
    sizes = [len(p.p) for p in periods]
    return estimate(
        np.repeat(np.arange(len(periods)), sizes),
        np.concatenate([p.article + 10_000 * i for i, p in enumerate(periods)]),
        np.concatenate([p.speaker for p in periods]),
        np.rint(np.concatenate([p.p for p in periods]) * UNIT).astype(np.int64),
    ).ends(0.95)


def plainer(period: Period, rng: np.random.Generator) -> dict[str, tuple[float, float]]:
    over, under = period.p[:, 0] - period.p[:, 1], 1 - period.p[:, 3]
    n = int(period.article.max()) + 1
    drawn = rng.integers(0, n, (RESAMPLES, n))
    index = over.sum() / under.sum()
    reach = 1.96 * np.sqrt(((over - index * under) ** 2).sum()) / under.sum()
    of = np.eye(n)[period.article]
    label = (period.p.cumsum(1)[None] < rng.random((RESAMPLES, len(over), 1))).sum(2)
    said = ((label == 0) * 1.0 - (label == 1)) @ of
    spoke = (label != 3) @ of
    a, b = (np.bincount(period.article, x, n)[drawn].sum(1) for x in (over, under))
    c, d = (np.take_along_axis(x, drawn, 1).sum(1) for x in (said, spoke))
    return {
        "bootstrap": percentiles(a, b),
        "with labels": percentiles(c, d),
        "statements": (index - reach, index + reach),
    }


def percentiles(over: Floats, under: Floats) -> tuple[float, float]:
    if not (under > 0).any():
        return -1.0, 1.0
    low, high = np.quantile(over[under > 0] / under[under > 0], [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--periods", type=int, default=2000, help="for each line of the table")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    print("| articles | | ours | bootstrap | with labels | statements |\n|---|---|---|---|---|---|")
    for articles in ARTICLES:
        for kind in KINDS:
            periods = [
                simulate(rng, articles, *POSITIONS[i % len(POSITIONS)], kind)
                for i in range(options.periods)
            ]
            truth = np.array([p.truth for p in periods])
            found = {"ours": ours(periods)}
            some = [plainer(p, rng) for p in periods]
            for name in some[0]:
                found[name] = tuple(np.array([s[name] for s in some]).T)
            cells = []
            for low, high in found.values():
                held = 100 * ((low <= truth) & (truth <= high)).mean()
                cells.append(f"{held:.1f} % ({(high - low).mean():.2f})")
            print(f"| {articles} | {kind} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
