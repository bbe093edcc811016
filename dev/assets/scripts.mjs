// Script bundles: one self-contained file each, with the styles of its Vue components inside.
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { basename, join, relative } from "node:path";

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
		nodePaths: [context.modules, context.apps],
		loader: { ".svg": "text", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl" },
		external: ["/assets/*", "/files/*"],
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		plugins: [context.htmlTemplates, vueStyles(context), vue()],
	});
	return list(app, result.metafile.outputs, dist);
}

function list(app, outputs, dist) {
	const found = {};
	for (const [file, output] of Object.entries(outputs)) {
		if (!output.entryPoint || !file.endsWith(".js")) continue;
		inlineStyles(file, outputs);
		found[basename(output.entryPoint)] = `/assets/${app}/dist/${relative(dist, join(process.cwd(), file))}`;
	}
	return found;
}

// esbuild puts a bundle's styles in a file beside it that no page would load.
function inlineStyles(script, outputs) {
	const name = basename(script).replace(/\.[^.]+\.js$/, "");
	const style = Object.keys(outputs).find((file) => file.endsWith(".css") && basename(file).startsWith(`${name}.`));
	if (!style || !existsSync(style)) return;
	const text = JSON.stringify(readFileSync(style, "utf8"));
	appendFileSync(
		script,
		`;(()=>{const style=document.createElement("style");style.textContent=${text};document.head.append(style)})();`
	);
	rmSync(style);
}
