"""How much text, link text and prose stands under each element of a page: one walk for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr "
    "q s samp small span strike strong sub sup time tt u var wbr".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SILENT = frozenset(("script", "style", "template", "head", "title", "select", "svg", "textarea"))
SENTENCE = 60
"""Characters of running text that make a block prose; a label or a heading is shorter."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """``nodes`` keeps the elements alive, and with them the keys of the three others."""

    nodes: list[Any]
    text: dict[Any, int]
    links: dict[Any, int]
    prose: dict[Any, int]

    def share(self, node: Any) -> float:
        """The part of the page's prose that stands under the node; of its text, if it has none."""
        root = self.nodes[0]
        of = self.prose if self.prose[root] else self.text
        return of.get(node, 0) / max(1, of[root])

    def linked(self, node: Any) -> float:
        return self.links[node] / max(1, self.text[node])

    def densest(self, tree: Any, enough: float) -> Any:
        """The least element under ``tree`` with that part of the page's prose."""
        root = tree
        while True:
            most = max(root, key=lambda child: self.prose.get(child, 0), default=None)
            if most is None or self.share(most) < enough or most.tag == "p":
                return root
            root = most


def squeeze(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def short(node: Any, most: int) -> str:
    """The words of an element; none where it holds more than that, which is not read on."""
    words: list[str] = []
    length = 0
    for part in node.itertext():
        words.append(part)
        length += len(part.strip())
        if length > most:
            return ""
    return squeeze("".join(words))


def sizes(tree: Any) -> Sizes:
    """Bottom up, so that a page of any shape costs one step an element."""
    nodes = list(tree.iter("*"))
    text, links = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    prose, flow = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    for node in reversed(nodes):
        if node.tag in SILENT:
            text[node] = links[node] = prose[node] = flow[node] = 0
        else:
            own = len(squeeze(node.text))
            text[node] += own
            flow[node] += own
        if node.tag == "a":  # what a link says is about another page
            links[node], prose[node], flow[node] = text[node], 0, 0
        elif node.tag not in INLINE and flow[node] >= SENTENCE and node.tag not in HEADINGS:
            prose[node] += flow[node]
        parent = node.getparent()
        if parent is None or parent not in text:
            continue
        tail = len(squeeze(node.tail))
        text[parent] += text[node] + tail
        links[parent] += links[node]
        prose[parent] += prose[node]
        flow[parent] += tail + (flow[node] if node.tag in INLINE else 0)
    return Sizes(nodes, text, links, prose)
