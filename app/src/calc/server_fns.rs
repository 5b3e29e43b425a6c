//! What the browser calls of the room `calc`.
