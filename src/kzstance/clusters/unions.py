"""Disjoint sets of the numbers 0..n-1."""

from __future__ import annotations


class Unions:
    """Union-find with path halving. The root of a set is its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def union(self, a: int, b: int) -> int:
        """Joins the sets of ``a`` and ``b``; returns the root."""
        a, b = self.find(a), self.find(b)
        if a > b:
            a, b = b, a
        self._parent[b] = a
        return a
