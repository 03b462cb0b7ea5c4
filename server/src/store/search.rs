//! What search looks through: one text per record, folded by one Rust function, kept in
//! FTS5 on SQLite and in a `tsvector` on PostgreSQL.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::db::Conn;
use crate::error::Result;
use crate::model::text::folded_words;

/// The words of a text as both databases index them: folded, ASCII only. What folding
/// leaves beyond ASCII is written as code points, so that neither database's own idea of
/// a letter matters.
pub fn index_words(text: &str) -> Vec<String> {
    folded_words(text).into_iter().map(|word| word.chars().map(ascii).collect()).collect()
}

fn ascii(c: char) -> String {
    if c.is_ascii() { c.to_string() } else { format!("x{:x}x", u32::from(c)) }
}

/// Writes the text of a record, or removes it.
pub(super) fn write(conn: &mut Conn, id: &str, text: Option<(String, String)>, is_new: bool) -> Result<()> {
    let Some((title, body)) = text else { return Ok(()) };
    let title = index_words(&title).join(" ");
    let body = index_words(&body).join(" ");
    match conn {
        Conn::Sqlite(conn) => write_sqlite(conn, id, &title, &body, is_new),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => write_postgres(conn, id, &title, &body),
    }
}

/// What the full-text table holds of a record.
#[derive(QueryableByName)]
struct Indexed {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = Bool)]
    same: bool,
}

fn write_sqlite(conn: &mut SqliteConnection, id: &str, title: &str, body: &str, is_new: bool) -> Result<()> {
    if !is_new {
        let old = "SELECT r.row AS place, t.title = ? AND t.body = ? AS same
             FROM search_row r JOIN search_text t ON t.rowid = r.row WHERE r.entity_id = ?";
        let old = diesel::sql_query(old).bind::<Text, _>(title).bind::<Text, _>(body).bind::<Text, _>(id);
        if let Some(old) = old.get_result::<Indexed>(conn).optional()? {
            if old.same {
                return Ok(());
            }
            diesel::sql_query("DELETE FROM search_row WHERE entity_id = ?")
                .bind::<Text, _>(id)
                .execute(conn)?;
            diesel::sql_query("DELETE FROM search_text WHERE rowid = ?")
                .bind::<BigInt, _>(old.place)
                .execute(conn)?;
        }
    }
    diesel::sql_query("INSERT INTO search_text (entity_id, title, body) VALUES (?, ?, ?)")
        .bind::<Text, _>(id)
        .bind::<Text, _>(title)
        .bind::<Text, _>(body)
        .execute(conn)?;
    diesel::sql_query("INSERT INTO search_row (entity_id, row) VALUES (?, last_insert_rowid())")
        .bind::<Text, _>(id)
        .execute(conn)?;
    Ok(())
}

#[cfg(feature = "postgres")]
fn write_postgres(conn: &mut diesel::PgConnection, id: &str, title: &str, body: &str) -> Result<()> {
    let words = |n: u8| format!("array_to_tsvector(array_remove(string_to_array(${n}, ' '), ''))");
    let sql = format!(
        "INSERT INTO search_text (entity_id, title, title_words, words) VALUES ($1, $2, {}, {})
         ON CONFLICT (entity_id) DO UPDATE
         SET title = excluded.title, title_words = excluded.title_words, words = excluded.words",
        words(2),
        words(3)
    );
    diesel::sql_query(sql)
        .bind::<Text, _>(id)
        .bind::<Text, _>(title)
        .bind::<Text, _>(format!("{title} {body}"))
        .execute(conn)?;
    Ok(())
}

/// The words as the database's full-text search wants them: all of them, each as a word
/// or as its beginning. Words hold ASCII letters and digits only, so quoting is safe.
pub(super) fn match_expression(conn: &Conn, words: &[String]) -> String {
    match conn {
        Conn::Sqlite(_) => words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" AND "),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => words.iter().map(|word| format!("'{word}':*")).collect::<Vec<_>>().join(" & "),
    }
}
