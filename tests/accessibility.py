"""axe looks at a page in Chromium; WCAG 2.2 AA and axe's best practices are the measure."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page


@cache
def axe_script() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


COLOURS = ("color-contrast", "link-in-text-block")
"""axe's rules that look at colours; a third one measures for AAA."""


def check_accessibility(page: Page, *, only: Sequence[str] = ()) -> None:
    """Fail with every rule, of these or of all, that this page breaks and the first that break it."""
    # Sent by the debugger's channel, so that the page's own Content-Security-Policy stays as it is.
    page.evaluate(axe_script())
    options = {"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    broken = [
        f"{rule['id']}: {rule['help']}: {'; '.join(node['html'][:120] for node in rule['nodes'][:3])}"
        for rule in found["violations"]
    ]
    assert broken == [], f"{page.url}:\n  " + "\n  ".join(broken)
