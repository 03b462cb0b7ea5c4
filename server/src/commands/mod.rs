//! What can be done to the register: one file per noun, and the gate they pass.

pub mod export;
pub mod gate;
pub mod import;
