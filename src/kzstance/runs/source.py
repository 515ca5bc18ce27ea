"""The articles of a run's inputs, each once and under an id of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kzstance.records import Reject, Skip
from kzstance.runs.spool import Listed


class Source:
    """The articles of the inputs; what is skipped or rejected on the way is kept aside.

    An id that stands twice gets a suffix, since nothing is to be lost; the same article twice
    (id and text) is skipped.
    """

    def __init__(self, items: Iterable[Listed | Reject | Skip]) -> None:
        self._items = items
        self._ids: set[str] = set()
        self._seen: set[tuple[str, str]] = set()
        self._times: Counter[str] = Counter()
        self.count = 0
        self.keys: dict[str, str] = {}
        """Of every article that is to be done, by its id, in the order of the inputs."""
        self.places: list[tuple[str, str]] = []
        """Of each of these: where it stands now, and its encoding."""
        self.rejects: list[Reject] = []
        self.skips: list[Skip] = []

    def __iter__(self) -> Iterator[Listed]:
        for item in self._items:
            self.count += 1
            if isinstance(item, Reject):
                self.rejects.append(item)
            elif isinstance(item, Skip):
                self.skips.append(item)
            else:
                article = self._unique(item)
                if article is not None:
                    self.keys[article.id] = article.key
                    self.places.append((article.source, article.encoding))
                    yield article

    def _unique(self, article: Listed) -> Listed | None:
        same = (article.id, article.text)
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
