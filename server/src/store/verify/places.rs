//! The order of links: a record's are numbered from one, without a gap. Where the numbers are
//! others and the order is the same, the record reads as before, and somebody was there.

use diesel::prelude::*;

use super::database::Line;
use super::shape::links;
use super::{Report, part};
use crate::error::Result;
use crate::store::Conn;

/// How many records are named of each table.
const NAMED: usize = 20;

/// Names the records of which the links are not numbered as the register writes them.
pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<()> {
    for (table, owner) in links() {
        part(conn, &format!("the table {table}"), report, |conn, report| of(conn, table, owner, report))?;
    }
    Ok(())
}

fn of(conn: &mut Conn, table: &str, owner: &str, report: &mut Report) -> Result<()> {
    let odd = format!(
        "SELECT {owner} AS line FROM {table} GROUP BY {owner}
         HAVING min(position) <> 1 OR max(position) <> count(*) OR count(DISTINCT position) <> count(*)
         ORDER BY 1 LIMIT {NAMED}"
    );
    for Line { line } in diesel::sql_query(odd).load(conn)? {
        let place = format!("the table {table}, those of {}", super::shown(line));
        report.add(place, "their positions are not 1, 2, 3 and so on, as the register writes them");
    }
    Ok(())
}
