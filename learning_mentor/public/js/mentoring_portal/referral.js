import { takeForms } from "./forms";
import { post, thank } from "./server";

/** A guardian's answer to a referral, and an agency's through its link. */
export function takeReferralAnswers() {
	const answer = document.getElementById("referral-answer");
	takeForms(answer?.querySelectorAll("form") || [], async (form, values) => {
		const sections = new FormData(form).getAll("sections");
		await post(`referrals.${form.dataset.method}`, { ...values, sections, name: answer.dataset.referral });
		thank(document.getElementById("referral-answered"), form.dataset.thanks, answer);
	});
}

export function takeOutsideAnswers() {
	takeForms(document.querySelectorAll("form[data-key]"), async (form, values) => {
		await post(form.dataset.method, { ...values, key: form.dataset.key });
		thank(document.getElementById("outside-answered"), form.dataset.thanks, form);
	});
}
