"""The browser that tests, measures and photographs pages, and what axe says of a page in it."""

import shutil
from pathlib import Path

from playwright.sync_api import Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}


def program() -> str | None:
    """Where the browser is; None where there is none (`make browser` brings one)."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def graveness(page: Page) -> list[str]:
    """What axe finds serious or critical, a line for each place; it runs under the page's policy, as the browser's own
    tool would."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{fault['id']}: {' '.join(node['target'])}: {node.get('failureSummary', '')}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
