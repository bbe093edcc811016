"""Secret links: forged, expired, replayed, taken back, somebody else's; and what a good one shows."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import get_datetime, now_datetime

from learning_mentor.exceptions import LinkNotValidError, LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.outside import links as outside_links
from learning_mentor.referrals import replies
from tests import factories as make
from tests import referral_factories as referrals


@pytest.fixture
def referral(db):
	referrals.make_mail_account()
	return referrals.make_referral(status="Sent", sections=["Attendance"])


@pytest.fixture
def key(referral):
	return referrals.keys_mailed()[-1]


def open_it(key):
	return outside_links.open_link(key, outside_links.REFERRAL)


def link_of(referral):
	return frappe.get_doc(referrals.LINK, {"reference_name": referral.name})


def test_the_database_has_no_working_key(referral, key):
	link = link_of(referral)
	assert key not in frappe.as_json(link.as_dict())
	assert link.recipient == referrals.AGENCY_MAIL
	days = get_datetime(link.expires_on) - now_datetime()
	assert timedelta(days=get_settings().link_days - 1) < days <= timedelta(days=get_settings().link_days)


def test_a_good_key_opens_its_record_within_the_scope(referral, key):
	opened = open_it(key)
	assert opened.doc.name == referral.name
	shown = replies.show(opened.doc)
	assert [row["section"] for row in shown["sections"]] == [
		"About the pupil",
		"Needs and reason",
		"Attendance",
	]
	assert "Wordtried" not in frappe.as_json(shown)


@pytest.mark.parametrize("change", ["", "x", "other secret", "other purpose", "no signature", "very long"])
def test_forged_keys_open_nothing_and_leave_no_trace(referral, key, change):
	random, _dot, signature = key.partition(".")
	forged = {
		"": "",
		"x": key[:-1] + ("0" if key[-1] != "0" else "1"),
		"other secret": f"{random[::-1]}.{signature}",
		"other purpose": outside_links._new_key(outside_links.HANDOVER),
		"no signature": random,
		"very long": key + "0" * 5000,
	}[change]
	with pytest.raises(LinkNotValidError, match="not valid"):
		open_it(forged)
	assert not frappe.db.exists(referrals.OPENING, {"link": link_of(referral).name})


def test_a_signed_key_that_was_never_sent_is_not_valid(referral):
	with pytest.raises(LinkNotValidError, match="not valid"):
		open_it(outside_links._new_key(outside_links.REFERRAL))


def test_it_ends_at_the_second(referral, key):
	link = link_of(referral)
	link.db_set("expires_on", now_datetime() + timedelta(seconds=30))
	open_it(key)
	link.db_set("expires_on", now_datetime() - timedelta(seconds=1))
	with pytest.raises(LinkNotValidError, match="expired"):
		open_it(key)
	assert events_of(referral) == ["Tried in vain"]


def events_of(referral) -> list[str]:
	return frappe.get_all(
		referrals.OPENING, {"link": link_of(referral).name}, pluck="event", order_by="creation asc"
	)


def test_an_answer_uses_it_up_and_a_replay_changes_nothing(referral, key):
	replies.take(key, "Accepted", "Dr Winter", "We start in May")
	referral.reload()
	assert (referral.status, referral.replies[0].from_name) == ("Accepted", "Dr Winter")
	assert referral.start_by
	with pytest.raises(LinkNotValidError, match="answered already"):
		replies.take(key, "Declined", "Somebody", "No")
	referral.reload()
	assert (referral.status, len(referral.replies)) == ("Accepted", 1)
	assert events_of(referral) == ["Answered", "Tried in vain"]


def test_an_acknowledgement_leaves_it_open_for_the_decision(referral, key):
	replies.take(key, "Acknowledged", "Front desk")
	with pytest.raises(MentoringError, match="does not fit"):
		replies.take(key, "Acknowledged", "Front desk")
	replies.take(key, "More Information", "Dr Winter", "Since when?")
	referral.reload()
	assert [row.kind for row in referral.replies] == ["Acknowledged", "More Information"]
	with pytest.raises(LinkNotValidError):
		open_it(key)


def test_answers_need_a_name_and_some_need_words(referral, key):
	for kind, name, text, words in (
		("Accepted", " ", None, "name is missing"),
		("Declined", "Dr Winter", " ", "words are missing"),
		("More Information", "Dr Winter", None, "words are missing"),
		("Closed", "Dr Winter", "x", "does not fit"),
		("Draft", "Dr Winter", "x", "does not fit"),
	):
		with pytest.raises(MentoringError, match=words):
			replies.take(key, kind, name, text)
	assert frappe.db.get_value(referral.doctype, referral.name, "status") == "Sent"
	assert not link_of(referral).used_on


def test_the_mentor_hears_of_an_answer(referral, key):
	replies.take(key, "Accepted", "Dr Winter")
	told = frappe.get_all("Notification Log", {"document_name": referral.name}, ["for_user", "subject"])
	assert make.mentor_user(referral) in {row.for_user for row in told}
	assert all(referral.student_name not in row.subject for row in told)


def test_a_link_taken_back_shows_nothing(referral, key, as_user):
	with as_user(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		outside_links.revoke(link_of(referral).name)
	open_it(key)
	with as_user(make.mentor_user(referral)):
		outside_links.revoke(link_of(referral).name)
	with pytest.raises(LinkNotValidError, match="taken this link back"):
		open_it(key)


def test_a_new_link_ends_the_old_one(referral, key, as_user):
	from learning_mentor.referrals import sending

	with as_user(make.mentor_user(referral)):
		sending.send_link_again(referral.name)
	with pytest.raises(LinkNotValidError):
		open_it(key)
	assert open_it(referrals.keys_mailed()[-1]).doc.name == referral.name
	with as_user(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		sending.send_link_again(referral.name)


def test_each_key_opens_its_own_referral_alone(referral, key):
	other = referrals.make_referral(status="Sent")
	other_key = next(each for each in referrals.keys_mailed() if each != key)
	assert open_it(key).doc.name == referral.name
	assert open_it(other_key).doc.name == other.name
	with pytest.raises(frappe.DoesNotExistError):
		replies.document(key, 1)


def test_documents_go_only_where_the_scope_lets_them(db):
	referrals.make_mail_account()
	case = referrals.make_case()
	for sections, shown in (([], []), (["Documents"], ["Report"])):
		draft = referrals.write_referral(case)
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "report.txt",
				"content": f"Words of {draft.name}",
				"is_private": 1,
				"attached_to_doctype": draft.doctype,
				"attached_to_name": draft.name,
			}
		).insert()
		draft.append("documents", {"title": "Report", "file": file.file_url})
		draft.save()
		referrals.act(draft, "Ask for Consent")
		referrals.give_on_paper(draft, sections)
		referrals.act(draft, "Send Referral")
		key = referrals.keys_mailed()[-1]
		assert replies.show(open_it(key).doc)["documents"] == shown
		if shown:
			assert replies.document(key, 1)[1] == f"Words of {draft.name}".encode()
		for number in (0, 2, -1):
			with pytest.raises(frappe.DoesNotExistError):
				replies.document(key, number)


def test_nobody_writes_links_or_their_log(referral):
	link = link_of(referral)
	link.expires_on = now_datetime() + timedelta(days=900)
	with pytest.raises(LockedTextError):
		link.save()
	opening = frappe.get_doc(
		{
			"doctype": referrals.OPENING,
			"case": referral.case,
			"link": link.name,
			"happened_on": now_datetime(),
			"event": "Read",
		}
	)
	with pytest.raises(LockedTextError):
		opening.insert()
