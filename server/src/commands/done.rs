//! What a command that a client ran gives back.

use crate::model::AnyId;

/// What was done, in a form from which an answer can be made again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// The record that the answer shows.
    pub id: Option<AnyId>,
    /// All records that the answer shows, for commands on several.
    pub ids: Vec<AnyId>,
    /// What is shown once and never again, such as a link or a key.
    pub secret: Option<String>,
    /// Whether this is the answer to a request that was made before.
    pub repeated: bool,
}

impl Done {
    /// Something was done to one record.
    pub fn to(id: impl Into<AnyId>) -> Self {
        let id = id.into();
        Done { id: Some(id), ids: vec![id], ..Done::default() }
    }

    /// Something was done to several records.
    pub fn to_all(ids: Vec<AnyId>) -> Self {
        Done { id: ids.first().copied(), ids, ..Done::default() }
    }
}
