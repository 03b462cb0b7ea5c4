//! `/log/stop/<secret>`: whoever gets checkpoints by mail stops them with the link of the
//! last letter, without an account.
//!
//! Opening the link changes nothing, since programs that look through mail open links too.
//! The button on the page does, and so does a mail program's own (RFC 8058).

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use http::header::CONTENT_SECURITY_POLICY;
use http::{HeaderValue, StatusCode};
use maud::{Markup, html};

use super::Log;
use crate::auth::actor::Actor;
use crate::auth::secret::{Kind, Secret};
use crate::commands::checkpoint_subscription::StopCheckpoints;
use crate::error::Error;
use crate::http::pages::layout;
use crate::http::pages::routes::{failed, problem_page};

/// The content security policy of the page with the button.
const CSP: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'; \
     frame-ancestors 'none'; form-action 'self'",
);

type Given = Result<Path<String>, PathRejection>;

fn secret(given: Given) -> Option<Secret> {
    given.ok().and_then(|Path(text)| Secret::parse(Kind::Stop, &text))
}

/// Asks whether it is meant.
pub(super) async fn ask(given: Given, _: Request) -> Response {
    if secret(given).is_none() {
        return gone();
    }
    let mut page = shown(
        StatusCode::OK,
        "Stop getting checkpoints?",
        html! {
            p { "The register then sends no more letters with checkpoints to this address." }
            form method="post" { button type="submit" { "Stop the letters" } }
        },
    );
    page.headers_mut().insert(CONTENT_SECURITY_POLICY, CSP);
    page
}

/// Stops the letters.
pub(super) async fn stop(State(log): State<Log>, given: Given, _: Request) -> Response {
    let Some(secret) = secret(given) else { return gone() };
    let command = StopCheckpoints { hash: secret.hash() };
    match log.gate.run(command, Actor::register(), "letter".to_owned()).await {
        Ok(()) => shown(
            StatusCode::OK,
            "No more checkpoints are sent",
            html! { p { "Keep the letters that you have: they still prove what they cover." } },
        ),
        Err(Error::NotFound(_)) => gone(),
        Err(error) => failed(&error),
    }
}

fn gone() -> Response {
    shown(
        StatusCode::NOT_FOUND,
        "This link no longer works",
        html! { p { "Use the link in the newest letter. If no letters come any more, they were stopped already." } },
    )
}

fn shown(status: StatusCode, heading: &str, words: Markup) -> Response {
    let main = html! { h1 { (heading) } (words) };
    problem_page(status, layout::page(&format!("{heading} – Partnership Register"), html! {}, main))
}
