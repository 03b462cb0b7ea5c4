//! Media types: what a client sends and what it accepts.

use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::fault::Fault;

/// The media type of a GraphQL answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// `application/json`, where a refused document is still a 200.
    Json,
    /// `application/graphql-response+json`, where it is a 400.
    GraphqlResponse,
}

const JSON: &str = "application/json";
const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";

impl Media {
    /// The `Content-Type` of an answer.
    pub fn content_type(self) -> HeaderValue {
        match self {
            Media::Json => HeaderValue::from_static("application/json; charset=utf-8"),
            Media::GraphqlResponse => {
                HeaderValue::from_static("application/graphql-response+json; charset=utf-8")
            }
        }
    }

    /// Agrees on a media type with a client.
    ///
    /// # Errors
    /// 406 when the client accepts neither.
    pub fn negotiate(headers: &HeaderMap) -> Result<Self, Fault> {
        let mut values = headers.get_all(ACCEPT).iter();
        let Some(first) = values.next() else { return Ok(Media::Json) };
        match first.as_bytes() {
            b"application/json" | b"*/*" => return Ok(Media::Json),
            b"application/graphql-response+json" => return Ok(Media::GraphqlResponse),
            _ => {}
        }
        let mut best = Preferences::default();
        for value in std::iter::once(first).chain(values) {
            for range in value.to_str().unwrap_or_default().split(',') {
                best.consider(range);
            }
        }
        best.choose().ok_or_else(|| {
            let message = format!("Accept {GRAPHQL_RESPONSE} or {JSON}.");
            Fault::new(StatusCode::NOT_ACCEPTABLE, "BAD_REQUEST", message)
        })
    }
}

/// The quality of each type: the most specific range that covers it decides.
#[derive(Default)]
struct Preferences {
    graphql: Option<u32>,
    json: Option<u32>,
    any: Option<u32>,
    graphql_is_first: bool,
}

impl Preferences {
    fn consider(&mut self, range: &str) {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let mut quality = 1_000;
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim().trim_matches('"');
            if key.trim().eq_ignore_ascii_case("q") {
                // Thousandths; a quality that is not a number counts as 1.
                quality = value.parse::<f32>().map_or(1_000, |q| (q.clamp(0.0, 1.0) * 1_000.0) as u32);
            } else if key.trim().eq_ignore_ascii_case("charset") && !is_utf8(value) {
                quality = 0;
            }
        }
        let slot = if name.eq_ignore_ascii_case(GRAPHQL_RESPONSE) {
            self.graphql_is_first = self.json.is_none();
            &mut self.graphql
        } else if name.eq_ignore_ascii_case(JSON) {
            &mut self.json
        } else if name == "*/*" || name.eq_ignore_ascii_case("application/*") {
            &mut self.any
        } else {
            return;
        };
        *slot = Some(slot.map_or(quality, |known| known.max(quality)));
    }

    fn choose(&self) -> Option<Media> {
        // A wildcard alone means plain JSON, which every client can read.
        let graphql = self.graphql.unwrap_or(0);
        let json = self.json.or(self.any).unwrap_or(0);
        let ties_to_graphql = self.graphql_is_first || self.json.is_none();
        match (graphql, json) {
            (0, 0) => None,
            (graphql, json) if graphql > json => Some(Media::GraphqlResponse),
            (graphql, json) if graphql == json && ties_to_graphql => Some(Media::GraphqlResponse),
            _ => Some(Media::Json),
        }
    }
}

fn is_utf8(name: &str) -> bool {
    name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8")
}

/// Checks that a body is plain JSON: anything that a form or a script of another site
/// can send without being asked first is refused.
///
/// # Errors
/// 415 for another content type or charset, none at all, or a content encoding.
pub fn require_json(headers: &HeaderMap) -> Result<(), Fault> {
    let refuse =
        |message: &'static str| Err(Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST", message));
    if headers.get(CONTENT_ENCODING).is_some_and(|value| value != "identity") {
        return refuse("Send the body without a content encoding.");
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (types.next(), types.next()) else {
        return refuse("Send the body with one Content-Type: application/json.");
    };
    if value == JSON {
        return Ok(());
    }
    let text = value.to_str().unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    if !parts.next().is_some_and(|name| name.eq_ignore_ascii_case(JSON)) {
        return refuse("Send the body with Content-Type: application/json.");
    }
    let only_utf8 = parts.all(|part| {
        part.split_once('=').is_some_and(|(key, value)| {
            key.trim().eq_ignore_ascii_case("charset") && is_utf8(value.trim().trim_matches('"'))
        })
    });
    if !only_utf8 {
        return refuse("Send application/json with charset=utf-8 or without parameters.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(value).unwrap());
        Media::negotiate(&headers).ok()
    }

    #[test]
    fn the_client_s_preference_decides() {
        assert_eq!(accept("application/json"), Some(Media::Json));
        assert_eq!(accept("text/html, */*;q=0.8"), Some(Media::Json));
        assert_eq!(
            accept("application/graphql-response+json, application/json"),
            Some(Media::GraphqlResponse)
        );
        assert_eq!(accept("application/json, application/graphql-response+json"), Some(Media::Json));
        assert_eq!(
            accept("application/json;q=0.5, application/graphql-response+json"),
            Some(Media::GraphqlResponse)
        );
        assert_eq!(
            accept("application/graphql-response+json;q=0.9, */*;q=0.1"),
            Some(Media::GraphqlResponse)
        );
        assert_eq!(accept("text/html"), None);
        assert_eq!(accept("application/json;q=0"), None);
        assert_eq!(accept("application/json; charset=utf-8"), Some(Media::Json));
        assert_eq!(accept("application/json; charset=latin1"), None);
    }

    #[test]
    fn only_plain_json_is_taken() {
        let sent = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_str(value).unwrap());
            require_json(&headers).is_ok()
        };
        for good in
            ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""]
        {
            assert!(sent(good), "{good}");
        }
        for bad in [
            "text/plain",
            "application/jsonx",
            "application/json; charset=utf-16",
            "application/json; boundary=x",
            "application/json, text/plain",
            "multipart/form-data; boundary=application/json",
            "application/x-www-form-urlencoded",
            "application/graphql",
        ] {
            assert!(!sent(bad), "{bad}");
        }
        assert!(require_json(&HeaderMap::new()).is_err());
    }
}
