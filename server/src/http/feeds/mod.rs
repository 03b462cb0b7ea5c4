//! A partnership's plan as data: a table and a calendar, public or by a secret address.
//! The file is written by [`export`](crate::commands::export).

pub mod calendar;
pub mod content_line;
pub mod entries;
pub mod projects;
pub mod secret;
