"""Pages of guardians, pupils and mentors: the queries and rows they take, for small and for large."""

from collections.abc import Callable, Iterator

import frappe

from benchmarks.bench_site import Bench, as_user, new_request
from benchmarks.meter import Cost, cost_of
from benchmarks.results import Figure, holds, limit
from learning_mentor import caseload
from learning_mentor.www.mentoring import index
from tests import factories as make
from tests import family_factories as families
from tests import referral_factories as referrals

CLAIM = "Guardian page, pupil page, my caseload"
MOST, MOST_ROWS = 12, 2000
CHILDREN = (1, 20)
SESSIONS = (10, 10_000)


def cost_of_page(user: str, work: Callable) -> Cost:
	"""Of a request that finds Frappe's caches warm and everything else cold."""
	with as_user(user):
		frappe.local.session.data.csrf_token = "a-token-of-the-session"
		work()
		frappe.db.rollback()
		new_request()
		return cost_of(work)


def figures(bench: Bench) -> Iterator[Figure]:
	make.free_people("pages.")
	referrals.make_mail_account()
	pages = {"guardian page": family_page, "pupil page": family_page, "my caseload": morning}
	yield from compared(pages, zip(CHILDREN, SESSIONS, strict=True))


def family_page() -> None:
	index.get_context(frappe._dict())


def morning() -> None:
	caseload.my_caseload()


def compared(pages: dict[str, Callable], sizes) -> Iterator[Figure]:
	costs: dict[str, list[Cost]] = {page: [] for page in pages}
	for children, sessions in sizes:
		users = make_users(children, sessions)
		frappe.db.commit()
		for user, (page, work) in zip(users, pages.items(), strict=True):
			costs[page].append(cost_of_page(user, work))
	for page in pages:
		yield from _judged(page, costs[page])


def _judged(page: str, costs: list[Cost]) -> Iterator[Figure]:
	few, many = costs
	yield limit(CLAIM, page, many.queries, MOST, "queries", many)
	yield limit(CLAIM, f"{page}, rows read", many.rows, MOST_ROWS, "rows", many)
	yield holds(
		CLAIM,
		f"{page}, {CHILDREN[0]} → {CHILDREN[1]} children, {SESSIONS[0]} → {SESSIONS[1]:,} sessions",
		"the same number",
		f"{few.queries} → {many.queries} queries",
		lambda: few.queries == many.queries,
	)


def make_users(children: int, sessions: int) -> tuple[str, str, str]:
	"""Guardian, one child and mentor: of so many children, the one with so many sessions."""
	mentor = make.make_mentor(caseload_limit=50)
	guardian, pupil = families.make_family(children, mentor)
	families.add_sessions(frappe.get_doc("Mentoring Case", {"student": pupil.name}), sessions)
	return guardian, pupil.user, mentor.user
