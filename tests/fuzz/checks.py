"""What must hold of whatever a reader makes of any bytes."""

from __future__ import annotations

from pathlib import Path

from kzstance.config import load
from kzstance.reading import read_file
from kzstance.records import Article, Reject, Skip

CODES = {
    "binary", "columns", "gzip", "json", "max_chars", "max_html_depth", "parquet", "quotes",
    "ragged", "text", "truncated", "zstd", "docx", "encoding", "encrypted", "max_bytes",
    "max_ratio", "max_html_chars", "pdf", "tar", "warc", "xlsx", "xz", "zip", "xml",
    "entities", "bz2",
}  # fmt: skip
SETTINGS = load().reading


def check(path: Path) -> None:
    """AssertionError where the file is not read as files are to be read."""
    for item in read_file(path, SETTINGS):
        if isinstance(item, Reject):
            assert item.error in CODES, f"{path.name}: {item}"
            assert "\n" not in item.message and len(item.message) < 1500
            assert item.message.isprintable(), item.message
            item.message.encode()
        elif isinstance(item, Article):
            item.text.encode()
            assert len(item.text) >= SETTINGS.min_chars
            assert not any(c < " " and c not in "\n\t" for c in item.text)
            for value in (item.id, item.title, item.outlet, item.url):
                assert value is None or (len(value) <= 1000 and "\n" not in value), value
        else:
            assert isinstance(item, Skip)
            assert item.reason.isprintable(), item.reason
