//! The messages of `graphql-transport-ws`, and the codes with which a socket ends.

use std::borrow::Cow;

use axum::extract::ws::CloseFrame;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::fault::Fault;
use crate::http::graphql::params::{self, Params};
use crate::http::graphql::render::Shown;

/// The only protocol that is spoken.
pub const PROTOCOL: &str = "graphql-transport-ws";

/// Characters of the id of a subscription.
const ID: usize = 128;

/// What a client says.
#[derive(Debug)]
pub enum FromClient {
    /// Who it is; the first message.
    Init(Value),
    /// It wants a sign of life.
    Ping,
    /// It gives one.
    Pong,
    /// It wants to hear.
    Subscribe {
        /// Its name for the subscription.
        id: String,
        /// What it wants to hear.
        params: Params,
    },
    /// It has heard enough.
    Complete(String),
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    id: Option<Value>,
    payload: Option<Value>,
}

impl FromClient {
    /// Reads a text message.
    ///
    /// # Errors
    /// 4400 saying what is wrong with it.
    pub fn read(text: &str) -> Result<Self, Ending> {
        let message: Message = serde_json::from_str(text)
            .map_err(|_| Ending::bad_message("A message is a JSON object with a `type`."))?;
        let Message { kind, id, payload } = message;
        match kind.as_str() {
            "connection_init" => Ok(FromClient::Init(optional_object(payload)?)),
            "ping" => optional_object(payload).map(|_| FromClient::Ping),
            "pong" => optional_object(payload).map(|_| FromClient::Pong),
            "subscribe" => Ok(FromClient::Subscribe { id: name(id)?, params: request(payload)? }),
            "complete" => name(id).map(FromClient::Complete),
            _ => Err(Ending::bad_message("There is no message of this `type` from a client.")),
        }
    }
}

fn optional_object(payload: Option<Value>) -> Result<Value, Ending> {
    match payload {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(payload @ Value::Object(_)) => Ok(payload),
        Some(_) => Err(Ending::bad_message("The `payload` must be an object.")),
    }
}

fn name(id: Option<Value>) -> Result<String, Ending> {
    match id {
        Some(Value::String(id)) if !id.is_empty() && id.chars().count() <= ID => Ok(id),
        _ => Err(Ending::bad_message(format!("The `id` must be a text of 1 to {ID} characters."))),
    }
}

fn request(payload: Option<Value>) -> Result<Params, Ending> {
    let Some(payload @ Value::Object(_)) = payload else {
        return Err(Ending::bad_message("`subscribe` needs a `payload` with `query`."));
    };
    let params = params::from_body(payload.to_string().as_bytes())
        .map_err(|fault| Ending::bad_message(fault.message.into_owned()))?;
    if params.query.is_none() && params.hash.is_none() {
        return Err(Ending::bad_message("`subscribe` needs a `payload` with `query`."));
    }
    Ok(params)
}

/// What the server says, as text.
pub struct ToClient;

impl ToClient {
    /// The client is known now.
    pub const ACK: &'static str = r#"{"type":"connection_ack"}"#;
    /// A sign of life.
    pub const PONG: &'static str = r#"{"type":"pong"}"#;

    /// An event; `result` is JSON already.
    pub fn next(id: &str, result: &[u8]) -> String {
        let result = String::from_utf8_lossy(result);
        format!(r#"{{"type":"next","id":{},"payload":{result}}}"#, Value::from(id))
    }

    /// The subscription could not begin, or cannot go on.
    pub fn error(id: &str, errors: &[Shown]) -> String {
        json!({ "type": "error", "id": id, "payload": errors }).to_string()
    }

    /// As [`ToClient::error`].
    pub fn fault(id: &str, fault: &Fault) -> String {
        json!({ "type": "error", "id": id, "payload": fault.to_json()["errors"] }).to_string()
    }

    /// There is no more to hear.
    pub fn complete(id: &str) -> String {
        json!({ "type": "complete", "id": id }).to_string()
    }
}

/// Why a socket is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The code of the closing frame.
    pub code: u16,
    /// Its reason, in our words.
    pub reason: Cow<'static, str>,
}

