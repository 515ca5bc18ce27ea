"""Feeds, exports and dumps in XML. All texts are invented."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kzstance.config import Reading, load
from kzstance.errors import ConfigError
from kzstance.reading import xml
from kzstance.reading.broken import Broken
from kzstance.records import Article, Reject

from .conftest import BODY

Results = Callable[..., list[Any]]
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Steppe Wire</title><link>https://sw.example</link><language>en-GB</language>
<item><media:title>A picture</media:title><title>Talks &amp;amp; more</title>
 <link>https://sw.example/1</link><guid isPermaLink="false">g1</guid>
 <pubDate>Wed, 28 Sep 2022 10:00:00 GMT</pubDate><description>A teaser.</description>
 <content:encoded><![CDATA[<p>{BODY}</p><figure><figcaption>A picture</figcaption></figure>
 <p>The second&nbsp;one<br>goes on.</p><script>x()</script>]]></content:encoded></item>
<item><title>Only a teaser</title><description>&lt;p&gt;{BODY} Two.&lt;/p&gt;</description>
 <source url="https://other.example">Other Paper</source></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Valley Post</title>
<entry><id>e1</id><title type="text">Borders</title><link rel="self" href="https://vp.example/f"/>
<link rel="alternate" href="https://vp.example/a"/><updated>2022-01-03T00:00:00Z</updated>
<published>2022-01-02T00:00:00Z</published><content type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><article><p>Two
lines.</p></article></div></content></entry></feed>"""
NITF = f"""<!DOCTYPE nitf SYSTEM "http://never.example/nitf.dtd"><nitf><head><title>slug</title>
<docdata><doc-id id-string="d1"/><date.issue norm="20220928T100000Z"/></docdata>
<pubdata name="Valley Post"/></head><body><body.head><hedline><hl1>Borders&nbsp;hold</hl1>
</hedline></body.head><body.content><p>{BODY}</p><media><media-caption>A picture</media-caption>
</media><p>Caf&eacute;.</p></body.content></body></nitf>"""
NEWSML = f"<newsMessage><itemSet><newsItem guid='n1'><contentSet><inlineXML>{NITF.partition('>')[2]}</inlineXML></contentSet></newsItem></itemSet></newsMessage>"  # noqa: E501
TEI = f"""<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><TEI xml:id="t1"><teiHeader>
<fileDesc><titleStmt><title>Minutes</title></titleStmt><publicationStmt><publisher>Archive</publisher>
<date when="2020-02-03"/></publicationStmt></fileDesc></teiHeader><text><front><p>Cover</p></front>
<body><p>{BODY}</p><list><item>one</item><item>two</item></list></body></text></TEI></teiCorpus>"""
EXPORT = f"""<SEARCHRESULTS><DOC><DOC-ID>l1</DOC-ID><HEADLINE>Borders</HEADLINE><PUBLICATION>VP
</PUBLICATION><DATE>September 28, 2022</DATE><BODY>{BODY}</BODY></DOC></SEARCHRESULTS>"""
SOLR = f"""<response><result><doc><str name="id">s1</str><str name="title">Borders</str><arr
name="text"><str>{BODY}</str><str>Two.</str></arr><date name="date">2022-01-02T00:00:00Z</date>
</doc></result></response>"""
ROWS = f"<posts><row Id='7' Title='Borders' Body='&lt;p>{BODY}&lt;/p>&lt;p>Two.&lt;/p>'/></posts>"
WRAPPED = f"<document><meta/><article id='a1'><text>{BODY}</text></article><article id='a2'><text>{BODY} Two.</text></article></document>"  # noqa: E501
RECORD = f"<records><record><title>Borders</title><article>{BODY}</article></record></records>"
OWN = f"""<articles><article id="1"><title>T</title><date>2022-03-04</date><body><p>{BODY}</p>
<p>Two.</p></body></article><article id="2"><p>{BODY}</p><p>Three.</p></article>
<article id="3">{BODY} <b>Four</b> words.</article></articles>"""
ONE = f"<press-release><headline>Borders</headline><date>2022-01-02</date><body>{BODY}\n\n  Two.\n</body></press-release>"  # noqa: E501


