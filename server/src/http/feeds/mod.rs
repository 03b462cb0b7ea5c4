//! A partnership's public plan as data: a table and a calendar. The file is written by
//! [`export`](crate::commands::export).

pub mod calendar;
pub mod content_line;
pub mod projects;
