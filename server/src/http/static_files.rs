//! The explorer and the admin web: files that are built into the binary.

use std::borrow::Cow;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
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

/// The routes of the explorer and the admin web.
pub fn routes() -> Router<HttpState> {
    Router::new()
        .route("/explorer", get(explorer))
        .route("/explorer/", get(explorer))
        .route("/explorer/assets/{*path}", get(explorer_asset))
        .route("/admin", get(async || Redirect::permanent("/admin/")))
        .route("/admin/", get(admin))
        .route("/admin/{*page}", get(admin))
        .route("/admin/assets/{*path}", get(admin_asset))
}

async fn explorer(asked: HeaderMap) -> Response {
    let index = Built::get("explorer/index.html");
    index.map_or_else(|| not_built("explorer"), |file| page(&file, &asked, headers::CSP_EXPLORER))
}

async fn explorer_asset(Path(path): Path<String>) -> Response {
    asset("explorer", &path, headers::CSP_EXPLORER)
}

/// Every page of the admin web is the same file: the browser finds the page in the
/// address.
async fn admin(asked: HeaderMap) -> Response {
    let index = Built::get("admin/index.html");
    index.map_or_else(|| not_built("admin web"), |file| page(&file, &asked, headers::CSP_ADMIN))
}

async fn admin_asset(Path(path): Path<String>) -> Response {
    asset("admin", &path, headers::CSP_ADMIN)
}

fn not_built(what: &str) -> Response {
    let message = format!("The {what} is not built into this binary. Run `make build` and start it again.\n");
    (StatusCode::NOT_FOUND, message).into_response()
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
fn asset(web: &str, path: &str, policy: HeaderValue) -> Response {
    // A debug build reads the folder itself, which must not be left upwards.
    let inside = !path.split('/').any(|part| part == "..");
    let Some(file) = inside.then(|| Built::get(&format!("{web}/assets/{path}"))).flatten() else {
        return Fault::not_found().into_response();
    };
    let mut answer = Response::new(match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
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