impl Ending {
    /// Nothing was asked for in a long time.
    pub const IDLE: Self = Self::new(1000, "Nothing was subscribed to in a long time.");
    /// The server stops.
    pub const GOING_AWAY: Self = Self::new(1001, "The server is stopping.");
    /// A message was too long.
    pub const TOO_LONG: Self = Self::new(1009, "The message is too long.");
    /// It cannot be told whether the client may listen.
    pub const UNAVAILABLE: Self = Self::new(1013, "The service is busy. Try again shortly.");
    /// The same user has too many sockets.
    pub const TOO_MANY: Self = Self::new(1013, "You have too many sockets open. Close one first.");
    /// A subscription before the client was known.
    pub const UNAUTHORIZED: Self = Self::new(4401, "Unauthorized");
    /// The client does not read what it is sent.
    pub const UNREAD: Self =
        Self::new(1013, "You read too slowly. Subscribe again and ask for what you missed.");
    /// The client may not listen, or no longer.
    pub const FORBIDDEN: Self = Self::new(4403, "Forbidden");
    /// The client did not say who it is.
    pub const INIT_TIMEOUT: Self = Self::new(4408, "Connection initialisation timeout");
    /// The client said twice who it is.
    pub const TOO_MANY_INITS: Self = Self::new(4429, "Too many initialisation requests");

    const fn new(code: u16, reason: &'static str) -> Self {
        Self { code, reason: Cow::Borrowed(reason) }
    }

    /// A message that is not one of the protocol.
    pub fn bad_message(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { code: 4400, reason: reason.into() }
    }

    /// A second subscription under the same name.
    pub fn already_subscribed(id: &str) -> Self {
        Self { code: 4409, reason: format!("Subscriber for {id} already exists").into() }
    }

    /// The frame that says so; its reason has room for 123 bytes.
    pub fn frame(&self) -> CloseFrame {
        let mut end = self.reason.len().min(123);
        while !self.reason.is_char_boundary(end) {
            end -= 1;
        }
        CloseFrame { code: self.code, reason: self.reason[..end].into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let ending = FromClient::read(text).unwrap_err();
        assert_eq!(ending.code, 4400);
        ending.reason.into_owned()
    }

    #[test]
    fn every_message_of_a_client_is_read() {
        assert!(matches!(
            FromClient::read(r#"{"type":"connection_init"}"#),
            Ok(FromClient::Init(Value::Null))
        ));
        assert!(matches!(FromClient::read(r#"{"type":"ping","payload":null}"#), Ok(FromClient::Ping)));
        assert!(matches!(FromClient::read(r#"{"type":"pong","payload":{}}"#), Ok(FromClient::Pong)));
        assert!(
            matches!(FromClient::read(r#"{"type":"complete","id":"1"}"#), Ok(FromClient::Complete(id)) if id == "1")
        );
        let text = r#"{"type":"subscribe","id":"a","payload":{"query":"subscription { a }"}}"#;
        assert!(matches!(FromClient::read(text), Ok(FromClient::Subscribe { id, .. }) if id == "a"));
    }

    #[test]
    fn what_is_no_message_of_the_protocol_is_refused_in_words() {
        assert!(refused("").contains("JSON object"));
        assert!(refused("[]").contains("JSON object"));
        assert!(refused(r#"{"type":"start"}"#).contains("no message of this `type`"));
        assert!(refused(r#"{"type":"ping","payload":7}"#).contains("`payload`"));
        assert!(refused(r#"{"type":"complete"}"#).contains("`id`"));
        assert!(refused(r#"{"type":"complete","id":""}"#).contains("`id`"));
        assert!(refused(&format!(r#"{{"type":"complete","id":"{}"}}"#, "x".repeat(129))).contains("`id`"));
        assert!(refused(r#"{"type":"subscribe","id":"a","payload":{}}"#).contains("`query`"));
        assert!(refused(r#"{"type":"subscribe","id":"a","payload":{"query":7}}"#).contains("`query`"));
    }

    #[test]
    fn a_long_reason_is_cut_on_a_character() {
        let frame = Ending::already_subscribed(&"ä".repeat(128)).frame();
        assert!(frame.reason.len() <= 123);
    }
}
