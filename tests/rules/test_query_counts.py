"""How many queries pages take: the same for small and large, whatever the clock says."""

import frappe

from benchmarks.meter import cost_of
from learning_mentor import caseload, unchanged
from learning_mentor.permissions import forget_mentor_keys
from learning_mentor.www.mentoring import index
from tests import factories as make
from tests import family_factories as families
from tests import pupil_factories
from tests import referral_factories as referrals
from tests import session_factories as sessions
from tests.conftest import session_of

MOST = 12


def queries(user: str, work) -> int:
	"""Of a second request: what Frappe caches between requests is there, what lives for one is not.

	A request finds nothing written in its transaction: what the test has written is told away.
	"""
	with session_of(user):
		frappe.local.session.data.csrf_token = "a-token-of-the-session"
		work()
		forget_mentor_keys()
		unchanged.forget()
		frappe.db.transaction_writes = 0
		cost = cost_of(work)
	print(user, cost.queries, *cost.texts, sep="\n\t")
	return cost.queries


def family_page() -> None:
	index.get_context(frappe._dict())


def test_a_guardians_page_takes_as_many_queries_for_one_child_as_for_three(db):
	one, three = families.make_family(1), families.make_family(3)
	assert queries(one, family_page) == queries(three, family_page) <= MOST


def test_a_pupils_page_takes_as_many_queries_with_two_sessions_as_with_two_hundred(db):
	pupil_factories.make_pupil_users(2)
	counted = []
	for number in (2, 200):
		case = make.make_case(pupil_factories.make_pupil())
		families.give_records(case, pupil_factories.make_scale(), referrals.make_agency(), hour=9)
		families.add_sessions(case, number)
		user = frappe.db.get_value("Student", case.student, "user")
		counted.append(queries(user, family_page))
	assert counted[0] == counted[1] <= MOST


def test_the_morning_page_takes_as_many_queries_for_one_case_as_for_three(db):
	counted = []
	for children in (1, 3):
		mentor = make.make_mentor(caseload_limit=50)
		families.make_family(children, mentor)
		case = frappe.get_doc("Mentoring Case", {"mentor": mentor.name})
		families.add_sessions(case, 60 * children)
		sessions.make_group(mentor, case)
		counted.append(queries(mentor.user, caseload.my_caseload))
	assert counted[0] == counted[1] <= MOST
