import { add_chart_element, add_section, add_text, ask_for, draw_bars, draw_lines, short_date } from "./chart";
import { draw_latest } from "./latest";
import { draw_targets } from "./targets";

const VERDICTS = {
	Better: __("better than at first"),
	Worse: __("worse than at first"),
	"The same": __("the same as at first"),
};
const PHASES = { Before: "#98d85b", During: "#449cf0", After: "#ffa00a" };

/** On a case: targets, what happened last, what pupils and staff answered, attendance by month, results. */
export async function show_impact(frm) {
	const answers = await ask_for(frm, ["impact.of_case", "impact.work_on_case"], { case: frm.doc.name });
	if (!answers) return;
	const [impact, { targets, latest }] = answers;
	const charts = [
		...(targets.length ? [(cell) => draw_targets(cell, targets)] : []),
		...(latest.length ? [(cell) => draw_latest(cell, latest, frm.doc.name)] : []),
		...impact.check_ins.map((trend) => (cell) => draw_trend(cell, trend)),
		...(impact.attendance.length ? [(cell) => draw_attendance(cell, impact.attendance)] : []),
		...(impact.results.length ? [(cell) => draw_results(cell, impact.results)] : []),
	];
	if (charts.length) add_section(frm, __("Progress"), charts, (cell, draw) => draw(cell));
}

function draw_trend(cell, trend) {
	const labels = trend.points.map(({ on }) => short_date(on));
	const values = trend.points.map(({ score }) => score);
	const title = __("{0} ({1})", [__(trend.scale), __(trend.answered_as)]);
	draw_lines(add_chart_element(cell), { title, labels, datasets: [{ name: __("Score"), values }] });
	if (trend.target_text) add_text(cell, trend.target_text);
	add_text(cell, in_words(trend));
}

function in_words({ baseline, latest, change, verdict }) {
	if (!verdict) return __("First {0}; there is nothing to compare yet", [baseline]);
	const figures = __("First {0}, latest {1}, change {2}", [baseline, latest, signed(change)]);
	return `${figures}: ${VERDICTS[verdict]}`;
}

function signed(number) {
	return number > 0 ? `+${number}` : String(number);
}

function draw_attendance(cell, months) {
	const labels = months.map(({ month }) => month);
	draw_phases(cell, __("Attendance by month (%)"), labels, months);
}

function draw_results(cell, results) {
	const labels = results.map(({ on, course }) => [short_date(on), course].filter(Boolean).join(" "));
	draw_phases(cell, __("Results (of 100)"), labels, results);
}

/** Bars in a colour per phase, with the mean of each phase in words. */
function draw_phases(cell, title, labels, rows) {
	const shown = Object.keys(PHASES).filter((phase) => rows.some((row) => row.phase === phase));
	const datasets = shown.map((phase) => ({
		name: __(phase),
		values: rows.map((row) => (row.phase === phase ? row.percent : 0)),
	}));
	const colors = shown.map((phase) => PHASES[phase]);
	draw_bars(add_chart_element(cell), { title, labels, datasets, colors });
	add_text(cell, shown.map((phase) => `${__(phase)}: ${mean(rows, phase)}%`).join(", "));
}

/** Months count by their recorded days, results alike. */
function mean(rows, phase) {
	const those = rows.filter((row) => row.phase === phase);
	const weight = those.reduce((sum, row) => sum + (row.days || 1), 0);
	const total = those.reduce((sum, row) => sum + row.percent * (row.days || 1), 0);
	return Math.round((10 * total) / weight) / 10;
}
