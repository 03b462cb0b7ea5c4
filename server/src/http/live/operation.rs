//! One subscription: from the message that asks for it to the messages that it gives.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use async_graphql::parser::types::{OperationType, Selection};
use async_graphql::{Request, Response, Value};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::CatchUnwind;

use crate::graph::feed::Audience;
use crate::graphql::limits::engine::Events;
use crate::graphql::limits::prepared::{Chosen, Prepared};
use crate::graphql::limits::variables;
use crate::http::envelope::panicked;
use crate::http::fault::Fault;
use crate::http::graphql::params::Params;
use crate::http::graphql::{nulls, order, persisted, render};
use crate::http::state::HttpState;

/// A subscription that runs.
pub struct Operation {
    /// The client's name for it.
    pub id: String,
    prepared: Arc<Prepared>,
    operation_name: Option<String>,
    events: Pin<Box<CatchUnwind<AssertUnwindSafe<Events>>>>,
}

/// What a subscription gives.
pub enum Event {
    /// An answer, as JSON.
    Next(Bytes),
    /// It cannot go on; nothing follows.
    Failed(Vec<render::Shown>),
    /// It cannot go on, by a fault or a limit of ours; nothing follows.
    Faulted(Fault),
    /// It has ended.
    Complete,
}

impl Operation {
    /// Checks what is asked for, by the same limits as over HTTP, and begins.
    ///
    /// # Errors
    /// A [`Fault`] for a document that is refused, or that is no subscription.
    pub fn begin(state: &HttpState, id: String, params: Params, audience: Audience) -> Result<Self, Fault> {
        let prepared = persisted::document(state, &params)?;
        let chosen = prepared.choose(params.operation_name.as_deref())?;
        must_be_one_subscription(&chosen)?;
        variables::check(&params.variables, &state.config().query)?;
        variables::check_required(chosen.operation, &params.variables)?;
        let operation_name = chosen.name.map(str::to_owned);
        let mut request =
            Request::new("").variables(params.variables).data(audience.context()).data(Arc::new(audience));
        request.operation_name = params.operation_name;
        request.set_parsed_query(prepared.document().clone());
        let events: Events = state.engine().subscribe(request);
        Ok(Self { id, operation_name, events: Box::pin(AssertUnwindSafe(events).catch_unwind()), prepared })
    }

    /// The next thing that it gives.
    pub fn poll(&mut self, state: &HttpState, cx: &mut Context<'_>) -> Poll<Event> {
        self.events.poll_next_unpin(cx).map(|event| match event {
            None => Event::Complete,
            Some(Ok(response)) => self.render(state, response),
            Some(Err(cause)) => {
                panicked(state, &self.id, &*cause);
                Event::Faulted(Fault::internal())
            }
        })
    }

    /// An event that cannot be told ends the subscription: its loss must not look as if
    /// there had been none.
    fn render(&self, state: &HttpState, response: Response) -> Event {
        let Response { mut data, errors, .. } = response;
        let executed = data != Value::Null || errors.iter().any(|error| !error.path.is_empty());
        if data == Value::Null {
            return Event::Failed(render::errors(errors, executed, state));
        }
        if let Ok(chosen) = self.prepared.choose(self.operation_name.as_deref()) {
            let selection = &chosen.operation.selection_set.node;
            let document = self.prepared.document();
            if !errors.is_empty() {
                let root = state.engine().root(OperationType::Subscription);
                nulls::complete(&mut data, &errors, document, (root, selection), state.engine().types());
            }
            order::restore(&mut data, document, selection);
        }
        let errors = render::errors(errors, executed, state);
        if data == Value::Null {
            return Event::Failed(errors);
        }
        match render::body(Some(&data), &errors, state.config().answer_bytes, 1_024) {
            Ok(body) => Event::Next(body),
            Err(fault) => Event::Faulted(fault),
        }
    }
}

/// Queries and mutations have POST; and a subscription is to one thing.
fn must_be_one_subscription(chosen: &Chosen<'_>) -> Result<(), Fault> {
    let refusal = |message: &'static str| Err(Fault { well_formed: true, ..Fault::bad_request(message) });
    match chosen.operation.ty {
        OperationType::Subscription => {}
        OperationType::Query => return refusal("Queries do not run over the WebSocket: send them by POST."),
        OperationType::Mutation => {
            return refusal("Mutations do not run over the WebSocket: send them by POST.");
        }
    }
    match chosen.operation.selection_set.node.items.as_slice() {
        [one] if matches!(&one.node, Selection::Field(field) if !field.node.name.node.starts_with("__")) => {
            Ok(())
        }
        _ => refusal("A subscription has exactly one field at its root, and no fragment there."),
    }
}
