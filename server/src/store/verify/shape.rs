//! What the tables of PostgreSQL are made of, and columns of SQLite that hold more than they
//! can there.
//!
//! On PostgreSQL there is no second database at hand in which the migrations could be run,
//! so what they make is described in a file; a test compares it with one.

#[cfg(feature = "postgres")]
use std::collections::BTreeMap;

use diesel::prelude::*;
#[cfg(feature = "postgres")]
use diesel::sql_types::Array;
use diesel::sql_types::{BigInt, Text};

use super::Report;
use super::database::Line;
use crate::error::Result;
use crate::store::Conn;

/// A line for each part of each table, as the migrations make it.
const SHAPE: &str = include_str!("postgres_shape.txt");

/// Each part of the schema in which the tables are found, with what it is. What a library
/// makes for itself is left out, and what newer versions of PostgreSQL list beside: that a
/// column is never empty is said with the column.
#[cfg(feature = "postgres")]
const CATALOGUE: &str = r#"
    WITH own AS (
        SELECT c.oid, relname, relpersistence, nspname AS home
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE n.oid = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('change'))
            AND relkind IN ('r', 'p') AND relname !~ '^__diesel'
    )
    SELECT concat('the table ', relname, ': ', CASE relpersistence WHEN 'p' THEN 'logged' ELSE 'unlogged' END) AS line
    FROM own
    UNION ALL
    SELECT concat('the table ', relname, ', column ', attname, ': ', format_type(atttypid, atttypmod),
        ' COLLATE ' || collname, CASE WHEN attnotnull THEN ' NOT NULL' END,
        CASE WHEN attgenerated <> '' THEN ' GENERATED' WHEN attidentity <> '' THEN ' IDENTITY' END,
        ' DEFAULT ' || pg_get_expr(adbin, adrelid))
    FROM own JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    LEFT JOIN pg_collation l ON l.oid = attcollation
    UNION ALL
    SELECT concat('the table ', relname, ', constraint ', conname, ': ', pg_get_constraintdef(c.oid),
        CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = c.oid AND tgenabled NOT IN ('O', 'A'))
            THEN ' SWITCHED OFF' END)
    FROM own JOIN pg_constraint c ON conrelid = own.oid AND contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT concat('the table ', relname, ', index ', indexrelid::regclass, ': ',
        replace(pg_get_indexdef(indexrelid), format(' ON %I.', home), ' ON '),
        CASE WHEN NOT indisvalid THEN ' INVALID' END)
    FROM own JOIN pg_index ON indrelid = own.oid
    UNION ALL
    SELECT concat('the table ', relname, ', rows of the table ', inhrelid::regclass, ': read with its own')
    FROM own JOIN pg_inherits ON inhparent = own.oid
    UNION ALL
    SELECT concat('the event trigger ', evtname, ': ', evtevent) FROM pg_event_trigger WHERE evtenabled <> 'D'"#;

/// The parts of the schema of PostgreSQL, each on a line; of SQLite none.
///
/// # Errors
/// When the database does not answer.
pub fn described(conn: &mut Conn) -> Result<Vec<String>> {
    match conn {
        Conn::Sqlite(_) => Ok(Vec::new()),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => lines(conn),
    }
}

#[cfg(feature = "postgres")]
fn lines(conn: &mut PgConnection) -> Result<Vec<String>> {
    let lines: Vec<Line> = diesel::sql_query(CATALOGUE).load(conn)?;
    let mut lines: Vec<String> = lines.into_iter().map(|found| found.line).collect();
    // By bytes, whatever the order of texts is in this database.
    lines.sort_unstable();
    Ok(lines)
}

/// The schemas in which tables of the program's names are found, as `search_path` has them.
#[cfg(feature = "postgres")]
pub(super) fn homes(conn: &mut PgConnection) -> Result<Vec<String>> {
    let names: Vec<&str> =
        SHAPE.lines().filter_map(|line| line.strip_prefix("the table ")).map(table).collect();
    let names: Vec<&str> = names.into_iter().map(|name| name.split(':').next().unwrap_or(name)).collect();
    let homes = "SELECT DISTINCT relnamespace::regnamespace::text AS line FROM pg_class
        WHERE relname = ANY($1) AND pg_table_is_visible(oid) ORDER BY 1";
    let homes: Vec<Line> = diesel::sql_query(homes).bind::<Array<Text>, _>(names).load(conn)?;
    Ok(homes.into_iter().map(|home| home.line).collect())
}

