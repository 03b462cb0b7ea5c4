//! A partnership's public plan as data: a file, a table, a calendar.

pub mod calendar;
pub mod content_line;
pub mod plan;
pub mod projects;
