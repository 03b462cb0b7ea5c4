//! An answer that says what went wrong: one JSON shape for every route.

use std::borrow::Cow;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::config::HttpConfig;
use super::headers;
use super::media::Media;
use crate::graphql::limits::Refusal;

/// What went wrong, for the client.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The status of the answer.
    pub status: StatusCode,
    /// `extensions.code`.
    pub code: &'static str,
    /// The message, in our words.
    pub message: Cow<'static, str>,
    /// The limit that was passed and what it allows.
    pub limit: Option<(&'static str, u64)>,
    /// Line and column in the document.
    pub at: Option<(usize, usize)>,
    /// Methods that the path allows.
    pub allow: Option<&'static str>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u32>,
    /// Whether this is an answer of the GraphQL layer about a well-formed request, which
    /// goes out with 200 as `application/json`.
    pub well_formed: bool,
}

impl Fault {
    /// A fault with `status` and `code`.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            limit: None,
            at: None,
            allow: None,
            retry_after: None,
            well_formed: false,
        }
    }

    /// 400: the request is wrong.
    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    /// 404: nothing here.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", "There is nothing at this address.")
    }

    /// 405: not with this method.
    pub fn method(allow: &'static str) -> Self {
        let message = format!("This address does not take that method, only: {allow}.");
        Self { allow: Some(allow), ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "BAD_REQUEST", message) }
    }

    /// 500: our fault; the cause is in the log.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "Something went wrong on our side.")
    }

    /// 503: too busy.
    pub fn busy(retry_after: u32) -> Self {
        let message = "The service is busy. Try again shortly.";
        Self {
            retry_after: Some(retry_after),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", message)
        }
    }

    /// 503: it took longer than `execution_seconds`.
    pub fn too_long(config: &HttpConfig) -> Self {
        let (status, seconds) = (StatusCode::SERVICE_UNAVAILABLE, config.execution_seconds);
        let fault = Self::limit(status, "execution_seconds", seconds, "seconds of execution");
        Self { code: "UNAVAILABLE", retry_after: Some(config.retry_after_seconds), ..fault }
    }

    /// A limit was passed.
    pub fn limit(status: StatusCode, limit: &'static str, value: u64, counts: &'static str) -> Self {
        let message = Refusal::limit(limit, value, counts).message();
        Self { limit: Some((limit, value)), ..Self::new(status, "LIMIT_EXCEEDED", message) }
    }

    /// The body of the answer.
    pub fn to_json(&self) -> Value {
        let mut extensions = json!({ "code": self.code });
        if let Some((limit, value)) = self.limit {
            extensions["limit"] = limit.into();
            extensions["value"] = value.into();
        }
        let mut error = json!({ "message": self.message });
        if let Some((line, column)) = self.at {
            error["locations"] = json!([{ "line": line, "column": column }]);
        }
        error["extensions"] = extensions;
        json!({ "errors": [error] })
    }

    /// The answer in the media type that was agreed on.
    pub fn answer(&self, media: Media) -> Response {
        let mut answer = Response::new(Body::from(self.to_json().to_string()));
        let lenient = self.well_formed && media == Media::Json;
        *answer.status_mut() = if lenient { StatusCode::OK } else { self.status };
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, media.content_type());
        if let Some(allow) = self.allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        headers::public_data(headers);
        answer
    }
}

impl From<Refusal> for Fault {
    /// A document that was refused: the request itself was well formed.
    fn from(refusal: Refusal) -> Self {
        let message = refusal.message();
        let base = Fault::bad_request(message);
        match refusal {
            Refusal::Limit { limit, value, .. } => {
                Fault { code: "LIMIT_EXCEEDED", limit: Some((limit, value)), well_formed: true, ..base }
            }
            Refusal::Invalid { at, .. } => Fault { at, well_formed: true, ..base },
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.answer(Media::Json)
    }
}