/// Compares the parts that there are with those that the migrations make.
#[cfg(feature = "postgres")]
pub(super) fn postgres(conn: &mut PgConnection, report: &mut Report) -> Result<()> {
    let there = lines(conn)?;
    compare(&parts(SHAPE.lines()), &parts(there.iter().map(String::as_str)), report);
    Ok(())
}

/// What each part is, by its name.
#[cfg(feature = "postgres")]
fn parts<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, &'a str> {
    lines.filter_map(|line| line.split_once(": ")).collect()
}

/// The table that a part is of; an event trigger is of none.
#[cfg(feature = "postgres")]
fn table(part: &str) -> &str {
    part.split_once(',').map_or(part, |(table, _)| table)
}

#[cfg(feature = "postgres")]
fn compare(expected: &BTreeMap<&str, &str>, there: &BTreeMap<&str, &str>, report: &mut Report) {
    for (part, should) in expected {
        match there.get(part) {
            Some(is) if is == should => {}
            Some(is) => report.add(
                part,
                format_args!("is not as the program makes it: it is `{is}` instead of `{should}`"),
            ),
            // Of a table that is not there its parts are not there either.
            None if *part == table(part) || there.contains_key(table(part)) => {
                report.add(part, format_args!("is not there: `{should}`"));
            }
            None => {}
        }
    }
    // A table of somebody else's beside those of the program is none of its business.
    let is_ours = |part: &str| part != table(part) && expected.contains_key(table(part));
    for (part, is) in there.iter().filter(|(part, _)| !expected.contains_key(*part)) {
        if is_ours(part) || part.starts_with("the event trigger") {
            report.add(part, format_args!("is none of the program's: `{is}`"));
        }
    }
}

#[derive(QueryableByName)]
struct Wide {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// Names the rows of SQLite which hold a number of more than the 32 bits that its column has
/// on PostgreSQL: every integer of SQLite has 64, and the program reads the lower half.
pub(super) fn sqlite(conn: &mut SqliteConnection, report: &mut Report) -> Result<()> {
    for (table, column) in narrow() {
        let key = diesel::sql_query(KEY).bind::<Text, _>(table).get_result::<Line>(conn)?.line;
        let wide = format!(
            "SELECT {key} AS key, {column} AS value FROM {table} WHERE {column} NOT BETWEEN {} AND {}",
            i32::MIN,
            i32::MAX
        );
        // A table that is not there is named where the parts of the schema are compared.
        let rows: Vec<Wide> = diesel::sql_query(wide).load(conn).unwrap_or_default();
        for Wide { key, value } in rows {
            let place = format!("the table {table}, row {key}");
            report.add(place, format_args!("{column} is {value}, which is more than the program can read"));
        }
    }
    Ok(())
}

/// What names a row of a table of SQLite: its key.
const KEY: &str = r#"
    SELECT coalesce(group_concat(printf('quote("%w")', name), ' || '' '' || '), 'rowid') AS line
    FROM pragma_table_info(?) WHERE pk > 0"#;

/// The tables that hold links of records in their order, each with the column that names the
/// record: the first of its key.
pub(super) fn links() -> impl Iterator<Item = (&'static str, &'static str)> {
    let keys = SHAPE.lines().filter_map(|line| {
        let (table, key) = line.strip_prefix("the table ")?.split_once(", constraint ")?;
        Some((table, key.split_once(": PRIMARY KEY (")?.1.split_once(", ")?.0))
    });
    keys.filter(|(table, _)| SHAPE.contains(&format!("the table {table}, column position: ")))
}

/// The columns that hold 32 bits, each with its table.
fn narrow() -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = SHAPE.lines().filter_map(|line| line.strip_prefix("the table ")?.split_once(", column "));
    columns.filter_map(|(table, column)| {
        let (column, is) = column.split_once(": ")?;
        is.starts_with("integer").then_some((table, column))
    })
}
