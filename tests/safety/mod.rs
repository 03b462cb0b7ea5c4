//! What must never happen, tried from every side.

mod conflict;
mod restricted;

/// The partnership that is tried.
const SLUG: &str = "safer-chelmsford";
