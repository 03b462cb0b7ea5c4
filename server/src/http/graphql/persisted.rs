//! Documents that clients name by their hash: Apollo's automatic persisted queries.

use std::sync::Arc;

use http::StatusCode;
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::params::Params;
use crate::graphql::limits::prepared::Prepared;
use crate::http::fault::Fault;
use crate::http::state::HttpState;

/// The documents known by hash; only such as passed the limits.
pub struct PersistedDocuments(Cache<[u8; 32], Arc<Prepared>, ahash::RandomState>);

impl PersistedDocuments {
    /// Keeps up to `count` documents.
    pub fn new(count: u64) -> Self {
        Self(Cache::builder().max_capacity(count).build_with_hasher(ahash::RandomState::new()))
    }
}

/// Finds the document of a request: by its text, or by its hash.
///
/// # Errors
/// A refusal of the document, a hash that is not the text's, or Apollo's
/// `PersistedQueryNotFound`, which asks the client to send the text once.
pub fn document(state: &HttpState, params: &Params) -> Result<Arc<Prepared>, Fault> {
    match (&params.query, params.hash) {
        (Some(text), None) => Ok(state.documents().prepare(text)?),
        (Some(text), Some(hash)) => {
            if Sha256::digest(text.as_bytes()).as_slice() != hash {
                return Err(Fault::bad_request("The hash of the persisted query is not that of the text."));
            }
            let prepared = state.documents().prepare(text)?;
            state.persisted().0.insert(hash, prepared.clone());
            Ok(prepared)
        }
        (None, Some(hash)) => state.persisted().0.get(&hash).ok_or_else(|| Fault {
            well_formed: true,
            ..Fault::new(StatusCode::BAD_REQUEST, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        }),
        (None, None) => Err(Fault::bad_request("Send the GraphQL document in `query`.")),
    }
}
