//! The files of the admin web that are built into the binary.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::fault::Fault;
use super::headers;
use super::state::HttpState;

/// What `make build` puts into `admin-ui/dist`; empty when only the server was built.
#[derive(RustEmbed)]
#[folder = "../admin-ui/dist"]
#[allow_missing = true]
struct Built;

/// The routes of the explorer.
pub fn routes() -> Router<HttpState> {
    Router::new()
        .route("/explorer", get(explorer))
        .route("/explorer/", get(explorer))
        .route("/explorer/assets/{*path}", get(explorer_asset))
}

async fn explorer(asked: HeaderMap) -> Response {
    match Built::get("explorer/index.html") {
        Some(file) => page(&file, &asked, headers::CSP_EXPLORER),
        None => (
            StatusCode::NOT_FOUND,
            "The explorer is not built into this binary. Run `make build` and start it again.\n",
        )
            .into_response(),
    }
}

async fn explorer_asset(Path(path): Path<String>) -> Response {
    match Built::get(&format!("explorer/assets/{path}")) {
        Some(file) => asset(&path, file, headers::CSP_EXPLORER),
        None => Fault::not_found().into_response(),
    }
}

/// A page that the browser asks for anew each time, sent only if it changed.
fn page(file: &EmbeddedFile, asked: &HeaderMap, policy: HeaderValue) -> Response {
    let tag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let unchanged = asked.get(IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes());
    let body = if unchanged { Body::empty() } else { Body::from(file.data.clone().into_owned()) };
    let mut answer = Response::new(body);
    if unchanged {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    answer
}

/// A file whose name holds its hash, so that browsers never ask again.
fn asset(path: &str, file: EmbeddedFile, policy: HeaderValue) -> Response {
    let mut answer = Response::new(match file.data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    });
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(CACHE_CONTROL, headers::IMMUTABLE);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    answer
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
