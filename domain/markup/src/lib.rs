//! Markdown to safe HTML, the same on the server and in the browser.
