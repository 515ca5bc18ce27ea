"""``kzstance train``: a TOML recipe → a model folder, evaluated and sealed.

Paths in a recipe are relative to the recipe file.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kzstance.errors import ConfigError
from kzstance.tomlfile import explain, read
from kzstance.training.quote_recipe import QuotesRecipe, train_quotes
from kzstance.training.stance_recipe import StanceRecipe, train_stance

log = logging.getLogger(__name__)


def train_model(name: str, path: Path) -> Path:
    """Train the model ``quotes`` or ``stance`` by the recipe at ``path``; the folder written.

    Raises ConfigError where the recipe or a file that it names is missing or wrong.
    """
    made = read_recipe(name, path)
    import torch

    torch.set_num_threads(made.threads)
    if isinstance(made, QuotesRecipe):
        return train_quotes(made)
    return train_stance(made)


def read_recipe(name: str, path: Path) -> QuotesRecipe | StanceRecipe:
    """The recipe at ``path`` for ``quotes`` or ``stance``, its paths absolute.

    Raises ConfigError where it or a file that it names is missing or wrong.
    """
    settings = read(path, "recipe", f"configs/train-{name}.toml")
    recipe: type[QuotesRecipe | StanceRecipe] = QuotesRecipe if name == "quotes" else StanceRecipe
    try:
        made = recipe.model_validate(settings)
    except ValidationError as error:
        raise ConfigError(explain(error, path, recipe, f"configs/train-{name}.toml")) from None
    absolute: QuotesRecipe | StanceRecipe = _absolute(made, path.resolve().parent)
    return absolute


def _absolute(recipe: Any, folder: Path) -> Any:
    """Every path made absolute; those to read must exist."""
    changes: dict[str, Any] = {}
    for key in type(recipe).model_fields:
        value = getattr(recipe, key)
        if isinstance(value, Path):
            changes[key] = folder / value
        elif isinstance(value, BaseModel):
            changes[key] = _absolute(value, folder)
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            changes[key] = [_absolute(v, folder) for v in value]
        elif isinstance(value, list) and value and isinstance(value[0], Path):
            changes[key] = [folder / v for v in value]
    for key, value in changes.items():
        for p in value if isinstance(value, list) else [value]:
            if isinstance(p, Path) and key not in {"work", "out", "weights"} and not p.exists():
                raise ConfigError(f"recipe: {key} = {p}: no such file or folder; mend the path")
    return recipe.model_copy(update=changes)
