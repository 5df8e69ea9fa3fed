"""Whether everybody can use a page: what axe finds, and what runs off the screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

OPTIONS = {"resultTypes": ["violations"], "preload": False}
"""Only what is wrong is described; nothing is fetched again to look into it."""
WITHOUT_COLOURS = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
"""Contrast is more than half of the work, and all pages have their colours from one style."""

RUNS_OFF = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def violations(page: Page, *impacts: str, colours: bool = True) -> list[str]:
    """What axe finds of these impacts, with the place."""
    options = OPTIONS if colours else WITHOUT_COLOURS
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:150]}"
        for each in found
        if each["impact"] in impacts
    ]


def settle(page: Page) -> None:
    """Wait for the pieces that a page asks for by itself."""
    expect(page.locator(".htmx-request")).to_have_count(0)
