//! One socket, from its opening to its end.
//!
//! One loop does everything in turn: it reads a message, or sends an event. Nothing is
//! queued for a client: while it does not read, nothing is taken from the history for it,
//! and after a while it is closed.

use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use prometheus_client::metrics::gauge::Gauge;
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::hub::{Place, Seat};
use super::message::{Ending, FromClient, ToClient};
use super::operation::{Event, Operation};
use super::watch::Standing;
use crate::auth::viewer::Viewer;
use crate::graph::feed::Audience;
use crate::http::fault::Fault;
use crate::http::graphql::params::Params;
use crate::http::state::HttpState;

/// How long a client has to answer the closing frame.
const FAREWELL: Duration = Duration::from_secs(1);

/// A socket that was opened.
pub struct Socket {
    pub(super) state: HttpState,
    /// The id of the request that opened it.
    pub(super) id: String,
    /// What named the client when it opened the socket: the cookie of a page of ours.
    pub(super) opened_with: HeaderMap,
    pub(super) stream: WebSocket,
    pub(super) place: Place,
}

/// A socket of somebody.
struct Open {
    state: HttpState,
    /// The id of the request that opened it.
    id: String,
    stream: WebSocket,
    standing: watch::Receiver<Standing>,
    closing: watch::Receiver<bool>,
    operations: Operations,
    /// When the client last gave a sign of life, and when it last listened to something.
    alive: Instant,
    busy: Instant,
    pinged: bool,
}

impl Socket {
    /// Serves the socket until it ends, and closes it.
    pub async fn run(self) {
        let Socket { state, id, opened_with, mut stream, place } = self;
        let counts = &state.live().counts;
        let Place { socket, unknown } = place;
        let _counted = Counted::one(&counts.sockets);
        let deadline = Instant::now() + Duration::from_secs(state.config().live.init_seconds);
        let parting = match greet(&state, &mut stream, opened_with, (deadline, unknown)).await {
            Ok((standing, seat)) => {
                let open = Open::new(state.clone(), id, stream, standing);
                let (parting, back) = open.run().await;
                stream = back;
                drop(seat);
                parting
            }
            Err(parting) => parting,
        };
        counts.closed(parting.code());
        let _ = timeout(FAREWELL, farewell(&mut stream, &parting)).await;
        drop(socket);
    }
}

/// How a socket ends.
enum Parting {
    /// We close it.
    Ours(Ending),
    /// The client closed it, with this code.
    Theirs(u16),
    /// The client went away without a word.
    Silent,
}

impl Parting {
    /// The code under which it is counted.
    fn code(&self) -> u16 {
        match self {
            Parting::Ours(ending) => ending.code,
            Parting::Theirs(code) => *code,
            Parting::Silent => 1006,
        }
    }
}

impl From<Ending> for Parting {
    fn from(ending: Ending) -> Self {
        Parting::Ours(ending)
    }
}

/// One more while it lives.
struct Counted(Gauge);

