// Holds the WASM module against the native engine's answers.
//
//   node same.mjs DIR    DIR holds calculator.js and calculator_bg.wasm (wasm-bindgen, target web)

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const directory = process.argv[2];
if (!directory) {
  console.error("usage: node same.mjs DIR (with calculator.js and calculator_bg.wasm)");
  process.exit(2);
}

const at = (name) => join(resolve(directory), name);
const { initSync, evaluate } = await import(pathToFileURL(at("calculator.js")).href);
initSync({ module: await readFile(at("calculator_bg.wasm")) });

const rows = (await readFile(new URL("../../../domain/calc/tests/same.tsv", import.meta.url), "utf8"))
  .split("\n")
  .filter((row) => row !== "")
  .map((row) => row.split("\t"));

const outcome = (expression) => {
  const { ok, refused } = JSON.parse(evaluate(expression, 30, "point", ""));
  return ok ? ok.result : `! ${refused.message}`;
};

const different = rows.filter(([expression, expected]) => outcome(expression) !== expected);
for (const [expression, expected] of different) {
  console.error(`${expression}\n  native ${expected}\n  wasm   ${outcome(expression)}`);
}
console.log(`${rows.length - different.length} of ${rows.length} answers are the same text`);
process.exit(different.length === 0 && rows.length >= 300 ? 0 : 1);
