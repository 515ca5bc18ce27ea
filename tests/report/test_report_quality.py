from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from kzstance.config import load
from kzstance.models import sums
from kzstance.records import stable_id
from kzstance.report.quality import figures

KNOWN = tomllib.loads(files("kzstance.report").joinpath("quality.toml").read_text("utf-8"))


def _provenance() -> dict[str, str]:
    return {
        f"model {name}": f"{Path(path).name} {stable_id(*sorted(sums(Path(path)).items()))}"
        for name, path in load().model_folders().items()
    }


def test_the_figures_are_those_of_the_shipped_models() -> None:
    """Where this fails a model has changed: measure again as docs/quality.md says."""
    targets = list(load().targets)
    assert len(figures(_provenance(), targets)) == len(KNOWN["figure"])
    for f in figures(_provenance(), targets):
        assert f.low is None or f.high is None or 0 <= f.low <= f.value <= f.high <= 1


def test_none_of_other_models_and_targets() -> None:
    ours = _provenance()
    other = ours | {"model stance": "stance 0123456789abcdef"}
    assert {f.about for f in figures(other, list(load().targets))} < {
        f.about for f in figures(ours, list(load().targets))
    }
    assert not figures({}, ["russia"])
    assert not any("Russia" in f.about for f in figures(ours, ["china"]))


def test_the_page_of_quality_has_them() -> None:
    page = (Path(__file__).parents[2] / "docs/quality.md").read_text("utf-8")
    for figure in KNOWN["figure"]:
        assert f"{figure['value']:.3f}" in page, figure["about"]
