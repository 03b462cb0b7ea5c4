//! The history: what a change commits to, and the log that its leaf goes into.

pub mod change;
pub mod commitment;
pub mod diff;
pub mod log;
pub mod stand_in;
