// Removes the bundles of earlier builds, but not those of the build just before: pages that are open, or kept
// in a cache, still ask for them.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["js", "css", "css-rtl"];

export function removeOlderBundles(app, dist, listsToKeep) {
	const keep = new Set(listsToKeep.flatMap(({ ltr, rtl }) => [...Object.values(ltr), ...Object.values(rtl)]));
	for (const folder of FOLDERS.filter((name) => existsSync(join(dist, name)))) {
		for (const file of readdirSync(join(dist, folder))) {
			if (!keep.has(`/assets/${app}/dist/${folder}/${file}`)) rmSync(join(dist, folder, file));
		}
	}
}
