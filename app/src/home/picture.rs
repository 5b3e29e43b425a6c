//! The picture beside the title.

use leptos::prelude::*;

/// The rows of palm leaves of the roof, from the ridge down.
const ROOF: [&str; 4] = [
    "M172 34H248L272 66l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6l-6.9 6 -6.9 -6Z",
    "M142.9 72H277.1L299 98l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6l-7.4 6 -7.4 -6Z",
    "M115.2 104H304.8L330 130l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6Z",
    "M82.7 136H337.3L374 166l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6l-7.5 6 -7.5 -6Z",
];

/// A great house between the forest and the river, in the colours of the theme.
#[component]
pub fn Picture() -> impl IntoView {
    let rows = ROOF.map(|row| view! { <path class="picture__roof" d=row /> });
    view! {
        <svg class="picture" viewBox="0 0 420 250" aria-hidden="true" focusable="false">
            <circle class="picture__sun" cx="340" cy="58" r="36" />
            <path
                class="picture__forest"
                d="M0 190c14-34 40-42 62-24 10-30 44-36 60-10h176c16-26 50-20 60 10 22-18 48-10 62 24v20H0Z"
            />
            <path class="picture__poles" d="m172 34-9-18m85 18 9-18M172 34h76" />
            {rows.collect_view()}
            <path class="picture__wall" d="M92 178h236v30H92Z" />
            <path class="picture__posts" d="M116 178v30m24-30v30m24-30v30m92-30v30m24-30v30m24-30v30" />
            <path class="picture__door" d="M182 208v-26c0-18 12-30 28-30s28 12 28 30v26Z" />
            <path class="picture__bank" d="M0 206h420v14H0Z" />
            <path
                class="picture__river"
                d="M20 230q13-8 26 0t26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0M72 243q13-8 26 0t26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0"
            />
        </svg>
    }
}
