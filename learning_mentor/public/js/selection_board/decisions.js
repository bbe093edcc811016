import { post } from "../desk/server";

/**
 * Send decisions one after the other, so that a refusal stops none of the others.
 * `steps` are `{row, decision, args}`; `on_progress(done, total)` is called before and after each.
 * Resolves with `{done: [row], failed: [{row, reason}]}`.
 */
export async function run_decisions(steps, on_progress) {
	const outcome = { done: [], failed: [] };
	on_progress(0, steps.length);
	for (const [index, step] of steps.entries()) {
		await run_one(step, outcome);
		on_progress(index + 1, steps.length);
	}
	return outcome;
}

async function run_one({ row, decision, args }, outcome) {
	try {
		await post(`selection.${decision}`, { nomination: row.name, ...args });
		outcome.done.push(row);
	} catch (error) {
		outcome.failed.push({ row, reason: error.message });
	}
}

export function accept_steps(choices) {
	return choices.map(({ row, mentor }) => ({ row, decision: "accept", args: { mentor } }));
}

export function waiting_steps(rows, reason) {
	return rows.map((row) => ({ row, decision: "put_on_waiting_list", args: { reason } }));
}

export function decline_steps(rows, reason) {
	return rows.map((row) => ({ row, decision: "decline", args: { reason } }));
}
