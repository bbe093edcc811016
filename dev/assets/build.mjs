// Builds the scripts and styles of every app on a bench into its public/dist, and writes the lists by which
// Frappe finds them: sites/assets/assets.json and assets-rtl.json.
// usage: node build.mjs --bench <bench folder> [--app <name>]
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { findBundles } from "./bundles.mjs";
import { htmlTemplates } from "./html-templates.mjs";
import { buildScripts } from "./scripts.mjs";
import { buildStyles } from "./styles.mjs";

const { values } = parseArgs({ options: { bench: { type: "string" }, app: { type: "string" } } });
if (!values.bench) stop("Name the bench folder: node build.mjs --bench <folder>");

const bench = resolve(values.bench);
const modules = join(bench, "node", "node_modules");
const assets = join(bench, "sites", "assets");
if (!existsSync(modules)) stop(`npm's packages are missing: install them into ${join(bench, "node")} first.`);

const context = {
	bench,
	modules,
	apps: join(bench, "apps"),
	require: createRequire(join(bench, "node", "package.json")),
	htmlTemplates,
};
const apps = readFileSync(join(bench, "sites", "apps.txt"), "utf8").split("\n").filter(Boolean);

try {
	await main();
} catch (error) {
	stop(`The build failed: ${error.message}`);
}

async function main() {
	const lists = { ltr: readList("assets.json"), rtl: readList("assets-rtl.json") };
	for (const app of apps.filter((name) => !values.app || name === values.app)) {
		const folder = join(context.apps, app, app, "public");
		if (!existsSync(folder)) continue;
		linkApp(app, folder);
		await buildApp(app, folder, lists);
	}
	mkdirSync(assets, { recursive: true });
	writeList("assets.json", lists.ltr);
	writeList("assets-rtl.json", lists.rtl);
}

async function buildApp(app, folder, lists) {
	const dist = join(folder, "dist");
	rmSync(dist, { recursive: true, force: true });
	const bundles = findBundles(folder);
	Object.assign(lists.ltr, await buildScripts(context, app, bundles.scripts, dist));
	const styles = await buildStyles(context, app, bundles.styles, dist);
	Object.assign(lists.ltr, styles.ltr);
	Object.assign(lists.rtl, styles.rtl);
	console.log(`${app}: ${bundles.scripts.length} scripts, ${bundles.styles.length} styles`);
}

function linkApp(app, folder) {
	mkdirSync(assets, { recursive: true });
	relink(folder, join(assets, app));
	if (app === "frappe") relink(modules, join(folder, "node_modules"));
}

function relink(target, link) {
	rmSync(link, { recursive: true, force: true });
	symlinkSync(target, link);
}

function readList(name) {
	const file = join(assets, name);
	return values.app && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function writeList(name, list) {
	writeFileSync(join(assets, name), JSON.stringify(list, null, "\t"));
}

function stop(sentence) {
	console.error(sentence);
	process.exit(1);
}
