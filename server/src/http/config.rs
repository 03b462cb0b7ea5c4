//! Every number of the HTTP layer, in one place.

use serde::Deserialize;

use super::live::LiveConfig;
use crate::graphql::limits::QueryLimits;

/// Settings of the HTTP layer, with defaults that suit one small machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HttpConfig {
    /// The address at which people reach this service; `https` turns on HSTS.
    pub public_url: String,
    /// Open connections; more wait to be accepted.
    pub connections: usize,
    /// Requests in progress; more are answered 503.
    pub concurrent_requests: usize,
    /// Seconds that a shed client is asked to wait.
    pub retry_after_seconds: u32,
    /// Header lines of a request.
    pub header_count: usize,
    /// Bytes of a request's head.
    pub header_bytes: usize,
    /// Seconds for a request's head, and for the next one on a kept connection.
    pub header_read_seconds: u64,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Seconds for a request's body.
    pub body_read_seconds: u64,
    /// Seconds that a client may leave its answer unread.
    pub write_stall_seconds: u64,
    /// Seconds for executing a request.
    pub execution_seconds: u64,
    /// Seconds that running requests have at shutdown.
    pub drain_seconds: u64,
    /// Milliseconds between failing readiness and refusing connections at shutdown.
    pub readiness_grace_milliseconds: u64,
    /// Bytes of an answer.
    pub answer_bytes: usize,
    /// Errors in an answer.
    pub errors: usize,
    /// Characters of one error's message.
    pub error_characters: usize,
    /// Objects that one request may touch.
    pub work: u32,
    /// Memory for kept answers, bytes; 0 keeps none.
    pub answer_cache_bytes: u64,
    /// Memory for parsed documents, bytes; 0 keeps none.
    pub document_cache_bytes: u64,
    /// Documents kept for clients that send only a hash.
    pub persisted_documents: u64,
    /// Seconds that a shared cache may serve a public answer unasked; 0 always asks.
    pub cdn_seconds: u32,
    /// Proxies, by address or network, whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// Other sites whose scripts may read answers to requests with a token or key.
    pub allowed_origins: Vec<String>,
    /// Whether `POST /bench/floor` answers fixed bytes, for measuring.
    pub bench_floor: bool,
    /// What one query may ask for.
    pub query: QueryLimits,
    /// Live subscriptions.
    pub live: LiveConfig,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            public_url: "http://localhost:8080".into(),
            connections: 1_024,
            concurrent_requests: 256,
            retry_after_seconds: 1,
            header_count: 64,
            header_bytes: 64 * 1024,
            header_read_seconds: 10,
            body_bytes: 512 * 1024,
            body_read_seconds: 10,
            write_stall_seconds: 20,
            execution_seconds: 10,
            drain_seconds: 20,
            readiness_grace_milliseconds: 0,
            answer_bytes: 4 * 1024 * 1024,
            errors: 10,
            error_characters: 300,
            work: 100_000,
            answer_cache_bytes: 64 * 1024 * 1024,
            document_cache_bytes: 16 * 1024 * 1024,
            persisted_documents: 1_000,
            cdn_seconds: 0,
            trusted_proxies: Vec::new(),
            allowed_origins: Vec::new(),
            bench_floor: false,
            query: QueryLimits::default(),
            live: LiveConfig::default(),
        }
    }
}

impl HttpConfig {
    /// Checks every setting.
    ///
    /// # Errors
    /// All mistakes, one sentence each.
    pub fn validate(&self) -> Result<(), Vec<String>> {
        let mut mistakes = self.query.mistakes();
        mistakes.extend(self.live.mistakes());
        let mut within = |name: &str, value: u64, low: u64, high: u64| {
            if !(low..=high).contains(&value) {
                mistakes.push(format!("{name} is {value}; it must be between {low} and {high}."));
            }
        };
        let wide = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
        within("connections", wide(self.connections), 1, 100_000);
        within("concurrent_requests", wide(self.concurrent_requests), 1, 100_000);
        within("header_count", wide(self.header_count), 8, 1_000);
        within("header_bytes", wide(self.header_bytes), 8 * 1024, 1 << 20);
        within("header_read_seconds", self.header_read_seconds, 1, 300);
        within("body_bytes", wide(self.body_bytes), 1_024, 1 << 26);
        within("body_read_seconds", self.body_read_seconds, 1, 300);
        within("write_stall_seconds", self.write_stall_seconds, 1, 300);
        within("execution_seconds", self.execution_seconds, 1, 300);
        within("drain_seconds", self.drain_seconds, 0, 600);
        within("readiness_grace_milliseconds", self.readiness_grace_milliseconds, 0, 60_000);
        within("answer_bytes", wide(self.answer_bytes), 1_024, 1 << 28);
        within("errors", wide(self.errors), 1, 1_000);
        within("error_characters", wide(self.error_characters), 40, 10_000);
        within("work", u64::from(self.work), 1, 1 << 30);
        within("cdn_seconds", u64::from(self.cdn_seconds), 0, 86_400);
        within("persisted_documents", self.persisted_documents, 1, 1_000_000);
        if !self.public_url.starts_with("http://") && !self.public_url.starts_with("https://") {
            mistakes.push("public_url must start with http:// or https://.".into());
        }
        for network in &self.trusted_proxies {
            if super::peer::parse(network).is_none() {
                mistakes.push(format!(
                    "trusted_proxies has {network:?}; each must be an address or a network such as 10.0.0.0/8."
                ));
            }
        }
        for origin in &self.allowed_origins {
            if !is_origin(origin) {
                mistakes.push(format!(
                    "allowed_origins has {origin:?}; each must be an origin such as https://app.example.org."
                ));
            }
        }
        if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
    }

    /// Whether people reach this service over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether people reach this service only from the machine it runs on.
    pub fn is_loopback(&self) -> bool {
        let host = self.public_url.strip_prefix("http://");
        host.is_some_and(super::session::is_loopback_host)
    }

    /// Whether the scripts of this origin may read answers to requests with a token or key.
    pub fn allows(&self, origin: &http::HeaderValue) -> bool {
        self.allowed_origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes())
    }
}

/// Whether a text is an origin as browsers send it: a scheme and a host, no path.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_graphic() && !b"/?#@,".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(HttpConfig::default().validate(), Ok(()));
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let config: HttpConfig =
            toml::from_str("public_url = \"ftp://a\"\nconnections = 0\n[query]\ntokens = 1").unwrap();
        let mistakes = config.validate().unwrap_err().join(" ");
        for name in ["public_url", "connections", "query.tokens"] {
            assert!(mistakes.contains(name), "{mistakes}");
        }
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        assert!(toml::from_str::<HttpConfig>("conections = 3").is_err());
    }
}
