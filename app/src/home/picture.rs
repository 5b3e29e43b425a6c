//! The picture beside the title.

use leptos::prelude::*;

/// A maloca seen from its painted gable, between the forest and the river, in the theme's colours.
#[component]
pub fn Picture() -> impl IntoView {
    view! {
        <svg class="picture" viewBox="0 0 420 250" aria-hidden="true" focusable="false">
            <circle class="picture__sun" cx="350" cy="62" r="36" />
            <path
                class="picture__forest"
                d="M0 196c10-44 38-54 58-34 8-34 40-38 56-14h192c16-24 48-20 56 14 20-20 48-10 58 34v20H0Z"
            />
            <path class="picture__wall" d="M210 60 348 180v28H72v-28Z" />
            <path class="picture__planks" d="M84 184v24M98 184v24M112 184v24M126 184v24M140 184v24M154 184v24M168 184v24M182 184v24M236 184v24M250 184v24M264 184v24M278 184v24M292 184v24M306 184v24M320 184v24M334 184v24" />
            <path class="picture__paint" d="M118 149l12 15-12 15-12-15ZM146 149l12 15-12 15-12-15ZM174 149l12 15-12 15-12-15ZM246 149l12 15-12 15-12-15ZM274 149l12 15-12 15-12-15ZM302 149l12 15-12 15-12-15ZM210 89l12 14-12 14-12-14Z" />
            <path class="picture__line" d="M146 138l8-12 8 12l8-12 8 12l8-12 8 12l8-12 8 12l8-12 8 12l8-12 8 12l8-12 8 12l8-12 8 12" />
            <path class="picture__wall" d="M118 157l5 7-5 7-5-7ZM146 157l5 7-5 7-5-7ZM174 157l5 7-5 7-5-7ZM246 157l5 7-5 7-5-7ZM274 157l5 7-5 7-5-7ZM302 157l5 7-5 7-5-7ZM210 97l5 6-5 6-5-6Z" />
            <path class="picture__door" d="M188 208v-28c0-15 9-26 22-26s22 11 22 26v28Z" />
            <path class="picture__roof" d="M210 14 408 184l-10 12h-40L210 68 62 196H22l-10-12Z" />
            <path class="picture__thatch" d="M28 188 210 31l182 157M46 190 210 49l164 141" />
            <path class="picture__bank" d="M0 206h420v14H0Z" />
            <path class="picture__river" d="M20 230q13-8 26 0t26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0M72 243q13-8 26 0t26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0 26 0" />
        </svg>
    }
}
