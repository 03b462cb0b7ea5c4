//! What those who made changes are called now.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::super::db::Conn;
use super::super::schema::account;
use crate::auth::actor::{COMMAND_LINE, IMPORT};
use crate::error::Result;

/// The names of these actors, of those who are users.
///
/// # Errors
/// When the database fails.
pub fn names(conn: &mut Conn, ids: &BTreeSet<String>) -> Result<HashMap<String, String>> {
    let ids: Vec<String> = ids.iter().filter(|id| id.starts_with("user_")).cloned().collect();
    let mut names = HashMap::new();
    for chunk in ids.chunks(500) {
        let found: Vec<(String, String)> = account::table
            .filter(account::id.eq_any(chunk.to_vec()))
            .select((account::id, account::name))
            .load(conn)?;
        names.extend(found);
    }
    Ok(names)
}

/// What to call an actor, given the names of users.
pub fn name<'n>(id: &str, names: &'n HashMap<String, String>) -> &'n str {
    match id {
        IMPORT => "import",
        COMMAND_LINE => "command line",
        id if id.starts_with("system:") => "system",
        id => names.get(id).map_or("a former user", String::as_str),
    }
}
