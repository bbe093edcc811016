import { html } from "../desk/markup";
import { get, server_words } from "../desk/server";
import { case_card } from "./cards";
import { log_group } from "./group_log";
import { log_session } from "./quick_log";
import { for_you, groups_section, sessions_section } from "./sections";

/** A mentor's morning: what today asks for, then every pupil with one button to log a session. */
export class MyCaseload {
	constructor(page) {
		this.data = null;
		this.last_request = 0;
		this.$page = $(String(layout())).appendTo(page.main);
		page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
		this.listen();
	}

	listen() {
		const on = (selector, act) =>
			this.$page.on("click", selector, (event) => act(event.currentTarget.dataset));
		on(".caseload-log", ({ case: name }) => this.log(name));
		on(".caseload-log-session", ({ case: name, session }) => this.log(name, session));
		on(".caseload-log-group", ({ group }) => this.log_group(group));
		on(".caseload-retry", () => this.refresh());
		this.$page.on("input", ".caseload-find", ({ target }) => this.find(target.value));
	}

	/** Answers that arrive after a later request was sent are dropped. */
	async refresh() {
		const request = ++this.last_request;
		this.$page.attr("aria-busy", "true");
		try {
			const data = await get("sessions.my_caseload");
			if (request === this.last_request) this.show(data);
		} catch (failure) {
			if (request === this.last_request) this.show_error(server_words(failure));
		} finally {
			if (request === this.last_request) this.$page.attr("aria-busy", "false");
		}
	}

	show(data) {
		this.data = data;
		this.put(".caseload-error", "");
		this.put(".caseload-today", sessions_section(data.sessions));
		this.put(".caseload-groups", groups_section(data.groups));
		this.put(".caseload-for-you", for_you(data));
		this.put(".caseload-cases", cases(data.cases));
		this.find(this.$page.find(".caseload-find").val());
	}

	show_error(text) {
		this.put(
			".caseload-error",
			html`<p role="alert">${__("Your caseload could not be loaded.")} ${text}
				<button type="button" class="btn btn-default btn-sm caseload-retry">${__("Try Again")}</button></p>`
		);
	}

	put(selector, markup) {
		this.$page.find(selector).html(String(markup));
	}

	/** Show just the pupils whose name or year group has these letters. */
	find(letters) {
		const wanted = (letters || "").trim().toLowerCase();
		for (const card of this.$page.find(".caseload-case")) {
			card.hidden = !card.dataset.find.toLowerCase().includes(wanted);
		}
	}

	log(name, session) {
		log_session(name, session, () => this.refresh());
	}

	log_group(name) {
		const group = this.data.groups.find((row) => row.name === name);
		log_group(group, () => this.refresh());
	}
}

function layout() {
	return html`<div class="my-caseload">
		<div class="caseload-error"></div>
		<div class="caseload-top">
			<section class="caseload-today" aria-label="${__("Today")}"></section>
			<section class="caseload-groups" aria-label="${__("Groups")}"></section>
			<section class="caseload-for-you" aria-label="${__("For you")}"></section>
		</div>
		<section aria-label="${__("Pupils")}">
			<div class="caseload-heading">
				<h4>${__("Pupils")}</h4>
				<input type="search" class="form-control input-sm caseload-find" placeholder="${__("Find a pupil")}"
					aria-label="${__("Find a pupil")}">
			</div>
			<ul class="caseload-cases"></ul>
		</section>
	</div>`;
}

function cases(rows) {
	if (rows.length) return html`${rows.map(case_card)}`;
	return html`<li class="text-muted">${__("You have no open case. A coordinator gives you pupils on the board.")}</li>`;
}
