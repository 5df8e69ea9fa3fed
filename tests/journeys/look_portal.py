"""Screenshots of the portal (working file)."""
from pathlib import Path
from django.conf import settings
from tests.journeys.test_portal import *  # noqa
from tests.portal.applying import fill
from tests.portal.test_finder import ALONE
OUT=Path("/tmp/portal-shots"); OUT.mkdir(exist_ok=True)
def test_look(portal):
    d,c=portal.cases[1],portal.cases[0]
    paths={"home":"/my/","file":"/my/file/","cases":"/my/cases/","case":f"/my/cases/{c}/","step":f"/my/cases/{d}/form/income/","members":f"/my/cases/{d}/form/members/","papers":f"/my/cases/{d}/papers/","confirm":f"/my/cases/{d}/confirm/","consents":"/my/consents/","objection":f"/my/cases/{c}/objection/","hearing":f"/my/cases/{c}/hearing/","complaint":"/my/complaint/","family":"/my/family/","item":"/my/apply/minimum_living.application/","404":"/my/cases/00000000-0000-7000-8000-000000000000/","boards":"/my/notices/"}
    for w,h in ((390,844),(1440,900)):
        with portal.context("赵大山") as ctx:
            page=ctx.new_page(); page.set_viewport_size({"width":w,"height":h})
            for n,pth in paths.items():
                page.goto(pth); page.screenshot(path=OUT/f"{n}-{w}.png",full_page=True)
            page.goto("/my/"); page.get_by_role("button",name="大字版").click(); page.goto(f"/my/cases/{c}/"); page.screenshot(path=OUT/f"large-{w}.png",full_page=True)
        with portal.context() as ctx:
            page=ctx.new_page(); page.set_viewport_size({"width":w,"height":h})
            page.goto("/my/finder/")
            page.evaluate("""a=>{for(const [k,v] of Object.entries(a)){for(const e of document.getElementsByName(k)){if(e.type==='radio'){e.checked=(e.value===v)}else e.value=v}}}""",ALONE)
            page.get_by_role("button",name="看看能申请什么").click(); page.screenshot(path=OUT/f"found-{w}.png",full_page=True)
            page.goto("/my/sign-in/"); page.get_by_label("身份证号码").fill("12"); page.get_by_role("button",name="获取验证码").click(); page.screenshot(path=OUT/f"fault-{w}.png",full_page=True)
        with portal.context("village_officer_a") as ctx:
            page=ctx.new_page(); page.set_viewport_size({"width":w,"height":h})
            page.goto("/my/door/"); page.screenshot(path=OUT/f"door-{w}.png",full_page=True)
            page.goto("/my/whom/"); page.screenshot(path=OUT/f"whom-{w}.png",full_page=True)
