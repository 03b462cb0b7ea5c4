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
///
/// An UPDATE must give rows back, and text must be in `Texts`: what gives none is run by
/// reference, where the query builder asks what is inside whether it may be kept.
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

/// Two statements that write, as one: on PostgreSQL each is a journey of its own. Both must
/// give something back, and the second cannot see what the first wrote. Gives back what
/// the second does.
#[cfg(feature = "postgres")]
#[derive(Debug, Clone, Copy)]
pub(super) struct Both<A, B>(pub A, pub B);

#[cfg(feature = "postgres")]
impl<A, B> QueryId for Both<A, B> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

#[cfg(feature = "postgres")]
impl<A, B: Query> Query for Both<A, B> {
    type SqlType = B::SqlType;
}

#[cfg(feature = "postgres")]
impl<A, B> QueryFragment<diesel::pg::Pg> for Both<A, B>
where
    A: QueryFragment<diesel::pg::Pg>,
    B: QueryFragment<diesel::pg::Pg>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, diesel::pg::Pg>) -> QueryResult<()> {
        pass.push_sql("WITH first AS (");
        self.0.walk_ast(pass.reborrow())?;
        pass.push_sql(") ");
        self.1.walk_ast(pass)
    }
}

/// A statement of fixed text with texts bound between its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts<'a> {
    /// The text: one part more than there are values, or as many.
    pub parts: &'static [&'static str],
    /// What is bound after each part.
    pub values: &'a [&'a str],
}

impl QueryId for Texts<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

macro_rules! texts {
    ($($backend:ty),*) => {$(
        impl QueryFragment<$backend> for Texts<'_> {
            fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                for (place, part) in self.parts.iter().enumerate() {
                    pass.push_sql(part);
                    if let Some(value) = self.values.get(place) {
                        pass.push_bind_param::<diesel::sql_types::Text, str>(value)?;
                    }
                }
                Ok(())
            }
        }
    )*};
}

texts!(diesel::sqlite::Sqlite);
#[cfg(feature = "postgres")]
texts!(diesel::pg::Pg);

impl<C: Connection> RunQueryDsl<C> for Texts<'_> {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use diesel::connection::InstrumentationEvent;

    use super::*;
    use crate::store::Conn;
    use crate::store::schema::entity;

    #[test]
    fn updates_are_prepared_once() {
        let mut conn = Conn::Sqlite(SqliteConnection::establish(":memory:").unwrap());
        let create = "CREATE TABLE entity (id TEXT PRIMARY KEY, sort_name TEXT)";
        diesel::sql_query(create).execute(&mut conn).unwrap();
        let (prepared, asked) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counted, started) = (Arc::clone(&prepared), Arc::clone(&asked));
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
            InstrumentationEvent::CacheQuery { .. } => drop(counted.fetch_add(1, Ordering::Relaxed)),
            InstrumentationEvent::StartQuery { .. } => drop(started.fetch_add(1, Ordering::Relaxed)),
            _ => {}
        });
        for name in ["a", "b", "c"] {
            let update = diesel::update(entity::table.find("x")).set(entity::sort_name.eq(name));
            let found: Vec<String> = Prepared(update.returning(entity::id)).get_results(&mut conn).unwrap();
            assert!(found.is_empty());
            let Conn::Sqlite(conn) = &mut conn else { panic!("SQLite") };
            let parts = &["UPDATE entity SET sort_name = ", " WHERE id = ", ""];
            Texts { parts, values: &[name, "x"] }.execute(conn).unwrap();
        }
        assert_eq!((prepared.load(Ordering::Relaxed), asked.load(Ordering::Relaxed)), (2, 6));
    }
}
