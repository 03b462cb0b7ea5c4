//! Lists as tables: `/export/<list>.csv`, everything that the caller may see of a list,
//! sent as it is read.
//!
//! A table is pulled in chunks: each reads some rows by seeking, and lets go of the
//! database before it waits for the client. So a slow client holds no connection.

mod cells;
mod checks;
mod history;
mod lists;
mod people;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use chrono::NaiveDate;
use futures_util::stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::fault::Fault;
use super::headers::{NO_STORE, public_data};
use super::session;
use super::state::HttpState;
use crate::auth::scope::Scope;
use crate::auth::viewer::Viewer;
use crate::clock::london_date;
use crate::commands::account::Accounts;
use crate::commands::table::line;
use crate::error::{Error, Result};
use crate::graph::directory::Directory;
use crate::graph::register::Register;
use crate::model::text::folded_words;
use crate::model::*;
use crate::store::Conn;
use crate::store::change::list::{ChangeFilter, ChangeQuery, is_actor};
use crate::store::tx::snapshot;

/// How many tables are sent at a time.
const PLACES: usize = 4;

/// What the handler shares.
#[derive(Clone)]
struct Exports {
    state: HttpState,
    register: Register,
    places: Arc<Semaphore>,
}

/// The routes of the tables.
pub fn router(state: HttpState, register: Register) -> Router {
    let exports = Exports { state, register, places: Arc::new(Semaphore::new(PLACES)) };
    Router::new().route("/export/{file}", get(export)).with_state(exports)
}

/// What a table is narrowed to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// A partnership, by id or slug.
    partnership: Option<String>,
    /// In the history: a record.
    entity: Option<AnyId>,
    /// In the history: an actor.
    actor: Option<String>,
    /// In the history: the agency that it was made for, by id or slug.
    agency: Option<String>,
    /// In the history: types of records, with commas between them.
    r#type: Option<String>,
    /// In the history: what was done, with commas between them.
    action: Option<String>,
    /// In the history: a field that was changed.
    field: Option<String>,
    /// In the history: words that it holds.
    text: Option<String>,
    /// In the history: what an auditor should look at, or all else.
    unusual: Option<bool>,
    /// In the history: the first moment; in a check: the first day.
    from: Option<String>,
    /// In the history: the last moment; in a check: the last day.
    to: Option<String>,
    /// In a check: the day on which roles were held.
    on: Option<NaiveDate>,
    /// In a check: after how many days something is found.
    days: Option<u16>,
}

/// What a list of records, or of people, is narrowed to.
const OF_LISTS: [&str; 1] = ["partnership"];
/// What the history is narrowed to.
const OF_HISTORY: [&str; 11] =
    ["partnership", "entity", "actor", "agency", "type", "action", "field", "text", "unusual", "from", "to"];
/// What a check is narrowed to.
const OF_CHECKS: [&str; 5] = ["partnership", "from", "to", "on", "days"];

impl Asked {
    /// Refuses what a table does not know: it would be left out unsaid.
    fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let given = [
            ("partnership", self.partnership.is_some()),
            ("entity", self.entity.is_some()),
            ("actor", self.actor.is_some()),
            ("agency", self.agency.is_some()),
            ("type", self.r#type.is_some()),
            ("action", self.action.is_some()),
            ("field", self.field.is_some()),
            ("text", self.text.is_some()),
            ("unusual", self.unusual.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
            ("on", self.on.is_some()),
            ("days", self.days.is_some()),
        ];
        match given.iter().find(|(name, is_given)| *is_given && !known.contains(name)) {
            Some(_) => Err(unknown()),
            None => Ok(()),
        }
    }
}

fn unknown() -> Fault {
    Fault::bad_request(
        "The address asks for what the table does not know: a table takes partnership, the history \
         entity, type, action, actor, agency, field, text, unusual, from and to as well, and a check \
         from, to, on and days.",
    )
}

/// What is read next.
enum Source {
    Records(lists::Reading),
    Changes(history::Reading),
    People(people::Reading),
    Found(checks::Rows),
}

impl Source {
    /// The names of the columns.
    fn columns(&self) -> Vec<&'static str> {
        match self {
            Source::Records(reading) => reading.columns(),
            Source::Changes(_) => history::COLUMNS.to_vec(),
            Source::People(reading) => reading.columns(),
            Source::Found((columns, _)) => columns.clone(),
        }
    }

    /// Some rows, and what to read after them.
    fn read(self, conn: &mut Conn, directory: &Directory) -> Result<(Vec<Vec<String>>, Option<Source>)> {
        Ok(match self {
            Source::Records(reading) => {
                let (rows, next) = reading.read(conn, directory)?;
                (rows, next.map(Source::Records))
            }
            Source::Changes(reading) => {
                let (rows, next) = reading.read(conn, directory)?;
                (rows, next.map(Source::Changes))
            }
            Source::People(reading) => (reading.read(conn, directory)?, None),
            Source::Found((_, rows)) => (rows, None),
        })
    }
}

