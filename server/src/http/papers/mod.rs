//! Documents to read, print and take away: papers for sittings, reports over a period, and
//! the editions of strategies, each as a page, as one HTML file, and as a PDF.
//!
//! All of it is public content and may be kept by caches, unless a signed-in member asks
//! for partners' content too: then every page of it is marked, and nothing keeps it. The
//! scope of that request is narrower than the member's own: what partners see, so that
//! nothing restricted gets into a paper, whoever makes it.

mod address;
mod answer;
mod make;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use http::request::Parts;
use serde::Deserialize;

use super::pages::PublicPages;
use super::pages::routes::{Found, find, not_found};
use super::session;
use super::state::HttpState;
use crate::auth::scope::Scope;
use crate::auth::viewer::Viewer;
use crate::model::{Exposure, PartnershipId, Visibility};
use crate::paper::Asked;
use address::{Address, Form};
pub use make::Papers;
use make::Subject;

/// The routes of the documents.
pub fn router(state: HttpState, pages: PublicPages) -> Router {
    Router::new()
        .route("/partnerships/{slug}/papers/{file}", get(paper))
        .route("/partnerships/{slug}/reports/{file}", get(report))
        .route("/partnerships/{slug}/strategies/{file}", get(strategy))
        .route("/partnerships/{slug}/strategy", get(current_page))
        .route("/partnerships/{slug}/strategy.pdf", get(current_pdf))
        .with_state(Papers::new(state, pages))
}

/// What may be said after the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    /// `1`: with partners' content.
    partners: Option<String>,
}

type Place = Result<Path<(String, String)>, PathRejection>;
type Chosen = Result<Query<Choice>, QueryRejection>;

async fn paper(State(papers): State<Papers>, place: Place, chosen: Chosen, request: Request) -> Response {
    let subject = |file: &str| Some(Subject::Paper(Asked::Sitting(file.to_owned())));
    serve(papers, ("papers", subject), place, chosen, request).await
}

async fn report(State(papers): State<Papers>, place: Place, chosen: Chosen, request: Request) -> Response {
    serve(papers, ("reports", address::days), place, chosen, request).await
}

async fn strategy(State(papers): State<Papers>, place: Place, chosen: Chosen, request: Request) -> Response {
    let subject = |file: &str| Some(Subject::Strategy(file.to_owned()));
    serve(papers, ("strategies", subject), place, chosen, request).await
}

/// One kind of document: the part of its address, and what the file's name asks for.
type Kind<F> = (&'static str, F);

async fn serve<F>(papers: Papers, kind: Kind<F>, place: Place, chosen: Chosen, request: Request) -> Response
where
    F: Fn(&str) -> Option<Subject>,
{
    let (parts, _) = request.into_parts();
    let Ok(Path((slug, file))) = place else { return not_found() };
    let Ok(Query(choice)) = chosen else { return not_found() };
    let (name, form) = Form::of(&file);
    let Some(subject) = (kind.1)(name) else { return not_found() };
    let with_partners = match choice.partners.as_deref() {
        None => false,
        Some("1") => true,
        Some(_) => return not_found(),
    };
    let rest = format!("/{}/{file}{}", kind.0, if with_partners { "?partners=1" } else { "" });
    let id = match find(papers.pages(), &slug, &rest) {
        Found::Here(id) => id,
        Found::Elsewhere(moved) => return moved,
        Found::Nowhere => return not_found(),
    };
    let address = Address { slug, kind: kind.0, name: name.to_owned(), with_partners };
    match with_partners {
        false => public(&papers, id, subject, form, &address, &parts).await,
        // A strategy is the same for everyone.
        true if matches!(subject, Subject::Strategy(_)) => not_found(),
        true => of_partners(&papers, id, subject, form, &address, &parts).await,
    }
}

async fn public(
    papers: &Papers,
    id: PartnershipId,
    subject: Subject,
    form: Form,
    address: &Address,
    parts: &Parts,
) -> Response {
    match papers.public(id, subject.clone(), form, address).await {
        Ok(Some(rendered)) => answer::public(papers, &rendered, form, &parts.headers),
        Ok(None) => match subject {
            Subject::Paper(Asked::Sitting(_)) => {
                in_its_place(papers, id, subject, form, address, parts).await
            }
            _ => not_found(),
        },
        Err(failure) => failure.answer(papers),
    }
}

/// The report over the days of a sitting that is for partners only: the paper of public
/// content that a member can have of it, which says nothing of the sitting.
async fn in_its_place(
    papers: &Papers,
    id: PartnershipId,
    subject: Subject,
    form: Form,
    address: &Address,
    parts: &Parts,
) -> Response {
    let viewer = match session::downloader(papers.state(), parts).await {
        Ok(viewer) => viewer,
        Err(fault) => return answer::fault(&fault),
    };
    if !viewer.is_some_and(|viewer| sees_partners(&viewer, id)) {
        return not_found();
    }
    match papers.days(scope_of_partners(id), id, &subject).await {
        Ok(Some(days)) => answer::elsewhere(&address::of_days(&address.slug, days, form)),
        Ok(None) => not_found(),
        Err(failure) => failure.answer(papers),
    }
}

async fn of_partners(
    papers: &Papers,
    id: PartnershipId,
    subject: Subject,
    form: Form,
    address: &Address,
    parts: &Parts,
) -> Response {
    let viewer = match session::downloader(papers.state(), parts).await {
        Ok(Some(viewer)) => viewer,
        // Before anything is looked for.
        Ok(None) => return answer::sign_in(),
        Err(fault) => return answer::fault(&fault),
    };
    if !sees_partners(&viewer, id) {
        return not_found();
    }
    match papers.make(scope_of_partners(id), id, subject, form, address).await {
        Ok(Some(rendered)) => answer::private(&rendered, form),
        Ok(None) => not_found(),
        Err(failure) => failure.answer(papers),
    }
}

/// Whether somebody sees what the partners of a partnership see.
fn sees_partners(viewer: &Viewer, id: PartnershipId) -> bool {
    let partners = Exposure { visibility: Visibility::Partners, agencies: Vec::new() };
    viewer.scope.allows(Some(id), &partners)
}

/// What the partners of a partnership see, and nothing that only some of them do.
fn scope_of_partners(id: PartnershipId) -> Scope {
    Scope { partners: [id].into(), ..Scope::default() }
}

async fn current_page(State(papers): State<Papers>, Path(slug): Path<String>) -> Response {
    current(&papers, &slug, Form::Page).await
}

async fn current_pdf(State(papers): State<Papers>, Path(slug): Path<String>) -> Response {
    current(&papers, &slug, Form::Pdf).await
}

/// Leads to the edition in force, else the latest.
async fn current(papers: &Papers, slug: &str, form: Form) -> Response {
    let rest = if form == Form::Pdf { "/strategy.pdf" } else { "/strategy" };
    let id = match find(papers.pages(), slug, rest) {
        Found::Here(id) => id,
        Found::Elsewhere(moved) => return moved,
        Found::Nowhere => return not_found(),
    };
    match papers.current_edition(id).await {
        Ok(Some(key)) => answer::elsewhere(&address::of_edition(slug, &key, form)),
        Ok(None) => not_found(),
        Err(failure) => failure.answer(papers),
    }
}

/// The status of an answer to somebody who should sign in.
const SIGN_IN: StatusCode = StatusCode::UNAUTHORIZED;
