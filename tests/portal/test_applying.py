import tests.portal.dbg
"""From the list of items to an application that is handed in."""

from tests.kernel.residents.village import Village
from tests.portal.applying import DIBAO, begun, fill, submit, text_of
from tests.portal.conftest import SignedIn


def test_probe(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    case = begun(client)
    print(text_of(client, f"/my/cases/{case}/confirm/"))
    fill(client, case)
    print(text_of(client, f"/my/cases/{case}/confirm/"))
    assert submit(client, case) == 302
    print(text_of(client, f"/my/cases/{case}/"))
    assert begun(client) == case
