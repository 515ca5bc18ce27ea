"""How a publisher speaks below an article: of the page, of its makers, of what it is not.

An article may say so too: the words count only beside mark-up that sets them apart.
"""

from __future__ import annotations

import re

from kzstance.reading.html.phrases import any_of
from kzstance.reading.html.requests import is_speech

_LONGEST = 400
_SELF = re.compile(
    r"(?<!\w)(?:"
    + any_of(r"""
    (?:this|our) (?:\w+ ){0,2}(?:article|story|piece|page|interview|post|essay|column)(?!\w)
    (?:this|our) (?:\w+ ){0,2}(?:newsletter|podcast|series|newsroom|journalism|(?:web)?site)(?!\w)
    (?:(?:first|originally) )?(?:edited|translated|compiled|reported|republished) (?:by|from|with)
    (?:corrections?|editors?|columnists?|freelance\w*|correspondents?|subscribe\w*)(?!\w)
    (?:is|are|was) (?:an?|the) (?:\w+ ){0,4}\
(?:professor|fellow|lecturer|writer|author|analyst)(?!\w)
    not (?:constitute|financial advice|investment advice|an offer)
    (?:от )?редакци[ия]|редактор|специально для|корреспондент|опечатк
    (?:эт\w{1,3}|данн\w{2,3}|наш\w{0,3}) (?:материал|стать|публикаци|колонк|заметк|интервью|текст)
    (?:материал|статья|публикация|колонка|заметка|интервью|текст) (?:был\w? )?\
(?:не является|подготовлен|создан|опубликован|переведен|впервые|написан)
    не является (?:\w+ ){0,2}(?:рекомендаци|совет|оферт|реклам)
    мнени[ея] автор|автор\w{0,2} (?:статьи|материала|текста|колонки)|перевод с (?=[а-яё])
    """)
    + ")",
    re.I,
)


def speaks(words: str) -> bool:
    """Whether the words are of the page, and nobody is quoted."""
    return len(words) <= _LONGEST and bool(_SELF.search(words)) and not is_speech(words)
