"""The report: its structure, its sentences, its charts, and what strangers wrote in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date as Date
from pathlib import Path
from typing import Any

import lxml.html
import polars as pl
import pytest
import report_tables as invented
from hostile import PAYLOADS, hostile_page

from kzstance.config import Config, load
from kzstance.report import findings, plane, points, render, telling, words, write
from kzstance.report.chart import draw
from kzstance.report.excerpt import CUE, MENTION, STATEMENT, excerpt
from kzstance.report.safe import href, json_block

RUSSIA = "russia"


@pytest.fixture(scope="module")
def config() -> Config:
    return load()


@pytest.fixture(scope="module")
def world() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    statements, articles = invented.world(300)
    return statements, articles, invented.indexed(statements)


def made(statements: Any, articles: Any, series: Any, config: Config, **more: Any) -> Any:
    options = {"provenance": {"kzstance": "0.1.0"}} | more
    return lxml.html.document_fromstring(
        render(statements, articles, series, config=config, **options)
    )


@pytest.fixture(scope="module")
def page(world: Any, config: Config) -> Any:
    return made(*world, config, notices=["All people are invented."])


def block(page: Any) -> Any:
    return json.loads(page.get_element_by_id("data").text)


def text(node: Any) -> str:
    return " ".join(node.text_content().split())


# --- structure


def test_parts_are_there_in_order(page: Any) -> None:
    ids = [s.get("id") for s in page.iter("section")]
    assert ids == [
        "answer",
        "target-1",
        "target-2",
        "both",
        "counts",
        "statements",
        "methods",
        "provenance",
    ]
    assert len({e.get("id") for e in page.xpath("//*[@id]")}) == len(page.xpath("//*[@id]"))
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_notice_stands_before_the_title(page: Any) -> None:
    header = page.find(".//header")
    assert "All people are invented." in text(header[0])
    assert header[0].get("role") == "note"


def test_loads_nothing(page: Any) -> None:
    assert not page.xpath("//img|//iframe|//object|//embed|//*[@src]|//*[@srcset]")
    assert [e.get("href") for e in page.xpath("//link")] == ["data:,"]
    assert "url(" not in page.xpath("//style")[0].text
    assert "@import" not in page.xpath("//style")[0].text


def test_policy_allows_exactly_our_script_and_style(world: Any, config: Config) -> None:
    html = render(*world, config=config, provenance={})
    policy = lxml.html.document_fromstring(html).xpath("//meta[@http-equiv]/@content")[0]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(body) == 1
        digest = base64.b64encode(hashlib.sha256(body[0].encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


def test_every_input_has_a_label(page: Any) -> None:
    labelled = set(page.xpath("//label/@for"))
    fields = page.xpath("//form//input|//form//select")
    assert fields and {f.get("id") for f in fields} == labelled


def test_charts_are_described(page: Any) -> None:
    charts = page.xpath("//*[local-name()='svg'][@role='img']")
    assert len(charts) == 11  # five actors toward two targets, and the plane
    for chart in charts:
        assert chart.get("aria-label")
        assert page.get_element_by_id(chart.get("aria-describedby")).text
        assert chart.xpath("./*[local-name()='title']")


def test_the_first_fifty_stand_in_the_page_and_all_in_the_data(page: Any, world: Any) -> None:
    data = block(page)
    assert len(page.xpath("//table[@id='rows']/tbody/tr")) == 50
    assert len(data["rows"]) == world[0].height
    assert {r["id"] for r in data["rows"]} == set(world[0]["statement_id"])
    dates = [r["date"] or "" for r in data["rows"]]
    assert dates == sorted(dates, reverse=True)


def test_says_what_is_cut(world: Any, config: Config) -> None:
    few = config.model_copy(
        update={"report": config.report.model_copy(update={"actors": 2, "statements": 20})}
    )
    page = made(*world, few)
    assert "2 actors with most statements on the targets, of 5" in text(page)
    assert f"20 rows of {world[0].height}" in text(page)
    rows = block(page)["rows"]
    assert len(rows) == 20
    assert all(any(s[0] != "unrelated" for s in r["stance"]) for r in rows)


def test_undated_are_counted_and_listed(page: Any, world: Any) -> None:
    undated = world[0]["date"].null_count()
    assert undated
    assert f"{undated} statements of {world[0].height} stand in an article" in text(page)
    assert sum(r["date"] is None for r in block(page)["rows"]) == undated


def test_counts_equal_the_table(page: Any, world: Any) -> None:
    kaz = world[0].filter(pl.col("actor") == "KAZ")
    row = next(
        r
        for r in page.xpath("//table[contains(@class, 'counts')]/tbody/tr")
        if text(r[0]) == "Kazakhstan"
    )
    cells = [int(text(c)) for c in row[1:]]
    assert cells[:3] == [kaz["cluster_id"].n_unique(), kaz.height, kaz["article_id"].n_unique()]
    labels = [
        (kaz["stance_russia"] == x).sum() for x in ("against", "neutral", "favor", "unrelated")
    ]
    assert cells[5:9] == labels


# --- sentences


def found(*rows: dict[str, Any], least: int = 3) -> findings.Finding:
    _, read = points.read(invented.series(rows), "actor")
    return findings.find(read, "KAZ", least, 0.95)


def at(year: int, index: float | None, n: int, **more: Any) -> dict[str, Any]:
    return invented.point("KAZ", RUSSIA, year, index, n, **more)


def test_a_movement_is_told_with_its_figures() -> None:
    finding = found(at(2014, 0.62, 7), at(2018, 0.3, 2), at(2025, -0.12, 9))
    assert finding.verdict == "moved"
    assert finding.text.startswith(
        "the stance index fell, toward “against”: +0.62 in 2014 (95 % interval +0.42 to +0.82, "
        "n = 7) and −0.12 in 2025 (−0.32 to +0.08, n = 9)."
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([at(2014, 0.2, 7), at(2025, 0.1, 9)], "no clear change"),
        ([at(2014, 0.9, 2), at(2025, -0.9, 9)], "one period alone"),
        ([at(2014, 0.9, 2), at(2025, -0.9, 1)], "too few statements"),
        ([], "no dated statement"),
        ([at(2014, None, 0)], "no dated statement"),
    ],
)
def test_no_movement_without_the_figures_for_it(rows: list[dict[str, Any]], says: str) -> None:
    finding = found(*rows)
    assert finding.verdict != "moved"
    assert says in finding.text
    assert not re.search("rose|fell", finding.text)


def test_a_step_between_neighbours_is_told() -> None:
    early, low = [at(2014 + i, -0.2, 9) for i in range(3)], at(2017, -0.7, 9)
    finding = found(*early, low, at(2018, -0.5, 9), at(2019, -0.4, 9))
    assert finding.verdict == "moved"
    assert "It fell between −0.20 in 2016 (−0.40 to 0.00, n = 9) and −0.70 in 2017" in finding.text
    assert finding.text.count("It ") == 1
    assert [p.period for p in finding.points] == ["2014", "2016", "2017", "2019"]


def test_of_many_steps_more_is_asked() -> None:
    """Intervals that barely lie apart are told of a few periods, not of forty."""
    few = [at(1980 + i, 0.0, 9) for i in range(3)] + [at(1983, 0.42, 9), at(1984, 0.2, 9)]
    many = [at(1940 + i, 0.0, 9) for i in range(40)] + few
    assert "It rose" in found(*few).text
    assert "It rose" not in found(*many).text


def test_both_halves_are_told() -> None:
    _, read = points.read(invented.series([at(2014, 0.2, 7), at(2025, 0.1, 9)]), "actor")
    row = {"since_b": Date(2020, 1, 1), "difference": 0.5, "low": 0.1, "high": 0.9}
    row |= {f"{k}_{s}": v for s in "ab" for k, v in
            {"index": 0.1, "low": 0.0, "high": 0.2, "bearing": 7}.items()}  # fmt: skip
    told = findings.find(read, "KAZ", 3, 0.95, (), row)
    assert told.verdict == "moved" and "All before 1 Jan 2020 taken together: +0.10" in told.text
    assert "the later half lies higher, by +0.50 (95 % interval +0.10 to +0.90)" in told.text
    unsure = findings.find(read, "KAZ", 3, 0.95, (), row | {"low": -0.1})
    assert unsure.verdict == "same" and "may be none" in unsure.text
    assert findings.find(read, "KAZ", 8, 0.95, (), row).text.count("All before") == 0


def test_an_extreme_in_between_is_named() -> None:
    finding = found(at(2014, 0.2, 7), at(2022, -0.7, 8), at(2025, 0.1, 9))
    assert finding.verdict == "same"
    assert "lower value, −0.70 in 2022 (−0.90 to −0.50, n = 8)" in finding.text


def test_n_counts_only_what_bears_on_the_target() -> None:
    read = points.read(
        invented.series([at(2022, 0.1, 40, favor=1, neutral=1, unrelated=38)]), "actor"
    )
    assert read[1][0].n == 2
    assert not read[1][0].solid(3)


def test_numbers_of_the_sentences_are_the_series(page: Any, world: Any) -> None:
    series, named = world[2], 0
    code = {"Kazakhstan": "KAZ", "Russia": "RUS", "United States": "USA", "Ukraine": "UKR"}
    pattern = r"(\S+) in (\d{4}) \((?:95 % interval )?(\S+) to (\S+), n = (\d+)\)"
    for target, answer in zip(invented.TARGETS, page.find_class("answer"), strict=True):
        for item in answer.iter("li"):
            name = text(item.find("strong"))
            key = code.get(name, name)
            for index, period, low, high, n in re.findall(pattern, text(item)):
                row = series.row(
                    by_predicate=(pl.col("key") == key)
                    & (pl.col("period") == period)
                    & (pl.col("target") == target),
                    named=True,
                )
                assert [index, low, high] == [
                    words.signed(row[c]) for c in ("index", "low", "high")
                ]
                assert int(n) == row["favor"] + row["against"] + row["neutral"] >= 5
                named += 1
    assert named >= 6


# --- charts


def drawn(*rows: dict[str, Any]) -> Any:
    _, read = points.read(invented.series(rows), "actor")
    starts = points.slots(read, "year")
    return draw(
        read, "KAZ", "Kazakhstan", 0, starts=starts, length="year", least=3, level=0.95, tallest=9
    )


def test_a_gap_is_a_gap_and_no_zero() -> None:
    chart = drawn(
        at(2014, 0.5, 5), at(2015, 0.4, 5), at(2018, -0.2, 5), at(2019, -0.3, 5), at(2016, None, 0)
    )
    assert [m.since[:4] for m in chart.marks] == ["2014", "2015", "2018", "2019"]
    assert len(chart.lines) == 2 and len(chart.bands) == 2
    assert not chart.thin


def test_nothing_is_drawn_where_no_statement_bears_on_the_target() -> None:
    assert [
        m.n for m in drawn(at(2014, 0.9, 5), at(2015, 0.9, 30, favor=0, unrelated=30)).marks
    ] == [5]


def test_too_few_are_hollow_and_without_interval() -> None:
    marks = drawn(at(2014, 0.5, 5), at(2015, 0.4, 2)).marks
    assert [(m.solid, m.low is None) for m in marks] == [(True, False), (False, True)]


def test_not_a_number_is_a_gap() -> None:
    assert not drawn(at(2014, float("nan"), 5)).marks


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (Date(2022, 10, 1), "quarter", Date(2022, 12, 31)),
        (Date(2024, 2, 1), "month", Date(2024, 2, 29)),
        (Date(2022, 1, 1), "year", Date(2022, 12, 31)),
        (Date(2021, 12, 27), "week", Date(2022, 1, 2)),
    ],
)
def test_periods_end_on_their_last_day(start: Date, length: Any, end: Date) -> None:
    assert points.last_day(start, length) == end


# --- empty tables


def test_no_statement_at_all(world: Any, config: Config) -> None:
    page = made(world[0].clear(), world[1].head(3), invented.series([]), config)
    assert "No statement was found in the 3 articles read." in text(page)
    assert "There is nothing to draw" in text(page)
    assert not page.xpath("//*[local-name()='svg'][@role='img'] | //table[@id='rows'] | //form")


def test_nothing_read_at_all(world: Any, config: Config) -> None:
    page = made(world[0].clear(), world[1].clear(), invented.series([]), config)
    assert "No statement was found in the 0 articles read." in text(page)


def test_no_statement_dated(world: Any, config: Config) -> None:
    no_date = pl.lit(None, dtype=pl.Date).alias("date")
    page = made(
        world[0].with_columns(no_date), world[1].with_columns(no_date), invented.series([]), config
    )
    assert "Nothing can be drawn over time: none of the" in text(page.get_element_by_id("answer"))
    assert len(block(page)["rows"]) == world[0].height


def test_no_article_text_falls_back_on_the_context(world: Any, config: Config) -> None:
    page = made(world[0], world[1].clear(), world[2], config)
    assert any(bits & STATEMENT for bits, _ in block(page)["rows"][0]["excerpt"])


# --- excerpts


def test_the_words_are_marked_in_place() -> None:
    one = invented.article("a", "x " * 400 + "“Yes 🇰🇿,” said Aigul Invented. " + "y " * 400)
    row = invented.statement(one, "“Yes 🇰🇿,”", mention="Aigul Invented")
    pieces, before, after = excerpt(row, one["text"])
    assert before and after
    assert "".join(t for _, t in pieces) in one["text"]
    marked = {bits: t for bits, t in pieces if bits}
    assert marked == {STATEMENT: "“Yes 🇰🇿,”", CUE: "said", MENTION: "Aigul Invented"}


def test_a_cue_within_the_statement_is_both() -> None:
    one = invented.article("a", "“We shall,” he said, “see.” And so on.")
    row = invented.statement(one, "“We shall,” he said, “see.”", mention="he")
    marked = [p for p in excerpt(row, one["text"])[0] if p[0]]
    assert (STATEMENT | MENTION, "he") in marked and (STATEMENT | CUE, "said") in marked


def test_offsets_that_do_not_fit_the_text_do_no_harm() -> None:
    one = invented.article("a", "“Yes,” he said.")
    row = invented.statement(one, "“Yes,”", mention="he") | {"cue_start": 900, "cue_end": 905}
    assert (STATEMENT, "“Yes,”") in excerpt(row, one["text"])[0]
    assert excerpt(row | {"end": 4000, "context_before": None, "context_after": None}, one["text"])[
        0
    ] == [(STATEMENT, "“Yes,”")]


# --- hostile text


@pytest.fixture(scope="module")
def attacked(config: Config) -> Any:
    return lxml.html.document_fromstring(hostile_page(config))


def test_no_payload_becomes_markup(attacked: Any, page: Any) -> None:
    assert len(attacked.xpath("//script")) == len(page.xpath("//script")) == 2
    assert len(attacked.xpath("//style|//base|//iframe|//img|//textarea|//math")) == 1
    assert len(attacked.xpath("//meta")) == len(page.xpath("//meta"))
    assert {e.tag for e in attacked.iter() if isinstance(e.tag, str)} <= {
        e.tag for e in page.iter() if isinstance(e.tag, str)
    }
    assert not [c for c in attacked.iter() if not isinstance(c.tag, str)]  # comments
    for element in attacked.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            assert name not in ("style", "src", "srcdoc", "action", "formaction", "ping")
            if name == "href":
                assert re.match(r"https?://|#[a-z]|data:,$", value), value


def test_links_lead_only_to_http(attacked: Any) -> None:
    links = [a for a in attacked.xpath("//a[@href]") if not a.get("href").startswith("#")]
    assert all("noreferrer" in a.get("rel") for a in links)
    assert {a.get("href") for a in links} <= {p for p in PAYLOADS if href(p)}
    assert [p for p in PAYLOADS if href(p)] == []


def test_data_parse_back_to_the_original_strings(attacked: Any) -> None:
    raw = attacked.get_element_by_id("data").text
    assert not set("<>&\u2028\u2029\x00") & set(raw)
    rows = json.loads(raw)["rows"]
    assert {r["title"] for r in rows} == {r["speaker"] for r in rows} == set(PAYLOADS)
    assert all(r["href"] is None or r["href"].startswith("http") for r in rows)
    # the payload is also what a reader sees (control characters replaced)
    assert all(
        re.sub("[\x00-\x08\x7f]", "\ufffd", p).split() == text(n).split()
        for p, n in zip(PAYLOADS, attacked.xpath("//p[@role='note']/span"), strict=True)
    )


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://a.example/x?y=1&z=2#k", True),
        ("http://a.example", True),
        ("HTTPS://a.example/", True),
        ("ftp://a.example/", False),
        ("//a.example", False),
        ("https:///x", False),
        ("https://[::1", False),
        (" https://a.example", False),
        ("javascript://a.example/%0aalert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_link_targets(url: str | None, fine: bool) -> None:
    assert href(url) == (url if fine else None)


def test_lone_surrogates_survive_in_data_and_can_be_written(tmp_path: Path) -> None:
    body = str(json_block({"a": "x\ud800\x00\u2028</script>&"}))
    (tmp_path / "x").write_text(body, encoding="utf-8")
    assert json.loads(body) == {"a": "x\ud800\x00\u2028</script>&"}


# --- writing


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    write("<p>one</p>", out)
    with pytest.raises(UnicodeEncodeError):
        write("\ud800", out)
    assert out.read_text(encoding="utf-8") == "<p>one</p>"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_same_tables_same_page(world: Any, config: Config) -> None:
    once = render(*world, config=config, provenance={"a": "b"})
    assert once == render(*world, config=config, provenance={"a": "b"})
    assert once.startswith("<!DOCTYPE html>")


def test_change_points_are_told_and_drawn(world: Any, config: Config) -> None:
    series = world[2]
    line = series.filter((pl.col("key") == "KAZ") & (pl.col("target") == RUSSIA)).sort("start")
    step = {
        "by": "actor", "key": "KAZ", "target": RUSSIA, "period": line["period"][3],
        "start": line["start"][3], "before": -0.1, "after": 0.4, "p_value": 0.001,
        "earliest": line["period"][2], "latest": line["period"][4], "found": 0.9, "periods": 9,
    }  # fmt: skip
    page = made(*world, config, changes=pl.DataFrame([step]))
    told = f"Change point: the level moves from −0.10 to +0.40 with {line['period'][3]}"
    assert told in text(page.find(".//section[@id='answer']"))
    assert len(page.xpath("//figure//line[@class='step']")) == 1
    assert not made(*world, config).xpath("//figure//line[@class='step']")


def test_the_plane_shows_both_targets(page: Any, world: Any) -> None:
    series = world[2]
    keys = {e.text for e in page.xpath("//figure[@class='plane']//figcaption/span")}
    assert "Kazakhstan" in keys
    kaz = series.filter((pl.col("key") == "KAZ") & pl.col("index").is_not_null())
    both = kaz.group_by("start").len().filter(pl.col("len") == 2).height
    group = page.xpath("//figure[@class='plane']//svg/g")[0]
    assert len(group.xpath("./g")) <= both
    corner = (plane.along(1, upward=False), plane.along(1, upward=True))
    assert corner == (plane.SIZE - plane.EDGE, plane.EDGE)


def test_the_clearest_statements_are_sure_and_of_their_side(page: Any, world: Any) -> None:
    table = world[0]
    for target in (RUSSIA, "ukraine_territorial_integrity"):
        found = telling.telling(table, "actor", target, ["KAZ", "RUS"], 2)
        assert found
        for t in found:
            assert t.row[f"stance_{target}"] == t.side and t.probability >= 0.7
            assert t.row["actor"] == t.key
        of_kaz = [t.row["cluster_id"] for t in found if t.key == "KAZ"]
        assert len(of_kaz) == len(set(of_kaz))
    quoted = [text(q) for q in page.xpath("//div[@class='clearest']//blockquote")]
    assert quoted and all(" ".join(q.split()) for q in quoted)


def test_events_that_lie_apart_are_listed(world: Any, config: Config) -> None:
    row = {
        "event": "Bridge <opened>", "date": Date(2022, 5, 1), "by": "actor", "key": "KAZ",
        "target": RUSSIA, "index_before": 0.1, "low_before": 0.0, "high_before": 0.2,
        "clusters_before": 8, "articles_before": 5, "index_after": -0.4, "low_after": -0.6,
        "high_after": -0.2, "clusters_after": 9, "articles_after": 6, "difference": -0.5,
        "low": -0.8, "high": -0.2,
    }  # fmt: skip
    chance = {**row, "event": "Chance", "low": -0.9, "high": 0.1}
    shown = text(made(*world, config, events=pl.DataFrame([row, chance])).get_element_by_id("both"))
    told = ["Bridge <opened>", "1 May 2022", "Kazakhstan", "+0.10", "−0.40", "−0.80 to −0.20"]
    assert [t for t in told if t not in shown] == []
    assert "Chance" not in shown


def test_a_change_point_outside_the_drawn_periods_is_left_out(world: Any, config: Config) -> None:
    step = {
        "by": "actor", "key": "KAZ", "target": RUSSIA, "period": "1999", "start": Date(1999, 1, 1),
        "before": -0.1, "after": 0.4, "p_value": 0.001, "earliest": "1998", "latest": "2000",
        "found": 0.9, "periods": 9,
    }  # fmt: skip
    page = made(*world, config, changes=pl.DataFrame([step]))
    assert "Change point: the level" not in text(page.find(".//section[@id='answer']"))