impl Counted {
    fn one(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Says why, and waits for the client to close too: what it has not read yet would be
/// lost otherwise. To a client that closed the library answers while it reads on.
async fn farewell(stream: &mut WebSocket, parting: &Parting) {
    match parting {
        Parting::Silent => return,
        Parting::Theirs(_) => {}
        Parting::Ours(ending) => {
            tracing::debug!(code = ending.code, reason = %ending.reason, "closing a socket");
            if stream.send(Message::Close(Some(ending.frame()))).await.is_err() {
                return;
            }
        }
    }
    while let Some(Ok(_)) = stream.recv().await {}
}

/// Waits until the client has said who it is, and gives back its place among those who
/// have not.
async fn greet(
    state: &HttpState,
    stream: &mut WebSocket,
    opened_with: HeaderMap,
    (deadline, unknown): (Instant, OwnedSemaphorePermit),
) -> Result<(watch::Receiver<Standing>, Seat), Parting> {
    let mut closing = state.live().closing();
    let payload = loop {
        let received = tokio::select! {
            biased;
            () = stopped(&mut closing) => return Err(Ending::GOING_AWAY.into()),
            () = sleep_until(deadline) => return Err(Ending::INIT_TIMEOUT.into()),
            received = receive(stream) => received?,
        };
        match received {
            Received::Sign => {}
            Received::Message(FromClient::Init(payload)) => break payload,
            Received::Message(FromClient::Subscribe { .. }) => return Err(Ending::UNAUTHORIZED.into()),
            Received::Message(FromClient::Ping) => say(state, stream, ToClient::PONG.to_owned()).await?,
            Received::Message(FromClient::Pong | FromClient::Complete(_)) => {}
        }
    };
    let headers = credentials(payload, opened_with)?;
    let standing = state.live().watches().join(headers).await;
    let viewer = viewer(&standing)?;
    let seat = state.live().seat(&viewer).ok_or(Ending::TOO_MANY)?;
    // Before it hears that it is known: whoever it tells finds room.
    drop(unknown);
    say(state, stream, ToClient::ACK.to_owned()).await?;
    Ok((standing, seat))
}

/// What names the client: the `authorization` of its first message, else what it opened
/// the socket with.
fn credentials(payload: Value, opened_with: HeaderMap) -> Result<HeaderMap, Ending> {
    let Value::Object(mut payload) = payload else { return Ok(opened_with) };
    let named = payload.remove("authorization").or_else(|| payload.remove("Authorization"));
    match named {
        None | Some(Value::Null) => Ok(opened_with),
        Some(Value::String(text)) => {
            let mut value = HeaderValue::try_from(text).map_err(|_| Ending::FORBIDDEN)?;
            value.set_sensitive(true);
            Ok(HeaderMap::from_iter([(AUTHORIZATION, value)]))
        }
        Some(_) => Err(Ending::bad_message("`authorization` must be a text, such as \"Bearer ...\".")),
    }
}

fn viewer(standing: &watch::Receiver<Standing>) -> Result<Arc<Viewer>, Ending> {
    match &*standing.borrow() {
        Standing::Known(viewer) => Ok(Arc::clone(viewer)),
        Standing::Ended => Err(Ending::FORBIDDEN),
        Standing::Lost => Err(Ending::UNAVAILABLE),
    }
}

async fn stopped(closing: &mut watch::Receiver<bool>) {
    // The sender lives as long as the server does.
    let _ = closing.wait_for(|closing| *closing).await;
}

/// What came over the socket.
enum Received {
    /// A message of the protocol.
    Message(FromClient),
    /// A frame that only says that somebody is there.
    Sign,
}

/// The code of a closing frame that names none.
const NO_CODE: u16 = 1005;

async fn receive(stream: &mut WebSocket) -> Result<Received, Parting> {
    match stream.recv().await {
        None => Err(Parting::Silent),
        Some(Ok(Message::Close(frame))) => Err(Parting::Theirs(frame.map_or(NO_CODE, |frame| frame.code))),
        Some(Ok(Message::Text(text))) => Ok(Received::Message(FromClient::read(text.as_str())?)),
        Some(Ok(Message::Binary(_))) => Err(Ending::bad_message("Messages are text.").into()),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Received::Sign),
        // The library tells the kinds of its errors apart by their words only.
        Some(Err(error)) if error.to_string().starts_with("Space limit exceeded") => {
            Err(Ending::TOO_LONG.into())
        }
        Some(Err(_)) => Err(Parting::Silent),
    }
}

/// Sends a message, unless the client does not read.
async fn say(state: &HttpState, stream: &mut WebSocket, text: String) -> Result<(), Ending> {
    let patience = Duration::from_secs(state.config().live.write_seconds);
    match timeout(patience, stream.send(Message::Text(text.into()))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Ending::UNREAD),
    }
}

impl Open {
    fn new(state: HttpState, id: String, stream: WebSocket, standing: watch::Receiver<Standing>) -> Self {
        let closing = state.live().closing();
        let now = Instant::now();
        let operations = Operations { state: state.clone(), running: Vec::new(), next: 0 };
        Self { state, id, stream, standing, closing, operations, alive: now, busy: now, pinged: false }
    }

    /// Serves until the end; gives the reason, and the stream to say it on.
    async fn run(mut self) -> (Parting, WebSocket) {
        loop {
            if let Err(parting) = self.step().await {
                return (parting, self.stream);
            }
        }
    }

    /// Does the next thing.
    async fn step(&mut self) -> Result<(), Parting> {
        let timer = self.timer();
        tokio::select! {
            biased;
            ending = ended(&mut self.standing, &mut self.closing) => Err(ending.into()),
            () = sleep_until(timer) => self.tick().await,
            received = receive(&mut self.stream) => Ok(self.heard(received?).await?),
            (id, event) = self.operations.next() => Ok(self.tell(&id, event).await?),
        }
    }

