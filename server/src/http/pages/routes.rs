//! The routes of pages and feeds, and the headers of their answers.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL,
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use maud::Markup;

use super::assets::{Asset, ICON, STYLES};
use super::kept::{PublicPages, Rendered, Resource};
use super::problem;
use crate::error::Error;
use crate::http::headers::{IMMUTABLE, NO_STORE, PUBLIC_NO_CACHE, public_data};
use crate::model::PartnershipId;

/// The content security policy of these pages: our own style sheet and icon, nothing
/// else; no script of any kind.
pub const CSP: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'; \
     frame-ancestors 'none'; form-action 'none'",
);

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The routes of the pages, the feeds, the schema's text and the pages' own files. HEAD
/// is answered wherever GET is.
pub fn router(pages: PublicPages) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/partnerships/{slug}", get(plan))
        .route("/partnerships/{slug}/", get(plan_with_slash))
        .route("/partnerships/{slug}/plan.json", get(plan_file).options(preflight))
        .route("/partnerships/{slug}/projects.csv", get(projects).options(preflight))
        .route("/partnerships/{slug}/calendar.ics", get(calendar).options(preflight))
        .route("/schema.graphql", get(schema).options(preflight))
        .route("/assets/pages.css", get(styles))
        .route("/assets/icon.svg", get(icon))
        .route("/favicon.ico", get(icon))
        .with_state(pages)
}

type Slug = Result<Path<String>, PathRejection>;

async fn start(State(pages): State<PublicPages>, asked: HeaderMap) -> Response {
    match pages.get(Resource::Start).await {
        Ok(Some(rendered)) => html(&pages, &rendered, &asked),
        Ok(None) => not_found(),
        Err(error) => failed(&error),
    }
}

async fn plan(State(pages): State<PublicPages>, slug: Slug, asked: HeaderMap) -> Response {
    match find_at(&pages, slug, "") {
        Found::Here(id) => match pages.get(Resource::Plan(id)).await {
            Ok(Some(rendered)) => html(&pages, &rendered, &asked),
            Ok(None) => not_found(),
            Err(error) => failed(&error),
        },
        Found::Elsewhere(moved) => moved,
        Found::Nowhere => not_found(),
    }
}

/// A slash too many at the end of a plan's address.
async fn plan_with_slash(State(pages): State<PublicPages>, slug: Slug) -> Response {
    match slug.ok().and_then(|Path(slug)| {
        let directory = pages.register().directory();
        directory.partnership_by_slug(&slug).map(|partnership| moved_to(&partnership.slug, ""))
    }) {
        Some(moved) => moved,
        None => not_found(),
    }
}

async fn plan_file(State(pages): State<PublicPages>, slug: Slug, asked: HeaderMap) -> Response {
    feed(pages, slug, "/plan.json", Resource::PlanFile, "application/json; charset=utf-8", asked).await
}

async fn projects(State(pages): State<PublicPages>, slug: Slug, asked: HeaderMap) -> Response {
    let media = "text/csv; charset=utf-8; header=present";
    feed(pages, slug, "/projects.csv", Resource::Projects, media, asked).await
}

async fn calendar(State(pages): State<PublicPages>, slug: Slug, asked: HeaderMap) -> Response {
    feed(pages, slug, "/calendar.ics", Resource::Calendar, "text/calendar; charset=utf-8", asked).await
}

async fn feed(
    pages: PublicPages,
    slug: Slug,
    name: &str,
    resource: fn(PartnershipId) -> Resource,
    media: &'static str,
    asked: HeaderMap,
) -> Response {
    let answer = match find_at(&pages, slug, name) {
        Found::Here(id) => match pages.get(resource(id)).await {
            Ok(Some(rendered)) => {
                let mut answer = fresh_or_unchanged(&rendered.body, &rendered.etag, &asked);
                let headers = answer.headers_mut();
                headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
                headers.insert(CACHE_CONTROL, pages.cache_control());
                if let Some(disposition) = disposition(&rendered, name) {
                    headers.insert(CONTENT_DISPOSITION, disposition);
                }
                answer
            }
            Ok(None) => no_feed(StatusCode::NOT_FOUND),
            Err(error) => no_feed(log(&error)),
        },
        Found::Elsewhere(moved) => moved,
        Found::Nowhere => no_feed(StatusCode::NOT_FOUND),
    };
    open_to_all(answer)
}

async fn schema(State(pages): State<PublicPages>, asked: HeaderMap) -> Response {
    let (body, etag) = pages.sdl();
    let mut answer = fresh_or_unchanged(&body, &etag, &asked);
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, pages.cache_control());
    open_to_all(answer)
}

/// Lets scripts of other sites ask for a feed with a tag they have.
async fn preflight() -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let headers = answer.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD"));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("If-None-Match"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    open_to_all(answer)
}

async fn styles(RawQuery(query): RawQuery, asked: HeaderMap) -> Response {
    asset(&STYLES, query, &asked)
}

async fn icon(RawQuery(query): RawQuery, asked: HeaderMap) -> Response {
    asset(&ICON, query, &asked)
}

