// Styles of Vue components. The Vue plugin hands sass its importers in a form that this sass no longer takes,
// so sass runs here, and the compiler of Vue scopes what comes out.
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

export function vueStyles(context) {
	const sass = context.require("sass");
	const compiler = context.require("@vue/compiler-sfc");
	const importers = [
		{ findFileUrl: (url) => (url.startsWith("@") ? pathToFileURL(`${context.modules}/${url}`) : null) },
	];
	return {
		name: "vue-styles",
		setup(build) {
			build.onLoad({ filter: /.*/, namespace: "sfc-style" }, async ({ path, pluginData }) => {
				const { descriptor, index, id } = pluginData;
				const { content, lang, scoped } = descriptor.styles[index];
				const folder = dirname(path);
				const source =
					lang === "scss"
						? sass.compileString(content, { importers, loadPaths: [folder, context.modules] }).css
						: content;
				const { code, errors } = await compiler.compileStyleAsync({ filename: path, id, source, scoped });
				if (errors.length) throw errors[0];
				return { contents: code, loader: "css", resolveDir: folder };
			});
		},
	};
}
