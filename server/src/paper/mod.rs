//! Documents that are made from the register: the paper for a sitting, the report over a
//! period, a strategy.
//!
//! Each is gathered from views, so that nothing gets into one that its reader may not see,
//! into a plain [`Document`]: headings, text, lists and tables. [`html`] writes that as one
//! file without anything from elsewhere, which browsers print and Word opens; [`pdf`] as
//! an accessible PDF. Both say the same because both are given the same.

mod actions;
mod at_a_glance;
mod board;
mod changes;
mod coming;
pub mod document;
pub mod html;
mod moves;
pub mod pdf;
mod period;
mod priorities;
mod ratings;
mod silent;
mod sittings;
mod strategy;

pub use board::render as board_paper;
pub use document::Document;
pub use period::{Asked, Period, days, open};
pub use strategy::render as strategy;
