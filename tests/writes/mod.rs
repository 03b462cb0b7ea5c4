//! What can be changed, by whom, and what stands in the history afterwards.

mod actions;
mod events;
mod leads;
mod meetings;
mod progress;
mod projects;
mod returns;
