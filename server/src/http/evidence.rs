//! Evidence as a download: one zip that is made while it is sent.
//!
//! A thread of its own reads the database and writes the zip; what it has written waits
//! in a short queue for the client to take it. When the client goes, it stops.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use futures_util::stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use tokio::sync::{Semaphore, mpsc};

use super::fault::Fault;
use super::headers::NO_STORE;
use super::session;
use super::state::HttpState;
use crate::auth::viewer::Viewer;
use crate::clock::london_date;
use crate::commands::account::Accounts;
use crate::commands::evidence::order::take;
use crate::commands::evidence::{self, By};
use crate::commands::gate::Gate;
use crate::error::Error;
use crate::graph::register::Register;

/// How many bundles are made at a time.
const PLACES: usize = 2;
/// How many pieces wait to be taken.
const QUEUE: usize = 8;
/// How often it is asked whether the reader may read on.
const AGAIN: Duration = Duration::from_millis(500);
/// How many bytes a piece has.
const PIECE: usize = 64 << 10;

/// What the handler shares.
#[derive(Clone)]
struct Downloads {
    state: HttpState,
    register: Register,
    gate: Arc<Gate>,
    places: Arc<Semaphore>,
}

/// The route on which bundles are fetched.
pub fn router(state: HttpState, register: Register, gate: Arc<Gate>) -> Router {
    let downloads = Downloads { state, register, gate, places: Arc::new(Semaphore::new(PLACES)) };
    Router::new().route("/evidence/{ticket}", get(fetch)).with_state(downloads)
}

async fn fetch(
    State(downloads): State<Downloads>,
    ticket: std::result::Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let parts = request.into_parts().0;
    match answer(downloads, ticket, &parts).await {
        Ok(answer) => answer,
        Err(fault) => fault.into_response(),
    }
}

async fn answer(
    downloads: Downloads,
    ticket: std::result::Result<Path<String>, PathRejection>,
    parts: &Parts,
) -> std::result::Result<Response, Fault> {
    let Path(ticket) = ticket.map_err(|_| Fault::not_found())?;
    // Whoever asks only whether it is there, as programs that look through links do, must
    // not use it up.
    if parts.method == http::Method::HEAD {
        return Err(Fault::not_found());
    }
    let viewer = session::downloader(&downloads.state, parts).await?;
    let viewer = viewer
        .ok_or_else(|| Fault::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", "Sign in to do this."))?;
    let retry_after = downloads.state.config().retry_after_seconds;
    // Before the ticket is used up.
    let place = downloads.places.clone().try_acquire_owned().map_err(|_| Fault::busy(retry_after))?;
    let order = take(&downloads.gate, &viewer, &ticket).await.map_err(|error| fault(&error, retry_after))?;
    let order = order.ok_or_else(|| {
        let message =
            "This link works once, for ten minutes, where it was asked for: ask for the evidence again.";
        Fault::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    })?;
    let now = downloads.state.clock().now();
    let who = viewer.user.map(|user| user.to_string()).unwrap_or_default();
    let (asked, by) = (order.for_scope(viewer.scope.clone()), By { who, at: now });
    let (send, receive) = mpsc::channel::<io::Result<Bytes>>(QUEUE);
    let accounts = downloads.state.accounts().cloned().ok_or_else(Fault::not_found)?;
    let Downloads { register, .. } = downloads;
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let directory = register.directory();
        let made = register.store().own_reader().and_then(|mut conn| {
            let out = Pieces { piece: Vec::with_capacity(PIECE), to: send.clone() };
            evidence::bundle(&mut conn, &directory, &asked, &by, out)
        });
        if let Err(error) = made {
            // Nobody is told when the client has gone.
            tracing::warn!(?error, "a bundle of evidence broke off");
            let _ = send.blocking_send(Err(io::Error::other("the bundle cannot be made on")));
        }
    });
    let sending = Sending { pieces: receive, reader: (viewer, accounts), asked: Instant::now() };
    let pieces = stream::unfold(Some(sending), |sending| async move { sending?.next().await });
    let mut answer = Response::new(Body::from_stream(pieces));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CACHE_CONTROL, NO_STORE);
    let name = format!("attachment; filename=\"evidence-{}.zip\"", london_date(now));
    if let Ok(disposition) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(answer)
}

/// A bundle on its way to whoever may still have it.
struct Sending {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    reader: (Arc<Viewer>, Arc<Accounts>),
    /// When it was last asked whether they may.
    asked: Instant,
}

impl Sending {
    /// The next piece, and what is left; an error, and nothing, when its reader may not read on.
    async fn next(mut self) -> Option<(io::Result<Bytes>, Option<Sending>)> {
        let piece = self.pieces.recv().await?;
        if self.asked.elapsed() > AGAIN {
            let (viewer, accounts) = &self.reader;
            if !accounts.is_unchanged(viewer).await.unwrap_or(false) {
                tracing::info!("a bundle of evidence broke off: its reader may not read on");
                return Some((Err(io::Error::other("the bundle is not sent on")), None));
            }
            self.asked = Instant::now();
        }
        Some((piece, Some(self)))
    }
}

/// Gathers what is written into pieces, and waits until they are taken.
struct Pieces {
    piece: Vec<u8>,
    to: mpsc::Sender<io::Result<Bytes>>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE)));
        self.to.blocking_send(Ok(piece)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

fn fault(error: &Error, retry_after: u32) -> Fault {
    match error {
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, "a bundle of evidence found the service unavailable");
            Fault::busy(retry_after)
        }
        Error::Forbidden(why) => Fault::new(StatusCode::FORBIDDEN, "FORBIDDEN", why.to_string()),
        error => {
            tracing::error!(?error, "a bundle of evidence could not be begun");
            Fault::internal()
        }
    }
}
