// Holds the walls between the rooms of src/ (docs/architecture.md): who may import whom.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const source = path.join(project, "src");

const ground = ["place.ts", "problem.ts"];
const reading = [...ground, "declaration", "formats", "forms", "grid"];
const pure = [...reading, "drafting", "evaluation", "index.ts", "library", "organisation", "publication", "review", "workflow"];

/** Each room and the rooms that it may import: only such as stand above it. `pure` rooms reach no system at all. */
const rooms: Readonly<Record<string, { pure: boolean; mayImport: readonly string[]; types?: readonly string[] }>> = {
  "place.ts": { pure: true, mayImport: [] },
  "problem.ts": { pure: true, mayImport: ["place.ts"] },
  "globals.d.ts": { pure: true, mayImport: [] },
  grid: { pure: true, mayImport: ground },
  declaration: { pure: true, mayImport: ground },
  formats: { pure: true, mayImport: [...ground, "grid"] },
  forms: { pure: true, mayImport: [...ground, "grid", "declaration"] },
  drafting: { pure: true, mayImport: [...ground, "grid", "declaration", "forms", "formats"] },
  review: { pure: true, mayImport: [...ground, "declaration"] },
  organisation: { pure: true, mayImport: [...ground, "declaration"] },
  evaluation: { pure: true, mayImport: [...ground, "declaration"] },
  workflow: { pure: true, mayImport: [...ground, "declaration"] },
  library: { pure: true, mayImport: [...ground, "declaration"] },
  publication: { pure: true, mayImport: [...ground, "grid", "declaration", "forms", "formats", "evaluation"] },
  "index.ts": { pure: true, mayImport: pure.filter((room) => room !== "index.ts") },
  store: { pure: false, mayImport: pure },
  server: { pure: false, mayImport: [...pure, "store"] },
  cli: { pure: false, mayImport: [...pure, "store", "server"] },
  web: { pure: false, mayImport: pure.filter((room) => room !== "index.ts"), types: ["server"] },
};

/** Names that say nothing about what a folder holds. */
const namesOfNothing = ["utils", "util", "shared", "common", "helpers", "helper", "lib", "types", "misc", "core"];

interface Import {
  /** Path of the importing file below src/. */
  readonly from: string;
  readonly line: number;
  readonly module: string;
  readonly typesOnly: boolean;
}

const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;
/** `import("./x.ts")` and `new URL("./x.ts", import.meta.url)`, with which workers are started. */
const expression = /\b(?:import\(|new URL\()\s*"(\.[^"]+\.tsx?)"/g;

