import { sendOnSubmit } from "./forms";

/** A guardian's answer to a referral, and an agency's through its link. */
export function takeReferralAnswers() {
	const answer = document.getElementById("referral-answer");
	for (const form of answer?.querySelectorAll("form") || []) {
		sendOnSubmit(form, {
			method: `referrals.${form.dataset.method}`,
			values: () => ({ name: answer.dataset.referral, sections: new FormData(form).getAll("sections") }),
			thanks: document.getElementById("referral-answered"),
			area: answer,
		});
	}
}

export function takeOutsideAnswers() {
	for (const form of document.querySelectorAll("form[data-key]")) {
		sendOnSubmit(form, {
			method: form.dataset.method,
			values: () => ({ key: form.dataset.key }),
			thanks: document.getElementById("outside-answered"),
			area: form,
		});
	}
}
