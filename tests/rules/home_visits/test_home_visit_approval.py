"""When a home visit needs approval, a second person, or neither."""

import frappe
import pytest

from learning_mentor.exceptions import (
	FourEyesError,
	MentoringError,
)
from tests import factories as make
from tests import session_factories as daily
from tests import visit_factories as visits
from tests.visit_factories import AGGRESSION, ALLEGATION, DOGS, working_day


def test_a_known_family_in_hours_is_confirmed_by_the_mentor(known, as_user):
	visit = visits.plan_visit(known, companion=None)
	with as_user(make.mentor_user(known)):
		make.act(visit, "Confirm Visit")
	assert (visit.status, visit.approved_by, visit.needs_approval) == (
		"Approved",
		make.mentor_user(known),
		0,
	)


def test_a_first_visit_needs_two_people_and_approval(case, as_user):
	visit = visits.plan_visit(case, companion=None)
	assert visit.needs_approval
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="never made alone"):
		make.act(visit, "Approve Visit")
	visit = visits.plan_visit(case)
	with (
		as_user(make.mentor_user(case)),
		pytest.raises(frappe.PermissionError, match="coordinator's approval"),
	):
		make.act(visit, "Confirm Visit")
	visits.approve(visit)
	assert (visit.status, visit.approved_by) == ("Approved", make.COORDINATOR)


def test_another_address_is_a_first_visit_again(known):
	assert visits.plan_visit(known, address="2 Low Street").needs_approval


def test_nobody_at_home_was_no_first_visit(case, as_user):
	visit = visits.make_visit(case, status="Under Way")
	with as_user(make.mentor_user(case)):
		visit.status_reason = "Nobody opened"
		visit.save()
		make.act(visit, "No Access")
	assert visits.plan_visit(case).needs_approval


@pytest.mark.parametrize(("with_companion", "needs"), [(False, 1), (True, 0)])
def test_alone_and_out_of_hours_needs_approval(known, with_companion, needs):
	values = {} if with_companion else {"companion": None}
	visit = visits.plan_visit(known, starts_on=working_day(17, 30), **values)
	assert visit.risk_level == "Low"
	assert visit.needs_approval == needs


@pytest.mark.parametrize(("answers", "needs"), [({DOGS: "Yes"}, 0), ({ALLEGATION: "Yes"}, 1)])
def test_approval_begins_at_the_level_of_settings(known, answers, needs):
	assert visits.plan_visit(known, answers=answers).needs_approval == needs


def test_two_go_from_the_level_of_settings(known, as_user):
	visit = visits.plan_visit(known, answers={AGGRESSION: "Yes"}, companion=None)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="two visitors go"):
		make.act(visit, "Approve Visit")
	daily.settings(companion_from="Medium")
	visit = visits.plan_visit(known, answers={ALLEGATION: "Yes"}, companion=None)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="two visitors go"):
		make.act(visit, "Approve Visit")


@pytest.mark.parametrize(
	("answers", "measure", "words"),
	[({DOGS: ""}, "Agreed", "Answer is missing"), ({DOGS: "Yes"}, "", "how the risk is met")],
)
def test_an_incomplete_assessment_is_not_approved(known, as_user, answers, measure, words):
	visit = visits.new_visit(known, answers=answers)
	for row in visit.risks:
		row.control_measure = measure
	with as_user(make.mentor_user(known)):
		visit.insert()
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match=words):
		make.act(visit, "Approve Visit")


def test_whoever_planned_it_or_goes_along_does_not_approve(case, as_user):
	make.make_coordinator()
	with as_user(make.COORDINATOR):
		visit = visits.new_visit(case).insert()
		with pytest.raises(FourEyesError):
			make.act(visit, "Approve Visit")
	visit = visits.plan_visit(case, companion=make.COORDINATOR)
	with as_user(make.COORDINATOR), pytest.raises(FourEyesError):
		make.act(visit, "Approve Visit")
