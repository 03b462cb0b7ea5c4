//! How a noun's values become columns, and the statements that every noun needs.

pub(super) use chrono::NaiveDate;
use chrono::{DateTime, NaiveTime, Utc};
pub(super) use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(super) use super::conn::on_itself;
pub(super) use super::db::Conn;
pub(super) use super::prepared::Prepared;
pub(super) use super::schema;
pub(super) use crate::error::{Error, Result};
pub(super) use crate::model::record::Head;
pub(super) use crate::model::*;

/// The type that a column holds.
pub(super) trait Repr {
    type Sql;
    /// Whether it links another record: such a column has an index and a foreign key.
    const LINKS: bool = false;
}

/// How a value of type `F` is written to and read from a column.
pub(super) trait Codec<F>: Repr {
    fn encode(value: &F) -> Result<Self::Sql>;
    fn decode(sql: Self::Sql) -> Result<F>;
}

/// A value that SQL knows.
pub(super) struct Plain<T>(std::marker::PhantomData<T>);
/// A value of a closed vocabulary, as its word.
pub(super) struct Word;
/// An id, as its text.
pub(super) struct IdText;
/// A moment, as microseconds since 1970.
pub(super) struct Moment;
/// A civil time, as `HH:MM`.
pub(super) struct Minutes;
/// A value list without identity, as JSON.
pub(super) struct Json;
/// A value that may be missing.
pub(super) struct Opt<C>(std::marker::PhantomData<C>);

/// A value in the database that the program did not write.
#[derive(Debug, thiserror::Error)]
#[error("the database holds {found:?} where {expected} is expected")]
pub struct Unreadable {
    found: String,
    expected: &'static str,
}

/// The error for a value that cannot be read.
pub(super) fn unreadable(found: impl Into<String>, expected: &'static str) -> Error {
    Error::internal(Unreadable { found: found.into(), expected })
}

impl<T> Repr for Plain<T> {
    type Sql = T;
}
impl<T: Clone> Codec<T> for Plain<T> {
    fn encode(value: &T) -> Result<T> {
        Ok(value.clone())
    }
    fn decode(sql: T) -> Result<T> {
        Ok(sql)
    }
}

impl Repr for Word {
    type Sql = String;
}
impl<W: Words> Codec<W> for Word {
    fn encode(value: &W) -> Result<String> {
        Ok(value.word().to_owned())
    }
    fn decode(sql: String) -> Result<W> {
        W::from_word(&sql).ok_or_else(|| unreadable(sql, "a known word"))
    }
}

impl Repr for IdText {
    type Sql = String;
    const LINKS: bool = true;
}
impl<I: TypedId> Codec<I> for IdText {
    fn encode(value: &I) -> Result<String> {
        Ok(value.to_string())
    }
    fn decode(sql: String) -> Result<I> {
        sql.parse().map_err(|_| unreadable(sql, "an id"))
    }
}

impl Repr for Moment {
    type Sql = i64;
}
impl Codec<DateTime<Utc>> for Moment {
    fn encode(value: &DateTime<Utc>) -> Result<i64> {
        Ok(value.timestamp_micros())
    }
    fn decode(sql: i64) -> Result<DateTime<Utc>> {
        moment(sql)
    }
}

/// The moment so many microseconds after 1970.
pub(super) fn moment(micros: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).ok_or_else(|| unreadable(micros.to_string(), "a time"))
}

impl Repr for Minutes {
    type Sql = String;
}
impl Codec<NaiveTime> for Minutes {
    fn encode(value: &NaiveTime) -> Result<String> {
        Ok(occurrence::write_time(*value))
    }
    fn decode(sql: String) -> Result<NaiveTime> {
        occurrence::parse_time(&sql).ok_or_else(|| unreadable(sql, "a time of day"))
    }
}

impl Repr for Json {
    type Sql = String;
}
impl<T: Serialize + DeserializeOwned> Codec<T> for Json {
    fn encode(value: &T) -> Result<String> {
        serde_json::to_string(value).map_err(Error::internal)
    }
    fn decode(sql: String) -> Result<T> {
        serde_json::from_str(&sql).map_err(Error::internal)
    }
}

impl<C: Repr> Repr for Opt<C> {
    type Sql = Option<C::Sql>;
    const LINKS: bool = C::LINKS;
}
impl<F, C: Codec<F>> Codec<Option<F>> for Opt<C> {
    fn encode(value: &Option<F>) -> Result<Option<C::Sql>> {
        value.as_ref().map(C::encode).transpose()
    }
    fn decode(sql: Option<C::Sql>) -> Result<Option<F>> {
        sql.map(C::decode).transpose()
    }
}

