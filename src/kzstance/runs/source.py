"""The articles of a run's inputs, each once and under an id of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kzstance.records import Article, Reject, Skip, stable_id
from kzstance.runs.shards import key


class Source:
    """The articles of the inputs; what is skipped or rejected on the way is kept aside.

    An id that stands twice gets a suffix, since nothing is to be lost; the same article twice
    (id and text) is skipped.
    """

    def __init__(self, items: Iterable[Article | Reject | Skip]) -> None:
        self._items = items
        self._ids: set[str] = set()
        self._seen: set[str] = set()
        self._times: Counter[str] = Counter()
        self.count = 0
        self.keys: dict[str, str] = {}
        """Of every article that is to be done, by its id, in the order of the inputs."""
        self.places: list[tuple[str, str]] = []
        """Of each of these: where it stands now, and its encoding."""
        self.rejects: list[Reject] = []
        self.skips: list[Skip] = []

    def __iter__(self) -> Iterator[tuple[str, Article]]:
        for item in self._items:
            self.count += 1
            if isinstance(item, Reject):
                self.rejects.append(item)
            elif isinstance(item, Skip):
                self.skips.append(item)
            else:
                article = self._unique(item)
                if article is not None:
                    self.keys[article.id] = key(article)
                    self.places.append((article.source, article.encoding))
                    yield self.keys[article.id], article

    def _unique(self, article: Article) -> Article | None:
        same = stable_id(article.id, article.text)
        if same in self._seen:
            self.skips.append(
                Skip(article.id, "duplicate: the same id and text stand in the input before")
            )
            return None
        self._seen.add(same)
        name = article.id
        while name in self._ids:
            self._times[article.id] += 1
            name = f"{article.id}~{self._times[article.id] + 1}"
        self._ids.add(name)
        return article if name == article.id else replace(article, id=name)
