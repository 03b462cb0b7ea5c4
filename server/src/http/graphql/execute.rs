//! From the members of a request to the bytes of its answer.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, ServerError, Value};
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::Either;
use http::request::Parts;
use http::{HeaderName, StatusCode};
use sha2::{Digest, Sha256};
use tracing::Instrument;

use super::params::Params;
use super::{nulls, order, persisted, render};
use crate::auth::viewer::Viewer;
use crate::error::Error;
use crate::graph::footprint;
use crate::graph::request::{Called, Effect, Idempotency};
use crate::graphql::context::RequestContext;
use crate::graphql::limits::{roots, variables};
use crate::http::answers::Via;
use crate::http::envelope::panicked;
use crate::http::fault::Fault;
use crate::http::request_id::RequestId;
use crate::http::session;
use crate::http::state::HttpState;

/// A finished answer.
pub struct Made {
    /// Its JSON.
    pub body: Bytes,
    /// Its status as `application/graphql-response+json`; as plain JSON it is always 200.
    pub status: StatusCode,
    /// What it was made from, if the same request may be answered with it again.
    pub keep: Option<footprint::Made>,
    /// Whether it is data that anyone may read: what a query gives without a viewer.
    pub public: bool,
    /// A status whatever the media type: too many attempts, or a key that was used before.
    pub demanded: Option<StatusCode>,
    /// Seconds to wait, when there were too many attempts.
    pub retry_after: Option<u64>,
    /// What it does beside what it says.
    pub effects: Vec<Effect>,
}

/// Who asks, and how.
pub struct Asked<'a> {
    /// How the request was put.
    pub via: Via,
    /// Whoever signed in.
    pub viewer: Option<Arc<Viewer>>,
    /// The bytes of the request.
    pub raw: &'a [u8],
}

