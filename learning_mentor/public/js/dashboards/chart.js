const HEIGHT = 200;

/** A line chart in an element: `datasets` are `[{name, values}]`, `marker` is a level as `{label, value}`. */
export function draw_lines(element, { title, labels, datasets, colors, marker }) {
	return new frappe.Chart(element, {
		title,
		type: "line",
		height: HEIGHT,
		animate: 0,
		colors,
		data: { labels, datasets, ...(marker ? { yMarkers: [marker] } : {}) },
		lineOptions: { spline: 0, dotSize: 5 },
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
		data: { labels, datasets },
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
