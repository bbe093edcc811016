// An imported .html file registers itself as a desk template under its own name.
// The text stands in a template literal, not in a string: some templates hold expressions that have to be
// evaluated where the bundle is loaded.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

export const htmlTemplates = {
	name: "html-templates",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, async ({ path }) => {
			const source = await readFile(path, "utf8");
			const text = source.replace(/<!--[\s\S]*?-->/g, "").replace(/\s+/g, " ").replace(/`/g, "\\`");
			const key = JSON.stringify(basename(path, ".html"));
			return { contents: `frappe.templates[${key}] = \`${text}\`;`, loader: "js" };
		});
	},
};
