//! What search looks through: one text per record, folded by one Rust function, kept in
//! FTS5 on SQLite and in a `tsvector` on PostgreSQL.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};

use super::db::Conn;
use super::list::{self, Db, stands};
use super::prepared::Texts;
use super::rows::unreadable;
use super::schema::{entity, partnership};
use super::scope::permitted;
use crate::auth::scope::Scope;
use crate::error::Result;
use crate::model::text::{folded_words, sort_name};
use crate::model::*;

/// How many letters of a word count. PostgreSQL keeps at most 2,046 bytes of one, and
/// takes a longer one without a word while it loses its end.
const LETTERS: usize = 200;

/// The words of a text as both databases index them: folded, ASCII only. What folding
/// leaves beyond ASCII is written as code points, so that neither database's own idea of
/// a letter matters.
pub fn index_words(text: &str) -> Vec<String> {
    folded_words(text).into_iter().map(|word| word.chars().take(LETTERS).map(ascii).collect()).collect()
}

fn ascii(c: char) -> String {
    if c.is_ascii() { c.to_string() } else { format!("x{:x}x", u32::from(c)) }
}

/// The text of a record as search is to hold it.
#[derive(Debug, Clone)]
pub(super) struct Indexed {
    id: String,
    title: String,
    body: String,
    is_new: bool,
}

impl Indexed {
    /// The title and the rest of the text of a record that search does not know when it
    /// `is_new`.
    pub(super) fn new(id: String, (title, body): (String, String), is_new: bool) -> Self {
        Indexed { id, title: index_words(&title).join(" "), body: index_words(&body).join(" "), is_new }
    }
}

/// Writes texts at the end of a command and gives back those that are better written at
/// the end of the transaction. SQLite's full-text table writes all it has gathered when a
/// savepoint begins, a tree of words for each: it is written once for all commands. On
/// PostgreSQL a text that it refuses must harm no other command.
pub(super) fn write_or_keep(conn: &mut Conn, texts: Vec<Indexed>) -> Result<Vec<Indexed>> {
    match conn {
        Conn::Sqlite(_) => Ok(texts),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => write(conn, &texts).map(|()| Vec::new()),
    }
}

/// Removes from SQLite's full-text index the words of texts that no record has any more:
/// it keeps them until it merges its parts. Takes about as long as reading all texts.
pub(super) fn forget_old_words(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => {
            diesel::sql_query("INSERT INTO search_text (search_text) VALUES ('rebuild')").execute(conn)?;
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => {}
    }
    Ok(())
}

/// Writes texts, in order.
pub(super) fn write(conn: &mut Conn, texts: &[Indexed]) -> Result<()> {
    for text in texts {
        match conn {
            Conn::Sqlite(conn) => write_sqlite(conn, text)?,
            #[cfg(feature = "postgres")]
            Conn::Postgres(conn) => write_postgres(conn, text)?,
        }
    }
    Ok(())
}

/// What the full-text table holds of a record.
#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Bool)]
    same: bool,
}

/// Whether the full-text table holds a title and a body, of that record: what is found is
/// taken from there.
const HOLDS_SQLITE: &str = "SELECT t.title = ? AND t.body = ? AND t.entity_id = r.entity_id AS same
    FROM search_row r JOIN search_text t ON t.rowid = r.row WHERE r.entity_id = ?";

fn write_sqlite(conn: &mut SqliteConnection, text: &Indexed) -> Result<()> {
    let Indexed { id, title, body, is_new } = text;
    if !is_new {
        let parts = &[
            "UPDATE search_text SET title = ",
            ", body = ",
            " WHERE rowid = (SELECT row FROM search_row WHERE entity_id = ",
            ")",
        ];
        if (Texts { parts, values: &[title, body, id] }).execute(conn)? > 0 {
            return Ok(());
        }
    }
    let parts = &["INSERT INTO search_text (entity_id, title, body) VALUES (", ", ", ", ", ")"];
    Texts { parts, values: &[id, title, body] }.execute(conn)?;
    let parts = &["INSERT INTO search_row (entity_id, row) VALUES (", ", last_insert_rowid())"];
    Texts { parts, values: &[id] }.execute(conn)?;
    Ok(())
}

/// The words of a bound text as PostgreSQL's search holds them.
#[cfg(feature = "postgres")]
fn vector(place: u8) -> String {
    format!("array_to_tsvector(array_remove(string_to_array(${place}, ' '), ''))")
}

#[cfg(feature = "postgres")]
fn write_postgres(conn: &mut diesel::PgConnection, text: &Indexed) -> Result<()> {
    let Indexed { id, title, body, .. } = text;
    let parts = &[
        "INSERT INTO search_text (entity_id, title, title_words, words) VALUES (",
        ", ",
        ", array_to_tsvector(array_remove(string_to_array(",
        ", ' '), '')), array_to_tsvector(array_remove(string_to_array(",
        ", ' '), '')))
         ON CONFLICT (entity_id) DO UPDATE
         SET title = excluded.title, title_words = excluded.title_words, words = excluded.words",
    ];
    let all = format!("{title} {body}");
    Texts { parts, values: &[id, title, title, &all] }.execute(conn)?;
    Ok(())
}

/// Whether search holds exactly this text of a record.
pub(super) fn holds(conn: &mut Conn, id: &str, (title, body): (String, String)) -> Result<bool> {
    let title = index_words(&title).join(" ");
    let body = index_words(&body).join(" ");
    let query = match conn {
        Conn::Sqlite(_) => HOLDS_SQLITE.to_owned(),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => format!(
            "SELECT title = $1 AND title_words = {} AND words = {} AS same
             FROM search_text WHERE entity_id = $3",
            vector(1),
            vector(2)
        ),
    };
    let second = match conn {
        Conn::Sqlite(_) => body,
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => format!("{title} {body}"),
    };
    let held: Option<Held> = diesel::sql_query(query)
        .bind::<Text, _>(title)
        .bind::<Text, _>(second)
        .bind::<Text, _>(id)
        .get_result(conn)
        .optional()?;
    Ok(held.is_some_and(|held| held.same))
}

