frappe.ui.form.on("Mentoring Outside Link", {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.revoked_on || frm.doc.used_on) return;
		frm.add_custom_button(__("Take the Link Back"), async () => {
			await frappe.call({
				method: "learning_mentor.api.referrals.take_link_back",
				args: { link: frm.docname },
				freeze: true,
			});
			await frm.reload_doc();
		});
	},
});