/// A file of the pages: kept for ever when asked for by its version.
fn asset(asset: &Asset, query: Option<String>, asked: &HeaderMap) -> Response {
    let by_version = query.as_deref().and_then(|query| query.strip_prefix("v=")) == Some(&asset.version);
    let mut answer = fresh_or_unchanged(&asset.bytes, &asset.etag, asked);
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media));
    headers.insert(CACHE_CONTROL, if by_version { IMMUTABLE } else { PUBLIC_NO_CACHE });
    answer
}

/// Where a slug leads.
pub(in crate::http) enum Found {
    Here(PartnershipId),
    Elsewhere(Response),
    Nowhere,
}

/// Finds a partnership by the slug of an address.
fn find_at(pages: &PublicPages, slug: Slug, rest: &str) -> Found {
    match slug {
        Ok(Path(slug)) => find(pages, &slug, rest),
        Err(_) => Found::Nowhere,
    }
}

/// Finds a partnership by its slug; a former one leads to the current address.
pub(in crate::http) fn find(pages: &PublicPages, slug: &str, rest: &str) -> Found {
    let directory = pages.register().directory();
    match directory.partnership_by_slug(slug) {
        Some(partnership) if partnership.slug == slug => Found::Here(partnership.id),
        Some(partnership) => Found::Elsewhere(moved_to(&partnership.slug, rest)),
        None => Found::Nowhere,
    }
}

/// Leads on to a partnership's current address. Caches ask each time whether that still
/// holds: a slug that was given up may be taken by another.
fn moved_to(slug: &str, rest: &str) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::PERMANENT_REDIRECT;
    let headers = answer.headers_mut();
    if let Ok(location) = HeaderValue::from_str(&format!("/partnerships/{slug}{rest}")) {
        headers.insert(LOCATION, location);
    }
    headers.insert(CACHE_CONTROL, PUBLIC_NO_CACHE);
    answer
}

fn html(pages: &PublicPages, rendered: &Arc<Rendered>, asked: &HeaderMap) -> Response {
    let mut answer = fresh_or_unchanged(&rendered.body, &rendered.etag, asked);
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HTML);
    headers.insert(CACHE_CONTROL, pages.cache_control());
    headers.insert(CONTENT_SECURITY_POLICY, CSP);
    answer
}

/// The body with its tag, or 304 without it when the client has it already.
pub(in crate::http) fn fresh_or_unchanged(body: &Bytes, etag: &HeaderValue, asked: &HeaderMap) -> Response {
    let unchanged = has_already(asked, etag);
    let mut answer = Response::new(if unchanged { Body::empty() } else { Body::from(body.clone()) });
    if unchanged {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    answer.headers_mut().insert(ETAG, etag.clone());
    answer
}

/// Whether one of the tags that a client sent is this one (RFC 9110, 13.1.2: compared
/// weakly, since a cache on the way may have weakened it).
fn has_already(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let tags = asked.get_all(IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == etag.as_bytes())
}

fn disposition(rendered: &Rendered, name: &str) -> Option<HeaderValue> {
    // A table is for a spreadsheet; the others can be read in place.
    let kind = if name.ends_with(".csv") { "attachment" } else { "inline" };
    let file_name = rendered.file_name.as_deref()?;
    HeaderValue::from_str(&format!("{kind}; filename=\"{file_name}\"")).ok()
}

/// Lets any site read an answer, without credentials.
fn open_to_all(mut answer: Response) -> Response {
    public_data(answer.headers_mut());
    answer
}

pub(in crate::http) fn not_found() -> Response {
    problem_page(StatusCode::NOT_FOUND, problem::not_found())
}

pub(in crate::http) fn failed(error: &Error) -> Response {
    let status = log(error);
    problem_page(status, problem::fault(status == StatusCode::SERVICE_UNAVAILABLE))
}

/// Logs the cause, which is not for the client, and says with which status to answer.
fn log(error: &Error) -> StatusCode {
    match error {
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, "a page found the service unavailable");
            StatusCode::SERVICE_UNAVAILABLE
        }
        error => {
            tracing::error!(?error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

pub(in crate::http) fn problem_page(status: StatusCode, page: Markup) -> Response {
    let mut answer = problem_answer(status, HTML, page.into_string());
    answer.headers_mut().insert(CONTENT_SECURITY_POLICY, CSP);
    answer
}

/// A feed that cannot be given: a line of text, since no feed format has errors.
fn no_feed(status: StatusCode) -> Response {
    let text = match status {
        StatusCode::NOT_FOUND => "There is no partnership at this address.\n",
        StatusCode::SERVICE_UNAVAILABLE => "The service is busy. Try again shortly.\n",
        _ => "Something went wrong on our side.\n",
    };
    problem_answer(status, HeaderValue::from_static("text/plain; charset=utf-8"), text.to_owned())
}

fn problem_answer(status: StatusCode, media: HeaderValue, body: String) -> Response {
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, media);
    headers.insert(CACHE_CONTROL, NO_STORE);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    answer
}
