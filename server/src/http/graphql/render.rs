//! The JSON of an answer: data as it is, errors in words fit for a client.

use std::collections::BTreeMap;
use std::io;

use async_graphql::{ErrorExtensionValues, PathSegment, Pos, ServerError, Value};
use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::words;
use crate::error::Error;
use crate::graphql::limits::Refusal;
use crate::http::fault::Fault;
use crate::http::media::Media;
use crate::http::state::HttpState;

/// Characters of a name or value that a message repeats.
const ECHOED: usize = 40;

/// The codes that an answer may carry; an error with another one is a fault of ours.
const CODES: [&str; 8] = [
    "BAD_REQUEST",
    "LIMIT_EXCEEDED",
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "NOT_FOUND",
    "RATE_LIMITED",
    "UNAVAILABLE",
    "INTERNAL",
];

/// An error as the client sees it.
#[derive(Serialize)]
pub struct Shown {
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Pos>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    path: Vec<PathSegment>,
    extensions: BTreeMap<&'static str, Value>,
}

/// Puts the library's and the resolvers' errors into our words, the first few of them.
pub fn errors(found: Vec<ServerError>, executed: bool, state: &HttpState) -> Vec<Shown> {
    let most = state.config().errors;
    let mut found = found;
    found.dedup_by(|a, b| a.message == b.message && a.locations == b.locations && a.path == b.path);
    found.into_iter().take(most).map(|error| show(error, executed, state)).collect()
}

fn show(error: ServerError, executed: bool, state: &HttpState) -> Shown {
    let config = state.config();
    if let Some(refusal) = limit_of_the_library(&error.message, state).filter(|_| !executed) {
        return shown_refusal(refusal, error, state);
    }
    let mut extensions = BTreeMap::new();
    let code = error.extensions.as_ref().and_then(|set| code_of(set));
    let ours = error.source::<Error>();
    if let Some(ours) = ours {
        log(ours, &error.path);
    }
    let (code, message) = match code.or_else(|| ours.map(Error::code)) {
        Some(code) => (code, cut(&error.message, config.error_characters)),
        // A cause that a resolver passed on as it came, or data that it did not find:
        // words for the log, not for clients.
        None if error.source.is_some() || error.message.starts_with("Data `") => {
            tracing::error!(cause = %error.message, path = ?error.path, "a resolver failed without a code");
            ("INTERNAL", Fault::internal().message.into_owned())
        }
        None => {
            let plain = words::plain(&error, state.engine().types());
            let message = plain.unwrap_or_else(|| shorten(&error.message));
            ("BAD_REQUEST", cut(&message, config.error_characters))
        }
    };
    extensions.insert("code", Value::from(code));
    if let Some(set) = &error.extensions {
        for name in ["limit", "value", "retryAfter"] {
            if let Some(value) = set.get(name) {
                extensions.insert(name, value.clone());
            }
        }
    }
    if let Some(Error::LimitExceeded { limit, value, .. }) = ours {
        extensions.insert("limit", Value::from(*limit));
        extensions.insert("value", Value::from(*value));
    }
    if code == "LIMIT_EXCEEDED"
        && let Some(Value::String(limit)) = extensions.get("limit")
    {
        state.metrics().refused(limit);
    }
    Shown { message, locations: error.locations, path: error.path, extensions }
}

/// Causes are for the log, once; the client gets our words and the code.
fn log(error: &Error, path: &[PathSegment]) {
    match error {
        Error::Internal(cause) => tracing::error!(%cause, ?path, "a resolver failed"),
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, ?path, "a resolver found the service unavailable")
        }
        _ => {}
    }
}

fn code_of(set: &ErrorExtensionValues) -> Option<&'static str> {
    let Some(Value::String(code)) = set.get("code") else { return None };
    CODES.iter().copied().find(|known| known == code)
}

/// The limits that async-graphql checks itself, told by its messages.
fn limit_of_the_library(message: &str, state: &HttpState) -> Option<Refusal> {
    let limits = &state.config().query;
    if message == "Query is too complex." {
        Some(Refusal::limit("complexity", limits.complexity, "points, where a list counts its size"))
    } else if message == "Query is nested too deep." {
        Some(Refusal::limit("depth", limits.depth, "fields inside each other"))
    } else if message.starts_with("The recursion depth of the query") {
        Some(Refusal::limit("levels", limits.levels, "selections inside each other"))
    } else if message.starts_with("The number of directives on the field") {
        Some(Refusal::limit("directives", limits.directives, "directives on one field"))
    } else {
        None
    }
}