async fn export(
    State(exports): State<Exports>,
    file: Result<Path<String>, PathRejection>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let parts = request.into_parts().0;
    let state = exports.state.clone();
    let most = Duration::from_secs(state.config().execution_seconds);
    // Until the first rows are read: how long the rest takes is for the client to say.
    match tokio::time::timeout(most, answer(exports, file, asked, &parts)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(fault)) => fault.into_response(),
        Err(_) => Fault::too_long(state.config()).into_response(),
    }
}

async fn answer(
    exports: Exports,
    file: Result<Path<String>, PathRejection>,
    asked: Result<Query<Asked>, QueryRejection>,
    parts: &Parts,
) -> Result<Response, Fault> {
    let Path(file) = file.map_err(|_| Fault::not_found())?;
    let name = file.strip_suffix(".csv").ok_or_else(Fault::not_found)?;
    let viewer = session::downloader(&exports.state, parts).await?;
    let Query(asked) = asked.map_err(|_| unknown())?;
    let is_public = viewer.is_none();
    let today = london_date(exports.state.clock().now());
    let retry_after = exports.state.config().retry_after_seconds;
    // A check does its work before its table is sent, so it waits for a place too.
    let place = exports.places.try_acquire_owned().map_err(|_| Fault::busy(retry_after))?;
    let reader = viewer.clone().zip(exports.state.accounts().cloned());
    let source = match checks::Check::named(name) {
        Some(check) => check_of(&exports.register, check, asked, viewer, retry_after).await?,
        None => source(&exports.register, name, asked, (viewer, today))?,
    };
    let header = line(&source.columns()).map_err(|error| fault(&error, retry_after))?;
    let table =
        Table { register: exports.register, reader, next: Some(source), ready: header, _place: place };
    // The first rows are read before anything is sent, so that what fails says so.
    let (first, table) = table.pull().await.map_err(|error| fault(&error, retry_after))?;
    let rest = stream::unfold(Some(table), |table| async move {
        let table = table.filter(|table| table.next.is_some())?;
        match table.pull_on().await {
            Ok((bytes, table)) => Some((Ok(bytes), Some(table))),
            Err(error) => {
                match error {
                    Error::Unauthenticated => tracing::info!("a table broke off: its reader may not read on"),
                    error => tracing::error!(?error, "a table broke off"),
                }
                Some((Err(std::io::Error::other("the table cannot be read on")), None))
            }
        }
    });
    let whole = futures_util::StreamExt::chain(stream::once(async { Ok::<_, std::io::Error>(first) }), rest);
    let mut answer = Response::new(Body::from_stream(whole));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(CACHE_CONTROL, NO_STORE);
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    if is_public {
        public_data(headers);
    }
    Ok(answer)
}

/// Whoever asks, and on which day.
type Caller = (Option<Arc<Viewer>>, NaiveDate);

fn source(register: &Register, name: &str, asked: Asked, (viewer, today): Caller) -> Result<Source, Fault> {
    let scope = viewer.as_ref().map_or_else(Scope::anonymous, |viewer| viewer.scope.clone());
    let directory = register.directory();
    let partnership = partnership_of(&directory, &asked)?;
    if name == "changes" {
        person(viewer)?;
        asked.only(&OF_HISTORY)?;
        let filter = narrowed(&directory, asked, partnership)?;
        return Ok(Source::Changes(history::Reading::of(ChangeQuery { scope, filter })));
    }
    asked.only(&OF_LISTS)?;
    if people::is_list(name) {
        let viewer = person(viewer)?;
        let reading = people::Reading::of(name, viewer, today, partnership).ok_or_else(Fault::not_found)?;
        return Ok(Source::People(reading));
    }
    if name == "successions" && partnership.is_some() {
        let message = "Successions belong to no partnership: leave partnership out.";
        return Err(Fault::bad_request(message));
    }
    let reading = lists::Reading::of(name, scope, partnership, today).ok_or_else(Fault::not_found)?;
    Ok(Source::Records(reading))
}

/// Somebody who signed in. An app is nobody: these tables name people.
fn person(viewer: Option<Arc<Viewer>>) -> Result<Arc<Viewer>, Fault> {
    viewer.filter(|viewer| viewer.user.is_some()).ok_or_else(sign_in)
}

