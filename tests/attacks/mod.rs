//! Attacks on the history, and honest use that must not be taken for one.
//!
//! Each attack is tried on a register that was put aside: by whoever can write to the
//! database, on the database; by whoever can write to a bundle of evidence, on that. What
//! counts is that it is found and that what is said names what was done and where.

mod beside;
mod bundle;
mod database;
mod given;
mod honest;
mod odd;
mod period;
mod scene;
mod table;
mod tables;
mod witnesses;
mod zips;

pub use given::{Expected, Given};

/// How often each attack is tried: `ATTACKS`, or a hundred times.
fn times() -> usize {
    given_times().unwrap_or(100)
}

fn given_times() -> Option<usize> {
    std::env::var("ATTACKS").ok().and_then(|count| count.parse().ok())
}
