"""A quote stage for tests: raises on some articles, and writes down what it was given.

KZ_TEST_LOG: a file that gets the id of each article; KZ_TEST_STOP: the id at which somebody
presses Ctrl-C.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kzstance.quotes.rules import Rules
from kzstance.records import Article, Statement
from kzstance.registry import register


class Slow:
    def __del__(self) -> None:
        time.sleep(2)


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
            if "sleeps here" in article.text:
                time.sleep(600)
            if "holds the lock here" in article.text:
                # as a library that is stuck in C does
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                ctypes.PyDLL(None).sleep(600)
            if "needs much memory" in article.text:
                bytearray(1 << 40)
            if "clears away here" in article.text:
                Slow()
                time.sleep(600)
            if "raises here" in article.text:
                raise ValueError("this article\nis too much")
        return super().find(articles, docs)