    fn seconds(&self, seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// When something has to be done though nothing happens.
    fn timer(&self) -> Instant {
        let live = &self.state.config().live;
        let silence = if self.pinged { live.ping_seconds * 2 } else { live.ping_seconds };
        let sign = self.alive + self.seconds(silence);
        if self.operations.running.is_empty() {
            sign.min(self.busy + self.seconds(live.idle_seconds))
        } else {
            sign
        }
    }

    async fn tick(&mut self) -> Result<(), Parting> {
        let live = &self.state.config().live;
        let now = Instant::now();
        if self.operations.running.is_empty() && now >= self.busy + self.seconds(live.idle_seconds) {
            return Err(Ending::IDLE.into());
        }
        if now >= self.alive + self.seconds(live.ping_seconds * 2) {
            return Err(Parting::Silent);
        }
        if !self.pinged && now >= self.alive + self.seconds(live.ping_seconds) {
            self.pinged = true;
            self.send(Message::Ping(Default::default())).await?;
        }
        Ok(())
    }

    async fn heard(&mut self, received: Received) -> Result<(), Ending> {
        self.alive = Instant::now();
        self.pinged = false;
        match received {
            Received::Sign | Received::Message(FromClient::Pong) => {}
            Received::Message(FromClient::Init(_)) => return Err(Ending::TOO_MANY_INITS),
            Received::Message(FromClient::Ping) => self.say(ToClient::PONG.to_owned()).await?,
            Received::Message(FromClient::Complete(id)) => {
                self.operations.end(&id);
                self.busy = Instant::now();
            }
            Received::Message(FromClient::Subscribe { id, params }) => self.subscribe(id, params).await?,
        }
        Ok(())
    }

    async fn subscribe(&mut self, id: String, params: Params) -> Result<(), Ending> {
        if self.operations.has(&id) {
            return Err(Ending::already_subscribed(&id));
        }
        self.busy = Instant::now();
        match self.begin(id.clone(), params) {
            Ok(operation) => {
                self.operations.begin(operation);
                Ok(())
            }
            Err(fault) => {
                if let Some((limit, _)) = fault.limit {
                    self.state.metrics().refused(limit);
                }
                self.say(ToClient::fault(&id, &fault)).await
            }
        }
    }

    fn begin(&self, id: String, params: Params) -> Result<Operation, Fault> {
        let config = self.state.config();
        let most = config.live.subscriptions;
        if self.operations.running.len() >= most {
            let status = http::StatusCode::BAD_REQUEST;
            return Err(Fault::limit(status, "subscriptions", most as u64, "subscriptions on one socket"));
        }
        let _place = self.state.enter().ok_or_else(|| Fault::busy(config.retry_after_seconds))?;
        let standing = self.standing.clone();
        let viewer = move || match &*standing.borrow() {
            Standing::Known(viewer) => Some(Arc::clone(viewer)),
            Standing::Ended | Standing::Lost => None,
        };
        let audience = Audience {
            viewer: Box::new(viewer),
            since: self.state.live().head(),
            clock: self.state.clock().clone(),
            request: self.id.clone(),
            work: config.work,
            pace: Duration::from_millis(config.live.pace_milliseconds),
        };
        Operation::begin(&self.state, id, params, audience)
    }

    async fn tell(&mut self, id: &str, event: Event) -> Result<(), Ending> {
        let text = match event {
            Event::Next(result) => {
                self.state.live().counts.events.inc();
                return self.say(ToClient::next(id, &result)).await;
            }
            Event::Failed(errors) => ToClient::error(id, &errors),
            Event::Faulted(fault) => ToClient::fault(id, &fault),
            Event::Complete => ToClient::complete(id),
        };
        self.operations.end(id);
        self.busy = Instant::now();
        self.say(text).await
    }

    async fn say(&mut self, text: String) -> Result<(), Ending> {
        self.send(Message::Text(text.into())).await
    }

    /// Sends, unless the client does not read, may no longer listen, or the server stops.
    async fn send(&mut self, message: Message) -> Result<(), Ending> {
        let patience = Duration::from_secs(self.state.config().live.write_seconds);
        tokio::select! {
            biased;
            ending = ended(&mut self.standing, &mut self.closing) => Err(ending),
            sent = timeout(patience, self.stream.send(message)) => match sent {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) | Err(_) => Err(Ending::UNREAD),
            },
        }
    }
}

/// Completes when the socket has to end whatever the client does.
async fn ended(standing: &mut watch::Receiver<Standing>, closing: &mut watch::Receiver<bool>) -> Ending {
    let shut_out = standing.wait_for(|standing| !matches!(standing, Standing::Known(_)));
    tokio::select! {
        biased;
        () = stopped(closing) => Ending::GOING_AWAY,
        outcome = shut_out => match outcome.as_deref() {
            Ok(Standing::Lost) => Ending::UNAVAILABLE,
            // Without somebody who watches, nobody may listen.
            Ok(_) | Err(_) => Ending::FORBIDDEN,
        },
    }
}

/// The subscriptions of a socket.
struct Operations {
    state: HttpState,
    running: Vec<(Operation, Counted)>,
    /// Which one is asked first, so that a busy one does not hide the others.
    next: usize,
}

impl Operations {
    fn has(&self, id: &str) -> bool {
        self.running.iter().any(|(operation, _)| operation.id == id)
    }

    fn begin(&mut self, operation: Operation) {
        let counted = Counted::one(&self.state.live().counts.subscriptions);
        self.running.push((operation, counted));
    }

    /// Ends a subscription; one that is not there has ended already.
    fn end(&mut self, id: &str) {
        self.running.retain(|(operation, _)| operation.id != id);
    }

    /// The next event of any of them.
    fn next(&mut self) -> impl Future<Output = (String, Event)> + '_ {
        poll_fn(|cx| {
            let count = self.running.len();
            for step in 0..count {
                let at = (self.next + step) % count;
                let Some((operation, _)) = self.running.get_mut(at) else { continue };
                if let Poll::Ready(event) = operation.poll(&self.state, cx) {
                    let id = operation.id.clone();
                    self.next = (at + 1) % count;
                    return Poll::Ready((id, event));
                }
            }
            Poll::Pending
        })
    }
}
