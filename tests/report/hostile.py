"""What strangers may write into titles, texts, names and addresses."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import report_tables as invented

from kzstance.config import Config
from kzstance.report import render

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</title><script>x()</script>",
    "<img src=x onerror=alert(3)>",
    '"><svg onload=alert(4)>',
    "' onmouseover='alert(5)",
    "javascript:alert(6)",
    "JaVaScRiPt:alert(7)",
    "java\nscript:alert(8)",
    "\x01javascript:alert(9)",
    "data:text/html,<script>alert(10)</script>",
    "vbscript:msgbox(11)",
    "//evil.example/x",
    'https://evil.example/" onclick="alert(12)',
    "http://user@evil.example/'><b>",
    "<!--<script>",
    "<![CDATA[<script>alert(13)</script>]]>",
    "--><script>alert(14)</script>",
    "{{ 7*7 }}{% raw %}",
    "${alert(15)}",
    "`;alert(16)//",
    "\u2028alert(17)\u2029",
    "\\u003cscript>",
    "&lt;script&gt;alert(18)&lt;/script&gt;",
    "&#60;script&#62;",
    "<style>*{display:none}</style>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<iframe srcdoc='<script>alert(19)</script>'>",
    "<a href=javascript:alert(20)>x</a>",
    "<form action=https://evil.example><input name=a>",
    "</textarea></select></details><b>",
    "\x00<script>alert(21)</script>\x7f",
    "\u202e<b>txet desrever",
    "=cmd|' /C calc'!A0",
    "__proto__",
    "</svg><script>alert(22)</script>",
    "]]></script>",
    "<math><mtext></style>",
)


def hostile(payload: str, i: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    told = invented.article(
        f"{payload}{i}",
        f"Before {payload} “{payload} said it {i}” said {payload}, {payload}.",
        date=Date(2020, 1, 1),
        title=payload,
        outlet=payload,
        url=payload,
    )
    row = invented.statement(
        told,
        f"“{payload} said it {i}”",
        cue="said",
        mention=payload,
        speaker=payload,
        role=payload,
        actor=payload,
        context_before=payload,
        cluster_id=payload,
        cluster_size=2,
        statement_id=f"{payload}{i}",
    )
    return told, row, invented.point(payload, "russia", 2020, 0.1, 4)


def hostile_page(config: Config) -> str:
    """A report in which every field of every table is a payload."""
    all_ = [hostile(p, i) for i, p in enumerate((*PAYLOADS, *PAYLOADS))]
    wide = config.report.model_copy(update={"actors": 100, "title": PAYLOADS[1]})
    return render(
        invented.statements([s for _, s, _ in all_]),
        invented.articles([a for a, _, _ in all_]),
        invented.series([p for _, _, p in all_[: len(PAYLOADS)]]),
        config=config.model_copy(update={"report": wide}),
        provenance={p: p for p in PAYLOADS},
        notices=list(PAYLOADS),
    )
