"""The cast can be put down and acts."""

import pytest

from tests.people import CAST, acting, put_down

pytestmark = pytest.mark.django_db


def test_everybody_of_the_cast_acts_in_a_post_that_fits() -> None:
    put_down()
    for name, member in CAST.items():
        with acting(name) as actor:
            assert (actor.role, actor.division) == (member.role, member.division)
