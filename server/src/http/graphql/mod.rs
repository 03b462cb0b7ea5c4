//! `/graphql`: one GraphQL request by POST or GET, as GraphQL over HTTP describes it.
//!
//! Nothing is executed that a form or a link of another site could send: POST takes
//! only JSON, GET only queries. There is no batching and no multipart.

mod execute;
pub(super) mod nulls;
pub(super) mod order;
pub(super) mod params;
pub mod persisted;
pub(super) mod render;
mod words;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, ORIGIN,
    RETRY_AFTER, SET_COOKIE, VARY,
};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};

use super::answers::{Key, Via};
use super::fault::Fault;
use super::media::{Media, require_json};
use super::session::{self, is_anonymous};
use super::state::{HttpState, InProgress};
use super::{body, headers, live};
use execute::{Asked, Made};

/// The methods of `/graphql`.
const METHODS: &str = "GET, HEAD, POST, OPTIONS";
const VARIES: HeaderValue =
    HeaderValue::from_static("Accept, Authorization, X-Register-Csrf, X-Register-Viewer");

/// Handles any request to `/graphql`.
pub async fn handle(State(state): State<HttpState>, request: Request) -> Response {
    if live::is_upgrade(&request) {
        return live::open(state, request).await;
    }
    let (parts, sent) = request.into_parts();
    let via = match parts.method {
        Method::POST => Via::Post,
        Method::GET | Method::HEAD => Via::Get,
        Method::OPTIONS => return preflight(&state, &parts),
        _ => return Fault::method(METHODS).answer(Media::Json),
    };
    let media = match Media::negotiate(&parts.headers) {
        Ok(media) => media,
        Err(fault) => {
            let mut answer = fault.answer(Media::Json);
            answer.headers_mut().insert(VARY, VARIES);
            return answer;
        }
    };
    match answer(&state, &parts, sent, via, media).await {
        Ok(answer) => answer,
        Err(fault) => {
            if let Some((limit, _)) = fault.limit {
                state.metrics().refused(limit);
            }
            let mut answer = fault.answer(media);
            answer.headers_mut().insert(VARY, VARIES);
            answer
        }
    }
}

/// A place among the requests in progress.
fn place(state: &HttpState) -> Result<InProgress, Fault> {
    state.enter().ok_or_else(|| {
        state.metrics().shed.inc();
        Fault::busy(state.config().retry_after_seconds)
    })
}

async fn answer(
    state: &HttpState,
    parts: &Parts,
    sent: Body,
    via: Via,
    media: Media,
) -> Result<Response, Fault> {
    let raw = match via {
        Via::Post => {
            require_json(&parts.headers)?;
            body::read(&parts.headers, sent, state.config()).await?
        }
        Via::Get => Bytes::copy_from_slice(parts.uri.query().unwrap_or_default().as_bytes()),
    };
    let _place = match via {
        Via::Post => Some(place(state)?),
        // It has one since it came.
        Via::Get => None,
    };
    let anonymous = is_anonymous(parts, state.config());
    let is_for_all = anonymous && !session::names_account(parts);
    let key = (is_for_all && state.answers().takes(&raw)).then(|| Key::new(via, media, raw.clone()));
    if let Some(kept) = key.as_ref().and_then(|key| state.answers().get(key)) {
        state.metrics().answer_hits.inc();
        let caching = Caching { public: true, etag: kept.etag.clone() };
        return Ok(respond(state, parts, via, media, StatusCode::OK, kept.body.clone(), caching));
    }
    let params = match via {
        Via::Post => params::from_body(&raw)?,
        Via::Get => params::from_query(&raw)?,
    };
    let viewer = session::viewer(state, parts).await?;
    let made = execute::execute(state, parts, params, Asked { via, viewer, raw: &raw }).await?;
    if key.is_some() {
        state.metrics().answer_misses.inc();
    }
    let Made { body, status, keep, public, demanded, retry_after, effects } = made;
    let status = match demanded {
        Some(demanded) => demanded,
        None if media == Media::Json => StatusCode::OK,
        None => status,
    };
    let public = public && anonymous;
    let etag = (via == Via::Get && anonymous && keep.is_some()).then(|| render::etag(&body, media)).flatten();
    if let (Some(key), Some(footprint)) = (key, keep) {
        state.answers().keep(key, body.clone(), etag.clone(), footprint);
    }
    let mut answer = respond(state, parts, via, media, status, body, Caching { public, etag });
    for cookie in session::cookies(effects, state.config()) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(answer)
}

/// What caches between us and the client are told.
struct Caching {
    /// Whether it is data that anyone may read.
    public: bool,
    /// Set on answers to GET that are the same for everyone until something changes.
    etag: Option<HeaderValue>,
}

fn respond(
    state: &HttpState,
    parts: &Parts,
    via: Via,
    media: Media,
    status: StatusCode,
    body: Bytes,
    caching: Caching,
) -> Response {
    let length = body.len();
    let is_fresh = |etag: &HeaderValue| {
        parts.headers.get_all(IF_NONE_MATCH).iter().any(|sent| matches_tag(sent.as_bytes(), etag.as_bytes()))
    };
    let unchanged = caching.etag.as_ref().is_some_and(is_fresh);
    let empty = unchanged || parts.method == Method::HEAD;
    let mut answer = Response::new(if empty { Body::empty() } else { Body::from(body) });
    *answer.status_mut() = if unchanged { StatusCode::NOT_MODIFIED } else { status };
    let headers = answer.headers_mut();
    headers.reserve(16);
    if !unchanged {
        headers.insert(CONTENT_TYPE, media.content_type());
    }
    if parts.method == Method::HEAD && !unchanged {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    headers.insert(VARY, VARIES);
    if let Some(etag) = caching.etag {
        headers.insert(ETAG, etag);
        if via == Via::Get && caching.public {
            headers.insert(CACHE_CONTROL, state.public_cache_control());
        }
    }
    match caching.public {
        true => headers::public_data(headers),
        false => headers::private_data(headers, allowed_origin(state, parts)),
    }
    answer
}

/// The origin of the request, if its scripts may read what is not public.
fn allowed_origin(state: &HttpState, parts: &Parts) -> Option<HeaderValue> {
    parts.headers.get(ORIGIN).filter(|origin| state.config().allows(origin)).cloned()
}

/// Whether an `If-None-Match` header names this tag.
fn matches_tag(sent: &[u8], etag: &[u8]) -> bool {
    sent.split(|&byte| byte == b',').map(<[u8]>::trim_ascii).any(|tag| {
        // Weak comparison: a cache on the way may have weakened the tag.
        tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag
    })
}

/// Answers the question of a browser whether another site's script may ask.
fn preflight(state: &HttpState, parts: &Parts) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let headers = answer.headers_mut();
    headers::public_data(headers);
    if let Some(origin) = allowed_origin(state, parts) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.append(VARY, HeaderValue::from_static("Origin"));
    }
    headers.insert(ALLOW, HeaderValue::from_static(METHODS));
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
    let allowed = "Content-Type, Authorization, Idempotency-Key, X-Register-Csrf, X-Register-Viewer";
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(allowed));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    answer
}
