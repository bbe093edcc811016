import { add_text, short_date } from "./chart";

const DAY = 24 * 60 * 60 * 1000;
const STATES = { Achieved: "green", "On Track": "blue", Behind: "orange", Dropped: "gray" };

/** Targets as bars on one axis of time, each filled as far as its goal is reached, with a line for today. */
export function draw_targets(cell, targets) {
	const axis = axis_of(targets);
	const table = element("div", "mentoring-targets");
	table.setAttribute("role", "list");
	table.append(...targets.map((target) => row_of(target, axis)));
	cell.append(title_of(__("Targets over time")), table);
	add_text(cell, __("Filled: how far from the start to the goal. The line is today."));
}

function title_of(text) {
	return element("p", "mentoring-cell-title", text);
}

function element(tag, name, text = "") {
	const made = document.createElement(tag);
	made.className = name;
	made.textContent = text;
	return made;
}

function time_of(day) {
	return moment(day).startOf("day").valueOf();
}

/** First and last moment of all bars, today among them, and where a moment lies between them in percent. */
function axis_of(targets) {
	const days = [...targets.flatMap(({ started, due }) => [time_of(started), time_of(due)]), time_of()];
	const first = Math.min(...days);
	const length = Math.max(Math.max(...days) - first, DAY);
	return { at: (moment_in_time) => (100 * (moment_in_time - first)) / length };
}

function row_of(target, axis) {
	const row = element("div", "mentoring-target");
	row.setAttribute("role", "listitem");
	const track = element("div", "mentoring-target-track");
	const today = element("span", "mentoring-target-today");
	today.style.left = `${axis.at(time_of())}%`;
	track.append(bar_of(target, axis), today);
	row.append(element("div", "mentoring-target-text", `${target.number}. ${target.text}`), track);
	row.append(element("div", "text-muted small", in_words(target)));
	return row;
}

function bar_of(target, axis) {
	const [start, end] = [axis.at(time_of(target.started)), axis.at(time_of(target.due))];
	const bar = element("span", `mentoring-target-bar ${STATES[target.status] || "blue"}`);
	bar.style.left = `${start}%`;
	bar.style.width = `${Math.max(end - start, 1)}%`;
	const filled = element("span", "mentoring-target-filled");
	filled.style.width = `${reached(target)}%`;
	bar.append(filled);
	return bar;
}

/** How far the newest point has come from the baseline to the goal, 0 to 100. */
export function reached({ status, baseline, goal, points }) {
	if (status === "Achieved") return 100;
	const latest = points.length ? points[points.length - 1].value : baseline;
	if (goal === baseline) return 0;
	return Math.round(Math.min(Math.max((100 * (latest - baseline)) / (goal - baseline), 0), 100));
}

function in_words(target) {
	const days = __("{0} to {1}", [short_date(target.started), short_date(target.due)]);
	return [__(target.status), days, __("{0}% of the way", [reached(target)])].filter(Boolean).join(", ");
}
