from pathlib import Path
import pytest
from minzheng.kernel.casework.api import deciding, intake, leaving, letters, hearings, publicity, work
from minzheng.kernel.casework.models import Letter
from minzheng.kernel.documents.api.typesetting import Letter as Written, images_of, word_of, pdf_of
from tests.kernel.casework.deciding.matters import *
from tests.kernel.casework.publicity.proposals import posted, proposed
from tests.people import acting
OUT = Path("/tmp/loose")
pytestmark=[pytest.mark.django_db, pytest.mark.usefixtures("office")]

def out(name, written):
    for i, png in enumerate(images_of(written)):
        (OUT / f"{name}-{i}.png").write_bytes(png)

def look(name, row_id):
    with acting("county_officer") as a:
        for each in Letter.objects.filter(case=row_id):
            w = Written.from_json(each.content)
            out(f"{name}-{each.kind}", w)
            (OUT / f"{name}-{each.kind}.docx").write_bytes(word_of(w))

def test_all():
    home = family(sequence=1)
    with acting("town_clerk_a") as a:
        c = intake.open_case(a, item=DIBAO, household=home.household, applicant=home.head)
        intake.submit(a, case=c)
        intake.return_for_completion(a, case=c, missing=["户口簿", "诊断证明（王大明）", "最近十二个月的工资收入证明"], note="诊断证明要二级以上医院开具")
        letters.make_letter(a, case=c, kind="completion")
        intake.submit(a, case=c)
        intake.accept(a, case=c, lacking_because="容缺")
        letters.make_letter(a, case=c, kind="acceptance")
        leaving.discontinue(a, case=c, reason="申请人无正当理由不配合家庭经济状况调查，经两次书面通知仍不配合（民发〔2021〕57号第二十九条）")
        for k in ("discontinuation",):
            try: letters.make_letter(a, case=c, kind=k)
            except Exception as e: print(k, e)
    look("a", c)
    home = family(sequence=11)
    with acting("town_clerk_a") as a:
        c = intake.open_case(a, item=DIBAO, household=home.household, applicant=home.head)
        intake.submit(a, case=c)
        intake.decline(a, case=c, reason="申请人的户籍地和经常居住地都不在本县（区），已告知向户籍地乡镇人民政府申请")
        try: letters.make_letter(a, case=c, kind="declined")
        except Exception as e: print("declined", e)
    look("b", c)
    row = to_decide(family(3*STANDARD+1, sequence=21))
    with acting("county_approver") as a:
        deciding.decide(a, case=row.pk, outcome="refused", version=row.version)
    look("c", row.pk)
    row = to_decide(family(sequence=31))
    with acting("county_approver") as a:
        deciding.decide(a, case=row.pk, outcome="granted", version=row.version)
    look("d", row.pk)
    R = {"dibao_since": 20250301, "dibao_amount": 80_000}
    row = to_decide(family(3*STANDARD+1-20_000, sequence=41, home=R), REVIEW)
    with acting("town_clerk_a") as a:
        h = hearings.plan_hearing(a, case=row.pk, method="written", because="王大明的工资由每月2000.00元增加到2500.01元，补助要减少")
        (l,) = letters.letters_of(a, case=row.pk)
        letters.record_service(a, letter=l.id, method="direct", on=__import__("minzheng").kernel.access.clock.today(), receiver="王大明")
        hearings.record_hearing(a, hearing=h, outcome="heard", statement="孩子上学开销大，希望少减一些", held_on=__import__("minzheng").kernel.access.clock.today())
    row = again(row)
    with acting("county_approver") as a:
        deciding.decide(a, case=row.pk, outcome="changed", version=row.version)
    look("e", row.pk)
    row = to_decide(family(3*STANDARD+1, sequence=51, home=R), ENDING)
    with acting("town_clerk_a") as a:
        h = hearings.plan_hearing(a, case=row.pk, method="office", because="家庭月人均收入超过最低生活保障标准，拟停止")
        hs=hearings.hearings_of(a, case=row.pk)
        (l,) = letters.letters_of(a, case=row.pk)
        letters.record_service(a, letter=l.id, method="direct", on=__import__("minzheng").kernel.access.clock.today(), receiver="王大明")
        hearings.record_hearing(a, hearing=h, outcome="waived")
    row = again(row)
    with acting("county_approver") as a:
        deciding.decide(a, case=row.pk, outcome="ended", version=row.version)
    look("f", row.pk)
    row = to_decide(family(190_000, sequence=61, home={"dibao_since": 20250301, "dibao_amount": 80_000}), REVIEW)
    with acting("county_approver") as a:
        deciding.decide(a, case=row.pk, outcome="unchanged", version=row.version)
    look("g", row.pk)

def test_notice():
    m = proposed()
    n = posted(m)
    with acting("town_clerk_a") as a:
        (OUT/"notice.pdf").write_bytes(publicity.printout(a, notice=n))
