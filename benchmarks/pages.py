"""Pages of guardians, pupils and mentors: the queries they take, for small and for large."""

from collections.abc import Callable, Iterator

import frappe

from benchmarks.bench_site import Bench, as_user, new_request
from benchmarks.meter import Cost, cost_of
from benchmarks.results import Figure, Series, holds, limit
from learning_mentor import caseload
from learning_mentor.www.mentoring import index
from tests import factories as make
from tests import family_factories as families
from tests import pupil_factories
from tests import referral_factories as referrals

CLAIM = "Guardian page, pupil page, my caseload"
MOST = 12
CHILDREN = (1, 20)
SESSIONS = (10, 10_000)
SERIES: dict[str, Series] = {}


def cost_of_page(user: str, work: Callable) -> Cost:
	"""Of a request that finds Frappe's caches warm and everything else cold."""
	with as_user(user):
		frappe.local.session.data.csrf_token = "a-token-of-the-session"
		work()
		frappe.db.rollback()
		new_request()
		return cost_of(work)


def family_page() -> None:
	index.get_context(frappe._dict())


def figures(bench: Bench) -> Iterator[Figure]:
	make.free_people("pages.")
	referrals.make_mail_account()
	yield from compared("guardian page", "children", CHILDREN, _guardian)
	yield from compared("my caseload", "cases", CHILDREN, _mentor)
	yield from compared("my caseload", "sessions", SESSIONS, _busy_mentor)
	yield from compared("pupil page", "sessions", SESSIONS, _pupil)


def compared(page: str, unit: str, sizes: tuple, make_user: Callable) -> Iterator[Figure]:
	costs = []
	for size in sizes:
		user, work = make_user(size)
		frappe.db.commit()
		costs.append(cost_of_page(user, work))
		SERIES.setdefault(f"{page}, by {unit}", Series(page)).points.append((size, costs[-1].queries))
	small, large = sizes
	yield limit(CLAIM, f"{page}, {large:,} {unit}", costs[1].queries, MOST, "queries", costs[1])
	yield holds(
		CLAIM,
		f"{page}, {small} → {large:,} {unit}",
		"the same number",
		f"{costs[0].queries} → {costs[1].queries} queries",
		lambda: costs[0].queries == costs[1].queries,
	)


def _guardian(children: int) -> tuple[str, Callable]:
	return families.make_family(children), family_page


def _mentor(cases: int) -> tuple[str, Callable]:
	mentor = make.make_mentor(caseload_limit=50)
	families.make_family(cases, mentor)
	return mentor.user, caseload.my_caseload


def _busy_mentor(number: int) -> tuple[str, Callable]:
	case = make.make_case()
	families.add_sessions(case, number)
	return make.mentor_user(case), caseload.my_caseload


def _pupil(number: int) -> tuple[str, Callable]:
	case = make.make_case(pupil_factories.make_pupil())
	families.give_records(case, pupil_factories.make_scale(), referrals.make_agency(), hour=9)
	families.add_sessions(case, number)
	return frappe.db.get_value("Student", case.student, "user"), family_page
