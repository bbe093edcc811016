"""The demo: records of an invented school, and what to tell the person who asked for it."""

from .bench import DEMO_SITE, Bench
from .console import note, say
from .sites import ADMIN_PASSWORD, Site
from .stamps import key_of

PASSWORD = "mentor-demo"
PEOPLE = (
	("coordinator@demo.school", "mentoring coordinator: selects pupils and approves plans"),
	("mentor@demo.school", "learning mentor with cases"),
	("other.mentor@demo.school", "another mentor, who sees none of the first one's cases"),
	("teacher@demo.school", "teacher: nominates pupils"),
	("safeguarding@demo.school", "safeguarding lead"),
	("guardian@demo.school", "guardian: agrees to plans in the portal"),
	("other.guardian@demo.school", "another family"),
	("pupil@demo.school", "pupil"),
)
WARNING = (
	"This bench runs Frappe's development line of July 2023, without later security fixes:\n"
	"use it on this machine only, with invented data only (docs/bench.md)."
)


def fill(bench: Bench) -> str | None:
	"""Make the demo's records once per site; later runs keep what people did with them."""
	key = key_of(bench.stamps.get(f"site-{DEMO_SITE}-apps"), "made")
	if bench.stamps.matches("demo-data", key):
		return None
	note("inventing a school, about two minutes")
	Site(bench, DEMO_SITE).script("Making the demo's records", "make_demo.py")
	bench.stamps.put("demo-data", key)
	return "made"


def describe(bench: Bench) -> None:
	say()
	say(f"The demo is at {bench.address(DEMO_SITE)}")
	say()
	for login, what in PEOPLE:
		say(f"  {login:28} {what}")
	say(f"  Each with the password {PASSWORD}; Administrator with {ADMIN_PASSWORD}.")
	say()
	if not bench.source.has_real_frappe:
		say(WARNING)
	say("Stop it with ./run stop.")