/// How many texts search holds.
pub(super) fn count(conn: &mut Conn) -> Result<i64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let counted: Count = diesel::sql_query("SELECT count(*) AS count FROM search_text").get_result(conn)?;
    Ok(counted.count)
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

/// What to search for, and where.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    /// The words; at least one.
    pub words: String,
    /// Of which types.
    pub entities: Vec<EntityType>,
    /// Within this partnership.
    pub partnership: Option<PartnershipId>,
    /// What the viewer may see.
    pub scope: Scope,
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: AnyId,
    /// Its partnership.
    pub partnership: Option<PartnershipId>,
    /// 0 when the words are its name, 1 when all stand in its title, else 2.
    pub rank: i32,
    /// Its folded name, by which equal ranks are ordered.
    pub sort_name: String,
}

/// Which part of what was found.
#[derive(Debug, Clone)]
pub struct HitSlice {
    /// How many at most.
    pub limit: i64,
    /// From the end rather than from the beginning.
    pub backward: bool,
    /// Only what comes after this.
    pub after: Option<Hit>,
    /// Only what comes before this.
    pub before: Option<Hit>,
}

/// What was found: a slice, and how many there are in all.
#[derive(Debug, Clone)]
pub struct Hits {
    /// The slice, the best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: i64,
}

/// Searches under the viewer's scope.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn find(conn: &mut Conn, query: &SearchQuery, slice: &HitSlice) -> Result<Hits> {
    let words = index_words(&query.words);
    if words.is_empty() || query.entities.is_empty() {
        return Ok(Hits { hits: Vec::new(), total: 0 });
    }
    let total = matching(conn, query).count().get_result(conn)?;
    let rank = |conn: &Conn| rank(conn, query, &words);
    let mut list = matching(conn, query);
    if let Some(after) = &slice.after {
        list = list.filter(beyond(|| rank(conn), after, false));
    }
    if let Some(before) = &slice.before {
        list = list.filter(beyond(|| rank(conn), before, true));
    }
    let list = match slice.backward {
        false => list.order((rank(conn).asc(), entity::sort_name.asc(), entity::id.asc())),
        true => list.order((rank(conn).desc(), entity::sort_name.desc(), entity::id.desc())),
    };
    let rows: Vec<(String, Option<String>, i32, String)> = list
        .limit(slice.limit)
        .select((entity::id, entity::partnership_id, rank(conn), entity::sort_name))
        .load(conn)?;
    let mut hits = rows.into_iter().map(hit).collect::<Result<Vec<_>>>()?;
    if slice.backward {
        hits.reverse();
    }
    Ok(Hits { hits, total })
}

fn hit((id, partnership, rank, sort_name): (String, Option<String>, i32, String)) -> Result<Hit> {
    let id = id.parse().map_err(|_| unreadable(id, "an id"))?;
    let partnership = partnership.map(|p| p.parse().map_err(|_| unreadable(p, "an id"))).transpose()?;
    Ok(Hit { id, partnership, rank, sort_name })
}

fn matching<'a>(conn: &Conn, query: &SearchQuery) -> entity::BoxedQuery<'a, Db> {
    let types: Vec<&str> = query.entities.iter().map(|entity| entity.word()).collect();
    let list = entity::table
        .filter(list::matching(conn, &query.words))
        .filter(permitted(&query.scope))
        .filter(entity::archived.eq(false))
        .filter(entity::entity_type.eq_any(types))
        .into_boxed();
    match query.partnership {
        Some(id) => list.filter(entity::partnership_id.eq(id.to_string())),
        None => list.filter(stands!(entity::partnership_id)),
    }
}

type Rank = Box<dyn BoxableExpression<entity::table, Db, SqlType = Integer>>;

/// The rank in SQL, the same on both databases.
fn rank(conn: &Conn, query: &SearchQuery, words: &[String]) -> Rank {
    let (title, expression) = match conn {
        Conn::Sqlite(_) => {
            let columns = words.iter().map(|word| format!("title : \"{word}\"*")).collect::<Vec<_>>();
            ("search_text MATCH ", columns.join(" AND "))
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => ("title_words @@ ", match_expression(conn, words)),
    };
    let cast = match conn {
        Conn::Sqlite(_) => ") THEN 1 ELSE 2 END",
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => "::tsquery) THEN 1 ELSE 2 END",
    };
    Box::new(
        sql::<Integer>("CASE WHEN entity.sort_name = ")
            .bind::<Text, _>(sort_name(&query.words))
            .sql(&format!(" THEN 0 WHEN entity.id IN (SELECT entity_id FROM search_text WHERE {title}"))
            .bind::<Text, _>(expression)
            .sql(cast),
    )
}

/// What comes after a hit in the order of search, or before it.
fn beyond<'a>(rank: impl Fn() -> Rank, hit: &Hit, before: bool) -> list::Condition<'a> {
    let (name, id) = (hit.sort_name.clone(), hit.id.to_string());
    match before {
        false => {
            let later =
                entity::sort_name.gt(name.clone()).or(entity::sort_name.eq(name).and(entity::id.gt(id)));
            Box::new(rank().gt(hit.rank).or(rank().eq(hit.rank).and(later)))
        }
        true => {
            let earlier =
                entity::sort_name.lt(name.clone()).or(entity::sort_name.eq(name).and(entity::id.lt(id)));
            Box::new(rank().lt(hit.rank).or(rank().eq(hit.rank).and(earlier)))
        }
    }
}
