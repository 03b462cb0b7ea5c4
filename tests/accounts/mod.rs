//! Accounts: signing in and what comes of it.

mod access;
mod idempotency;
mod links;
mod mail;
mod second_factor;
mod signing_in;
mod taken_away;
mod throttle;
mod update_letters;
