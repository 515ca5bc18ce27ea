from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.reading.broken import Broken
from kzstance.reading.decode import decode, normalise
from kzstance.reading.lines import lines

PROSE = "“Мы уважаем границы”, said the minister – naïve, café, Қазақстан. " * 4


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_unicode_encodings_come_back(codec: str) -> None:
    text = (
        PROSE if codec not in ("utf-16-le", "utf-16-be") else "Plain words, “quoted” and café. " * 5
    )
    found, name = decode(text.encode(codec))
    assert normalise(found) == text
    assert codecs.lookup(name).name.startswith(codec[:5])


def test_legacy_encodings() -> None:
    western = "He said: “No – we don’t.” The café was naïve. " * 5
    assert decode(western.encode("cp1252")) == (western, "cp1252")
    russian = "Президент заявил, что страна уважает границы соседей и верна Уставу. " * 5
    assert decode(russian.encode("cp1251"))[0] == russian


SAID = (
    "Министр сообщил, что переговоры продолжатся в четверг.",
    "Стороны обсудят границы и поставки зерна, после чего гости уедут домой.",
    "Президент области с этим не согласился: он ждёт ответа до конца недели.",
)
SHORT = ("Да", "Нет", "Визит", "Итоги", "Ещё раз", "Ё")


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "iso8859-5", "cp866"])
@pytest.mark.parametrize("ascii_rows", [0, 9000])
@given(rows=st.lists(st.sampled_from(SHORT), max_size=12), said=st.permutations(SAID))
@settings(max_examples=10, deadline=None)
def test_lines_of_one_file_are_in_one_encoding(
    codec: str, ascii_rows: int, rows: list[str], said: list[str]
) -> None:
    head = ["id,text", *["7,nothing new"] * ascii_rows]
    text = "\n".join([*head, *said, *rows, "Ё, plainly"]) + "\n"
    found = list(lines([text.encode(codec)[i : i + 4096] for i in range(0, 1 << 17, 4096)], 10_000))
    assert "".join(f"{line.text}\n" for line in found) == text


def test_utf8_lines_stay_utf8_among_others() -> None:
    data = "\n".join(SAID).encode("cp1251") + f"\n{SAID[0]}\ncafé\n".encode()
    assert [line.text for line in lines([data], 10_000)] == [*SAID, SAID[0], "café"]


def test_a_strange_line_ends_no_file() -> None:
    strange = "é".encode() * 40 + b"\x01" * 40 + b"\xe9"
    first, _, last = lines([b"one " * 500 + b"\n" + strange + b"\nthree\n"], 10_000)
    assert (first.text, last.text) == ("one " * 500, "three")


@pytest.mark.parametrize("text", ["Le ministre a déclaré que la frontière était déjà fermée."])
def test_of_neighbours_the_usual_encoding(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_declared_encoding_is_believed_and_latin1_means_cp1252() -> None:
    text = "Қ жоқ: Министр сказал «нет». "
    assert decode(text[3:].encode("cp1251", "replace"), "windows-1251")[0] == text[3:].encode(
        "cp1251", "replace"
    ).decode("cp1251")
    assert decode("“quoted”".encode("cp1252"), "iso-8859-1") == ("“quoted”", "cp1252")
    assert decode("café".encode("cp1252"), "utf-16")[0] == "café"


def test_a_few_bad_bytes_do_not_spoil_utf8() -> None:
    data = ("Ж“é" * 20).encode() + b"\x93old\x94" + ("“é" * 20).encode()
    text, name = decode(data)
    assert text == "Ж“é" * 20 + "“old”" + "“é" * 20
    assert name == "utf-8+cp1252"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 text", b"PK\x03\x04rest of a docx", bytes(range(256)) * 20, b"\0\1\2\3" * 50],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Broken, match="looks like binary"):
        decode(data)


def test_a_stray_nul_is_not_binary() -> None:
    text, _ = decode(b"Some words and a stray \0 in the middle of a long line of words." * 3)
    assert "\0" not in normalise(text)


def test_normalise_changes_nothing_else() -> None:
    given = "\ufeff\ufeffa\r\nb\rc\u2028d\0\x1b\x7fe\ud800f\ufeff\ud83d\ude00\x0b\x0c"
    assert normalise(given) == "a\nb\nc\nde\ufffdf😀\n\n"
    decomposed = "e\u0301 \u05d0\u05d1 right to left \x85 \t \u00a0  two  spaces"
    assert normalise(decomposed) == decomposed


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_round_trip(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode())[0] == text
    if not text.startswith("\ufeff") and len(text) < 16 and not _magic(text):
        assert decode(text.encode()) == (text, "utf-8")


def _magic(text: str) -> bool:
    return text.startswith(("%PDF", "GIF8", "PAR1", "SQLite format 3"))


@given(st.binary())
def test_bytes_become_text_or_are_refused(data: bytes) -> None:
    try:
        text, name = decode(data)
    except Broken as error:
        assert error.code == "binary"
    else:
        assert codecs.lookup("utf-8" if "+" in name else name)
        normalise(text).encode()


@given(st.text(st.characters()))
def test_normalise_is_clean_and_settles(text: str) -> None:
    once = normalise(text)
    once.encode("utf-8")
    assert not set(once) & set("\r\0\u2028\u2029")
    assert normalise(once.removeprefix("\ufeff")) == once.removeprefix("\ufeff").removeprefix(
        "\ufeff"
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_russian_utf16_without_a_mark(codec: str) -> None:
    text = "Министр сказал «нет» 28 сентября, и страна “уважает” границы соседей. " * 5
    assert decode(text.encode(codec)) == (text, codec)


def test_c1_controls_are_dropped_but_not_the_line_end() -> None:
    assert normalise("a\x80b\x9fc\x85d") == "abc\x85d"


@pytest.mark.parametrize("sign", ["\xad", "\u200b", "\u2060", "\u200e", "\u202e", "\ufeff"])
def test_signs_that_nobody_sees_part_no_name(sign: str) -> None:
    assert normalise(f"Ulan Dzhe{sign}mov said: {sign}“Never.”") == "Ulan Dzhemov said: “Never.”"
    assert normalise("नमस्\u200dते 👩\u200d🌾") == "नमस्\u200dते 👩\u200d🌾"
