//! How often actions were dated anew.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::super::db::Conn;
use super::super::rows::unreadable;
use super::super::schema::{change, change_value};
use super::plan_at;
use crate::error::{Error, Result};
use crate::history::commitment::Salted;
use crate::model::AnyId;

/// Of all that a change holds, what is needed here.
#[derive(Deserialize)]
struct Due {
    #[serde(rename = "dueOn")]
    due_on: Option<Salted>,
}

/// How often each of these actions was given another day after its first, or lost its day;
/// up to a moment, if one is given. Those that never were are left out.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn counts(
    conn: &mut Conn,
    actions: &[AnyId],
    until: Option<DateTime<Utc>>,
) -> Result<HashMap<AnyId, i32>> {
    let until = until.map(|at| plan_at(conn, at)).transpose()?.map_or(i64::MAX, |last| last as i64);
    let mut counts = HashMap::new();
    for chunk in actions.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, String)> = change::table
            .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
            .filter(change::entity_id.eq_any(ids))
            .filter(change::sequence.le(until))
            .order((change::entity_id, change::sequence))
            .select((change::entity_id, change_value::after))
            .load(conn)?;
        for changes in rows.chunk_by(|(one, _), (other, _)| one == other) {
            let days = changes.iter().map(|(_, after)| day(after)).collect::<Result<Vec<_>>>()?;
            let times = days.windows(2).filter(|pair| is_redated(&pair[0], &pair[1])).count();
            if let Some((id, _)) = changes.first().filter(|_| times > 0) {
                let id = id.parse().map_err(|_| unreadable(id, "the id of an action"))?;
                counts.insert(id, i32::try_from(times).unwrap_or(i32::MAX));
            }
        }
    }
    Ok(counts)
}

fn day(after: &str) -> Result<Option<Salted>> {
    Ok(serde_json::from_str::<Due>(after).map_err(Error::internal)?.due_on)
}

/// Whether there was a day and it is another now. What was erased tells nothing.
fn is_redated(before: &Option<Salted>, after: &Option<Salted>) -> bool {
    let value = |side: &Option<Salted>| match side {
        Some(Salted::Kept { value, .. }) => Some(value.clone()),
        Some(Salted::Erased { .. }) => None,
        None => Some(Value::Null),
    };
    match (value(before), value(after)) {
        (Some(before), Some(after)) => !before.is_null() && before != after,
        _ => false,
    }
}
