import { get } from "../desk/server";

const HEIGHT = 200;

/** What the server says about a form's record, by each method; null when the form has been refreshed or left. */
export async function ask_for(frm, methods, args) {
	const name = frm.doc.name;
	const asked = (frm.mentoring_charts_asked = {});
	const answers = await Promise.all(methods.map((method) => get(method, args)));
	return frm.mentoring_charts_asked === asked && frm.doc.name === name ? answers : null;
}

/** Labels that others typed: the tip over a chart takes them for markup. */
function plain(labels) {
	return labels.map((label) => label.replace(/[<>&]/g, " "));
}

/** A line chart in an element: `datasets` are `[{name, values}]`, `marker` is a level as `{label, value}`. */
export function draw_lines(element, { title, labels, datasets, colors, marker }) {
	return new frappe.Chart(element, {
		title,
		type: "line",
		height: HEIGHT,
		animate: 0,
		colors,
		data: { labels: plain(labels), datasets, ...(marker ? { yMarkers: [marker] } : {}) },
		lineOptions: { showDots: 1, dotSize: 5 }, // a single point has no line
		axisOptions: { xIsSeries: 1 },
	});
}

/** Stacked bars in an element. */
export function draw_bars(element, { title, labels, datasets, colors }) {
	return new frappe.Chart(element, {
		title,
		type: "bar",
		height: HEIGHT,
		animate: 0,
		colors,
		data: { labels: plain(labels), datasets },
		barOptions: { stacked: 1 },
	});
}

/** A dashboard section with a cell per item; `fill(cell, item)` is called once the cells are in the page. */
export function add_section(frm, title, items, fill) {
	const section = document.createElement("div");
	section.className = "mentoring-charts";
	frm.dashboard.add_section(section, title);
	for (const item of items) {
		const cell = document.createElement("div");
		section.append(cell);
		fill(cell, item);
	}
	frm.dashboard.show();
}

/** A date that fits under a chart, as 24 Nov. */
export function short_date(day) {
	return moment(day).format("D MMM");
}

/** A line of text under a chart. */
export function add_text(cell, text, kind = "text-muted") {
	const line = document.createElement("p");
	line.className = kind;
	line.textContent = text;
	cell.append(line);
}

export function add_chart_element(cell) {
	const element = document.createElement("div");
	cell.append(element);
	return element;
}
