"""Code and formulas taken out of a text before Markdown sees it, and put back untouched afterwards."""

import re
from html import escape

from sources.fences import code_spans, find_fences

OPEN, CLOSE = "\ue000", "\ue001"
KEPT = re.compile(f"{OPEN}(\\d+){CLOSE}")
ALONE = re.compile(f"<p>\\s*({OPEN}\\d+{CLOSE})\\s*</p>")
DISPLAY_FORMULA = re.compile(r"\$\$[^$]{1,2000}+\$\$|\\\[[^\[\]$]{1,2000}?\\\]|\\\([^()$]{1,500}?\\\)")
FORMULA = re.compile(r"(?<![\\$\w])\$(?!\$)(?P<inside>[^$\n]{1,300}+)\$(?![\d$])")
FORMULA_SIGNS = frozenset("\\^_{}=<>|")
# A dollar sign before prose is money: what follows then holds links or emphasis.
PROSE_SIGNS = ("</", "<a ", "[[", "](", "**")


class Keeper:
    """Keeps finished pieces of HTML behind private-use placeholders that Markdown leaves alone."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def keep(self, html: str) -> str:
        """Return a placeholder for the HTML."""
        self._pieces.append(html)
        return f"{OPEN}{len(self._pieces) - 1}{CLOSE}"

    def keep_code(self, text: str) -> str:
        """Replace fenced and inline code by placeholders; an unclosed fence loses its marks and stays text."""
        lines = text.split("\n")
        kept: list[str] = []
        index = 0
        for fence in find_fences(lines):
            kept += [self._keep_spans(line) for line in lines[index : fence.start]]
            if fence.end is not None:
                kept += [
                    "",
                    fence.prefix + self.keep(_code_block(lines[fence.start + 1 : fence.end], fence.prefix)),
                    "",
                ]
            index = (fence.start if fence.end is None else fence.end) + 1
        kept += [self._keep_spans(line) for line in lines[index:]]
        return "\n".join(kept)

    def _keep_spans(self, line: str) -> str:
        pieces, index = [], 0
        for start, end in code_spans(line):
            pieces.append(line[index:start].replace("`", "&#96;"))
            code = line[start:end].strip("`")
            pieces.append(self.keep(f"<code>{escape(code.strip() or code)}</code>"))
            index = end
        pieces.append(line[index:].replace("`", "&#96;"))
        return "".join(pieces)

    def keep_formulas(self, text: str) -> str:
        """Replace LaTeX between dollar signs by placeholders, so that it stays readable as it was written."""
        text = DISPLAY_FORMULA.sub(lambda match: self.keep(escape(self.restore(match[0]))), text)
        return FORMULA.sub(self._keep_formula, text)

    def _keep_formula(self, match: re.Match[str]) -> str:
        inside = match["inside"]
        is_formula = FORMULA_SIGNS & set(inside) and not any(sign in inside for sign in PROSE_SIGNS)
        return self.keep(escape(self.restore(match[0]), quote=False)) if is_formula else match[0]

    def restore(self, html: str) -> str:
        """Put the kept pieces back."""
        return KEPT.sub(self._piece, ALONE.sub(self._lone_piece, html))

    def _piece(self, match: re.Match[str]) -> str:
        number = int(match[1])
        return KEPT.sub(self._piece, self._pieces[number]) if number < len(self._pieces) else ""

    def _lone_piece(self, match: re.Match[str]) -> str:
        piece = KEPT.sub(self._piece, match[1])
        return piece if piece.startswith("<pre>") else f"<p>{piece}</p>"


def _code_block(lines: list[str], prefix: str) -> str:
    """Return the code as HTML, without the indent and the quote signs that its fence stands behind."""
    code = [_without_prefix(line, prefix) for line in lines]
    text = escape("\n".join(code), quote=False)
    return f"<pre><code>{text}\n</code></pre>"


def _without_prefix(line: str, prefix: str) -> str:
    for sign in prefix:
        if line[:1] == sign:
            line = line[1:]
        elif sign == ">":
            break
    return line
