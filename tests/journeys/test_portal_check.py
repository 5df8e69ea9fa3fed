"""The means check on a telephone: told of a difference, explained; a consent taken back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.everybody import RUNS_OFF, violations
from tests.journeys.portal import Portal
from tests.journeys.portal import portal as portal
from tests.kernel.documents.image_files import picture

pytestmark = pytest.mark.slow


def usable(page: Page) -> None:
    """In large letters on a narrow screen nothing runs off, and axe finds nothing."""
    expect(page.locator("html.mp-large")).to_have_count(1)
    assert not page.evaluate(RUNS_OFF)
    assert not violations(page, "moderate", "serious", "critical")


def test_what_was_found_is_explained_and_the_consent_taken_back(
    portal: Portal, tmp_path: Path
) -> None:
    paper = tmp_path / "离职证明.png"
    paper.write_bytes(picture("PNG"))
    with portal.context("赵大山", phone=True) as context:
        page = context.new_page()
        page.goto(f"/my/cases/{portal.matters['case']}/")
        page.get_by_role("button", name="大字版").click()
        page.get_by_role("link", name="看看哪里不一样").click()
        expect(page.get_by_text("3,456.00")).to_be_visible()
        usable(page)
        page.get_by_role("link", name="说说对不对").first.click()
        # A mistake first, and everything with the keyboard.
        page.get_by_label("不对，或者另有原因").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="提交").press("Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        told = page.get_by_label("哪里不对")
        expect(told).to_have_accessible_description(re.compile("请写下哪里不对。"))
        usable(page)
        page.get_by_label("哪里不对").fill("五月就离职了")
        page.get_by_label("能证明的照片或文件").set_input_files(paper)
        page.get_by_role("button", name="提交").press("Enter")
        expect(page.get_by_text("五月就离职了")).to_be_visible()
        expect(page.get_by_text("家庭有异议")).to_be_visible()
        page.goto("/my/cases/")
        page.get_by_role("link", name="查看或撤回我的查询授权").click()
        page.get_by_role("link", name="撤回授权").click()
        expect(page.get_by_text("马上停止")).to_be_visible()
        usable(page)
        page.get_by_label("为什么撤回").fill("不想再查了")
        page.get_by_role("button", name="撤回授权").press("Enter")
        expect(page.get_by_text("已撤回", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="我同意查询")).to_be_visible()
