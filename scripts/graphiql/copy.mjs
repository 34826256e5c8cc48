// Copy the browser builds under names with their versions, and the licences of all that is in them.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const target = process.argv[2];
const modules = "node_modules";
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const version = (name) => json(join(modules, name, "package.json")).version;

// No source maps (they are not here), and no fonts in the style sheet: the system's own know Chinese.
const withoutMap = (text) => text.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, "\n");
const withoutFonts = (text) => text.replace(/@font-face\s*\{[^}]*\}/g, "");
const builds = [
  ["graphiql", "graphiql.min.js", "min.js", withoutMap],
  ["graphiql", "graphiql.min.css", "min.css", withoutFonts],
  ["react", "umd/react.production.min.js", "production.min.js", withoutMap],
  ["react-dom", "umd/react-dom.production.min.js", "production.min.js", withoutMap],
];

function* packages(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (name.startsWith(".")) continue;
    if (name.startsWith("@")) yield* packages(path);
    else {
      yield path;
      try {
        yield* packages(join(path, modules));
      } catch (error) {
        if (error.code !== "ENOENT") throw error;
      }
    }
  }
}

function licences() {
  const byText = new Map();
  for (const path of packages(modules)) {
    const { name, version, license } = json(join(path, "package.json"));
    if (name.startsWith("@types/")) continue;
    const file = readdirSync(path).find((each) => /^licen[cs]e(\.|$)/i.test(each));
    const text = file ? readFileSync(join(path, file), "utf8").trim() : `(${license}; no text in the package)`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [name, file, ending, change] of builds) {
  const text = readFileSync(join(modules, name, file), "utf8");
  writeFileSync(join(target, `${name}-${version(name)}.${ending}`), change(text));
}
writeFileSync(join(target, "LICENSES.txt"), licences());