def test_rss(results: Results, tmp_path: Path) -> None:
    first, second = results(tmp_path / "f.xml", RSS)
    assert first.text == f"{BODY}\n\nThe second\xa0one\ngoes on."
    assert (first.id, first.title, first.url) == ("g1", "Talks & more", "https://sw.example/1")
    assert (first.date, first.date_source) == (date(2022, 9, 28), "metadata")
    assert (first.outlet, first.lang, first.source[-2:]) == ("Steppe Wire", "en", ":1")
    assert (second.text, second.outlet) == (f"{BODY} Two.", "Other Paper")


@pytest.mark.parametrize(
    ("data", "text", "fields"),
    [
        (ATOM, "\n\nTwo lines.", ("e1", "Borders", date(2022, 1, 2), "Valley Post")),
        (NITF, "\n\nCafé.", ("d1", "Borders hold", date(2022, 9, 28), "Valley Post")),
        (NEWSML.replace("&nbsp;", " ").replace("&eacute;", "é"), "\n\nCafé.", ("d1", "Borders hold", date(2022, 9, 28), "Valley Post")),  # noqa: E501
        (TEI, "\n\none\n\ntwo", ("t1", "Minutes", date(2020, 2, 3), "Archive")),
        (EXPORT, "", (None, "Borders", date(2022, 9, 28), None)),
        (SOLR, "\n\nTwo.", ("s1", "Borders", date(2022, 1, 2), None)),
        (ROWS, "\n\nTwo.", ("7", "Borders", None, None)),
        (RECORD, "", (None, "Borders", None, None)),
        (ONE, "\n\nTwo.", (None, "Borders", date(2022, 1, 2), None)),
    ],
    ids=["atom", "nitf", "newsml", "tei", "export", "solr", "rows", "record", "one"],
)  # fmt: skip
def test_kinds_of_files(
    results: Results, tmp_path: Path, data: str, text: str, fields: tuple[Any, ...]
) -> None:
    (article,) = results(tmp_path / "f.xml", data)
    assert article.text == BODY + text
    id, *others = fields
    assert article.id == id or id is None
    assert [article.title, article.date, article.outlet] == others
    assert article.source.endswith("f.xml") == (data in (ONE, NITF))


def test_own_dumps_and_what_wraps_them(results: Results, tmp_path: Path) -> None:
    one, two, three = results(tmp_path / "f.xml", OWN)
    assert (one.id, one.text, one.date) == ("1", f"{BODY}\n\nTwo.", date(2022, 3, 4))
    assert (two.text, three.text) == (f"{BODY}\n\nThree.", f"{BODY} Four words.")
    assert [a.id for a in results(tmp_path / "f.xml", WRAPPED)] == ["a1", "a2"]


@pytest.mark.parametrize(
    "before",
    [
        "<keywords><item>Steppe</item><item>Talks</item></keywords>",
        "<related><article ref='9'>Another headline</article></related>",
        "<table><row>a</row><row><cell>b</cell></row></table>",
    ],
)
def test_a_list_before_the_text_ends_no_article(
    results: Results, tmp_path: Path, before: str
) -> None:
    one = f"<article><title>T</title>{before}<body>{BODY}</body></article>"
    found = results(tmp_path / "f.xml", f"<articles>{one}{one}</articles>")
    assert [(a.title, a.text) for a in found] == [("T", BODY)] * 2


