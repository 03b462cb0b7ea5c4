//! Live subscriptions: `graphql-transport-ws` over a WebSocket at `/graphql`.
//!
//! [`open`] decides whether a socket may be opened at all; `socket` serves one;
//! `operation` is one of its subscriptions, within the same limits as over HTTP;
//! [`mod@watch`] asks again and again whether those who listen still may; [`hub`] is what all
//! sockets share. Queries and mutations do not run here, so nothing here needs to know
//! what they are checked by.

mod config;
pub mod hub;
mod message;
mod operation;
mod origin;
mod socket;
pub mod watch;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Request};
use axum::response::Response;
use http::header::{COOKIE, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tracing::Instrument;

pub use config::LiveConfig;
pub use hub::{Hub, Sources};

use super::fault::Fault;
use super::media::Media;
use super::request_id::RequestId;
use super::state::HttpState;
use message::PROTOCOL;
use origin::From;
use socket::Socket;

/// Whether a request asks for a WebSocket rather than for an answer.
pub fn is_upgrade(request: &Request) -> bool {
    let names_it = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"websocket");
    request.method() == Method::GET && request.headers().get(UPGRADE).is_some_and(names_it)
}

/// Opens a socket, if the page that asks may, and there is a place for it.
pub async fn open(state: HttpState, request: Request) -> Response {
    match upgrade(state, request).await {
        Ok(answer) => answer,
        Err(fault) => {
            let upgrade_required = fault.status == StatusCode::UPGRADE_REQUIRED;
            let mut answer = fault.answer(Media::Json);
            if upgrade_required {
                answer.headers_mut().insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
            }
            answer
        }
    }
}

async fn upgrade(state: HttpState, request: Request) -> Result<Response, Fault> {
    let (mut parts, _) = request.into_parts();
    let config = state.config();
    let from = From::of(&parts.headers, config)?;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await.map_err(|rejection| {
        let status = rejection.status();
        Fault { status, ..Fault::bad_request("This is not a WebSocket handshake of version 13.") }
    })?;
    let upgrade = upgrade.protocols([PROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        return Err(Fault::bad_request(
            "Ask for the protocol graphql-transport-ws; no other is spoken here.",
        ));
    }
    if state.is_draining() {
        return Err(Fault::busy(config.retry_after_seconds));
    }
    let Some(place) = state.live().enter() else {
        state.metrics().refused("sockets");
        return Err(Fault::busy(config.retry_after_seconds));
    };
    let mut opened_with = HeaderMap::new();
    if from == From::Ourselves {
        for cookie in parts.headers.get_all(COOKIE) {
            opened_with.append(COOKIE, cookie.clone());
        }
    }
    let id = parts.extensions.get::<RequestId>().map_or("", RequestId::as_str).to_owned();
    let span = tracing::error_span!("socket", id);
    let most = config.live.message_bytes;
    let upgrade = upgrade.max_message_size(most).max_frame_size(most).write_buffer_size(0);
    Ok(upgrade
        .on_upgrade(move |stream| Socket { state, id, opened_with, stream, place }.run().instrument(span)))
}
