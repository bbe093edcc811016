frappe.provide("learning_mentor.calendars");

/**
 * Settings of a calendar whose events have a time of day. Frappe takes an event for one of the whole day where no
 * field of it says otherwise (15.0), or where none of its rows does (later).
 */
learning_mentor.calendars.timed = (settings, { can_be_moved = true } = {}) => ({
	...settings,
	field_map: { id: "name", allDay: "all_day", ...settings.field_map },
	prepare_events(events) {
		for (const event of events || []) event.all_day = 0;
		const shown = frappe.views.Calendar.prototype.prepare_events.call(this, events);
		if (!can_be_moved) for (const event of shown) event.editable = false;
		return shown;
	},
});
