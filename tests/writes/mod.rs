//! What can be changed, by whom, and what stands in the history afterwards.

mod actions;
mod agencies;
mod archived;
mod documents;
mod editions;
mod events;
mod leads;
mod meetings;
mod memberships;
mod panels;
mod partnerships;
mod priorities;
mod progress;
mod projects;
mod returns;
mod sheets;
mod strategies;
mod successions;
mod unshown;
mod update_requests;
