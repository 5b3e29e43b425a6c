//! The pages, for the server and for the browser.
