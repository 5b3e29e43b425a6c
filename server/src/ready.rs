//! Liveness and readiness.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::hall::Hall;
use crate::problem::{Kind, Problem};

/// Whether everything is open.
#[derive(Debug, Default)]
pub struct Readiness(AtomicBool);

impl Readiness {
    /// Tells that everything is open.
    pub fn declare(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether everything is open.
    pub fn is_ready(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// `GET /healthz`: the process lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: everything is open, and the end has not begun.
pub async fn ready(State(hall): State<Hall>) -> Response {
    if hall.readiness.is_ready() && !hall.life.is_over() {
        return "ready\n".into_response();
    }
    Problem::new(Kind::UNAVAILABLE, "the house is opening or closing; try again soon")
        .into_response()
}
