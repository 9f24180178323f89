"""axe looks at a page in Chromium; WCAG 2.2 AA and axe's best practices are the measure."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page


@cache
def axe_script() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def check_accessibility(page: Page) -> None:
    """Fail with every rule that this page breaks and the first elements that break it."""
    # Sent by the debugger's channel, so that the page's own Content-Security-Policy stays as it is.
    page.evaluate(axe_script())
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    broken = [
        f"{rule['id']}: {rule['help']}: {'; '.join(node['html'][:120] for node in rule['nodes'][:3])}"
        for rule in found["violations"]
    ]
    assert broken == [], f"{page.url}:\n  " + "\n  ".join(broken)
