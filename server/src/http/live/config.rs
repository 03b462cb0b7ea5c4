//! Every number of the WebSocket, in one place.

use serde::Deserialize;

/// Settings of live subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LiveConfig {
    /// Other sites whose scripts may open a socket, such as `https://admin.example.org`;
    /// they have to name themselves in `connection_init`, their cookies count for nothing.
    pub origins: Vec<String>,
    /// Open sockets of the whole server.
    pub sockets: usize,
    /// Of those, the ones that have not said who they are.
    pub unknown_sockets: usize,
    /// Open sockets of one user or key.
    pub sockets_per_user: usize,
    /// Subscriptions of one socket.
    pub subscriptions: usize,
    /// Bytes of a client's message.
    pub message_bytes: usize,
    /// Seconds in which a client says who it is.
    pub init_seconds: u64,
    /// Seconds between two signs of life that a client is asked for; silent for twice as
    /// long, it is taken to be gone.
    pub ping_seconds: u64,
    /// Seconds that a socket may stay open without a subscription.
    pub idle_seconds: u64,
    /// Seconds that a client may leave a message unread.
    pub write_seconds: u64,
    /// Milliseconds between two checks whether those who listen still may.
    pub check_milliseconds: u64,
    /// Milliseconds between two looks into the history for one subscription, which puts
    /// what is committed in between into one look.
    pub pace_milliseconds: u64,
}

impl Default for LiveConfig {
    fn default() -> Self {
        Self {
            origins: Vec::new(),
            sockets: 512,
            unknown_sockets: 64,
            sockets_per_user: 16,
            subscriptions: 8,
            message_bytes: 64 * 1024,
            init_seconds: 5,
            ping_seconds: 20,
            idle_seconds: 600,
            write_seconds: 10,
            check_milliseconds: 400,
            pace_milliseconds: 50,
        }
    }
}

impl LiveConfig {
    /// What is wrong with these settings, one sentence each; empty when nothing is.
    pub fn mistakes(&self) -> Vec<String> {
        let mut found = Vec::new();
        let wide = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
        let mut within = |name: &str, value: u64, low: u64, high: u64| {
            if !(low..=high).contains(&value) {
                found.push(format!("live.{name} is {value}; it must be between {low} and {high}."));
            }
        };
        within("sockets", wide(self.sockets), 0, 100_000);
        within("unknown_sockets", wide(self.unknown_sockets), 1, 100_000);
        within("sockets_per_user", wide(self.sockets_per_user), 1, 10_000);
        within("subscriptions", wide(self.subscriptions), 1, 1_000);
        within("message_bytes", wide(self.message_bytes), 1_024, 1 << 20);
        within("init_seconds", self.init_seconds, 1, 60);
        within("ping_seconds", self.ping_seconds, 1, 300);
        within("idle_seconds", self.idle_seconds, 1, 86_400);
        within("write_seconds", self.write_seconds, 1, 300);
        // Whoever is shut out must be gone within a second.
        within("check_milliseconds", self.check_milliseconds, 50, 500);
        within("pace_milliseconds", self.pace_milliseconds, 0, 10_000);
        for origin in &self.origins {
            if !is_origin(origin) {
                found.push(format!(
                    "live.origins has {:?}; it must be http:// or https:// and a host, without a path.",
                    origin.chars().take(60).collect::<String>()
                ));
            }
        }
        found
    }
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path() {
        for (text, good) in [
            ("https://admin.example.org", true),
            ("http://localhost:5173", true),
            ("https://admin.example.org/", false),
            ("admin.example.org", false),
            ("https://", false),
        ] {
            let config = LiveConfig { origins: vec![text.to_owned()], ..LiveConfig::default() };
            assert_eq!(config.mistakes().is_empty(), good, "{text}");
        }
    }
}
