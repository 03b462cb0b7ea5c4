//! The history: what a change commits to, the log that its leaf goes into, and what is
//! signed and proved of it.

pub mod change;
pub mod checkpoint;
pub mod commitment;
pub mod cosignature;
pub mod diff;
pub mod evidence;
pub mod kept;
pub mod key;
pub mod log;
pub mod proof;
pub mod removed;
pub mod stand_in;
