// Builds styles and modules into the folder that the Python package serves. Running the platform needs no Node.
import { readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "..", "shiyu", "web", "static", "built");
const modules = readdirSync(join(here, "src")).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
const sheets = readdirSync(join(here, "styles")).filter((name) => name.endsWith(".scss") && !name.startsWith("_"));

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const sheet of sheets) {
  const compiled = sass.compile(join(here, "styles", sheet), {
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
    style: "expanded",
  });
  // Leaflet's rules name pictures of markers and controls that we do not use.
  const css = compiled.css.replace(/[^{}]*\{[^{}]*url\(["']?images\/[^{}]*\}/g, "");
  const small = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome90", "firefox90", "safari14"] });
  await writeFile(join(out, basename(sheet, ".scss") + ".css"), small.code);
}
await esbuild.build({
  entryPoints: modules.map((name) => join(here, "src", name)),
  outdir: out,
  bundle: true,
  format: "esm",
  minify: true,
  target: ["chrome90", "firefox90", "safari14"],
  supported: { destructuring: true }, // esbuild doubts Safari 14 for a fault in defaults of parameters, which we do not write
  alias: { leaflet: "leaflet/dist/leaflet-src.esm.js" },
});
