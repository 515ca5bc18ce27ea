"""A quote stage for tests: raises on some articles, and writes down what it was given.

KZ_TEST_LOG: a file that gets the id of each article; KZ_TEST_STOP: the id at which somebody
presses Ctrl-C.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kzstance.quotes.rules import Rules
from kzstance.records import Article, Statement
from kzstance.registry import register


@register("brokenstage.v1")
class Broken(Rules):
    def find(self, articles: Sequence[Article], docs: Sequence[Any]) -> list[list[Statement]]:
        for article in articles:
            if article.id == os.environ.get("KZ_TEST_STOP"):
                raise KeyboardInterrupt
            if os.environ.get("KZ_TEST_LOG"):
                with Path(os.environ["KZ_TEST_LOG"]).open("a") as f:
                    f.write(article.id + "\n")
            if "kills here" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "raises here" in article.text:
                raise ValueError("this article\nis too much")
        return super().find(articles, docs)
