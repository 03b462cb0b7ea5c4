//! What is published of the log, for programs that keep an eye on it: checkpoints and hash
//! tiles as C2SP `tlog-tiles` writes them, and the way in for co-signatures.
//!
//! Hashes only: tiles of entries, which that format has too, would publish who changed
//! what and when.

mod stop;
mod tile;
mod witness;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use super::fault::Fault;
use super::headers::{self, PUBLIC_NO_CACHE};
use super::state::HttpState;
use crate::commands::gate::Gate;
use crate::graph::register::Register;
use crate::history::cosignature::Witness;
use crate::store::checkpoint;

/// What the handlers share.
#[derive(Clone)]
pub(super) struct Log {
    state: HttpState,
    register: Register,
    gate: Arc<Gate>,
    witnesses: Arc<[Witness]>,
}

/// The routes below `/log`.
pub fn router(state: HttpState, register: Register, gate: Arc<Gate>, witnesses: Vec<Witness>) -> Router {
    let log = Log { state, register, gate, witnesses: witnesses.into() };
    Router::new()
        .route("/log/checkpoint", get(newest))
        .route("/log/checkpoint/{size}", get(of_size))
        .route("/log/cosign", post(witness::cosign))
        .route("/log/stop/{secret}", get(stop::ask).post(stop::stop))
        .route("/log/tile/{*tile}", get(tile::current))
        .route("/log/{number}/checkpoint", get(newest_of))
        .route("/log/{number}/tile/{*tile}", get(tile::numbered))
        .with_state(log)
}

/// `/log/checkpoint`: the newest.
async fn newest(State(log): State<Log>, _: Request) -> Response {
    answered(log.register.store().read(checkpoint::latest).await)
}

/// `/log/<number>/checkpoint`: the newest, if the log is that one. Together with its tiles it is
/// at one address for as long as the log grows; one that goes on from a declared loss has another.
async fn newest_of(State(log): State<Log>, Path(number): Path<String>, _: Request) -> Response {
    let Some(number) = number_of(&number) else { return Fault::not_found().into_response() };
    let newest = log.register.store().read(checkpoint::latest).await;
    answered(newest.map(|found| found.filter(|found| found.origin.number == number)))
}

/// A number in an address: each has one way to be written, without zeros in front.
fn number_of(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().filter(|number| number.to_string() == text)
}

/// `/log/checkpoint/<size>`: the one over so many changes, with the co-signatures that came
/// meanwhile.
async fn of_size(State(log): State<Log>, Path(size): Path<String>, _: Request) -> Response {
    let Some(size) = number_of(&size) else { return Fault::not_found().into_response() };
    answered(log.register.store().read(move |conn| checkpoint::find(conn, size, false)).await)
}

fn answered(found: crate::error::Result<Option<checkpoint::Found>>) -> Response {
    match found {
        Ok(Some(found)) => bytes(found.signed.note(), "text/plain; charset=utf-8", PUBLIC_NO_CACHE),
        Ok(None) => Fault::not_found().into_response(),
        Err(error) => failed(&error).into_response(),
    }
}

/// An answer with public data.
fn bytes(body: impl Into<Body>, kind: &'static str, cache: HeaderValue) -> Response {
    let mut answer = Response::new(body.into());
    let headers: &mut HeaderMap = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, cache);
    headers::public_data(headers);
    answer
}

/// What to say when the database fails.
fn failed(error: &crate::error::Error) -> Fault {
    match error {
        crate::error::Error::Unavailable(_) => Fault::busy(1),
        _ => {
            tracing::error!(?error, "the log could not be read");
            Fault::internal()
        }
    }
}
