//! The calculator alone, as a small WASM module for a web worker.
