import { form_link, html } from "../desk/markup";

/** Shows how far a run of decisions is, then what was done and what failed. */
export class Outcome {
	constructor($region) {
		this.$region = $region;
		this.$region.on("click", ".board-dismiss", () => this.clear());
	}

	clear() {
		this.$region.empty();
	}

	show_progress(done, total) {
		const percent = total ? Math.round((100 * done) / total) : 0;
		this.write(html`<div class="board-outcome running">
			<div class="board-progress-text">${__("{0} of {1} decided", [done, total])}</div>
			<div class="progress board-bar"><div class="progress-bar" style="width: ${percent}%"></div></div>
		</div>`);
	}

	show_result({ done, failed }, done_text) {
		const state = failed.length ? "failed" : "done";
		this.write(html`<div class="board-outcome ${state}" tabindex="-1">
			<button type="button" class="btn btn-default btn-xs board-dismiss">${__("Dismiss")}</button>
			<strong class="board-outcome-title">${title(done, failed, done_text)}</strong>
			${failed.length ? failures(failed) : ""}
		</div>`);
		this.$region.find(".board-outcome").trigger("focus");
	}

	write(markup) {
		this.$region.html(String(markup));
	}
}

function title(done, failed, done_text) {
	const succeeded = __("{0} of {1} {2}.", [done.length, done.length + failed.length, done_text]);
	return failed.length ? __("{0} Not decided:", [succeeded]) : succeeded;
}

function failures(failed) {
	return html`<ul class="board-failures">${failed.map(
		({ row, reason }) =>
			html`<li data-nomination="${row.name}">
				${form_link("Mentoring Nomination", row.name, row.student_name)}: ${reason}</li>`
	)}</ul>`;
}
