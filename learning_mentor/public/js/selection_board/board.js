import { nomination_card } from "./cards";
import { accept_steps, decline_steps, run_decisions, waiting_steps } from "./decisions";
import { MentorDialog, ask_reason, confirm_drop } from "./dialogs";
import { enable_drag } from "./drag";
import { Filters } from "./filters";
import { count_text, empty_message, error_message, layout } from "./layout";
import { mentor_card } from "./mentors";
import { Outcome } from "./outcome";
import { get, server_words } from "../desk/server";

const PAGE_LENGTH = 50;
const LONGEST_PAGE = 200;

/** The panel's board: open nominations by priority, mentors with their places, and the decisions. */
export class SelectionBoard {
	constructor(page) {
		this.rows = [];
		this.mentors = [];
		this.total = 0;
		this.selected = new Set();
		this.last_request = 0;
		this.last_request_of_mentors = 0;
		this.running = false;
		this.$board = $(String(layout())).appendTo(page.main);
		this.outcome = new Outcome(this.$(".board-report"));
		this.filters = new Filters(page, () => this.refresh());
		page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
		this.listen();
	}

	$(selector) {
		return this.$board.find(selector);
	}

	listen() {
		this.$board.on("change", ".board-select", ({ target }) => this.select(target.value, target.checked));
		this.$board.on("change", ".board-select-all", ({ target }) => this.select_all(target.checked));
		this.$board.on("click", ".board-accept", () => this.accept());
		this.$board.on("click", ".board-wait", () => this.put_on_waiting_list());
		this.$board.on("click", ".board-decline", () => this.decline());
		this.$board.on("click", ".board-more", () => this.load_more());
		this.$board.on("click", ".board-retry", () => this.refresh());
		this.$board.on("click", ".board-clear", () => this.filters.clear());
		enable_drag(this.$board, (nomination, mentor) => this.drop(nomination, mentor));
	}

	/** Read anew as much of the board as is shown. */
	async refresh() {
		const page_length = Math.min(Math.max(this.rows.length, PAGE_LENGTH), LONGEST_PAGE);
		await Promise.all([this.load(0, page_length, (rows) => rows), this.load_mentors()]);
	}

	async load_more() {
		const known = new Set(this.rows.map((row) => row.name));
		await this.load(this.rows.length, PAGE_LENGTH, (rows) => [
			...this.rows,
			...rows.filter((row) => !known.has(row.name)),
		]);
	}

	/** They come beside the nominations, which do not wait for them; an error is told with those. */
	async load_mentors() {
		const request = ++this.last_request_of_mentors;
		const mentors = await get("selection.mentors").catch(() => null);
		if (!mentors || request !== this.last_request_of_mentors) return;
		this.mentors = mentors;
		this.$(".board-mentors").html(mentors.map((mentor) => String(mentor_card(mentor))).join(""));
	}

	/** Answers that arrive after a later request was sent are dropped. */
	async load(start, page_length, merge) {
		const request = ++this.last_request;
		this.$board.attr("aria-busy", "true");
		try {
			const board = await get("selection.board", { ...this.filters.values(), start, page_length });
			if (request === this.last_request) this.show(merge(board.nominations), board);
		} catch (failure) {
			if (request === this.last_request) this.show_error(server_words(failure));
		} finally {
			if (request === this.last_request) this.$board.attr("aria-busy", "false");
		}
	}

	show(rows, { total }) {
		Object.assign(this, { rows, total });
		const decidable = rows.filter((row) => !row.held).map((row) => row.name);
		this.selected = new Set(decidable.filter((name) => this.selected.has(name)));
		this.$(".board-message").html(rows.length ? "" : String(empty_message(this.filters.are_set())));
		this.show_rows();
		this.$(".board-more").toggleClass("hidden", rows.length >= total);
		this.show_selection();
	}

	show_rows() {
		const cards = this.rows.map((row, index) => nomination_card(row, index + 1, this.selected.has(row.name)));
		this.$(".board-list").html(cards.map(String).join(""));
	}

	show_error(text) {
		this.rows = [];
		this.total = 0;
		this.selected.clear();
		this.$(".board-message").html(String(error_message(text)));
		this.show_rows();
		this.$(".board-more").addClass("hidden");
		this.show_selection();
	}

	select(name, wanted) {
		if (wanted) this.selected.add(name);
		else this.selected.delete(name);
		this.show_selection();
	}

	select_all(wanted) {
		const decidable = this.rows.filter((row) => !row.held);
		this.selected = new Set(wanted ? decidable.map((row) => row.name) : []);
		this.$(".board-select:enabled").prop("checked", wanted);
		this.show_selection();
	}

	show_selection() {
		const decidable = this.rows.filter((row) => !row.held).length;
		const all = decidable > 0 && this.selected.size === decidable;
		this.$(".board-select-all").prop({ checked: all, disabled: !decidable || this.running });
		this.$(".board-count").text(count_text(this.rows.length, this.total, this.selected.size));
		this.$(".board-buttons button").prop("disabled", !this.selected.size || this.running);
	}

	selected_rows() {
		return this.rows.filter((row) => this.selected.has(row.name));
	}

	accept() {
		const on_chosen = (choices) => this.run(accept_steps(choices), __("accepted"));
		new MentorDialog(this.selected_rows(), this.mentors, on_chosen).show();
	}

	put_on_waiting_list() {
		const rows = this.selected_rows();
		const question = { title: __("Put on the Waiting List"), action: __("Put on Waiting List") };
		ask_reason(question, (reason) => this.run(waiting_steps(rows, reason), __("put on the waiting list")));
	}

	decline() {
		const rows = this.selected_rows();
		const question = { title: __("Decline"), action: __("Decline"), required: true };
		ask_reason(question, (reason) => this.run(decline_steps(rows, reason), __("declined")));
	}

	/** Dropping one of the selected nominations takes all of them along. */
	drop(nomination, mentor_name) {
		if (this.running) return;
		const rows = this.selected.has(nomination)
			? this.selected_rows()
			: this.rows.filter((row) => row.name === nomination);
		const mentor = this.mentors.find(({ name }) => name === mentor_name);
		const choices = rows.map((row) => ({ row, mentor: mentor_name }));
		confirm_drop(rows, mentor, () => this.run(accept_steps(choices), __("accepted")));
	}

	/** Take the decisions, then show the board as it is now; what failed stays selected while it is open. */
	async run(steps, done_text) {
		if (this.running) return;
		this.running = true;
		this.show_selection();
		const outcome = await run_decisions(steps, (done, total) => this.outcome.show_progress(done, total));
		this.running = false;
		outcome.done.forEach((row) => this.selected.delete(row.name));
		await this.refresh();
		this.outcome.show_result(outcome, done_text);
	}
}
