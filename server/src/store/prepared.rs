//! Statements that are prepared once for a connection.
//!
//! The query builder prepares an UPDATE, most INSERTs and whatever is given as text anew
//! each time it runs, because their text may differ each time. Ours does not, and
//! preparing costs more than running: on PostgreSQL a journey of its own.

use diesel::connection::Connection;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

use super::list::Db;

/// A statement whose text is one of a few. It is kept by its text, so a wrong guess costs
/// memory and nothing else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prepared<Q>(pub Q);

impl<Q> QueryId for Prepared<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Prepared<Q> {
    type SqlType = Q::SqlType;
}

macro_rules! kept_by_its_text {
    ($($backend:ty),*) => {$(
        impl<Q: QueryFragment<$backend>> QueryFragment<$backend> for Prepared<Q> {
            fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                self.0.walk_ast(pass)
            }

            fn is_safe_to_cache_prepared(&self, _backend: &$backend) -> QueryResult<bool> {
                Ok(true)
            }
        }
    )*};
}

kept_by_its_text!(Db, diesel::sqlite::Sqlite);
#[cfg(feature = "postgres")]
kept_by_its_text!(diesel::pg::Pg);

impl<Q, C: Connection> RunQueryDsl<C> for Prepared<Q> {}