def test_articles_in_what_is_named_as_one(results: Results, tmp_path: Path) -> None:
    for first, second in (("{}", "<p>{}</p>"), ("{}", "{}"), ("<p>{}</p>", "{}")):
        one, two = first.format(BODY), second.format(f"{BODY} Two.")
        data = f"<a><doc><item>{one}</item><item><title>T</title>{two}</item></doc></a>"
        a, b = results(tmp_path / "f.xml", data)
        assert (a.text, b.text) == (BODY, f"{BODY} Two." if "<p>" in second else f"T{BODY} Two.")
        assert (a.source[-2:], b.source[-2:], b.title) == (":1", ":2", "T")


def test_paths_of_your_own(results: Results, tmp_path: Path, base: Reading) -> None:
    data = f"<w:alle xmlns:w='u'><stück nr='9'><kopf><w:zeile>Titel</w:zeile></kopf><rumpf>{BODY}</rumpf></stück></w:alle>"  # noqa: E501
    (reject,) = results(tmp_path / "f.xml", data)
    assert reject.error == "columns" and "stand: <stück>" in reject.message
    assert '[reading.xml] article = ["item", "YOURS"]' in reject.message
    own = {"article": ["stück"], "text": ["rumpf"], "title": ["kopf/zeile"], "id": ["@nr"]}
    settings = base.model_dump() | {"xml": base.xml.model_dump() | own}
    (article,) = results(tmp_path / "f.xml", data, Reading.model_validate(settings))
    assert (article.id, article.title, article.text) == ("9", "Titel", BODY)
    (tmp_path / "bad.toml").write_text('[reading.xml]\nid = ["a b"]\n')
    with pytest.raises(ConfigError, match=r"reading\.xml\.id"):
        load(tmp_path / "bad.toml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "cp1251"])
def test_encodings(results: Results, tmp_path: Path, encoding: str) -> None:
    text = RSS.replace("Steppe", "Степь").replace("“", '"').replace("”", '"').replace("’", "'")
    data = text.replace("UTF-8", "windows-1251" if encoding == "cp1251" else "x").encode(encoding)
    first, _ = results(tmp_path / "f.xml", b"\n" * 3 * (encoding == "cp1251") + data)
    assert first.outlet == "Степь Wire"


def test_what_a_file_says_of_its_encoding_may_be_wrong(results: Results, tmp_path: Path) -> None:
    first, _ = results(tmp_path / "f.xml", RSS.replace("UTF-8", "windows-1252"))
    assert "“We respect" in first.text and first.encoding == "utf-8"
    broken = (
        RSS.replace("teaser", "“teaser” — “…”")
        .encode()
        .replace("“We".encode(), b"\x93We", 1)
        .replace(b"teaser", b"\0\x08teaser")
    )
    first, _ = results(tmp_path / "f.xml", broken)
    assert "“We respect" in first.text


def test_standard_input_and_packed(results: Results, tmp_path: Path) -> None:
    assert len(results(tmp_path / "f.xml.gz", gzip.compress(RSS.encode()))) == 2
    assert len(results(tmp_path / "f", RSS)) == 2


ROOT = "root:x:0:0"
LOL = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'http://never.example/x'>]>",
        f"<!DOCTYPE a [<!ENTITY l0 'lol'>{LOL}<!ENTITY x '&l9;'>]>",
        f"<!DOCTYPE a [<!ENTITY x '{'y' * 100_000}'>]>",
    ],
    ids=["file", "net", "laughs", "quadratic"],
)
@pytest.mark.parametrize("title", ["", "title='&x;'"])
def test_entities_are_refused(results: Results, tmp_path: Path, prolog: str, title: str) -> None:
    title = "" if "SYSTEM" in prolog else title  # in an attribute that is no XML
    data = (
        f"{prolog}<articles><article {title}><text>{BODY}{'&x;' * 500}</text></article></articles>"
    )
    (reject,) = results(tmp_path / "f.xml", data)
    assert reject.error == "entities" and ROOT not in reject.message


