"""Screenshots of the portal."""
import sys
from pathlib import Path
import pytest
from django.db import connections
from playwright.sync_api import sync_playwright
from minzheng.base.clock import SystemClock
from minzheng.config.wiring import install_ports
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry.api.divisions import load_divisions
from tests.journeys.conftest import CHROMIUM, FLAGS, _serving
from tests.kernel.residents.village import settled
from tests.people import DIVISIONS
from tests.portal.conftest import browser_of
from django.conf import settings
OUT=Path("/tmp/portal-shots"); OUT.mkdir(exist_ok=True)

def test_look(django_db_setup, django_db_blocker, database_clone):
    keyring.ensure(keyring_path(), SystemClock().now()); install_ports()
    with django_db_blocker.unblock():
        load_divisions(DIVISIONS.items())
        village=settled()
        cookie=browser_of("赵大山").cookies[settings.SESSION_COOKIE_NAME].value
        with _serving() as address, sync_playwright() as pw:
            b=pw.chromium.launch(executable_path=CHROMIUM,args=FLAGS)
            for size,(w,h) in {"390":(390,844),"1440":(1440,900)}.items():
                for who,c in {"stranger":None,"res":cookie}.items():
                    ctx=b.new_context(viewport={"width":w,"height":h},base_url=address,locale="zh-CN")
                    if c: ctx.add_cookies([{"name":settings.SESSION_COOKIE_NAME,"value":c,"url":address}])
                    page=ctx.new_page()
                    paths={"home":"/my/","finder":"/my/finder/","sign_in":"/my/sign-in/","apply":"/my/apply/","privacy":"/my/privacy/"} if not c else {"home":"/my/","file":"/my/file/","family":"/my/family/","empower":"/my/family/empower/","cases":"/my/cases/","item":"/my/apply/minimum_living.application/","complaint":"/my/complaint/"}
                    for n,pth in paths.items():
                        page.goto(pth); page.screenshot(path=OUT/f"{who}-{n}-{size}.png",full_page=True)
                        if page.evaluate("document.documentElement.scrollWidth>document.documentElement.clientWidth"): print("OVERFLOW",n,size)
                    ctx.close()
            b.close()
        connections.close_all(); database_clone.make()
