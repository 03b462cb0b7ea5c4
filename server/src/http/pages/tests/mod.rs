//! The pages and feeds as they are served, from a register with a database.

mod calendar;
mod content;
mod files;
mod serving;
mod support;
