//! Pages of lists that are read whole, or by number.

use base64::Engine;

use super::{BASE64, Connection, Edge, Node, PageArgs, Total, unknown_cursor};
use crate::error::Result;

/// How many entries to leave out and to take, of a list whose cursors are their numbers.
///
/// # Errors
/// For arguments that are wrong.
pub fn skip(first: Option<i32>, after: Option<&str>) -> Result<(i64, i64)> {
    let (size, _) = PageArgs { first, ..PageArgs::default() }.size()?;
    let number = |cursor: &str| {
        let text = String::from_utf8(BASE64.decode(cursor).ok()?).ok()?;
        text.parse::<u32>().ok().map(i64::from)
    };
    let skip = after.map(|cursor| number(cursor).ok_or_else(unknown_cursor)).transpose()?;
    Ok((skip.unwrap_or(0), size))
}

/// The cursor of the entry with this number.
pub fn number(number: i64) -> String {
    BASE64.encode(number.to_string())
}

/// A page of a list that was read whole: each entry with its cursor, in order.
///
/// # Errors
/// For arguments that are wrong.
pub fn of_all<T: Node>(entries: Vec<(String, T)>, args: &PageArgs) -> Result<Connection<T>> {
    let (size, backward) = args.size()?;
    let total = entries.len();
    let place = |cursor: &String| {
        let id = BASE64.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let found = id.and_then(|id| entries.iter().position(|(known, _)| *known == id));
        found.ok_or_else(unknown_cursor)
    };
    let start = args.after.as_ref().map(place).transpose()?.map_or(0, |place| place + 1);
    let end = args.before.as_ref().map(place).transpose()?.unwrap_or(total).max(start);
    let size = (size as usize).min(end - start);
    let (from, to) = if backward { (end - size, end) } else { (start, start + size) };
    let edges: Vec<Edge<T>> = entries
        .into_iter()
        .skip(from)
        .take(to - from)
        .map(|(id, node)| Edge { cursor: BASE64.encode(id), node })
        .collect();
    Ok(Connection {
        edges,
        has_next: to < total,
        has_previous: from > 0,
        total: Total::Known(total as i64),
        horizon: None,
    })
}