def test_a_dtd_elsewhere_is_not_fetched(results: Results, tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text("<!ENTITY x 'fetched'>")
    dtd = f"<!DOCTYPE a SYSTEM '{tmp_path}/x.dtd'>"
    (article,) = results(tmp_path / "f.xml", f"{dtd}<a><text>{BODY} &x;</text></a>")
    assert article.text == f"{BODY} &x;"


def test_what_breaks_off(results: Results, tmp_path: Path) -> None:
    first, reject = results(tmp_path / "f.xml", RSS[:-300])
    assert isinstance(first, Article)
    assert reject.error == "xml" and "line" in reject.message and "\n" not in reject.message
    _, two, reject = results(tmp_path / "f.xml", RSS.replace("</channel>", "<x></channel>"))
    assert isinstance(two, Article) and "mismatch" in reject.message
    for data in (
        "hello",
        "<a>",
        "<a/>x",
        "<html><body/></html>",
        "<a>&nope;</a>",
        "<a>\x01&#0;</a>",
    ):
        (reject,) = results(tmp_path / "f.xml", data)
        assert reject.error in ("xml", "columns") and isinstance(reject, Reject)


def test_a_bad_article_costs_only_itself(
    results: Results, tmp_path: Path, with_settings: Any
) -> None:
    deep = "&lt;div&gt;" * 400
    bad = {"max_chars": BODY * 20, "max_html_depth": f"{deep}x"}
    items = [f"<item><text>{t}</text></item><item><text>{BODY}</text></item>" for t in bad.values()]
    data = f"<rss><channel>{''.join(items)}</channel></rss>"
    a, b, c, d = results(tmp_path / "f.xml", data, with_settings(max_chars=4000))
    assert [a.error, c.error] == list(bad)
    assert b.text == d.text == BODY
    markup = "<p/>" * 80_000
    data = f"<rss><item>{markup}<text>{BODY}</text></item><item><text>{BODY}</text></item></rss>"
    a, b = results(tmp_path / "f.xml", data, with_settings(max_chars=4000))
    assert (a.error, b.text) == ("max_chars", BODY)


def endless(head: bytes, piece: bytes) -> Iterator[bytes]:
    yield head
    for _ in range(1500):  # about 100 MB
        yield piece * (65_536 // len(piece))


@pytest.mark.parametrize(
    "piece",
    [b"<a/>", b"<a b=''/>", b"<![CDATA[x]]>", b"<!-- x -->", b"<?x y?>", b"x ", b"<a>", b"abcdef"],
)
@pytest.mark.parametrize(
    "head", [b"<rss><channel>", b"<rss><item>", b"<rss><item ", b"<!DOCTYPE a ["]
)
def test_floods_end_early(with_settings: Any, head: bytes, piece: bytes) -> None:
    given = 0

    def counted() -> Iterator[bytes]:
        nonlocal given
        for part in endless(head, piece):
            given += len(part)
            yield part

    with pytest.raises(Broken):
        list(xml.read(counted(), with_settings(max_chars=100_000)))
    assert given < 12_000_000


def test_long_feeds_are_not_held(base: Reading) -> None:
    item = f"<item><title>T</title><text><p>{BODY}</p></text></item>\n".encode()
    stream = (item * 100 for _ in range(160))
    held = []
    for n, _ in enumerate(xml.read(_between(b"<rss><channel>", stream, b"</channel></rss>"), base)):
        if n % 800 == 799:
            held.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4096)
    assert len(held) == 20
    assert held[-1] - held[0] < 5_000_000  # of 6 MB, of which a tree takes several times as much


def _between(head: bytes, parts: Iterator[bytes], tail: bytes) -> Iterator[bytes]:
    yield head
    yield from parts
    yield tail


def test_values_are_kept_short(results: Results, tmp_path: Path) -> None:
    data = f"<a><title>{'t' * 100_000}</title><id>{'i' * 100_000}</id><text>{BODY}</text></a>"
    (article,) = results(tmp_path / "f.xml", data)
    assert len(article.title) == len(article.id) == 1000
    json.dumps(article.title)
