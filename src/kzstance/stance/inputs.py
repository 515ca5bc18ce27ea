"""A statement and its targets → word-piece ids, the same in training and at run time.

    [CLS] who said how | before { statement } after [SEP]  [CLS] target [SEP]  [CLS] target [SEP]
    └───────────────────── block 0 ─────────────────────┘  └─── block 1 ────┘  └─── block 2 ────┘

The model reads the statement once for all targets: a target's block sees the statement and
itself, the statement sees no target, so that no target changes what another one gets. The
context is cut first where the whole is too long. Of the actor only this is told: whether the
speaker speaks for Russia or Ukraine, since a state's account of its own policy is a position
(rule 8 of the guidelines) and any more would let the model label the speaker, not the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kzstance.records import Query

PARTIES = {"RUS": "Russia", "UKR": "Ukraine"}
TARGET_TOKENS = 40
LEAD_TOKENS = 32


@dataclass(frozen=True, slots=True)
class Encoded:
    """One row: ids, block numbers and positions side by side; where each target begins."""

    ids: list[int]
    blocks: list[int]
    positions: list[int]
    starts: list[int]


def encode(query: Query, targets: Sequence[str], tokenizer: Any, max_tokens: int) -> Encoded:
    """``max_tokens`` (word pieces) bounds block 0; ``tokenizer`` is a ``tokenizers.Tokenizer``."""

    def ids(text: str | None) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids) if text else []

    cls, sep = _special(tokenizer, "[CLS]", "<s>"), _special(tokenizer, "[SEP]", "</s>")
    who = " ".join(
        x for x in (PARTIES.get(query.actor or ""), query.mention or query.speaker, query.cue) if x
    )
    lead = ids(who)[: min(LEAD_TOKENS, max_tokens // 5)]
    lead += ids("|")[-1:] if lead else []
    room = max(8, max_tokens - len(lead) - 4)
    body = ids(query.text)
    if len(body) > room:  # the beginning and the end of a long statement say most
        body = body[: room * 2 // 3] + body[-(room - room * 2 // 3) :]
    left = room - len(body)
    before, after = ids(query.context_before), ids(query.context_after)
    b = min(len(before), max(left // 2, left - len(after)))
    a = min(len(after), left - b)
    head = [cls, *lead, *before[len(before) - b :], *ids("{")[-1:]]
    row = [*head, *body, *ids("}")[-1:], *after[:a], sep]
    width = len(row)
    out = Encoded(row, [0] * width, list(range(width)), [])
    for number, target in enumerate(targets, 1):
        block = [cls, *ids(target)[:TARGET_TOKENS], sep]
        out.starts.append(len(out.ids))
        out.ids.extend(block)
        out.blocks.extend([number] * len(block))
        out.positions.extend(range(width, width + len(block)))
    return out


def _special(tokenizer: Any, *names: str) -> int:
    return next(int(i) for i in map(tokenizer.token_to_id, names) if i is not None)
