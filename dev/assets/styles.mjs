// Style bundles: sass, then esbuild for what they import, then vendor prefixes; and each mirrored for
// languages that are written from right to left.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

export async function buildStyles(context, app, files, dist) {
	const found = { ltr: {}, rtl: {} };
	for (const file of files) {
		const style = await bundle(context, file, compileSass(context, file));
		const mirrored = context.require("rtlcss").process(style);
		const key = basename(file).replace(/\.(scss|sass)$/, ".css");
		found.ltr[key] = write(app, dist, "css", key, await finish(context, style));
		found.rtl[`rtl_${key}`] = write(app, dist, "css-rtl", key, await finish(context, mirrored));
	}
	return found;
}

async function finish(context, style) {
	const postcss = context.require("postcss");
	const plugins = [context.require("autoprefixer"), context.require("cssnano")({ preset: "default" })];
	return (await postcss(plugins).process(style, { from: undefined })).css;
}

function compileSass(context, file) {
	const { css } = context.require("sass").compile(file, {
		importers: [{ findFileUrl: (url) => findStyle(context, url) }],
		loadPaths: [dirname(file), context.modules],
		quietDeps: true,
		logger: { warn() {}, debug() {} },
	});
	return css;
}

// "~package/file" is a package of npm's, "frappe/public/..." a file of an app.
function findStyle(context, url) {
	if (url.startsWith("~")) return pathToFileURL(join(context.modules, url.slice(1)));
	const [app, ...rest] = url.split("/");
	const inApp = join(context.appsFolder, app, url);
	return rest.length && context.apps.includes(app) ? pathToFileURL(inApp) : null;
}

async function bundle(context, file, contents) {
	const esbuild = context.require("esbuild");
	const result = await esbuild.build({
		stdin: { contents, resolveDir: dirname(file), loader: "css" },
		bundle: true,
		write: false,
		logLevel: "error",
		nodePaths: context.nodePaths,
		external: ["/assets/*", "/files/*", "data:*", "http:*", "https:*"],
		loader: { ".svg": "dataurl", ".png": "dataurl", ".gif": "dataurl", ".woff": "dataurl", ".woff2": "dataurl",
			".ttf": "dataurl", ".eot": "dataurl", ".otf": "dataurl" },
	});
	return result.outputFiles[0].text;
}

function write(app, dist, folder, key, style) {
	const hash = createHash("sha256").update(style).digest("hex").slice(0, 8).toUpperCase();
	const name = key.replace(/\.css$/, `.${hash}.css`);
	mkdirSync(join(dist, folder), { recursive: true });
	writeFileSync(join(dist, folder, name), style);
	return `/assets/${app}/dist/${folder}/${name}`;
}
