// The calculator in a worker of its own, so that a long evaluation never stutters the page.
//
// In:  {id, expr, digits = 15, notation = "point" | "comma", before = lines that `ans` and variables come from}
// Out: {id, ok: {expr, result, approximate, reading}}
//   or {id, refused: {kind, position, length, message}}
//   or {id, failed: text} when the module could not be loaded.
//
// Requests that arrive while another is being evaluated queue up; only the newest of them is evaluated,
// since a preview of text that has been typed over is of no use. The others get no answer.

import init, { evaluate } from "./calculator.js";

const ready = init({ module_or_path: new URL("./calculator_bg.wasm", import.meta.url) });
// A page that is left stops the download, and nobody is told: whoever asks is.
ready.catch(() => {});
let newest = null;
let scheduled = false;

self.onmessage = ({ data }) => {
  newest = data;
  if (!scheduled) {
    scheduled = true;
    // A task, not a microtask: messages that wait already are delivered before it runs.
    setTimeout(answerNewest, 0);
  }
};

async function answerNewest() {
  try {
    await ready;
  } catch (error) {
    scheduled = false;
    self.postMessage({ id: newest.id, failed: String(error) });
    return;
  }
  scheduled = false;
  const { id, expr, digits = 15, notation = "point", before = "" } = newest;
  self.postMessage({ id, ...JSON.parse(evaluate(expr, digits, notation, before)) });
}
