"""What Frappe is told of the app: what it installs, guards, runs by the clock and shows."""

from learning_mentor import permissions as _permissions
from learning_mentor.guards import (  # noqa: F401  they fill OVERRIDES
	answers,
	boards,
	data_imports,
	searches,
	totals,
	traces,
)
from learning_mentor.guards import desk_tools as _desk_tools
from learning_mentor.guards import references as _references
from learning_mentor.guards import writes as _writes
from learning_mentor.guards.methods import OVERRIDES as _OVERRIDES
from learning_mentor.versions import home as _home

app_name = "learning_mentor"
app_title = "Learning Mentor"
app_publisher = "Learning Mentor contributors"
app_description = "Learning mentoring for Frappe Education"
app_email = "maintainers@example.com"
app_license = "MIT"

add_to_apps_screen = [
	{
		"name": "learning_mentor",
		"logo": "/assets/learning_mentor/images/learning-mentor.svg",
		"title": app_title,
		"route": _home(),
		"has_permission": "learning_mentor.desk.shows_app",
	}
]

app_include_js = "learning_mentor.bundle.js"
app_include_css = "mentoring_desk.bundle.css"

before_install = "learning_mentor.install.before_install"
after_install = "learning_mentor.install.after_install"
after_migrate = ["learning_mentor.install.after_migrate"]
before_uninstall = "learning_mentor.uninstall.before_uninstall"

role_home_page = {"Guardian": "mentoring"}
portal_menu_items = [
	{"title": "Mentoring", "route": "/mentoring", "role": role} for role in ("Guardian", "Student")
]

permission_query_conditions = {
	doctype: f"learning_mentor.permissions.{_permissions.hook_name(doctype)}"
	for doctype in (*_permissions.RULES, *_permissions.PARENTS)
} | {**_references.CONDITIONS, **_desk_tools.CONDITIONS}
has_permission = {
	**dict.fromkeys(_permissions.RULES, "learning_mentor.permissions.has_permission"),
	**_references.PERMISSIONS,
	**_desk_tools.PERMISSIONS,
}

jinja = {"methods": ["learning_mentor.papers.mentoring_paper", "learning_mentor.papers.text_direction"]}

override_doctype_dashboards = {"Student": "learning_mentor.desk.add_student_connections"}
override_whitelisted_methods = dict(_OVERRIDES)
auth_hooks = ["learning_mentor.each_request.before"]
after_request = ["learning_mentor.each_request.after"]

doc_events = {
	**{
		doctype: {
			"before_insert": "learning_mentor.guards.own_rows.check_new",
			"before_validate": [
				"learning_mentor.guards.own_rows.check_changed",
				"learning_mentor.guards.values.check",
				"learning_mentor.guards.schools.check",
			],
			"before_update_after_submit": "learning_mentor.guards.own_rows.check_changed",
			"before_discard": "learning_mentor.guards.own_rows.refuse_discarding",
		}
		for doctype in _permissions.RULES
	},
	**_writes.EVENTS,
	"File": {
		"validate": ["learning_mentor.attachments.refuse_scans", "learning_mentor.guards.writes.check_file"]
	},
	"Student": {
		"before_rename": "learning_mentor.renamed_pupils.check",
		"after_rename": "learning_mentor.renamed_pupils.follow",
	},
	"Communication": {
		"validate": "learning_mentor.guards.writes.keep_off_timelines",
		"on_update": "learning_mentor.liaison.take_email",
		**_writes.NEWS,
	},
}

write_file = "learning_mentor.attachments.write_file"

ignore_links_on_delete = ["Mentoring Notice"]  # a user may go while a notice for them waits

# Records about the user themself. Never one about a pupil: a download asks for no permission.
user_data_fields = [
	{
		"doctype": "Mentor Profile",
		"filter_by": "user",
		"redact_fields": ["mentor_name", "prior_experience"],
	},
	{"doctype": "Mentoring Read Log", "filter_by": "reader"},
]
override_doctype_class = {
	"Personal Data Download Request": "learning_mentor.data_protection.personal_data.OwnDataAlone",
	"RQ Job": "learning_mentor.guards.jobs_shown.JobWithoutRecords",
}

scheduler_events = {
	"cron": {
		"* * * * *": [
			"learning_mentor.visits.alarm.watch",
			"learning_mentor.notices.digest.run",
			"learning_mentor.long_jobs.pick_up",
			"learning_mentor.direct_reports.keep_direct",
		]
	},
	"daily": [
		"learning_mentor.clearance.daily",
		"learning_mentor.early_signs.nightly",
		"learning_mentor.visits.writing.remind",
		"learning_mentor.liaison.remind",
		"learning_mentor.learning_mentor.doctype.mentoring_case.aftercare.remind",
		"learning_mentor.transition.reminders.remind",
		"learning_mentor.referrals.chasers.daily",
		"learning_mentor.events.notices.remind",
		"learning_mentor.plans.remind",
		"learning_mentor.notices.digest.tidy",
		"learning_mentor.imports.starting.tidy",
		"learning_mentor.rest.idempotency.forget_old",
		"learning_mentor.job_marks.forget_old",
	],
}
