//! The pages as WASM: hydrates what the server rendered.
