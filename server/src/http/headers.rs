//! The headers that every answer carries, and the policies that handlers choose from.
//!
//! Handlers set what is particular; [`complete`] adds the rest without overwriting.

use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, CONTENT_SECURITY_POLICY,
    HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// The header with a request's id.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Who may embed the answer.
pub const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// Who shares a browsing context with a page.
pub const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Content security policy of data: nothing at all.
pub const CSP_API: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'none'",
);
/// Content security policy of the explorer, whose editor needs inline styles and workers.
pub const CSP_EXPLORER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; object-src 'none'; \
     frame-ancestors 'none'; form-action 'none'",
);

/// Content security policy of the admin web: our own files, nothing inline, no eval. Its
/// sockets go to our own origin, which `'self'` covers.
pub const CSP_ADMIN: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
     form-action 'self'",
);

/// Nothing may keep this answer.
pub const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// Caches may keep this answer and must ask before each use.
pub const PUBLIC_NO_CACHE: HeaderValue = HeaderValue::from_static("public, no-cache");
/// The file's name changes with its content.
pub const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const CROSS_ORIGIN: HeaderValue = HeaderValue::from_static("cross-origin");
const EXPOSED: HeaderValue = HeaderValue::from_static("ETag, X-Request-Id");

/// Marks an answer as public data, which any site may read without credentials.
pub fn public_data(headers: &mut HeaderMap) {
    headers.insert(CORP, CROSS_ORIGIN);
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

/// Marks an answer as that of somebody: scripts of other sites read it only when their
/// origin is allowed to, and then they sent a token or key, never a cookie.
pub fn private_data(headers: &mut HeaderMap, allowed: Option<HeaderValue>) {
    headers.insert(CACHE_CONTROL, NO_STORE);
    if let Some(origin) = allowed {
        headers.insert(CORP, CROSS_ORIGIN);
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        headers.append(VARY, HeaderValue::from_static("Origin"));
    } else {
        headers.insert(CORP, SAME_ORIGIN);
    }
}

/// The policy for public answers: every cache asks before each use, or with
/// `cdn_seconds` only browsers do and shared caches serve it unasked for so long.
/// (`no-cache` would bind shared caches too, whatever `s-maxage` says.)
pub fn public_cache_control(cdn_seconds: u32) -> HeaderValue {
    if cdn_seconds == 0 {
        return PUBLIC_NO_CACHE;
    }
    let text = format!("public, max-age=0, s-maxage={cdn_seconds}");
    HeaderValue::from_str(&text).unwrap_or(PUBLIC_NO_CACHE)
}

/// Adds what an answer lacks of the headers that every answer has.
pub fn complete(headers: &mut HeaderMap, request_id: HeaderValue, https: bool) {
    headers.reserve(8);
    headers.insert(X_REQUEST_ID, request_id);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(CSP_API);
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    headers.entry(CACHE_CONTROL).or_insert(NO_STORE);
    headers.entry(COOP).or_insert(SAME_ORIGIN);
    headers.entry(CORP).or_insert(SAME_ORIGIN);
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
