// Script bundles: one self-contained file each, with the styles of its Vue components inside.
import { appendFileSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";

import { htmlTemplates } from "./html-templates.mjs";
import { vueStyles } from "./vue-styles.mjs";

export async function buildScripts(context, app, entryPoints, dist) {
	if (!entryPoints.length) return {};
	const esbuild = context.require("esbuild");
	const vue = context.require("esbuild-plugin-vue3");
	const result = await esbuild.build({
		entryPoints,
		entryNames: "[name].[hash]",
		outdir: join(dist, "js"),
		bundle: true,
		minify: true,
		metafile: true,
		sourcemap: false,
		target: "es2017",
		logLevel: "error",
		nodePaths: [...context.nodePaths, context.appsFolder],
		loader: { ".svg": "text", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl" },
		external: ["/assets/*", "/files/*"],
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		plugins: [htmlTemplates, vueStyles(context), vue()],
	});
	return list(app, result.metafile.outputs, dist);
}

function list(app, outputs, dist) {
	const found = {};
	for (const [file, output] of Object.entries(outputs)) {
		if (!output.entryPoint || !file.endsWith(".js")) continue;
		const key = basename(output.entryPoint).replace(/\.(ts|jsx|tsx)$/, ".js");
		found[key] = `/assets/${app}/dist/${relative(dist, inlineStyles(resolve(file), outputs))}`;
	}
	return found;
}

// esbuild puts a bundle's styles in a file beside it that no page would load. The script takes over their hash
// too, or browsers would keep the former styles. Returns the script's path.
function inlineStyles(script, outputs) {
	const name = basename(script).replace(/\.[^.]+\.js$/, "");
	const style = Object.keys(outputs).find((file) => file.endsWith(".css") && basename(file).startsWith(`${name}.`));
	if (!style) return script;
	const text = JSON.stringify(readFileSync(style, "utf8"));
	appendFileSync(
		script,
		`;(()=>{const style=document.createElement("style");style.textContent=${text};document.head.append(style)})();`
	);
	rmSync(style);
	const renamed = script.replace(/\.js$/, `${style.match(/\.([^.]+)\.css$/)[1]}.js`);
	renameSync(script, renamed);
	return renamed;
}