/// What the history is narrowed to, as `changes` narrows it.
fn narrowed(
    directory: &Directory,
    asked: Asked,
    partnership: Option<PartnershipId>,
) -> Result<ChangeFilter, Fault> {
    let agency = match &asked.agency {
        Some(id) => {
            let found = match id.parse::<AgencyId>() {
                Ok(id) => directory.agency(id),
                Err(_) => directory.agency_by_slug(id),
            };
            let message = "There is no such agency: give the id or slug of one.";
            Some(found.ok_or_else(|| Fault::new(StatusCode::NOT_FOUND, "NOT_FOUND", message))?.id)
        }
        None => None,
    };
    let words = folded_words(asked.text.as_deref().unwrap_or_default());
    if words.is_empty() && asked.text.is_some() {
        return Err(Fault::bad_request("The text to look for has no word in it: give one, or leave it out."));
    }
    if words.len() > 10 {
        return Err(Fault::bad_request("The text to look for has at most 10 words."));
    }
    // A name of the register itself, or the id of a user: nothing else made a change.
    let is_known = |actor: &String| actor.starts_with("system:") || actor.parse::<UserId>().is_ok();
    if asked.actor.as_ref().is_some_and(|actor| !is_known(actor) || !is_actor(actor)) {
        let message = "The actor cannot be read: give the id of a user, or a name such as system:import.";
        return Err(Fault::bad_request(message));
    }
    Ok(ChangeFilter {
        entity: asked.entity,
        types: listed(asked.r#type)?,
        actions: listed(asked.action)?,
        actor: asked.actor,
        unusual: asked.unusual,
        field: asked.field.filter(|field| !field.is_empty()),
        from: read(asked.from)?,
        to: read(asked.to)?,
        words,
        partnership,
        agency,
    })
}

/// Words of a vocabulary with commas between them.
fn listed<W: Words>(text: Option<String>) -> Result<Vec<W>, Fault> {
    let text = text.unwrap_or_default();
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let known = words.map(|word| W::from_word(word).ok_or_else(|| Fault::bad_request("The address holds a word that the history does not know: see type and action of changes in the schema.")));
    known.collect()
}

/// The partnership that is asked for, if one is.
fn partnership_of(directory: &Directory, asked: &Asked) -> Result<Option<PartnershipId>, Fault> {
    let Some(slug) = &asked.partnership else { return Ok(None) };
    let found = match slug.parse::<PartnershipId>() {
        Ok(id) => directory.partnership(id),
        Err(_) => directory.partnership_by_slug(slug),
    };
    let found = found.ok_or_else(|| {
        let message = "There is no such partnership: give the id or slug of one.";
        Fault::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    })?;
    Ok(Some(found.id))
}

/// A day or a moment of the address.
fn read<T: std::str::FromStr>(text: Option<String>) -> Result<Option<T>, Fault> {
    let wrong = |_| {
        Fault::bad_request(
            "from and to cannot be read: the history takes moments, like 2026-03-01T00:00:00Z, and a check \
             days, like 2026-03-01.",
        )
    };
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

/// Runs a check. To whoever may not run it, it is not there.
async fn check_of(
    register: &Register,
    check: checks::Check,
    asked: Asked,
    viewer: Option<Arc<Viewer>>,
    retry_after: u32,
) -> Result<Source, Fault> {
    if check.is_of_accounts() && viewer.is_none() {
        return Err(sign_in());
    }
    asked.only(&OF_CHECKS)?;
    let partnership = partnership_of(&register.directory(), &asked)?;
    let (from, to) = (read(asked.from)?, read(asked.to)?);
    let asked = checks::Asked { partnership, from, to, on: asked.on, days: asked.days.map(i64::from) };
    let found = checks::run(register, viewer, check, &asked).await.map_err(|error| match error {
        Error::BadRequest(message) => Fault::bad_request(message),
        Error::LimitExceeded { message, .. } => Fault::bad_request(message),
        error => fault(&error, retry_after),
    })?;
    found.map(Source::Found).ok_or_else(Fault::not_found)
}

fn sign_in() -> Fault {
    Fault::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", "Sign in to do this.")
}

/// A table on its way.
struct Table {
    register: Register,
    /// Who reads it, if they signed in: a long table ends when they may not any more.
    reader: Option<(Arc<Viewer>, Arc<Accounts>)>,
    next: Option<Source>,
    /// Bytes that are to be sent before the next rows.
    ready: Vec<u8>,
    _place: OwnedSemaphorePermit,
}

impl Table {
    /// Reads further rows, if the reader still may.
    async fn pull_on(self) -> Result<(Bytes, Table)> {
        if let Some((viewer, accounts)) = &self.reader
            && !accounts.is_unchanged(viewer).await?
        {
            return Err(Error::Unauthenticated);
        }
        self.pull().await
    }

    /// Reads some rows.
    async fn pull(mut self) -> Result<(Bytes, Table)> {
        let mut bytes = std::mem::take(&mut self.ready);
        if let Some(source) = self.next.take() {
            let directory = self.register.directory();
            let read = move |conn: &mut Conn| snapshot(conn, |conn| source.read(conn, &directory));
            let (rows, next) = self.register.store().read_slowly(read).await?;
            for row in &rows {
                bytes.extend(line(row)?);
            }
            self.next = next;
        }
        Ok((Bytes::from(bytes), self))
    }
}

fn fault(error: &Error, retry_after: u32) -> Fault {
    match error {
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, "a table found the service unavailable");
            Fault::busy(retry_after)
        }
        error => {
            tracing::error!(?error, "a table could not be read");
            Fault::internal()
        }
    }
}
