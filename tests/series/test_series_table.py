from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from series_frames import SETTINGS, p, statements  # type: ignore[import-not-found]

from kzstance.errors import UsageError
from kzstance.series import COLUMNS, omitted, restrict, table


def series(frame: pl.DataFrame, **options: Any) -> pl.DataFrame:
    given = {"by": "actor", "every": "quarter", "settings": SETTINGS} | options
    return table(frame, ["russia"], **given)


def point(frame: pl.DataFrame, **options: Any) -> dict[str, Any]:
    return series(frame, **options).row(0, named=True)


def test_the_index_by_hand() -> None:
    found = point(
        statements(
            p(favor=0.7, against=0.1, neutral=0.1),
            p(favor=0.1, against=0.6, neutral=0.2),
            {**p(favor=0.2, against=0.1, neutral=0.1), "abstained_russia": True},
        ),
        settings=SETTINGS.model_copy(update={"min_clusters": 2}),
    )
    assert found["index"] == pytest.approx((0.6 - 0.5 + 0.1) / (0.9 + 0.9 + 0.4))
    assert found["low"] < found["index"] < found["high"]
    assert {k: found[k] for k in ("favor", "against", "neutral", "unrelated", "abstained")} == {
        "favor": 1, "against": 1, "neutral": 0, "unrelated": 1, "abstained": 1,
    }  # fmt: skip
    assert (found["by"], found["key"], found["target"]) == ("actor", "KAZ", "russia")
    assert (found["period"], found["start"]) == ("2022-Q3", date(2022, 7, 1))
    assert found["related"] == pytest.approx(0.9 + 0.9 + 0.4)
    counts = [found[k] for k in ("clusters", "rows", "articles", "outlets", "speakers")]
    assert counts == [3, 3, 3, 3, 1]


def test_a_reprint_counts_once_and_abstains_only_as_a_whole() -> None:
    found = point(
        statements(
            {**p(favor=1.0), "cluster_id": "x", "abstained_russia": True},
            {**p(neutral=1.0), "cluster_id": "x"},
            p(against=1.0),
        )
    )
    assert found["index"] == pytest.approx((0.5 - 1) / 2)
    assert (found["clusters"], found["rows"], found["abstained"]) == (2, 3, 0)


def test_an_outlet_counts_a_cluster_once_with_its_own_rows() -> None:
    row = {"cluster_id": "x"}
    found = series(
        statements(
            {**row, **p(favor=1.0), "outlet": "A"},
            {**row, **p(favor=0.5, neutral=0.5), "outlet": "A"},
            {**row, **p(against=1.0), "outlet": "B"},
        ),
        by="outlet",
    )
    assert found["key"].to_list() == ["A", "B"]
    assert found["clusters"].to_list() == [1, 1]
    assert found["index"].to_list() == pytest.approx([0.75, -1.0])


def test_the_date_of_a_cluster_is_that_of_its_earliest_row() -> None:
    frame = statements(
        {"cluster_id": "x", "date": date(2022, 9, 30), "outlet": None},
        {"cluster_id": "x", "date": date(2022, 10, 2), "outlet": "B"},
    )
    assert series(frame, by="outlet")["period"].to_list() == ["2022-Q3"]
    assert series(frame)["rows"].to_list() == [2]
    assert len(series(frame, since=date(2022, 10, 1))) == 0
    assert len(series(frame, until=date(2022, 9, 30))) == 1


def test_bounds_and_keys_leave_the_other_points_as_they_are() -> None:
    rows = [
        {"date": date(2022, 1 + i % 12, 5), "actor": ("KAZ", "RUS")[i % 2], **p(favor=i / 60)}
        for i in range(60)
    ]
    frame = statements(*rows)
    whole = series(frame, every="month")
    some = series(frame, every="month", keys=["RUS"], since=date(2022, 6, 1))
    wanted = whole.filter((pl.col("key") == "RUS") & (pl.col("start") >= date(2022, 6, 1)))
    assert some.equals(wanted)
    assert len(some) > 0


def test_nothing_on_the_target_has_no_index() -> None:
    found = point(statements(*[p(favor=0.05)] * 5))
    assert found["index"] is None and found["low"] is None and found["high"] is None
    assert found["clusters"] == found["unrelated"] == 5


def test_few_clusters_have_no_interval_and_one_article_a_wide_one() -> None:
    row = p(favor=0.8, neutral=0.1)
    assert point(statements(*[row] * 2))["low"] is None
    assert point(statements(*[row] * 3))["low"] is not None
    assert point(statements(*[{**row, "article_id": "a"}] * 9))["low"] < 0.3
    assert point(statements(*[row] * 9))["low"] > 0.6


def test_a_period_without_statements_is_a_gap() -> None:
    found = series(statements({}, {"date": date(2023, 5, 1)}), every="year")
    assert found["period"].to_list() == ["2022", "2023"]
    found = series(statements({}, {"date": date(2024, 5, 1)}), every="year")
    assert found["period"].to_list() == ["2022", "2024"]


def test_left_out_rows_are_counted() -> None:
    frame = statements({}, {"date": None}, {"actor": None}, {"date": None, "actor": ""})
    assert omitted(frame, "actor") == {"no date": 2, "no actor": 1}
    assert series(frame)["rows"].sum() == 1
    assert omitted(frame, "outlet") == {"no date": 2, "no outlet": 0}


