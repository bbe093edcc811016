import { ask, post } from "./server";

const PAUSE = 200; // milliseconds without a key before the server is asked

/** The register of an event on a tablet: type two letters, tap the pupil; tap Here or Absent in the list. */
export function takeDropIn() {
	const page = document.getElementById("drop-in");
	if (!page) return;
	takeSearch(page);
	for (const button of page.querySelectorAll("[data-mark]")) {
		button.addEventListener("click", () => mark(page, button));
		button.disabled = false;
	}
}

function takeSearch(page) {
	const entry = page.querySelector("#drop-in-text");
	if (!entry) return;
	let timer;
	entry.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(() => search(page, entry), PAUSE);
	});
	entry.disabled = false;
	entry.focus();
}

async function search(page, entry) {
	const text = entry.value.trim();
	const found = page.querySelector("#drop-in-found");
	if (text.length < 2) return found.replaceChildren();
	await trying(page, async () => {
		const pupils = await ask("events.find", { event: page.dataset.event, text });
		if (entry.value.trim() !== text) return; // a later answer is on its way
		found.replaceChildren(...(pupils.length ? pupils.map((pupil) => tap(page, pupil)) : [nobody()]));
	});
}

function nobody() {
	const words = document.createElement("p");
	words.textContent = __("Nobody by that name may come to this event.");
	return words;
}

function tap(page, pupil) {
	const button = document.createElement("button");
	button.type = "button";
	button.className = "mentoring-button";
	button.textContent = pupil.student_name;
	button.addEventListener("click", () =>
		trying(page, async () => {
			button.disabled = true;
			await post("events.attend", { event: page.dataset.event, student: pupil.student });
			window.location.reload();
		}).finally(() => (button.disabled = false))
	);
	return button;
}

/** A second tap on the same mark takes it back. */
function mark(page, button) {
	const row = button.closest("li");
	const status = button.dataset.mark === row.dataset.status ? "Registered" : button.dataset.mark;
	return trying(page, async () => {
		if (row.dataset.status === "Waiting") {
			await post("events.attend", { event: page.dataset.event, student: row.dataset.student });
		} else {
			await post("events.mark", { registration: row.dataset.registration, status });
		}
		show(row, status);
	});
}

function show(row, status) {
	row.dataset.status = status;
	row.querySelector(".mentoring-row-status").textContent = __(status);
	for (const button of row.querySelectorAll("[data-mark]")) {
		button.setAttribute("aria-pressed", String(button.dataset.mark === status));
	}
}

async function trying(page, work) {
	const error = page.querySelector(".mentoring-error");
	error.textContent = "";
	try {
		await work();
	} catch (refusal) {
		error.textContent = refusal.message;
	}
}
