"""Whether everybody can use a page: what axe finds, and what runs off the screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

OPTIONS = {"resultTypes": ["violations"], "preload": False}
"""Only what is wrong is described; nothing is fetched again to look into it."""

RUNS_OFF = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def violations(page: Page, *impacts: str) -> list[str]:
    """What axe finds of these impacts, with the place."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:150]}"
        for each in found
        if each["impact"] in impacts
    ]


def settle(page: Page) -> None:
    """Wait for the pieces that a page asks for by itself."""
    expect(page.locator(".htmx-request")).to_have_count(0)
