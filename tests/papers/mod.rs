//! Papers, reports and strategies as documents: what they say, who may have them, and that
//! they are accessible.

mod addresses;
mod content;
mod examples;
mod leaks;
mod pdf;
mod scene;
