"""Values that nobody honest would send, made from a seed."""

from random import Random

PIECES = (
    b"", b"0", b"-1", b"2147483648", b"9" * 40, b"1e999", b"NaN", b"0x41", b"1_000", "\u0663\u00b2".encode(),
    b"a\0b", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r\nX-Evil: 1", b"\x1b[31m", b"\x7f", b"'", b'"',
    b"\\", b"`", b";", b"--", b"' OR 1=1 --", b"'; DROP TABLE person; --", b"%", b"_", b"%s%n%(x)s", b"{{7*7}}",
    b"{% include 'x' %}", b"${7*7}", b"#{7*7}", b"{0.__class__}", b"__proto__", b"constructor",
    b"<script>alert(1)</script>", b"\"><img src=x onerror=alert(1)>", b"javascript:alert(1)", b"data:text/html,x",
    b"<!--", b"]]>", b"<![CDATA[", b"&#0;", b"&lt;", b"../../../etc/passwd", b"..\\..\\", b"/", b"//evil.example",
    b"\\\\evil", b"http://[", b"file:///etc/passwd", b"=cmd|' /C calc'!A0", b"+1", b"@SUM(1)", b"[]", b"{}",
    b"[[[[", b"{\"a\":", b"null", b"true", "\u202e\u0958\ufb2c".encode(), "\u0390".encode(), "e\u0301".encode(),
    "\U0001f9d1\u200d\U0001f33e".encode(), "\u2028".encode(), b"nobody@example.org", b"a@b", b"@", b"2027-02-30",
    b"0000-00-00", b"9999-12-31", b"99:99", b"P1D", b"Europe/Nowhere", b"csv", b"xlsx",
)  # fmt: skip


def hostile_value(chance: Random, honest: bytes = b"") -> bytes:
    """One value: a piece, several, one again and again, noise, or an honest one that was bent."""
    shape = chance.randrange(6)
    if shape == 0:
        return chance.choice(PIECES)
    if shape == 1:
        return b"".join(chance.choices(PIECES, k=chance.randint(2, 6)))
    if shape == 2:
        return chance.choice(PIECES) * chance.choice((2, 17, 300, 2000))
    if shape == 3:
        return chance.randbytes(chance.randint(1, 40))
    if shape == 4:
        return "".join(
            chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))) for _ in range(9)
        ).encode()
    return _bent(chance, honest or b"honest")


def _bent(chance: Random, honest: bytes) -> bytes:
    place = chance.randrange(len(honest) + 1)
    return honest[:place] + chance.choice(PIECES) + honest[place + chance.randrange(2) :]
