//! The pages of the room `calc`.
//!
//! # Layout
//! - [`page`]: the calculator; [`link`]: its address, which holds an expression to be answered.
//! - [`server_fns`]: the answer on Enter.
//! - `desk`: what the page knows and does; `field`: what it does to the field in the browser.
//! - `ask`: what is asked and what came out.
//! - `sheet`: the field and what stands below it; `outcome`, `wrong`: an answer, and why there is none.
//! - `preview`: the engine in a worker, for the answer while typing.
//! - `spelling`: decimal point or comma; `reading`: whether the echo says anything new.
//! - `tape`: what was calculated before; `keypad`: keys for fingers; `help`: examples.

mod ask;
mod desk;
mod field;
mod help;
mod keypad;
pub mod link;
mod outcome;
pub mod page;
mod preview;
mod reading;
pub mod server_fns;
mod sheet;
mod spelling;
mod tape;
mod words;
mod wrong;
