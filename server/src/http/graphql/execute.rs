//! From the members of a request to the bytes of its answer.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, Value};
use bytes::Bytes;
use futures_util::FutureExt;
use http::StatusCode;
use http::request::Parts;
use tracing::Instrument;

use super::params::Params;
use super::{nulls, persisted, render};
use crate::graph::footprint;
use crate::graphql::context::RequestContext;
use crate::graphql::limits::variables;
use crate::http::answers::Via;
use crate::http::envelope::panicked;
use crate::http::fault::Fault;
use crate::http::request_id::RequestId;
use crate::http::state::HttpState;

/// A finished answer.
pub struct Made {
    /// Its JSON.
    pub body: Bytes,
    /// Its status as `application/graphql-response+json`; as plain JSON it is always 200.
    pub status: StatusCode,
    /// What it was made from, if the same request may be answered with it again.
    pub keep: Option<footprint::Made>,
}

/// Checks and executes a request.
///
/// # Errors
/// A [`Fault`] for whatever prevents execution, and for a panic, the time limit and the
/// limit on the answer's length.
pub async fn execute(state: &HttpState, parts: &Parts, params: Params, via: Via) -> Result<Made, Fault> {
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
        _ => {}
    }
    variables::check(&params.variables, &config.query)?;
    variables::check_required(chosen.operation, &params.variables)?;

    let shape = prepared.shape(chosen.name, &params.variables);
    let known_valid = shape.as_ref().is_some_and(|shape| prepared.is_known_valid(shape));
    let context = RequestContext::new(state.clock().now(), config.work);
    let mut request = Request::new("").variables(params.variables).data(context.clone());
    request.operation_name = params.operation_name;
    request.set_parsed_query(prepared.document().clone());

    let mut response = run(state, parts, request, known_valid).await?;
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
    let errors = render::errors(response.errors, executed, state);
    let data = executed.then_some(&response.data);
    let reserve = prepared.answer_bytes() + 64;
    let body = render::body(data, &errors, config.answer_bytes, reserve)?;
    prepared.note_answer_bytes(body.len());
    let keep = (clean && executed && kind == OperationType::Query).then(|| context.footprint.made());
    let status = if executed { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(Made { body, status, keep: keep.filter(|made| !made.uncacheable) })
}

/// Executes within the time limit; a panic is caught, logged and answered.
async fn run(
    state: &HttpState,
    parts: &Parts,
    request: Request,
    known_valid: bool,
) -> Result<Response, Fault> {
    let id = parts.extensions.get::<RequestId>().map_or("", RequestId::as_str);
    let seconds = state.config().execution_seconds;
    let execution = AssertUnwindSafe(state.engine().execute(request, known_valid)).catch_unwind();
    let execution = execution.instrument(tracing::error_span!("request", id));
    match tokio::time::timeout(Duration::from_secs(seconds), execution).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(cause)) => {
            panicked(state, id, &*cause);
            Err(Fault::internal())
        }
        Err(_) => {
            tracing::warn!(id, seconds, "an execution took too long");
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let fault = Fault::limit(status, "execution_seconds", seconds, "seconds of execution");
            let retry_after = Some(state.config().retry_after_seconds);
            Err(Fault { code: "UNAVAILABLE", retry_after, ..fault })
        }
    }
}

/// Whether execution began: errors of validation have no path and come without data.
fn was_executed(response: &Response) -> bool {
    response.data != Value::Null
        || response.errors.is_empty()
        || response.errors.iter().any(|error| !error.path.is_empty())
}
