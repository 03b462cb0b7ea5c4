//! Calendars by a secret address: whoever knows the address sees what its owner may see
//! at that moment. No cookie and no key is looked at, and nothing is kept for the next.

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, REFERRER_POLICY, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::calendar;
use crate::commands::account::feeds::{Opened, SUFFIX};
use crate::error::{Error, Result};
use crate::graph::register::Register;
use crate::graph::request::RequestContext;
use crate::graph::view::Lens;
use crate::http::session;
use crate::http::state::HttpState;

/// How many objects rendering one calendar may touch: far more than any partnership has.
const BUDGET: u32 = 10_000_000;
/// Neither the program that asks nor anything on the way keeps an answer.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, no-store");

/// What the handler shares.
#[derive(Clone)]
struct Feeds {
    state: HttpState,
    register: Register,
}

/// The route on which calendars are fetched by a secret address.
pub fn router(state: HttpState, register: Register) -> Router {
    Router::new().route("/feeds/{address}", get(fetch)).with_state(Feeds { state, register })
}

async fn fetch(
    State(feeds): State<Feeds>,
    address: std::result::Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let parts = request.into_parts().0;
    let made = match address {
        Ok(Path(address)) => feeds.make(&address, &parts).await,
        Err(_) => Ok(None),
    };
    let mut answer = match made {
        Ok(Some((body, name))) => calendar_answer(body, &name),
        Ok(None) => words(StatusCode::NOT_FOUND, "There is no calendar at this address.\n"),
        Err(error) => failed(&error, feeds.state.config().retry_after_seconds),
    };
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, NOT_KEPT);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

impl Feeds {
    /// The calendar at an address and the name of its file; none when there is none.
    async fn make(&self, address: &str, parts: &Parts) -> Result<Option<(Vec<u8>, String)>> {
        let secret = address.strip_suffix(SUFFIX);
        let (Some(secret), Some(accounts)) = (secret, self.state.accounts()) else { return Ok(None) };
        let client = session::client(parts, self.state.config());
        match accounts.open_feed(&client, secret).await? {
            Some(opened) => self.render(opened).await,
            None => Ok(None),
        }
    }

    async fn render(&self, opened: Opened) -> Result<Option<(Vec<u8>, String)>> {
        let Opened { feed, scope, places } = opened;
        let context = RequestContext::of(scope, self.state.clock().now(), BUDGET);
        let lens = Lens::now(&self.register, &context);
        let public_url = &self.state.config().public_url;
        if let Some(id) = feed.partnership {
            let Some(view) = lens.partnership(id).await? else { return Ok(None) };
            let name = format!("{}{SUFFIX}", view.partnership().slug);
            return Ok(Some((calendar::of_partnership(&view, public_url)?, name)));
        }
        let mut views = Vec::with_capacity(places.len());
        for (place, agencies) in places {
            if let Some(view) = lens.partnership(place).await? {
                views.push((view, agencies));
            }
        }
        Ok(Some((calendar::of_agencies(&views, public_url)?, format!("my-partnerships{SUFFIX}"))))
    }
}

fn calendar_answer(body: Vec<u8>, name: &str) -> Response {
    let mut answer = Response::new(Body::from(body));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    answer
}

/// A calendar that cannot be given: a line of text, since the format has no errors.
fn words(status: StatusCode, text: &'static str) -> Response {
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}

fn failed(error: &Error, retry_after: u32) -> Response {
    let (mut answer, wait) = match error {
        Error::RateLimited(seconds) => {
            (words(StatusCode::TOO_MANY_REQUESTS, "Too many attempts. Try again later.\n"), *seconds)
        }
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, "a calendar found the service unavailable");
            let text = "The service is busy. Try again shortly.\n";
            (words(StatusCode::SERVICE_UNAVAILABLE, text), retry_after.into())
        }
        error => {
            tracing::error!(?error, "a calendar could not be made");
            return words(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side.\n");
        }
    };
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
    answer
}
