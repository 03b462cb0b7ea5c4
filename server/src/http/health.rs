//! Whether the process lives, and whether it should be given requests.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::state::HttpState;

/// How long the database may take to answer: a proxy that asks does not wait for ever.
const PATIENCE: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process answers. Touches no database, so that a slow database
/// does not make an orchestrator restart us.
pub async fn live() -> Response {
    status(StatusCode::OK, "{\"status\":\"ok\"}")
}

/// `GET /readyz`: requests can be served. Fails first at shutdown, and whenever the
/// probe does; the probe's words go to the log only.
pub async fn ready(State(state): State<HttpState>) -> Response {
    if state.is_draining() {
        return status(StatusCode::SERVICE_UNAVAILABLE, "{\"status\":\"shutting down\"}");
    }
    let asked = tokio::time::timeout(PATIENCE, state.probe()).await;
    match asked.unwrap_or_else(|_| Err("the database does not answer".to_owned())) {
        Ok(()) => status(StatusCode::OK, "{\"status\":\"ready\"}"),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            status(StatusCode::SERVICE_UNAVAILABLE, "{\"status\":\"not ready\"}")
        }
    }
}

fn status(code: StatusCode, body: &'static str) -> Response {
    (code, [(CONTENT_TYPE, "application/json")], body).into_response()
}
