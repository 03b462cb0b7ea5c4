//! A partnership in memory, read through a view.

pub mod footprint;
