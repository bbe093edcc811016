// Running sites keep the lists of bundles in the bench's Redis and would go on naming the former ones.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export async function forgetCachedLists(context) {
	const client = await connect(context);
	if (!client) return;
	// Frappe puts the name of a site's database and a bar before the key.
	for await (const key of client.scanIterator({ MATCH: "*assets_json" })) await client.del(key);
	await client.quit();
}

// Without a Redis that answers, no site runs and nothing is cached: the bench's Redis keeps nothing on disk.
async function connect({ bench, require }) {
	const config = join(bench, "sites", "common_site_config.json");
	const url = existsSync(config) && JSON.parse(readFileSync(config, "utf8")).redis_cache;
	if (!url) return null;
	const client = require("@redis/client").createClient({ url, socket: { reconnectStrategy: false } });
	client.on("error", () => {});
	return client.connect().then(() => client, () => null);
}
