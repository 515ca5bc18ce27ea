"""A statement and a target → word-piece ids, the same in training and at run time.

    [CLS] target [SEP] who said how | before ‹ statement › after [SEP]

The statement stands between two pieces of its own; the context is cut first where the whole
is too long. Of the actor only this is told: whether the speaker speaks for Russia or Ukraine,
since a state's account of its own policy is a position (rule 8 of the guidelines) and any
more would let the model label the speaker instead of the words.
"""

from __future__ import annotations

from typing import Any

from kzstance.records import Query

OPEN, CLOSE = "[unused2]", "[unused3]"
PARTIES = {"RUS": "Russia", "UKR": "Ukraine"}


def encode(
    query: Query, target: str, tokenizer: Any, max_tokens: int
) -> tuple[list[int], list[int]]:
    """Ids and segment types of one pair; never longer than ``max_tokens``.

    ``tokenizer`` is a ``tokenizers.Tokenizer``; ``target`` the target's name as text.
    """

    def ids(text: str | None) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids) if text else []

    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    head = [cls, *ids(target)[: min(32, max_tokens // 4)], sep]
    who = " ".join(
        x for x in (PARTIES.get(query.actor or ""), query.mention or query.speaker, query.cue) if x
    )
    lead = ids(who)[: min(24, max_tokens // 6)]
    lead += ids("|") if lead else []
    room = max(8, max_tokens - len(head) - len(lead) - 3)
    body = ids(query.text)
    if len(body) > room:  # the beginning and the end of a long statement say most
        body = body[: room * 2 // 3] + body[-(room - room * 2 // 3) :]
    left = room - len(body)
    before, after = ids(query.context_before), ids(query.context_after)
    b = min(len(before), max(left // 2, left - len(after)))
    a = min(len(after), left - b)
    before = before[len(before) - b :]
    middle = [tokenizer.token_to_id(OPEN), *body, tokenizer.token_to_id(CLOSE)]
    row = [*head, *lead, *before, *middle, *after[:a], sep]
    return row, [0] * len(head) + [1] * (len(row) - len(head))
