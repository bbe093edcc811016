"""The demo school by a button: whom it is for, and where it is refused."""

import pytest

from tests import factories as make
from tests.rest.conftest import MENTOR, data, refused
from tests.rest.test_resources import ADMIN

PASSWORD = "a demo of our own"


@pytest.mark.parametrize("user", [make.COORDINATOR, MENTOR])
def test_it_is_for_admins_alone(signed_in, user):
	refused(signed_in(user).ask("demo.state"), 403)
	refused(signed_in(user).call("demo.make", password=PASSWORD), 403)
	refused(signed_in(user).call("demo.remove"), 403)


def test_a_school_with_pupils_of_its_own_does_not_get_one(school, signed_in):
	school.make_pupil()
	refused(signed_in(ADMIN).call("demo.make", password=PASSWORD), 417, "pupils of its own")
	refused(signed_in(ADMIN).call("demo.remove"), 417, "no demo school on this site")
	assert data(signed_in(ADMIN).ask("demo.state")) == {"records": 0, "working": False}
