// Finds what is to be built: every file named *.bundle.* in an app's public folder.
import { readdirSync } from "node:fs";
import { join } from "node:path";

const SCRIPT = /\.bundle\.(js|ts|jsx|tsx)$/;
const STYLE = /\.bundle\.(css|scss|sass)$/;
const NOT_BUILT = /\.bundle\.(less|styl)$/;
const NOT_SOURCES = new Set(["node_modules", "dist"]);

export function findBundles(folder) {
	const files = [...walk(folder)].sort();
	const refused = files.find((file) => NOT_BUILT.test(file));
	if (refused) throw new Error(`${refused} is in a language this build has no compiler for: write it as .scss.`);
	return {
		scripts: files.filter((file) => SCRIPT.test(file)),
		styles: files.filter((file) => STYLE.test(file)),
	};
}

function* walk(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() && !NOT_SOURCES.has(entry.name)) yield* walk(path);
		else if (entry.isFile()) yield path;
	}
}
