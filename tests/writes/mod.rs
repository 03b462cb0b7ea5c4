//! What can be changed, by whom, and what stands in the history afterwards.

mod events;
mod meetings;
mod projects;
