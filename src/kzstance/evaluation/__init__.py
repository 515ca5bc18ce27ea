"""Measures of every stage and of the whole, on labelled data."""

from kzstance.evaluation.measure import evaluate

__all__ = ["evaluate"]
