//! Rows that name what is not there: for each foreign key how many, and the first few. One
//! row that lost its id may leave thousands behind.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::Report;
use super::database::Line;
use crate::error::Result;
use crate::store::Conn;
use crate::store::tx::apart;

/// A foreign key that some rows break.
#[derive(QueryableByName)]
struct Broken {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    /// The statement that names the first of them by their keys.
    #[diesel(sql_type = Text)]
    named: String,
}

/// Names the foreign keys that rows break.
pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<()> {
    for broken in broken(conn)? {
        // A table without a key has nothing to name them by, and one may not be there.
        let first: Vec<Line> =
            apart(conn, |conn| Ok(diesel::sql_query(&broken.named).load(conn)?)).unwrap_or_default();
        let first: Vec<String> = first.into_iter().map(|row| row.line).collect();
        let what = match broken.count {
            1 => "one row names".to_owned(),
            count => format!("{count} rows name"),
        };
        let which = match first.is_empty() {
            true => String::new(),
            false => format!("; the first of them: {}", first.join(", ")),
        };
        report.add(
            format_args!("the table {}", broken.child),
            format_args!("{what} something that is not in {}{which}", broken.parent),
        );
    }
    Ok(())
}

fn broken(conn: &mut Conn) -> Result<Vec<Broken>> {
    match conn {
        Conn::Sqlite(conn) => Ok(diesel::sql_query(SQLITE).load(conn)?),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => postgres(conn),
    }
}

const SQLITE: &str = r#"
    SELECT child, parent, count, printf(
        'SELECT %s AS line FROM "%w" c WHERE %s AND NOT EXISTS (SELECT 1 FROM "%w" p WHERE %s) LIMIT 3',
        (SELECT group_concat(printf('quote(c."%w")', name), ' || '' '' || ') FROM pragma_table_info(child) WHERE pk > 0),
        child,
        (SELECT group_concat(printf('c."%w" IS NOT NULL', "from"), ' AND ')
            FROM pragma_foreign_key_list(child) WHERE id = fkid),
        parent,
        (SELECT group_concat(printf('p."%w" = c."%w"', "to", "from"), ' AND ')
            FROM pragma_foreign_key_list(child) WHERE id = fkid)
    ) AS named
    FROM (SELECT "table" AS child, parent, fkid, count(*) AS count FROM pragma_foreign_key_check GROUP BY 1, 2, 3)"#;

#[cfg(feature = "postgres")]
fn postgres(conn: &mut PgConnection) -> Result<Vec<Broken>> {
    let mut broken = Vec::new();
    for key in diesel::sql_query(POSTGRES).load::<ForeignKey>(conn)? {
        let counted = format!("SELECT count(*) AS count {}", key.rows);
        let Count { count } = diesel::sql_query(counted).get_result(conn)?;
        if count > 0 {
            let named = format!("SELECT {} AS line {} LIMIT 3", key.key, key.rows);
            broken.push(Broken { child: key.child, parent: key.parent, count, named });
        }
    }
    Ok(broken)
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct ForeignKey {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = Text)]
    rows: String,
    #[diesel(sql_type = Text)]
    key: String,
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// For each foreign key of the schema, what finds the rows which break it, written by
/// PostgreSQL itself from its catalogue, and what names such a row.
#[cfg(feature = "postgres")]
const POSTGRES: &str = "
    SELECT c.conrelid::regclass::text AS child, c.confrelid::regclass::text AS parent,
        format(
            'FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)',
            c.conrelid::regclass,
            string_agg(format('c.%I IS NOT NULL', own.attname), ' AND '),
            c.confrelid::regclass,
            string_agg(format('p.%I = c.%I', other.attname, own.attname), ' AND ')
        ) AS rows,
        coalesce((
            SELECT string_agg(format('quote_literal(c.%I)', a.attname), ' || '' '' || ' ORDER BY a.attnum)
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = c.conrelid AND i.indisprimary
        ), 'c.ctid::text') AS key
    FROM pg_constraint c
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair (own, other)
    JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attnum = pair.own
    JOIN pg_attribute other ON other.attrelid = c.confrelid AND other.attnum = pair.other
    WHERE c.contype = 'f' AND c.connamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('change'))
    GROUP BY c.oid, c.conname, c.conrelid, c.confrelid
    ORDER BY c.conrelid::regclass::text, c.conname";
