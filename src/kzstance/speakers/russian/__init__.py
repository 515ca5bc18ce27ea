"""Speakers of Russian articles: mentions in Cyrillic, in any case, by the same rosters."""

from kzstance.speakers.russian.resolver import Russian, russian

__all__ = ["Russian", "russian"]
