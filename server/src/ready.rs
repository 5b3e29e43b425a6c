//! Liveness and readiness.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maloca_store::Store;

use crate::hall::Hall;
use crate::problem::{Kind, Problem};

/// Whether everything is open and what it stands on works.
pub struct Readiness {
    is_open: AtomicBool,
    store: Store,
}

impl Readiness {
    /// Not ready yet; later as ready as the store is.
    pub const fn new(store: Store) -> Self {
        Self { is_open: AtomicBool::new(false), store }
    }

    /// Tells that everything is open.
    pub fn declare(&self) {
        self.is_open.store(true, Ordering::Release);
    }

    /// Whether everything is open and the store keeps what it is given.
    pub async fn is_ready(&self) -> bool {
        self.is_open.load(Ordering::Acquire) && self.store.check().await.is_ok()
    }
}

/// `GET /healthz`: the process lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: everything is open, and the end has not begun.
pub async fn ready(State(hall): State<Hall>) -> Response {
    if !hall.life.is_over() && hall.readiness.is_ready().await {
        return "ready\n".into_response();
    }
    Problem::new(Kind::UNAVAILABLE, "the house is opening or closing; try again soon")
        .into_response()
}
