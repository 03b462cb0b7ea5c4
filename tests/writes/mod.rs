//! What can be changed, by whom, and what stands in the history afterwards.

mod agencies;
mod documents;
mod editions;
mod events;
mod meetings;
mod memberships;
mod partnerships;
mod priorities;
mod projects;
mod strategies;
mod successions;
