"""Texts whose layout says who speaks: transcripts, interviews, speeches, statements, posts,
block quotes; and the stretches that are nobody's statement."""

from kzstance.quotes.layouts.authors import author
from kzstance.quotes.layouts.transcripts import Turn, turns
from kzstance.quotes.layouts.whole import statements

__all__ = ["Turn", "author", "statements", "turns"]
