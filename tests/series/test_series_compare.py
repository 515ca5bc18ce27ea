"""Comparisons and events: the difference and its interval."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from series_frames import SETTINGS, p, statements  # type: ignore[import-not-found]

from kzstance.config import load, shipped
from kzstance.errors import ConfigError
from kzstance.series import Side, around, compare, read_events, table

NEW = date(2022, 2, 24)


def frame() -> pl.DataFrame:
    rows = []
    for i in range(40):
        late = i % 2 == 0
        day = date(2022, 3, 1 + i // 2) if late else date(2021, 12, 1 + i // 2)
        kaz = p(against=0.7, neutral=0.2) if late else p(favor=0.6, neutral=0.2)
        rows.append({"date": day, "actor": "KAZ", "article_id": f"a{i}", **kaz})
        rows.append({"date": day, "actor": "RUS", "article_id": f"a{i}", **p(favor=0.8)})
    return statements(*rows)


def test_two_periods() -> None:
    sides = (Side("KAZ", "russia", until=date(2022, 2, 23)), Side("KAZ", "russia", since=NEW))
    row = compare(frame(), [sides], by="actor", settings=SETTINGS).row(0, named=True)
    assert row["index_a"] == pytest.approx(0.75) and row["index_b"] == pytest.approx(-7 / 9)
    assert row["difference"] == pytest.approx(-0.75 - 7 / 9)
    assert row["low"] < row["difference"] < row["high"] < 0
    assert (row["clusters_a"], row["articles_b"]) == (20, 20)


def test_a_side_is_what_the_series_says_of_one_period() -> None:
    whole = table(
        frame().filter(pl.col("date") >= NEW), ["russia"],
        by="actor", every="year", settings=SETTINGS,
    )  # fmt: skip
    given = whole.filter(pl.col("key") == "KAZ").row(0, named=True)
    sides = (Side("KAZ", "russia", since=NEW), Side("RUS", "russia", since=NEW))
    row = compare(frame(), [sides], by="actor", settings=SETTINGS).row(0, named=True)
    assert [row[f"{c}_a"] for c in ("index", "low", "high")] == pytest.approx(
        [given[c] for c in ("index", "low", "high")]
    )


def test_what_two_sides_share_narrows_their_difference() -> None:
    """Two actors of the same articles, whose lean they share."""
    rng = np.random.default_rng(0)
    rows = []
    for i, lean in enumerate(rng.uniform(0.1, 0.8, 30)):
        of = {"article_id": f"a{i}", "cluster_id": None}
        rows.append(
            {**of, "cluster_id": f"k{i}", "actor": "KAZ", **p(favor=lean, against=0.9 - lean)}
        )
        rows.append(
            {**of, "cluster_id": f"u{i}", "actor": "UZB", **p(favor=lean, against=0.9 - lean)}
        )
    shared = statements(*rows)
    apart = shared.with_columns(pl.format("{}{}", "article_id", "actor").alias("article_id"))
    sides = [(Side("KAZ", "russia"), Side("UZB", "russia"))]
    one, other = (
        compare(f, sides, by="actor", settings=SETTINGS).row(0, named=True) for f in (shared, apart)
    )
    assert one["difference"] == other["difference"]
    assert one["high"] - one["low"] < 0.7 * (other["high"] - other["low"])


def test_speakers_who_lean_opposite_ways_widen_a_difference() -> None:
    """One speaker favors what another is against, and each is against what the other favors."""
    rows = []
    for i in range(60):
        lean = 0.4 if i % 6 < 3 else -0.4
        one = p(favor=0.45 + lean, against=0.45 - lean)
        other = {k.replace("russia", "china"): v for k, v in p(0.45 - lean, 0.45 + lean).items()}
        china = {**other, "stance_china": "neutral", "abstained_china": False}
        rows.append({**one, **china, "speaker_id": f"Q{i % 6}"})
    frame = statements(*rows)
    apart = frame.with_columns(pl.col("statement_id").alias("speaker_id"))
    sides = [(Side("KAZ", "russia"), Side("KAZ", "china"))]
    one, other = (
        compare(f, sides, by="actor", settings=SETTINGS).row(0, named=True) for f in (frame, apart)
    )
    assert one["high"] - one["low"] > 1.5 * (other["high"] - other["low"])


def test_almost_nothing_on_the_target_is_no_side() -> None:
    faint = [{**p(favor=0.05), "date": date(2022, 1, 1)}] * 5
    sides = [(Side("KAZ", "russia"), Side("KAZ", "russia", until=date(2021, 1, 1)))]
    row = compare(statements(*faint), sides, by="actor", settings=SETTINGS).row(0, named=True)
    assert row["index_a"] is None and row["clusters_a"] == 5


def test_too_few_say_nothing() -> None:
    sides = (Side("KAZ", "russia", until=date(2020, 1, 1)), Side("XXX", "russia"))
    row = compare(frame(), [sides], by="actor", settings=SETTINGS).row(0, named=True)
    assert row["index_a"] is row["index_b"] is row["difference"] is None
    assert row["clusters_a"] == 0


def test_around_events(tmp_path: Path) -> None:
    file = tmp_path / "e.toml"
    file.write_text(
        '[[event]]\ndate = 2022-02-24\nname = "invasion"\nsource = "s"\n'
        '[[event]]\ndate = 2014-03-18\nname = "Crimea"\nsource = "s"\nactors = ["RUS"]\n'
    )
    events = read_events(file)
    assert [e.name for e in events] == ["Crimea", "invasion"]
    found = around(frame(), ["russia"], events, ["KAZ", "RUS"], by="actor", settings=SETTINGS)
    assert found.select("event", "key").rows() == [
        ("Crimea", "RUS"), ("invasion", "KAZ"), ("invasion", "RUS"),
    ]  # fmt: skip
    kaz = found.row(1, named=True)
    assert kaz["index_before"] > 0 > kaz["index_after"] and kaz["high"] < 0
    assert found["difference"][0] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[event]]\nname = 'x'\nsource = 's'", "date"),
        ("[[event]]\ndate = 2022-01-01\nname = 'x'\nsource = 's'\nactor = 'KAZ'", "actors"),
        ("[[event", "data/events.toml"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "e.toml").write_text(text)
    with pytest.raises(ConfigError, match=words):
        read_events(tmp_path / "e.toml")


def test_our_events() -> None:
    events = read_events(shipped("data/events.toml"))
    assert Path(load().series.events) == shipped("data/events.toml")
    assert len(events) >= 25
    assert len({(e.date, e.name) for e in events}) == len(events)
    names = " ".join(e.name for e in events)
    assert all(f"UN ES-11/{n}" in names for n in range(1, 8))
