"""An article's element → its fields, by the paths of ``[reading.xml]`` and by column names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kzstance.config import Reading
from kzstance.reading.fields import Found, plain
from kzstance.reading.markup import line_of, of_string, one_line, text_of

_GENERIC = frozenset(("arr", "col", "column", "date", "field", "int", "long", "str", "value"))
"""Elements that say in ``name`` what they hold, as Solr and MySQL write them."""
_PICTURES = "http://search.yahoo.com/mrss/"
_MOST = 2000
"""Characters of a value that are kept; `build` cuts them further."""


class Path(NamedTuple):
    steps: tuple[str, ...]
    attribute: str | None
    deep: bool
    absolute: bool

    @classmethod
    def of(cls, given: str) -> Path:
        *steps, last = given.lstrip("/").split("/")
        attribute = plain(last[1:].rpartition(":")[2]) if last.startswith("@") else None
        if attribute is None:
            steps.append(last)
        deep = given.startswith("//")
        absolute = given.startswith("/") and not deep
        return cls(tuple(plain(s) for s in steps if s != "."), attribute, deep, absolute)


Around = dict[Path, str]
"""What stands outside the articles and was asked for: the name of a feed, its language."""


class Fields:
    """The paths of every field, in the order in which they are tried."""

    def __init__(self, settings: Reading) -> None:
        self._settings = settings
        own, columns = settings.xml, settings.columns
        self._paths: dict[str, list[Path]] = {}
        for field, names in columns:
            given = [Path.of(p) for p in getattr(own, field)]
            for name in names:
                step = plain(name)
                given += [Path((step,), None, False, False), Path((), step, False, False)]
            self._paths[field] = sorted(given, key=lambda p: p.absolute)  # the article's own first
        self._text = [*self._paths.pop("text"), *map(Path.of, own.otherwise)]
        self.text_names = {p.steps[-1].rpartition(":")[2] for p in self._text if p.steps}
        self.absolute = [p for paths in self._paths.values() for p in paths if p.absolute]

    def has_text(self, element: Any) -> bool:
        """Whether a child, or a path, is a text; what stands beside the children is none."""
        deeper = _by_name(element)
        return any(_texts(element, p, deeper) for p in self._text if p.steps)

    def found(self, element: Any, number: int | None, encoding: str, around: Around) -> Found:
        """The article of its element. Broken where HTML in it is nested too deep."""
        deeper = _by_name(element)
        values: dict[str, Any] = {
            field: next(_values(element, paths, deeper, around), None)
            for field, paths in self._paths.items()
        }
        return Found(self._best(element, deeper), row=number, encoding=encoding, **values)

    def _best(self, element: Any, deeper: Mapping[str, Sequence[Any]]) -> str:
        for path in self._text:
            if path.attribute:
                held = [_attribute(e, path.attribute) for e in _at(element, path, deeper)]
                parts = [of_string(value, self._settings) for value in held if value]
            else:
                parts = [text_of(e, self._settings) for e in _texts(element, path, deeper)]
            if text := "\n\n".join(filter(None, parts)):
                return text
        return ""

    def keep_around(self, opened: Sequence[Any], around: Around, ends: bool) -> None:
        """Of an element outside articles, the last of ``opened``, what a path asks for."""
        for path in self.absolute:
            if path in around or len(path.steps) != len(opened) or (path.attribute is None) != ends:
                continue
            if all(s in ("*", _name(e)) for s, e in zip(path.steps, opened, strict=True)):
                last = opened[-1]
                value = _attribute(last, path.attribute) if path.attribute else line_of(last)
                if value:
                    around[path] = value[:_MOST]


def is_named(element: Any, names: set[str]) -> bool:
    """Whether the element has one of these names, with its prefix or without."""
    return _name(element) in names or f"{plain(element.prefix or '')}:{_name(element)}" in names


def _values(
    element: Any, paths: Sequence[Path], deeper: Mapping[str, Sequence[Any]], around: Around
) -> Iterator[str]:
    for path in paths:
        if path.absolute:
            found = [around.get(path, "")]
        elif path.attribute:
            held = [_attribute(e, path.attribute) for e in _at(element, path, deeper)]
            found = [one_line(value or "") for value in held]
        else:
            found = [line_of(e) for e in _at(element, path, deeper)]
        yield from (value[:_MOST] for value in found if value)


def _texts(element: Any, path: Path, deeper: Mapping[str, Sequence[Any]]) -> list[Any]:
    if path.absolute or path.attribute:
        return []
    found = _at(element, path, deeper)
    if found == [element]:  # "." is none where only children stand
        beside = (element.text, *(child.tail for child in element))
        return found if any(s and s.strip() for s in beside) else []
    return [e for e in found if len(e) or (e.text and e.text.strip())]


def _at(element: Any, path: Path, deeper: Mapping[str, Sequence[Any]]) -> list[Any]:
    level = [element]
    for n, step in enumerate(path.steps):
        if n == 0 and not step.endswith("*"):
            named = deeper.get(step.rpartition(":")[2], ())
            near = named if path.deep else [e for e in named if e.getparent() is element]
            hits = [e for e in near if _matches(e, step)]
        else:
            hits = [c for e in level for c in e if isinstance(c.tag, str) and _matches(c, step)]
        # media:title is no title where the article has one of its own kind
        level = [e for e in hits if _space(e) == _space(element)] or hits
    return level


def _matches(element: Any, step: str) -> bool:
    prefix, _, local = step.rpartition(":")
    if local not in (_name(element), "*"):
        return False
    if prefix:
        return plain(element.prefix or "") == prefix
    return _space(element) != _PICTURES


def _by_name(element: Any) -> Mapping[str, Sequence[Any]]:
    out: dict[str, list[Any]] = defaultdict(list)
    for inner in element.iterdescendants("*"):
        out[_name(inner)].append(inner)
    return out


def _attribute(element: Any, name: str) -> str | None:
    if element.get("rel", "alternate") != "alternate":  # a link to something else
        return None
    for key, value in element.attrib.items():
        if plain(key.rpartition("}")[2]) == name and value.strip():
            return str(value)
    return None


def _name(element: Any) -> str:
    local = plain(element.tag.rpartition("}")[2])
    return plain(element.get("name") or local) if local in _GENERIC else local


def _space(element: Any) -> str:
    return str(element.tag).rpartition("}")[0][1:]
