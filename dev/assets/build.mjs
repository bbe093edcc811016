// Builds the scripts and styles of every app on a bench into its public/dist, and writes the lists by which
// Frappe finds them: sites/assets/assets.json and assets-rtl.json.
// usage: node build.mjs --bench <bench folder> [--app <name>]
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { findBundles } from "./bundles.mjs";
import { forgetCachedLists } from "./cache.mjs";
import { removeOlderBundles } from "./leftovers.mjs";
import { buildScripts } from "./scripts.mjs";
import { buildStyles } from "./styles.mjs";

try {
	await main();
} catch (error) {
	console.error(`The build failed: ${error.message}`);
	process.exit(1);
}

async function main() {
	const { values } = parseArgs({ options: { bench: { type: "string" }, app: { type: "string" } } });
	if (!values.bench) throw new Error("name the bench folder: node build.mjs --bench <folder>.");
	const context = describeBench(resolve(values.bench));
	const former = readLists(context);
	const lists = values.app ? structuredClone(former) : { ltr: {}, rtl: {} };
	for (const app of chooseApps(context, values.app)) await buildApp(context, app, lists, former);
	writeLists(context, lists);
	await forgetCachedLists(context);
}

function describeBench(bench) {
	const list = join(bench, "sites", "apps.txt");
	const modules = join(bench, "node", "node_modules");
	if (!existsSync(list)) throw new Error(`${list} is missing: it names the bench's apps, one a line.`);
	if (!existsSync(modules)) throw new Error(`${modules} is missing: install npm's packages there first.`);
	const apps = readFileSync(list, "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
	return {
		bench,
		modules,
		apps,
		appsFolder: join(bench, "apps"),
		assets: join(bench, "sites", "assets"),
		nodePaths: [modules, ...apps.map((app) => join(bench, "apps", app))],
		require: createRequire(join(bench, "node", "package.json")),
	};
}

function chooseApps({ apps }, wanted) {
	if (!wanted) return apps;
	if (!apps.includes(wanted)) throw new Error(`no app ${wanted} on this bench, only ${apps.join(", ")}.`);
	return [wanted];
}

async function buildApp(context, app, lists, former) {
	const folder = join(context.appsFolder, app, app, "public");
	if (!existsSync(folder)) return;
	linkApp(context, app, folder);
	const dist = join(folder, "dist");
	const bundles = findBundles(folder);
	const scripts = await buildScripts(context, app, bundles.scripts, dist);
	const styles = await buildStyles(context, app, bundles.styles, dist);
	replaceEntries(lists.ltr, app, { ...scripts, ...styles.ltr });
	replaceEntries(lists.rtl, app, styles.rtl);
	removeOlderBundles(app, dist, [lists, former]);
	console.log(`${app}: ${bundles.scripts.length} scripts, ${bundles.styles.length} styles`);
}

function replaceEntries(list, app, built) {
	for (const [key, path] of Object.entries(list)) if (path.startsWith(`/assets/${app}/`)) delete list[key];
	Object.assign(list, built);
}

function linkApp({ assets, modules }, app, folder) {
	mkdirSync(assets, { recursive: true });
	relink(folder, join(assets, app));
	if (app === "frappe") relink(modules, join(folder, "node_modules"));
}

function relink(target, link) {
	rmSync(link, { recursive: true, force: true });
	symlinkSync(target, link);
}

function readLists(context) {
	return { ltr: readList(context, "assets.json"), rtl: readList(context, "assets-rtl.json") };
}

function readList({ assets }, name) {
	const file = join(assets, name);
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function writeLists({ assets }, { ltr, rtl }) {
	mkdirSync(assets, { recursive: true });
	writeFileSync(join(assets, "assets.json"), JSON.stringify(ltr, null, "\t"));
	writeFileSync(join(assets, "assets-rtl.json"), JSON.stringify(rtl, null, "\t"));
}