/// Checks and executes a request.
///
/// # Errors
/// A [`Fault`] for whatever prevents execution, and for a panic, the time limit and the
/// limit on the answer's length.
pub async fn execute(
    state: &HttpState,
    parts: &Parts,
    params: Params,
    asked: Asked<'_>,
) -> Result<Made, Fault> {
    let Asked { via, viewer, raw } = asked;
    let config = state.config();
    let prepared = persisted::document(state, &params)?;
    let chosen = prepared.choose(params.operation_name.as_deref())?;
    let kind = chosen.operation.ty;
    match kind {
        OperationType::Mutation if via == Via::Get => return Err(Fault::method("POST")),
        OperationType::Subscription => {
            let message =
                "Subscriptions run over a WebSocket at this address, with the protocol graphql-transport-ws.";
            return Err(Fault { well_formed: true, ..Fault::bad_request(message) });
        }
        OperationType::Mutation if state.accounts().is_some() => {
            let fields = roots::fields(prepared.document(), chosen.operation);
            permit(viewer.as_deref(), &fields)?;
            roots::each_once(prepared.document(), chosen.operation)?;
            if parts.headers.contains_key(IDEMPOTENCY_KEY) {
                protects(viewer.as_deref(), &fields)?;
            }
        }
        _ => {}
    }
    variables::check(&params.variables, &config.query)?;
    variables::check_required(chosen.operation, &params.variables)?;

    let shape = prepared.shape(chosen.name, &params.variables);
    let known_valid = shape.as_ref().is_some_and(|shape| prepared.is_known_valid(shape));
    let public = viewer.is_none() && kind == OperationType::Query;
    let context =
        RequestContext::called(viewer, called(state, parts, raw)?, state.clock().now(), config.work);
    let mut request = Request::new("").variables(params.variables).data(context.clone());
    request.operation_name = params.operation_name;
    request.set_parsed_query(prepared.document().clone());

    let mut response = run(state, parts, kind, request, known_valid).await?;
    let executed = was_executed(&response);
    if executed
        && !known_valid
        && let Some(shape) = shape
    {
        prepared.remember_valid(shape);
    }
    let clean = response.errors.is_empty();
    if executed && !clean {
        let selection = (state.engine().root(kind), &chosen.operation.selection_set.node);
        let types = state.engine().types();
        nulls::complete(&mut response.data, &response.errors, prepared.document(), selection, types);
    }
    order::restore(&mut response.data, prepared.document(), &chosen.operation.selection_set.node);
    let retry_after = response.errors.iter().find_map(wait);
    let demanded = response.errors.iter().find_map(demanded);
    let errors = render::errors(response.errors, executed, state);
    let data = executed.then_some(&response.data);
    let reserve = prepared.answer_bytes() + 64;
    let body = render::body(data, &errors, config.answer_bytes, reserve)?;
    prepared.note_answer_bytes(body.len());
    let keep = (clean && executed && kind == OperationType::Query).then(|| context.footprint.made());
    let status = if executed { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let keep = keep.filter(|made| public && !made.uncacheable);
    Ok(Made { body, status, keep, public, demanded, retry_after, effects: context.take_effects() })
}

/// Refuses what nobody may ask who has not signed in, before any of it is looked at.
fn permit(viewer: Option<&Viewer>, fields: &[&str]) -> Result<(), Fault> {
    roots::one_attempt(fields)?;
    let refuse = |status, error: &Error| {
        Err(Fault { well_formed: true, ..Fault::new(status, error.code(), error.to_string()) })
    };
    match viewer {
        None if !roots::are_public(fields) => refuse(StatusCode::UNAUTHORIZED, &Error::Unauthenticated),
        Some(viewer) if viewer.must_enrol && !roots::are_enrolling(fields) => {
            let message = "Your roles need a second factor: set up an authenticator app first, with enrolTotp and \
                           confirmTotp.";
            refuse(StatusCode::FORBIDDEN, &Error::Forbidden(message.into()))
        }
        _ => Ok(()),
    }
}

/// Refuses an `Idempotency-Key` that would not keep these from happening twice: whoever
/// sends one counts on it.
fn protects(viewer: Option<&Viewer>, fields: &[&str]) -> Result<(), Fault> {
    if let Some(field) = fields.iter().find(|field| roots::is_keyless(field)) {
        return Err(Fault::bad_request(format!(
            "{field} takes no Idempotency-Key, because it is carried out each time it is asked for: \
             send it without the key.",
        )));
    }
    if viewer.is_none() || fields.len() != 1 {
        let message = "An Idempotency-Key goes with one field of a mutation, and somebody who signed in.";
        return Err(Fault::bad_request(message));
    }
    Ok(())
}

/// What is known of a request beside its viewer.
fn called(state: &HttpState, parts: &Parts, raw: &[u8]) -> Result<Called, Fault> {
    let id = parts.extensions.get::<RequestId>().map_or("", RequestId::as_str);
    let mut keys = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
    let key = keys.next().map(|value| {
        let text = value.to_str().ok().filter(|text| !text.is_empty() && text.len() <= 200);
        text.ok_or_else(|| Fault::bad_request("Idempotency-Key must have 1 to 200 plain characters."))
    });
    if keys.next().is_some() {
        return Err(Fault::bad_request("A request has one Idempotency-Key: send the header once."));
    }
    let idempotency =
        key.transpose()?.map(|key| Idempotency { key: key.to_owned(), hash: Sha256::digest(raw).into() });
    Ok(Called { request: id.to_owned(), idempotency, client: session::client(parts, state.config()) })
}

/// The status that an error demands of the whole answer.
fn demanded(error: &ServerError) -> Option<StatusCode> {
    match error.source::<Error>()? {
        Error::RateLimited(_) => Some(StatusCode::TOO_MANY_REQUESTS),
        Error::KeyReused => Some(StatusCode::UNPROCESSABLE_ENTITY),
        _ => None,
    }
}

/// How long to wait, if that is what an error says.
fn wait(error: &ServerError) -> Option<u64> {
    match error.source::<Error>() {
        Some(Error::RateLimited(seconds)) => Some(*seconds),
        _ => None,
    }
}

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Executes within the time limit; a panic is caught, logged and answered. A mutation goes
/// on to its end when the time is over or its client has gone: what it has written is
/// followed by letters to those whom it concerns.
async fn run(
    state: &HttpState,
    parts: &Parts,
    kind: OperationType,
    request: Request,
    known_valid: bool,
) -> Result<Response, Fault> {
    let id = parts.extensions.get::<RequestId>().map_or("", RequestId::as_str);
    let seconds = state.config().execution_seconds;
    let span = tracing::error_span!("request", id);
    let execution = if kind == OperationType::Mutation {
        let state = state.clone();
        let whole = async move { caught(&state, request, known_valid).await };
        let whole = tokio::spawn(whole.instrument(span));
        Either::Left(async move { whole.await.unwrap_or_else(|stopped| Err(Box::new(stopped))) })
    } else {
        Either::Right(caught(state, request, known_valid).instrument(span))
    };
    match tokio::time::timeout(Duration::from_secs(seconds), execution).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(cause)) => {
            panicked(state, id, &*cause);
            Err(Fault::internal())
        }
        Err(_) => {
            tracing::warn!(id, seconds, "an execution took too long");
            Err(Fault::too_long(state.config()))
        }
    }
}

/// Executes; what a panic left when there was one.
async fn caught(state: &HttpState, request: Request, known_valid: bool) -> std::thread::Result<Response> {
    AssertUnwindSafe(state.engine().execute(request, known_valid)).catch_unwind().await
}

/// Whether execution began: errors of validation have no path and come without data.
fn was_executed(response: &Response) -> bool {
    response.data != Value::Null
        || response.errors.is_empty()
        || response.errors.iter().any(|error| !error.path.is_empty())
}
