//! The components that pages are made of. Buttons, cards, tables and forms are plain elements with
//! the classes of `style/README.md`; here is what needs more than a class.

pub mod absent;
pub mod avatar;
pub mod breadcrumb;
pub mod code;
pub mod copy;
pub mod dialog;
pub mod field;
pub mod icon;
pub mod mark;
pub mod moment;
pub mod notice;
pub mod page;
pub mod progress;
pub mod qr;
pub mod toast;
