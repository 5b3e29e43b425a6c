//! Icons, drawn into the page so that nothing is fetched for them.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident $doc:literal $path:literal;)*) => {
        /// A picture on a grid of 24 by 24, drawn with strokes in the colour of the text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $(#[doc = $doc] $name,)*
        }

        impl Icon {
            const fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

icons! {
    Alert "Something went wrong." "M12 8v5M12 16.5v.01M10.3 4 2.6 17.4A2 2 0 0 0 4.3 20.4h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z";
    Back "Back, to the left." "M19 12H5M11 18l-6-6 6-6";
    Calculator "The calculator." "M7 3h10a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM8.5 7h7M8.5 12v.01M12 12v.01M15.5 12v.01M8.5 16.5v.01M12 16.5v.01M15.5 16.5v.01";
    Chat "The chat." "M20.5 11.5a7.5 7.5 0 0 1-8 7.5 9 9 0 0 1-3.3-.7L4 20l1.5-4.4A7 7 0 0 1 4 11.5C4 7.4 7.8 4 12.3 4s8.2 3.4 8.2 7.5ZM8.7 11.5v.01M12.3 11.5v.01M15.9 11.5v.01";
    Check "It worked." "m5 12.5 4.5 4.5L19 7.5";
    Chevron "Deeper, to the right." "m9 6 6 6-6 6";
    Close "Close or remove." "M6 6l12 12M18 6 6 18";
    Copy "Copy to the clipboard." "M9 9h9a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11a2 2 0 0 1-2-2ZM15 9V5a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3";
    Door "A door." "M6.5 20.5v-15a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v15M4 20.5h16M14 12.5v.01";
    Download "Download." "M12 4v11M7 10.5l5 5 5-5M4.5 20h15";
    Edit "Change." "m4 20 .9-4L16.2 4.7a2 2 0 0 1 2.8 0l.3.3a2 2 0 0 1 0 2.8L8 19.1ZM14 7l3 3";
    File "A file of any kind." "M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5ZM13.5 3v5.5H19";
    Folder "A folder." "M3.5 7a2 2 0 0 1 2-2h4l2 2.5h7a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2Z";
    House "The home page." "M2.5 16.5 12 5l9.5 11.5M5.5 20h4v-2.8a2.5 2.5 0 0 1 5 0V20h4";
    Image "An image." "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM9 9.5v.01M4.5 17l5-4.5 3.5 3 2.5-2 4 3.5";
    Info "Something to know." "M12 11v5.5M12 7.5v.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z";
    Leave "Leave." "M10 4H6.5a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2H10M9.5 12H20M16 8l4 4-4 4";
    Link "A link, an address." "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1-1";
    Moon "The dark theme." "M20 13.5A8 8 0 1 1 10.5 4a6.5 6.5 0 0 0 9.5 9.5Z";
    More "More actions." "M6.5 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0ZM13 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0ZM19.5 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0Z";
    Music "Music or speech." "M9 18V6l11-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0ZM20 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z";
    Nodes "The other houses." "M12 3.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM5.5 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM18.5 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM10.8 8.2 6.7 15.8M13.2 8.2l4.1 7.6M8 18h8";
    Person "A person." "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20.5c.8-3.5 3.8-5.5 7.5-5.5s6.7 2 7.5 5.5";
    Plus "Add." "M12 5v14M5 12h14";
    Reply "Answer a message." "M9 6 4 11l5 5M4 11h9a7 7 0 0 1 7 7";
    Screen "The theme of the system." "M5 4h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM9 20.5h6M12 16v4.5";
    Search "Look for." "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 20.5 20.5";
    Send "Send a message." "M4.5 12 3 4.5 21 12 3 19.5ZM4.5 12H12";
    Sliders "Settings." "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM8 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z";
    Sun "The light theme." "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4";
    Terminal "Commands for a terminal." "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM7 9l3 3-3 3M12.5 15.5H17";
    Text "A text." "M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5ZM13.5 3v5.5H19M8.5 13h7M8.5 16.5h4.5";
    Trash "Delete." "M4 6.5h16M9 6.5V4.5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2M6 6.5l.8 12a2 2 0 0 0 2 2h6.4a2 2 0 0 0 2-2l.8-12M10 10.5v6M14 10.5v6";
    Upload "Upload." "M12 15.5v-11M7 9l5-5 5 5M4.5 20h15";
    Video "A film." "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM10 9v6l5-3Z";
    Clock "Before, above: a time, a history." "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.5V12l3 2";
}

/// Shows an icon. Screen readers skip it, so a button of an icon alone needs a hidden text.
#[component]
pub fn Glyph(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
}
