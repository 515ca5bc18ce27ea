"""kzstance: who said what about Russia and Ukraine's borders, and how it moved."""

__version__ = "0.1.0"
