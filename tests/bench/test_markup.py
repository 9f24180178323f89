from bench.markup import Page, files_named_in

PAGE = """
<link rel="preload" href="/s/font.woff2" as="font"><link rel="stylesheet" href="/s/a.css">
<link rel="canonical" href="/x">
<script type="module" src="/s/a.js"></script>
<form action="/c/questions/one">
  <input type="hidden" name="csrf_token" value="t">
  <input type="radio" name="answer" value="first"><input type="radio" name="answer" value="second">
</form>
<form action="/c/questions/two"><input type="hidden" name="revision" value="3"><input name="answer" value=""></form>
"""


def test_forms_are_filled_in_by_the_first_option_or_a_word() -> None:
    one, two = Page(PAGE).forms

    assert (one.action, one.fields) == ("/c/questions/one", [("csrf_token", "t"), ("answer", "first")])
    assert (two.action, two.fields) == ("/c/questions/two", [("revision", "3"), ("answer", "checkers")])


def test_files_are_those_that_a_browser_fetches() -> None:
    assert Page(PAGE).files == ["/s/font.woff2", "/s/a.css", "/s/a.js"]


def test_style_sheets_and_modules_name_further_files() -> None:
    style = "a{background:url(data:image/svg+xml,x)} @font-face{src:url('../fonts/f.woff2')}"
    module = 'import { open } from "./player.js";\nimport "/s/b.js";\nawait import("./later.js");'

    assert files_named_in("/s/css/a.css", style) == ["/s/fonts/f.woff2"]
    assert files_named_in("/s/js/a.js", module) == ["/s/js/player.js", "/s/b.js"]
    assert files_named_in("/s/favicon.svg", "url(x)") == []


def test_of_lists_each_gets_another_option() -> None:
    options = "<option value=''>–</option><option value=1>1</option><option value=2>2</option>"
    page = Page(f"<form action=/a><select name=x>{options}</select><select name=y>{options}</select></form>")

    assert page.form("/a").fields == [("x", "1"), ("y", "2")]
