//! The assembled service: every route and what surrounds it.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{any, get, post};
use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_TYPE, VARY};

use super::envelope::{envelope, method_not_allowed, not_found};
use super::fault::Fault;
use super::media::Media;
use super::state::HttpState;
use super::{body, graphql, headers, health, metrics, static_files};

/// The whole service. `extra` holds the routes of pages and feeds; they get the same
/// ids, limits on concurrency, headers, metrics and log lines as the rest.
pub fn router(state: HttpState, extra: Router) -> Router {
    let mut routes = Router::new()
        .route("/graphql", any(graphql::handle))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show));
    if state.config().bench_floor {
        routes = routes.route("/bench/floor", post(floor));
    }
    routes
        .merge(static_files::routes())
        .with_state(state.clone())
        .merge(extra)
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(state, envelope))
}

/// `POST /bench/floor`: reads the body and answers fixed bytes with the headers of a
/// GraphQL answer. What the stack alone costs; other costs are given as a ratio to it.
async fn floor(State(state): State<HttpState>, request: Request) -> Result<Response, Fault> {
    let (parts, sent) = request.into_parts();
    body::read(&parts.headers, sent, state.config()).await?;
    let mut answer = Response::new(axum::body::Body::from(Bytes::from_static(FLOOR)));
    let headers = answer.headers_mut();
    headers.reserve(16);
    headers.insert(CONTENT_TYPE, Media::Json.content_type());
    headers.insert(VARY, HeaderValue::from_static("Accept, Authorization"));
    headers::public_data(headers);
    Ok(answer)
}

/// Ten kilobytes of JSON.
static FLOOR: &[u8] = &FLOOR_BYTES;
const FLOOR_BYTES: [u8; 10_240] = {
    let mut bytes = [b'x'; 10_240];
    let (head, tail) = (b"{\"data\":\"", b"\"}");
    let mut n = 0;
    while n < head.len() {
        bytes[n] = head[n];
        n += 1;
    }
    bytes[10_238] = tail[0];
    bytes[10_239] = tail[1];
    bytes
};
