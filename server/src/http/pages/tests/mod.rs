//! The pages and feeds as they are served, from a register with a database.

mod calendar;
mod content;
mod serving;
mod support;
