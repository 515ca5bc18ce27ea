"""``kzstance evaluate``: gold file and config → measures of one stage or of the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Any

from kzstance.config import Config
from kzstance.errors import InputError
from kzstance.evaluation import attributions
from kzstance.evaluation.clusters import cluster_measures
from kzstance.evaluation.gold import read_gold
from kzstance.evaluation.speakers import speaker_measures
from kzstance.evaluation.stance import stance_measures
from kzstance.evaluation.statements import bodies
from kzstance.evaluation.whole import pipeline_measures
from kzstance.output import utf8
from kzstance.pipeline import Pipeline
from kzstance.reading.language import identify
from kzstance.records import Article
from kzstance.registry import stage

Row = dict[str, Any]


def evaluate(name: str, gold: Path, config: Config, **options: Any) -> dict[str, Any]:
    """Measures of ``quotes``, ``speakers``, ``stance``, ``clusters`` or ``pipeline`` on ``gold``;
    ``options`` are those of :func:`kzstance.evaluation.stance.stance_measures`.

    Raises InputError where the file cannot be read or a row is not in the stage's format.
    """
    rows = read_gold(gold, name, list(config.targets))
    run: Callable[..., dict[str, Any]] = {
        "quotes": quotes,
        "speakers": speakers,
        "stance": stance_measures,
        "clusters": clusters,
        "pipeline": whole,
    }[name]
    found = run(rows, config, **options)
    return {"stage": name, "gold": utf8(gold.name), "rows": len(rows), **found}


def article_of(row: Row) -> Article:
    """A gold row as the pipeline's article; a date of month's precision counts as its middle."""
    day = row.get("date") or row.get("date_est") or ""
    try:
        on = Date.fromisoformat(f"{day}-15" if len(day) == 7 else day) if day else None
    except ValueError:
        raise InputError(
            f"row {row['id']}: date = {day!r}; expected YYYY-MM-DD or YYYY-MM"
        ) from None
    return Article(
        str(row["id"]),
        row["text"],
        row.get("title"),
        on,
        "metadata" if on else "unknown",
        row.get("outlet"),
        row.get("url"),
        row.get("lang") or identify(row["text"], None) or "en",
    )


def quotes(rows: Sequence[Row], config: Config) -> dict[str, Any]:
    """The quote stage alone, as :mod:`kzstance.evaluation.attributions` measures it. Statements
    inside statements are left out: gold of this form gives a word to one attribution."""
    find = _quotes_only(config)
    documents = []
    pieces = []
    for row in rows:
        found = attributions.as_attributions(
            s for s in find(article_of(row)) if s.nested_in is None
        )
        documents.append(attributions.compare(row["text"], row["attributions"], found))
        pieces.append(attributions.compare(row["text"], row["attributions"], found, pieces=True))
    out = attributions.scores(documents)
    out["fragments"] = attributions.scores(pieces, ("all",))["all"]
    return out


def _quotes_only(config: Config) -> Callable[[Article], Any]:
    from kzstance.language import load_language

    quote_stage = stage(config.quotes.stage)(config.quotes, config.runs.threads)
    nlp = load_language(config.language, parse=True) if quote_stage.needs_parse else None

    def find(article: Article) -> Any:
        return quote_stage.find([article], [nlp(article.text) if nlp else None])[0]

    return find


def speakers(rows: Sequence[Row], config: Config) -> dict[str, Any]:
    """The speaker stage alone, on gold statements and mentions."""
    return speaker_measures(rows, config, [article_of(r) for r in rows])


def clusters(rows: Sequence[Row], config: Config) -> dict[str, Any]:
    """The clusters alone, of gold statements and speakers."""
    return cluster_measures(rows, [article_of(r) for r in rows], config)


def whole(rows: Sequence[Row], config: Config) -> dict[str, Any]:
    """The pipeline end to end."""
    pipeline = Pipeline(config)
    result = pipeline([article_of(r) for r in rows])
    found = dict(zip((a.id for a in result.articles), result.rows, strict=True))
    out = pipeline_measures(rows, found, list(config.targets), bodies(config))
    out["rejected"] = len(result.rejects)
    return out
