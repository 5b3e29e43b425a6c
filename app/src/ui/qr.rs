//! A QR code as a drawing in the page's colours.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The quiet zone around a code, in modules (ISO/IEC 18004 §5.3.8).
const QUIET: usize = 4;

/// The modules of a QR code as one path. The server makes it, so that the browser need not know how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Modules per side, with the quiet zone.
    side: usize,
    /// The dark modules, in the syntax of an SVG path.
    path: String,
}

impl Qr {
    /// The drawing of a code of `size` by `size` modules, of which `is_dark(x, y)` are dark.
    pub fn new(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> Self {
        let rows = (0..size).map(|y| row(size, y, |x| is_dark(x, y)));
        Self { side: size + 2 * QUIET, path: rows.collect() }
    }
}

/// One row: a bar for each run of dark modules.
fn row(size: usize, y: usize, is_dark: impl Fn(usize) -> bool) -> String {
    let mut path = String::new();
    let mut x = 0;
    while x < size {
        let run = (x..size).take_while(|x| is_dark(*x)).count();
        if run > 0 {
            path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
        }
        x += run.max(1);
    }
    path
}

/// Shows a code. It is dark on light in both themes, because not every camera reads the inverse.
#[component]
pub fn QrCode(
    /// The code.
    qr: Qr,
    /// What it holds, for those who cannot see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <svg
            class="qr"
            viewBox=format!("0 0 {0} {0}", qr.side)
            role="img"
            aria-label=label
            shape-rendering="crispEdges"
        >
            <path d=qr.path />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_become_bars() {
        let qr = Qr::new(3, |x, y| y == 1 || (x == 2 && y == 0));
        assert_eq!(qr.side, 11);
        assert_eq!(qr.path, "M6 4h1v1h-1zM4 5h3v1h-3z");
    }
}
