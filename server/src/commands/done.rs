//! What a command that a client ran gives back.

use crate::error::Problem;
use crate::model::{AgencyId, AnyId, PartnershipId};

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
    /// Of a command that does not give up when a part is refused: which were.
    pub refused: Vec<Refused>,
    /// Of what others are to be told.
    pub notices: Vec<Notice>,
}

/// A part of the input that was refused while others were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The list.
    pub list: &'static str,
    /// Its place in the list.
    pub row: usize,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Whether its record has changed since it was read.
    pub conflict: bool,
}

/// Something of which others are to be told once it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// An agency took on a record that nobody led: for the partnership's coordinators.
    Claimed {
        /// The partnership.
        partnership: PartnershipId,
        /// The record.
        record: AnyId,
        /// What it is called.
        label: String,
        /// The agency.
        agency: AgencyId,
    },
    /// Somebody's account has another address: for them, at both.
    Moved {
        /// Their name.
        name: String,
        /// The address before.
        from: String,
        /// The address now.
        to: String,
    },
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