/// What the store does with a noun. Writing is reached only through
/// [`WriteTx::save`](super::tx::WriteTx::save), which writes the change with it.
pub(super) trait Stored: Entity {
    /// Writes a new record and its links.
    fn insert(&self, conn: &mut Conn) -> Result<()>;
    /// Writes a record over `before`; false when that is no longer what is there.
    fn update(&self, conn: &mut Conn, before: &Self) -> Result<bool>;
    /// The record with this id.
    fn find(conn: &mut Conn, id: Self::Id) -> Result<Option<Self>>;
    /// Whether another record of its type and partnership has its key.
    fn key_taken(&self, conn: &mut Conn) -> Result<bool>;
    /// All records of one partnership, or of the register for nouns that no
    /// partnership owns; in order of creation.
    fn load(conn: &mut Conn, partnership: Option<PartnershipId>) -> Result<Vec<Self>>;
    /// The ids of the records after `after`, in their order, as the table has them.
    fn ids(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>>;
    /// How many rows the table has.
    fn count(conn: &mut Conn) -> Result<i64>;
}

/// From the declaration of a noun's columns and links: its row and its [`Stored`].
macro_rules! stored {
    (
        $noun:ident in $table:ident as $row:ident by $scope:ident;
        columns { $($col:ident : $codec:ty = $($path:ident).+,)* }
        links { $($links:ident : $link:ident($owner:ident -> $target:ident),)* }
    ) => {
        #[derive(Queryable, Insertable)]
        #[diesel(table_name = schema::$table)]
        struct $row {
            id: String,
            key: String,
            version: i32,
            created_at: i64,
            updated_at: i64,
            archived: bool,
            sources: String,
            $($col: <$codec as Repr>::Sql,)*
        }

        impl $row {
            fn of(noun: &$noun) -> Result<Self> {
                Ok($row {
                    id: noun.id.to_string(),
                    key: noun.head.key.clone(),
                    version: noun.head.version,
                    created_at: Moment::encode(&noun.head.created_at)?,
                    updated_at: Moment::encode(&noun.head.updated_at)?,
                    archived: noun.head.archived,
                    sources: Json::encode(&noun.head.sources)?,
                    $($col: <$codec>::encode(&noun.$($path).+)?,)*
                })
            }

            /// The noun without its links.
            fn into_noun(self) -> Result<$noun> {
                let mut noun = $noun { id: IdText::decode(self.id)?, ..Default::default() };
                noun.head = Head {
                    key: self.key,
                    version: self.version,
                    created_at: Moment::decode(self.created_at)?,
                    updated_at: Moment::decode(self.updated_at)?,
                    archived: self.archived,
                    sources: Json::decode(self.sources)?,
                };
                $(noun.$($path).+ = <$codec>::decode(self.$col)?;)*
                Ok(noun)
            }
        }

        impl Stored for $noun {
            fn insert(&self, conn: &mut Conn) -> Result<()> {
                Prepared(diesel::insert_into(schema::$table::table).values($row::of(self)?)).execute(conn)?;
                $(stored!(@write conn, self.id, &self.$links, $link, $owner, $target);)*
                Ok(())
            }

            fn update(&self, conn: &mut Conn, before: &Self) -> Result<bool> {
                let id = self.id.to_string();
                let target = schema::$table::table
                    .filter(schema::$table::id.eq(&id))
                    .filter(schema::$table::version.eq(before.head.version));
                let (was, now) = ($row::of(before)?, $row::of(self)?);
                // A column that is named has its indexes written and its foreign key
                // asked, even when its value stays: those are named only when it differs.
                // The key and the time of creation never do.
                let set = (
                    schema::$table::version.eq(now.version),
                    schema::$table::updated_at.eq(now.updated_at),
                    schema::$table::archived.eq(now.archived),
                    schema::$table::sources.eq(now.sources),
                    $((!<$codec as Repr>::LINKS || was.$col != now.$col).then(|| schema::$table::$col.eq(now.$col)),)*
                );
                let update = diesel::update(target).set(set).returning(schema::$table::version);
                let update = Prepared(update);
                let written: Vec<i32> = on_itself!(&mut *conn, |itself| update.get_results(itself)?);
                if written.is_empty() {
                    return Ok(false);
                }
                $(
                    if before.$links != self.$links {
                        diesel::delete(schema::$link::table.filter(schema::$link::$owner.eq(&id))).execute(conn)?;
                        stored!(@write conn, self.id, &self.$links, $link, $owner, $target);
                    }
                )*
                Ok(true)
            }

            fn find(conn: &mut Conn, id: Self::Id) -> Result<Option<Self>> {
                let id = id.to_string();
                let with_id = schema::$table::table.filter(schema::$table::id.eq(&id));
                let row: Option<$row> = on_itself!(&mut *conn, |itself| with_id.first(itself).optional()?);
                let Some(row) = row else { return Ok(None) };
                #[allow(unused_mut, clippy::allow_attributes, reason = "nouns without links")]
                let mut noun = row.into_noun()?;
                $(
                    let links = schema::$link::table
                        .filter(schema::$link::$owner.eq(&id))
                        .order(schema::$link::position)
                        .select(schema::$link::$target);
                    let links: Vec<String> = on_itself!(&mut *conn, |itself| links.load(itself)?);
                    noun.$links = links.into_iter().map(IdText::decode).collect::<Result<_>>()?;
                )*
                Ok(Some(noun))
            }

            fn key_taken(&self, conn: &mut Conn) -> Result<bool> {
                let of_key = schema::$table::table
                    .filter(schema::$table::key.eq(&self.head.key))
                    .filter(schema::$table::id.ne(self.id.to_string()));
                stored!(@taken $scope, $table, of_key, self, conn)
            }

            fn load(conn: &mut Conn, partnership: Option<PartnershipId>) -> Result<Vec<Self>> {
                let rows: Vec<$row> = stored!(@rows $scope, $table, partnership, conn);
                #[allow(unused_mut, clippy::allow_attributes, reason = "nouns without links")]
                let mut nouns = rows.into_iter().map($row::into_noun).collect::<Result<Vec<$noun>>>()?;
                $(
                    let links: Vec<(String, String)> = stored!(@links $scope, $table, $link, $owner, $target, partnership, conn);
                    let places: std::collections::HashMap<String, usize> =
                        nouns.iter().enumerate().map(|(place, noun)| (noun.id.to_string(), place)).collect();
                    for (owner, target) in links {
                        if let Some(place) = places.get(&owner) {
                            nouns[*place].$links.push(IdText::decode(target)?);
                        }
                    }
                )*
                Ok(nouns)
            }

            fn ids(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>> {
                let ids = schema::$table::table.filter(schema::$table::id.gt(after)).order(schema::$table::id);
                Ok(ids.limit(limit).select(schema::$table::id).load(conn)?)
            }

            fn count(conn: &mut Conn) -> Result<i64> {
                Ok(schema::$table::table.count().get_result(conn)?)
            }
        }
    };

    (@write $conn:ident, $id:expr, $targets:expr, $link:ident, $owner:ident, $target:ident) => {
        for (i, target) in $targets.iter().enumerate() {
            diesel::insert_into(schema::$link::table)
                .values((
                    schema::$link::$owner.eq($id.to_string()),
                    schema::$link::$target.eq(target.to_string()),
                    schema::$link::position.eq(i as i32 + 1),
                ))
                .execute($conn)?;
        }
    };

    (@taken plan, $table:ident, $of_key:ident, $noun:ident, $conn:ident) => {{
        let here = schema::$table::partnership_id.eq($noun.partnership.to_string());
        Ok(diesel::select(diesel::dsl::exists($of_key.filter(here))).get_result($conn)?)
    }};
    (@taken register, $table:ident, $of_key:ident, $noun:ident, $conn:ident) => {
        Ok(diesel::select(diesel::dsl::exists($of_key)).get_result($conn)?)
    };

    (@rows plan, $table:ident, $partnership:ident, $conn:ident) => {
        schema::$table::table
            .filter(schema::$table::partnership_id.eq($partnership.map(|id| id.to_string()).unwrap_or_default()))
            .order(schema::$table::id)
            .load($conn)?
    };
    (@rows register, $table:ident, $partnership:ident, $conn:ident) => {{
        let _ = $partnership;
        schema::$table::table.order(schema::$table::id).load($conn)?
    }};
    (@links plan, $table:ident, $link:ident, $owner:ident, $target:ident, $partnership:ident, $conn:ident) => {
        schema::$link::table
            .filter(schema::$link::$owner.eq_any(
                schema::$table::table
                    .filter(schema::$table::partnership_id.eq($partnership.map(|id| id.to_string()).unwrap_or_default()))
                    .select(schema::$table::id),
            ))
            .order((schema::$link::$owner, schema::$link::position))
            .select((schema::$link::$owner, schema::$link::$target))
            .load($conn)?
    };
}
pub(super) use stored;