fn shown_refusal(refusal: Refusal, error: ServerError, state: &HttpState) -> Shown {
    let mut extensions = BTreeMap::from([("code", Value::from("LIMIT_EXCEEDED"))]);
    if let Refusal::Limit { limit, value, .. } = refusal {
        state.metrics().refused(limit);
        extensions.insert("limit", Value::from(limit));
        extensions.insert("value", Value::from(value));
    }
    Shown { message: refusal.message(), locations: error.locations, path: error.path, extensions }
}

/// Cuts long names and long quoted values, so that a message repeats little of its input.
pub fn shorten(message: &str) -> String {
    let mut short = String::with_capacity(message.len().min(400));
    let (mut word, mut quoted, mut in_quotes) = (0, 0, false);
    for c in message.chars() {
        if c == '"' {
            in_quotes = !in_quotes;
            (word, quoted) = (0, 0);
            short.push(c);
            continue;
        }
        word = if c.is_whitespace() { 0 } else { word + 1 };
        quoted = if in_quotes { quoted + 1 } else { 0 };
        let longest = word.max(quoted);
        if longest <= ECHOED {
            short.push(if c.is_control() { ' ' } else { c });
        } else if longest == ECHOED + 1 {
            short.push('…');
        }
    }
    short
}

fn cut(message: &str, characters: usize) -> String {
    match message.char_indices().nth(characters) {
        None => message.to_owned(),
        Some(_) => message.chars().take(characters.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "<[Shown]>::is_empty")]
    errors: &'a [Shown],
}

/// Serialises an answer of at most `most` bytes, with room for `reserve` at first.
///
/// # Errors
/// LIMIT_EXCEEDED when it would be longer.
pub fn body(data: Option<&Value>, errors: &[Shown], most: usize, reserve: usize) -> Result<Bytes, Fault> {
    let mut writer = Capped { bytes: Vec::with_capacity(reserve.min(most)), most };
    match serde_json::to_writer(&mut writer, &Answer { data, errors }) {
        Ok(()) => Ok(Bytes::from(writer.bytes)),
        Err(error) if error.is_io() => {
            let counts = "bytes in the answer";
            let fault = Fault::limit(StatusCode::BAD_REQUEST, "answer_bytes", most as u64, counts);
            Err(Fault { well_formed: true, ..fault })
        }
        Err(cause) => {
            tracing::error!(%cause, "an answer could not be serialised");
            Err(Fault::internal())
        }
    }
}

/// A buffer that refuses to grow beyond its limit.
struct Capped {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Capped {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.write_all(more).map(|()| more.len())
    }

    fn write_all(&mut self, more: &[u8]) -> io::Result<()> {
        if self.bytes.len() + more.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The strong entity tag of an answer: the hash of its bytes, apart by media type.
pub fn etag(body: &[u8], media: Media) -> Option<HeaderValue> {
    let digest = hex::encode(&Sha256::digest(body)[..16]);
    let suffix = if media == Media::GraphqlResponse { "-g" } else { "" };
    HeaderValue::from_str(&format!("\"{digest}{suffix}\"")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_and_values_are_cut() {
        let name = "x".repeat(1_000_000);
        let short = shorten(&format!("Unknown field \"{name}\" on type \"Query\"."));
        assert!(short.len() < 100 && short.ends_with("on type \"Query\"."), "{short}");
        let value = "a b ".repeat(1_000);
        assert!(shorten(&format!("found \"{value}\"")).len() < 70);
    }

    #[test]
    fn a_message_is_cut_on_a_character() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöüß", 3), "äö…");
    }

    #[test]
    fn an_answer_over_the_cap_is_refused() {
        let long = Value::from("x".repeat(2_000));
        assert!(body(Some(&long), &[], 1_000, 10).is_err());
        assert!(body(Some(&long), &[], 3_000, 10).is_ok());
    }
}
