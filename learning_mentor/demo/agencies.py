"""Agencies around the demo's school; referrals that await consent, were sent, and were asked about."""

from functools import partial

import frappe
from frappe.utils import today

from learning_mentor.demo.acting import acting_as, go
from learning_mentor.demo.data import address
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.referrals import consenting, pack

AGENCY, REFERRAL = "Support Agency", "Mentoring Referral"
# local part of the address -> what the agency is
AGENCIES = {
	"talking.place": {
		"agency_name": "The Talking Place",
		"agency_type": "Mental health",
		"area": "Townfield and the valley",
		"thresholds": "Worry or low mood on most days for a month.",
		"how_to_refer": "Through this system; a parent may also call.",
		"capacity_note": "Six weeks until a first talk, in the autumn.",
		"min_age": 8,
		"max_age": 18,
		"acknowledge_days": 3,
		"decide_days": 10,
	},
	"early.help": {
		"agency_name": "Townfield Early Help",
		"agency_type": "Early help",
		"area": "Townfield",
		"thresholds": "Two or more needs in a family, and the family agrees.",
		"how_to_refer": "Through this system. They call the family first.",
		"acknowledge_days": 1,
		"decide_days": 5,
		"start_days": 15,
	},
	"ed.psychology": {
		"agency_name": "County Educational Psychology",
		"agency_type": "Educational psychology",
		"area": "County",
		"thresholds": "Two reviewed plans without enough progress.",
		"how_to_refer": "With the plans and samples of work.",
		"decide_days": 20,
	},
	"boxing.club": {
		"agency_name": "Canal Street Youth Boxing",
		"agency_type": "Youth service",
		"area": "Townfield",
		"how_to_refer": "Bring them along on a Thursday.",
		"min_age": 10,
		"max_age": 17,
	},
}
REASON = "Nights are short and mornings are hard. What we do at school helps on the day and does not last."


def add_agencies(register: Register) -> None:
	for local_part, values in AGENCIES.items():
		values = {**values, "secure_email": address(local_part)}
		register.once(f"agency {local_part}", AGENCY, partial(insert, AGENCY, values))


def add_referrals(register: Register) -> None:
	waiting = _write(register, "callum.whitlock", "The Talking Place", "Worry and low mood")
	sent = _write(register, "zainab.malik", "Townfield Early Help", "Loss or change at home")
	asked = _write(register, "kofi.mensah-reid", "County Educational Psychology", "Falling behind")
	_move(waiting, "Awaiting Consent")
	for name in (sent, asked):
		_move(name, "Awaiting Consent", "Ready", "Sent")
	_move(asked, "More Information")


def _write(register: Register, pupil: str, agency: str, need: str) -> str:
	def write() -> str:
		case = register.get(f"case {pupil}")
		with acting_as(address("mentor")):
			drawn = pack.defaults_for(case)
			values = {"case": case, "agency": agency, "needs": [{"need": need}], "reason": REASON}
			return insert(REFERRAL, {**drawn, **values, "wanted": "A first talk with pupil and family."})

	return register.once(f"referral {pupil}", REFERRAL, write)


def _move(name: str, *statuses: str) -> None:
	"""Take a referral on, from where it is; consent is recorded from paper."""
	order = ["Draft", "Awaiting Consent", "Ready", "Sent", "More Information"]
	for status in statuses:
		doc = frappe.get_doc(REFERRAL, name)
		if order.index(doc.status) >= order.index(status):
			continue
		with acting_as(address("mentor")):
			if status == "Ready":
				_consent(doc)
				continue
			if status == "More Information":
				doc.update({"agency_reply": "Could you send us the last two reviews?"}).save()
			go(REFERRAL, name, status)


def _consent(doc) -> None:
	guardian = frappe.get_doc("Student", doc.student).guardians[0].guardian
	chosen = [section for section in pack.SECTIONS if section != "The family's wishes"]
	consenting.record(doc.name, "Given", guardian, "On paper", today(), chosen)
