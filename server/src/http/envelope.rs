//! What surrounds every request: its id, load shedding, headers, metrics and log line.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http::{Method, StatusCode};
use tracing::Instrument;

use super::fault::Fault;
use super::headers;
use super::state::HttpState;

/// Handles one request from its head to its answer.
pub async fn envelope(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = state.request_ids().next();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let method = request.method().clone();
    let path = tracing::enabled!(tracing::Level::DEBUG).then(|| shown(request.uri().path()).to_owned());
    request.extensions_mut().insert(id.clone());

    // Health and metrics answer however busy we are.
    let exempt = matches!(route, "/healthz" | "/readyz" | "/metrics") || takes_its_place(route, &method);
    let place = if exempt { None } else { state.enter() };
    let mut answer = if holds_nul(request.uri()) {
        Fault::bad_request("The address holds the character U+0000: leave it out.").into_response()
    } else if place.is_some() || exempt {
        run(&state, request, next, &id, route).await
    } else {
        state.metrics().shed.inc();
        Fault::busy(state.config().retry_after_seconds).into_response()
    };
    drop(place);

    headers::complete(answer.headers_mut(), id.0.clone(), state.config().is_https());
    let status = answer.status().as_u16();
    let took = start.elapsed();
    state.metrics().answered(route, status, took);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    if status >= 500 {
        let id = id.as_str();
        tracing::info!(id, %method, route, status, micros, "answered");
    } else if let Some(path) = path {
        let id = id.as_str();
        tracing::debug!(id, %method, path, status, micros, "answered");
    }
    answer
}

/// Whether a request takes its place once its body was read: who sends one slowly, or never,
/// keeps nobody else out.
fn takes_its_place(route: &str, method: &Method) -> bool {
    route == "/graphql" && method == Method::POST
}

/// Where what follows in the address is a secret.
const SECRET: [&str; 3] = ["/feeds/", "/evidence/", "/log/stop/"];

/// As much of a path as may stand in a log.
fn shown(path: &str) -> &str {
    SECRET.into_iter().find(|secret| path.starts_with(secret)).unwrap_or(path)
}

/// Whether an address says a text that no database keeps.
fn holds_nul(uri: &http::Uri) -> bool {
    uri.path_and_query().is_some_and(|text| text.as_str().contains("%00"))
}

/// Runs the handler, in a span that carries the id to every line it logs, and turns a
/// panic into an answer.
async fn run(
    state: &HttpState,
    request: Request,
    next: Next,
    id: &super::request_id::RequestId,
    route: &str,
) -> Response {
    let handler = AssertUnwindSafe(next.run(request)).catch_unwind();
    // The endpoints on the hot path open their own span once they have to work.
    let result = match route {
        "/graphql" | "/bench/floor" => handler.await,
        _ => handler.instrument(tracing::error_span!("request", id = id.as_str())).await,
    };
    result.unwrap_or_else(|cause| {
        panicked(state, id.as_str(), &*cause);
        Fault::internal().into_response()
    })
}

/// Logs and counts a panic that was caught.
pub(super) fn panicked(state: &HttpState, id: &str, cause: &(dyn std::any::Any + Send)) {
    let cause = cause
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown");
    state.metrics().panics.inc();
    tracing::error!(id, cause, "a handler panicked");
}

/// Answers a path that does not exist.
pub async fn not_found() -> Response {
    Fault::not_found().into_response()
}

/// Answers a method that a known path does not take; the router adds those that it does.
pub async fn method_not_allowed() -> Response {
    Fault::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "BAD_REQUEST",
        "This address does not take that method; the Allow header names those that it does.",
    )
    .into_response()
}
