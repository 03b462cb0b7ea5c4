//! The answers in which documents are sent, with their headers.

use axum::body::Body;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER,
};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::SIGN_IN;
use super::address::Form;
use super::make::{Failure, Papers, Rendered};
use crate::http::fault::Fault;
use crate::http::headers::{NO_STORE, private_data, public_data};
use crate::http::pages::problem;
use crate::http::pages::routes::{failed, fresh_or_unchanged, problem_page};

/// A document of public content, which caches may keep.
pub fn public(papers: &Papers, rendered: &Rendered, form: Form, asked: &HeaderMap) -> Response {
    let mut answer = fresh_or_unchanged(&rendered.body, &rendered.etag, asked);
    describe(answer.headers_mut(), rendered, form);
    answer.headers_mut().insert(CACHE_CONTROL, papers.pages().cache_control());
    public_data(answer.headers_mut());
    answer
}

/// A document that only its reader may have.
pub fn private(rendered: &Rendered, form: Form) -> Response {
    let mut answer = Response::new(Body::from(rendered.body.clone()));
    describe(answer.headers_mut(), rendered, form);
    private_data(answer.headers_mut(), None);
    answer
}

fn describe(headers: &mut HeaderMap, rendered: &Rendered, form: Form) {
    let media = match form {
        Form::Page | Form::File => "text/html; charset=utf-8",
        Form::Pdf => "application/pdf",
    };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    let disposition = match form {
        Form::Page => None,
        // A PDF can be read in place.
        Form::Pdf => Some("inline"),
        Form::File => Some("attachment"),
    };
    let named =
        disposition.map(|kind| format!("{kind}; filename=\"{}{}\"", rendered.file_name, form.suffix()));
    if let Some(value) = named.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    if form != Form::Pdf {
        // The style in the page, by its hash; the icon that browsers ask for.
        let policy = format!(
            "default-src 'none'; style-src {}; img-src 'self'; base-uri 'none'; object-src 'none'; \
             frame-ancestors 'none'; form-action 'none'",
            rendered.style_source
        );
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
    }
}

/// Leads on, for now: where it leads may change.
pub fn elsewhere(to: &str) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    let headers = answer.headers_mut();
    if let Ok(location) = HeaderValue::from_str(to) {
        headers.insert(LOCATION, location);
    }
    headers.insert(CACHE_CONTROL, NO_STORE);
    answer
}

/// Says that one must sign in.
pub fn sign_in() -> Response {
    problem_page(SIGN_IN, problem::sign_in())
}

/// What is wrong with who asks, or that it cannot be found out.
pub fn fault(fault: &Fault) -> Response {
    fault.answer(crate::http::media::Media::Json)
}

impl Failure {
    /// The page that says so.
    pub fn answer(self, papers: &Papers) -> Response {
        match self {
            Failure::Busy => {
                let mut answer = problem_page(StatusCode::SERVICE_UNAVAILABLE, problem::fault(true));
                let seconds = papers.state().config().retry_after_seconds;
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
                answer
            }
            Failure::Error(error) => failed(&error),
        }
    }
}
