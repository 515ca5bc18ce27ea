"""News pages → articles: headline, date and text, without what stands around them."""

from kzstance.reading.html.page import read

__all__ = ["read"]
