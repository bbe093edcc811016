import pytest

from tests import factories as make
from tests import visit_factories as visits


@pytest.fixture
def case(db):
	"""A case whose pupil has a guardian."""
	return make.make_case(make.make_student(make.make_guardian()))


@pytest.fixture
def known(case):
	"""A case whose family has been visited before."""
	visits.make_visit(case, status="Completed")
	return case
