//! The history and what is made of it.