function importsIn(file: string): Import[] {
  const text = readFileSync(path.join(source, file), "utf8");
  const found = (index: number, module: string, typesOnly: boolean): Import => ({
    from: file,
    line: text.slice(0, index).split("\n").length,
    module,
    typesOnly,
  });
  return [
    ...[...text.matchAll(statement)].map((match) => found(match.index + match[0].length, match[2] ?? "", match[1] !== undefined)),
    ...[...text.matchAll(expression)].map((match) => found(match.index, match[1] ?? "", false)),
  ];
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .sort();
const imports = files.flatMap(importsIn);
const roomOf = (file: string): string => file.split(path.sep)[0] ?? file;
/** The imported file below src/; null for a package. */
const target = ({ from, module }: Import): string | null =>
  module.startsWith(".") ? path.join(path.dirname(from), module) : null;
const at = ({ from, line, module }: Import): string => `src/${from}:${line} imports "${module}"`;

/** Fails with one line for each breach, and with what to do instead. */
function none(breaches: readonly string[], advice: string): void {
  assert.ok(breaches.length === 0, `${breaches.join("\n")}\n${advice}`);
}

describe("the walls between the rooms", () => {
  it("every folder and file in src/ is a room of the table", () => {
    const unknown = readdirSync(source).filter((name) => !Object.hasOwn(rooms, name));
    none(
      unknown.map((name) => `src/${name} is no room`),
      "A new room is entered in the table of this test and in docs/architecture.md: what it holds, which rooms it may import.",
    );
  });

  it("a room imports only rooms that stand above it", () => {
    const breaches = imports.filter((one) => {
      const file = target(one);
      const [room, other] = [roomOf(one.from), file === null ? null : roomOf(file)];
      if (other === null || other === room || other === "..") return false;
      const allowed = rooms[room];
      return !allowed?.mayImport.includes(other) && !(one.typesOnly && allowed?.types?.includes(other));
    });
    none(
      breaches.map(
        (one) => `${at(one)}; src/${roomOf(one.from)} may import ${rooms[roomOf(one.from)]?.mayImport.join(", ") || "nothing"}`,
      ),
      "Move what is needed up into a room that both may import, or hand it in as a parameter.",
    );
  });

  it("no room reaches outside src/", () => {
    const breaches = imports.filter((one) => target(one)?.startsWith("..") && !target(one)?.endsWith("package.json"));
    none(breaches.map(at), "What the program needs lies in src/.");
  });

  it("the pure rooms use nothing of Node, so that they run in a browser as well", () => {
    const breaches = imports.filter((one) => rooms[roomOf(one.from)]?.pure && isBuiltin(one.module));
    none(
      breaches.map(at),
      "A pure room takes bytes and values and gives values; files, processes and the clock stay with its callers.",
    );
  });

  it("the pure rooms are compiled without the types of Node and DOM", () => {
    const { include } = JSON.parse(readFileSync(path.join(project, "tsconfig.pure.json"), "utf8")) as { include: string[] };
    const left = readdirSync(source).filter(
      (name) => rooms[name]?.pure && !include.some((entry) => entry === `src/${name}` || entry === `src/${name}/**/*.ts`),
    );
    none(
      left.map((name) => `src/${name} is pure and not in tsconfig.pure.json`),
      "Add it to `include` there.",
    );
  });

  it("the page takes nothing but types from the server", () => {
    const breaches = imports.filter((one) => roomOf(one.from) === "web" && !one.typesOnly && target(one)?.startsWith("server"));
    none(breaches.map(at), "Write `import type`: code of the server would drag Node into the page.");
  });

  it("a file format never uses another file format", () => {
    const folder = (file: string): string | null => {
      const [room, format, rest] = file.split(path.sep);
      return room === "formats" && rest !== undefined ? (format ?? null) : null;
    };
    const breaches = imports.filter((one) => {
      const file = target(one);
      const [own, other] = [folder(one.from), file === null ? null : folder(file)];
      return own !== null && other !== null && own !== other;
    });
    none(breaches.map(at), "What two formats have in common belongs beside their folders, in src/formats/, or into the grid.");
  });

  it("a regional form is plain data and knows only form.ts", () => {
    const list = path.join("forms", "list.ts");
    const forms = new Set(imports.filter((one) => one.from === list).map((one) => target(one)));
    forms.delete(path.join("forms", "form.ts"));
    assert.ok(forms.size > 0, "src/forms/list.ts lists no form");
    const knowing = imports.filter((one) => forms.has(one.from) && target(one) !== path.join("forms", "form.ts"));
    none(knowing.map(at), "If a form needs code, the reader lacks a concept: add it to form.ts and to the reader.");
    const naming = imports.filter((one) => forms.has(target(one)) && one.from !== list);
    none(naming.map(at), "Only src/forms/list.ts names the forms; everything else works from the list.");
  });

  it("a rule never uses another rule", () => {
    const inRules = (file: string) => file.startsWith(path.join("review", "rules") + path.sep);
    const breaches = imports.filter((one) => inRules(one.from) && !one.from.endsWith("list.ts") && inRules(target(one) ?? ""));
    none(breaches.map(at), "What several rules need stands in review/, as a fact or in a file named after what it holds.");
  });

  it("no folder has a name that says nothing", () => {
    const breaches = ["src", "test", "bin", "bench"].flatMap((top) => {
      const folder = path.join(project, top);
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
      return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => namesOfNothing.includes(path.basename(name)) && statSync(path.join(folder, name)).isDirectory())
        .map((name) => `${top}/${name}`);
    });
    none(breaches, "Name a folder after what it holds.");
  });
});
