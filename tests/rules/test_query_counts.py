"""How many queries pages take: the same for small and large, whatever the clock says."""

import frappe
import pytest

from benchmarks.meter import cost_of
from learning_mentor import caseload, liaison, plans, unchanged
from learning_mentor.permissions import forget_mentor_keys
from learning_mentor.www.mentoring import index
from tests import factories as make
from tests import family_factories as families
from tests import pupil_factories
from tests import session_factories as sessions
from tests.conftest import session_of
from tests.nights import remind

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
	return cost.queries


def family_page() -> None:
	index.get_context(frappe._dict())


def pages_of(children: int, held: int) -> dict[str, tuple]:
	"""A guardian of so many mentored children, their mentor, and the child with so many sessions."""
	mentor = make.make_mentor(caseload_limit=50)
	guardian, pupil = families.make_family(children, mentor)
	case = frappe.get_doc("Mentoring Case", {"student": pupil.name})
	families.add_sessions(case, held)
	sessions.make_group(mentor, case)
	return {
		"guardian": (guardian, family_page),
		"pupil": (pupil.user, family_page),
		"mentor": (mentor.user, caseload.my_caseload),
	}


def test_pages_take_as_many_queries_for_a_large_family_and_caseload_as_for_small_ones(db):
	pupil_factories.make_pupil_users(2)
	small, large = pages_of(1, held=2), pages_of(3, held=200)
	counted = {page: (queries(*small[page]), queries(*large[page])) for page in small}
	assert all(few == many for few, many in counted.values()), counted
	assert all(many <= MOST for few, many in counted.values()), counted


def new_plan(mentor, targets: int):
	"""A plan with so many targets that is not inserted yet, of a case of its own."""
	return make.new_plan(make.make_case(mentor=mentor), targets=[make.target() for _number in range(targets)])


def queries_of_plan(mentor, targets: int) -> int:
	"""Of inserting it; the mentor has written another one before, so that Frappe knows who they are."""
	plans = [new_plan(mentor, number) for number in (1, targets)]
	with session_of(mentor.user):
		plans[0].insert()
		return cost_of(plans[1].insert).queries


def test_a_plan_takes_no_query_for_a_target_but_the_one_that_writes_it_and_none_for_a_mentor(db):
	sessions.settings(max_targets=10)
	mentors = [make.make_mentor() for _number in range(4)]  # a new user empties Frappe's caches
	ten, one, *again = (queries_of_plan(*each) for each in zip(mentors, (10, 1, 10, 1), strict=True))
	# a worker may empty a cache meanwhile
	assert min(ten, again[0]) - min(one, again[1]) == 9


def log_contacts(number: int) -> None:
	"""So many contacts of one case whose next one is due today."""
	case = make.make_case()
	with session_of(make.mentor_user(case)):
		for _number in range(number):
			frappe.get_doc(
				{
					"doctype": "Mentoring Liaison",
					"case": case.name,
					"party": "School nurse",
					"channel": "Phone",
					"contacted_on": sessions.at(),
					"summary": "Sleeps badly since the move",
					"next_contact_on": frappe.utils.today(),
				}
			).insert()


def let_reviews_come_due(number: int) -> None:
	"""So many plans in force whose review is due today."""
	for _number in range(number):
		plan = make.make_plan(status="Active")
		frappe.db.set_value(plan.doctype, plan.name, "review_date", frappe.utils.today())


NIGHTS = {
	"Mentoring Liaison": (log_contacts, liaison),
	"Mentoring Action Plan": (let_reviews_come_due, plans),
}


@pytest.mark.parametrize("doctype", NIGHTS)
def test_a_night_on_which_all_has_been_told_takes_one_query_however_much_it_was(db, doctype):
	come_due, job = NIGHTS[doctype]
	for told in (1, 3):
		come_due(told)
		remind(job)
		assert cost_of(job.remind).queries == 1
	assert frappe.db.count("Notification Log", {"document_type": doctype, "subject": ["like", "%due%"]}) == 4
