//! Finding what files name by slug or key.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::Conn;
use super::rows::{Stored, unreadable};
use super::schema::{agency, partnership, succession};
use crate::error::Result;
use crate::model::*;

/// How many values a statement takes.
const CHUNK: usize = 500;

macro_rules! by_slug {
    ($(#[$doc:meta])* $name:ident: $noun:ident in $table:ident) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// When the database fails or holds what the program did not write.
        pub fn $name(conn: &mut Conn, slugs: &[&str]) -> Result<Vec<$noun>> {
            // Former slugs are few and have no index: their owners are all taken.
            let mut ids: BTreeSet<String> = $table::table
                .filter($table::former_slugs.ne("[]"))
                .select($table::id)
                .load(conn)?
                .into_iter()
                .collect();
            for chunk in slugs.chunks(CHUNK) {
                let found: Vec<String> = $table::table
                    .filter($table::slug.eq_any(chunk.to_vec()).or($table::key.eq_any(chunk.to_vec())))
                    .select($table::id)
                    .load(conn)?;
                ids.extend(found);
            }
            found(conn, ids)
        }
    };
}

by_slug!(
    /// The agencies of which one of `slugs` is the slug or the key, and all that have
    /// former slugs.
    agencies: Agency in agency
);
by_slug!(
    /// The partnerships of which one of `slugs` is the slug or the key, and all that have
    /// former slugs.
    partnerships: Partnership in partnership
);

/// The successions with these keys.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn successions(conn: &mut Conn, keys: &[&str]) -> Result<Vec<Succession>> {
    let mut ids = BTreeSet::new();
    for chunk in keys.chunks(CHUNK) {
        let found: Vec<String> = succession::table
            .filter(succession::key.eq_any(chunk.to_vec()))
            .select(succession::id)
            .load(conn)?;
        ids.extend(found);
    }
    found(conn, ids)
}

fn found<T: Stored>(conn: &mut Conn, ids: BTreeSet<String>) -> Result<Vec<T>> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let id: T::Id = id.parse().map_err(|_| unreadable(id, "an id"))?;
        all.extend(T::find(conn, id)?);
    }
    Ok(all)
}

/// The agency with this slug, now or formerly.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn agency_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<AgencyId>> {
    let found = agencies(conn, &[slug])?;
    let now = found.iter().find(|agency| agency.slug == slug);
    Ok(now.or_else(|| found.iter().find(|a| a.former_slugs.iter().any(|s| s == slug))).map(|a| a.id))
}

/// The partnership with this slug, now or formerly.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn partnership_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<PartnershipId>> {
    let found = partnerships(conn, &[slug])?;
    let now = found.iter().find(|partnership| partnership.slug == slug);
    Ok(now.or_else(|| found.iter().find(|p| p.former_slugs.iter().any(|s| s == slug))).map(|p| p.id))
}