def test_rows_without_probabilities_are_left_out() -> None:
    broken = {f"p_russia_{k}": None for k in ("favor", "against", "neutral", "unrelated")}
    assert point(statements(p(favor=1.0), broken))["rows"] == 1
    assert len(series(statements(broken).cast(dict.fromkeys(broken, pl.Float64)))) == 0


def test_namesakes_are_kept_apart() -> None:
    found = series(
        statements(
            {"speaker": "Kim", "speaker_id": "Q1"},
            {"speaker": "Kim", "speaker_id": "Q2"},
            {"speaker": "Kim", "speaker_id": None},
            {"speaker": "Tokayev", "speaker_id": "Q3"},
            {"speaker": None, "speaker_id": "Q4"},
        ),
        by="speaker",
    )
    assert found["key"].to_list() == ["Kim", "Kim (Q1)", "Kim (Q2)", "Q4", "Tokayev"]


def test_no_rows() -> None:
    found = series(statements({}).clear())
    assert found.schema == pl.Schema(COLUMNS)
    assert len(found) == 0
    assert len(series(statements({"date": None}))) == 0


def test_what_is_not_known() -> None:
    with pytest.raises(UsageError, match="actor, speaker, role, outlet"):
        series(statements({}), by="country")
    with pytest.raises(UsageError, match="week, month, quarter, year"):
        series(statements({}), every="day")
    with pytest.raises(UsageError, match="has the targets: russia"):
        table(statements({}), ["china"], by="actor", every="year", settings=SETTINGS)


def test_what_counts_is_a_setting() -> None:
    frame = statements(
        {}, {"kind": "indirect"}, {"nested_in": "s0"}, {"attribution_confidence": 0.2},
        {"cluster_id": "c0"},
    )  # fmt: skip

    def n(**changes: Any) -> int:
        settings = SETTINGS.model_copy(update=changes)
        return int(point(restrict(frame, settings), settings=settings)["clusters"])

    assert n() == 4
    assert n(kinds=("direct",)) == 3
    assert n(nested=False) == 3
    assert n(min_confidence=0.5) == 3
    assert n(reprints=True) == 5


def test_a_window_takes_in_the_periods_before() -> None:
    frame = statements(*({"date": date(2020 + i, 5, 1)} for i in (0, 1, 3)))
    settings = SETTINGS.model_copy(update={"window": 2})
    found = series(frame, every="year", settings=settings)
    assert dict(found.select("period", "clusters").iter_rows()) == {
        "2020": 1, "2021": 2, "2022": 1, "2023": 1,
    }  # fmt: skip


def test_a_window_longer_than_the_time_ends() -> None:
    frame = statements(*({"date": date(2020 + i, 5, 1)} for i in (0, 1, 3)))
    settings = SETTINGS.model_copy(update={"window": 10**12})
    found = series(frame, every="year", settings=settings)
    assert found["clusters"].to_list() == [1, 2, 2, 3]


def test_an_actor_is_chosen_after_the_cluster_has_its_date() -> None:
    frame = statements(
        {"cluster_id": "x", "date": date(2022, 6, 30), "actor": None},
        {"cluster_id": "x", "date": date(2022, 7, 1), "actor": "KAZ"},
    )
    assert series(frame)["period"].to_list() == ["2022-Q2"]
    assert series(frame, actors=["KAZ"])["period"].to_list() == ["2022-Q2"]
    assert len(series(frame, actors=["UZB"])) == 0


SHARES = st.tuples(*[st.floats(0, 1) for _ in range(4)]).map(lambda v: [x + 1e-9 for x in v])
ROW = st.builds(
    lambda shares, rest: rest | p(*(x / sum(shares) for x in shares[:3])),
    SHARES,
    st.fixed_dictionaries(
        {
            "article_id": st.sampled_from([f"a{i}" for i in range(8)]),
            "cluster_id": st.sampled_from([f"c{i}" for i in range(12)]),
            "outlet": st.sampled_from([None, "A", "B"]),
            "date": st.sampled_from([None, date(2022, 1, 1), date(2022, 1, 9), date(2022, 8, 1)]),
            "speaker_id": st.sampled_from([None, "Q1", "Q2"]),
            "abstained_russia": st.booleans(),
        }
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ROW, min_size=1, max_size=30),
    st.sampled_from(["actor", "outlet", "speaker"]),
    st.sampled_from(["week", "year"]),
    st.randoms(use_true_random=False),
)
def test_bounds_and_order(rows: list[dict[str, Any]], by: str, every: str, random: Any) -> None:
    frame = statements(*rows)
    found = series(frame, by=by, every=every)
    order = random.sample(range(len(rows)), len(rows))
    assert series(frame[order], by=by, every=every).equals(found)
    assert found["rows"].sum() == len(frame) - sum(omitted(frame, by).values())
    for row in found.iter_rows(named=True):
        labels = sum(row[k] for k in ("favor", "against", "neutral", "unrelated"))
        assert labels == row["clusters"] <= row["rows"]
        assert 0 <= row["abstained"] <= row["clusters"]
        if row["index"] is not None:
            assert -1 <= row["index"] <= 1
        if row["low"] is not None:
            assert -1 <= row["low"] <= row["index"] <= row["high"] <= 1
            assert row["clusters"] >= SETTINGS.min_clusters
