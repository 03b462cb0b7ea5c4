//! Accounts: signing in and what comes of it.

mod signing_in;
