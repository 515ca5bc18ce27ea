"""Clusters: near-duplicate articles and the same statement in several articles."""

from kzstance.clusters.articles import near_duplicates
from kzstance.clusters.assign import assign

__all__ = ["assign", "near_duplicates"]
