//! The founding partnership: the public page of the Safer Chelmsford Partnership as a
//! partnership file, complete. What `serve --example` loads.

/// The file, in the format of [`PartnershipFile`](crate::model::file::PartnershipFile).
///
/// The kinds and the priorities' provisional titles in it are this project's own; all
/// else is published.
pub const SAFER_CHELMSFORD: &str = include_str!("../data/safer-chelmsford.json");

#[cfg(test)]
mod tests;
