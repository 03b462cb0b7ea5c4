//! The settings, in one table: the
//! command line, the environment, the file and `--help` are all made from it.

use super::accounts::ACCOUNTS;
use super::proof::PROOF;
use super::{Config, values};

/// One setting and its names.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the configuration file; a dot stands for a table.
    pub key: &'static str,
    /// Its flag, without the hyphens; empty when it has none.
    pub flag: &'static str,
    /// Its environment variable; empty when it has none.
    pub env: &'static str,
    /// What stands for its value in `--help`.
    pub value: &'static str,
    /// What `--help` says.
    pub help: &'static str,
    /// Whether only the server uses it.
    pub server: bool,
    /// Whether its flag may stand alone, meaning `true`.
    pub switch: bool,
    /// Checks a value and sets it. The error says what was expected.
    pub set: fn(&mut Config, &str) -> Result<(), String>,
}

/// Every setting.
pub fn settings() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().chain(ACCOUNTS).chain(PROOF)
}

pub(super) const COMMON: Setting = Setting {
    key: "",
    flag: "",
    env: "",
    value: "",
    help: "",
    server: false,
    switch: false,
    set: |_, _| Ok(()),
};
pub(super) const SERVER: Setting = Setting { server: true, ..COMMON };

static SETTINGS: &[Setting] = &[
    Setting {
        key: "database",
        flag: "database",
        env: "DATABASE_URL",
        value: "URL",
        help: "Where the register is kept: sqlite:PATH, a plain path, or postgres://USER@HOST/NAME \
               [default: sqlite:data/register.db]",
        set: |c, v| v.parse().map(|url| c.database = url),
        ..COMMON
    },
    Setting {
        key: "log",
        flag: "log",
        env: "PR_LOG",
        value: "FILTER",
        help: "Which log lines to write: error, warn, info, debug, trace, or a filter such as \
               info,partnership_register::store=debug [default: info]",
        set: |c, v| values::filter(v).map(|filter| c.log = filter),
        ..COMMON
    },
    Setting {
        key: "log_format",
        flag: "log-format",
        env: "PR_LOG_FORMAT",
        value: "FORMAT",
        help: "How to write log lines to standard error: text or json [default: text]",
        set: |c, v| v.parse().map(|format| c.log_format = format),
        ..COMMON
    },
    Setting {
        key: "listen",
        flag: "listen",
        env: "PR_LISTEN",
        value: "ADDR",
        help: "The address and port to listen on; 0.0.0.0:8080 is every network of this machine \
               [default: 127.0.0.1:8080]",
        set: |c, v| values::address(v).map(|listen| c.listen = listen),
        ..SERVER
    },
    Setting {
        key: "example",
        flag: "example",
        env: "PR_EXAMPLE",
        value: "true|false",
        help: "Load the Safer Chelmsford Partnership into an empty register",
        switch: true,
        set: |c, v| values::switch(v).map(|example| c.example = example),
        ..SERVER
    },
    Setting {
        key: "http.public_url",
        flag: "public-url",
        env: "PR_PUBLIC_URL",
        value: "URL",
        help: "The address at which people reach this service; https turns on strict transport \
               security [default: the address listened on]",
        set: |c, v| values::public_url(v).map(|url| c.http.public_url = url),
        ..SERVER
    },
    Setting {
        key: "http.cdn_seconds",
        flag: "cdn-seconds",
        env: "PR_CDN_SECONDS",
        value: "N",
        help: "Seconds for which a shared cache may serve a public answer without asking; what is \
               taken down may survive there that long [default: 0]",
        set: |c, v| values::whole(v, 0, 86_400).map(|n| c.http.cdn_seconds = n),
        ..SERVER
    },
    Setting {
        key: "http.connections",
        flag: "connections",
        env: "PR_CONNECTIONS",
        value: "N",
        help: "Open connections; more wait to be accepted [default: 1024]",
        set: |c, v| values::whole(v, 1, 100_000).map(|n| c.http.connections = n),
        ..SERVER
    },
    Setting {
        key: "http.concurrent_requests",
        flag: "concurrent-requests",
        env: "PR_CONCURRENT_REQUESTS",
        value: "N",
        help: "Requests in progress; more are answered 503 [default: 256]",
        set: |c, v| values::whole(v, 1, 100_000).map(|n| c.http.concurrent_requests = n),
        ..SERVER
    },
    Setting {
        key: "workers",
        flag: "workers",
        env: "PR_WORKERS",
        value: "N",
        help: "Threads that answer requests [default: one for each processor]",
        set: |c, v| values::whole(v, 1, 256).map(|n| c.workers = n),
        ..SERVER
    },
    Setting {
        key: "readers",
        flag: "readers",
        env: "PR_READERS",
        value: "N",
        help: "Connections that read the database [default: 4]",
        set: |c, v| values::whole(v, 1, 64).map(|n| c.readers = n),
        ..SERVER
    },
    Setting {
        key: "graph_cache",
        flag: "graph-cache",
        env: "PR_GRAPH_CACHE",
        value: "SIZE",
        help: "Memory for partnerships that were read, in bytes or as 64MiB [default: 256MiB]",
        set: |c, v| values::size(v).map(|bytes| c.graph_cache = bytes),
        ..SERVER
    },
    Setting {
        key: "http.answer_cache_bytes",
        flag: "answer-cache",
        env: "PR_ANSWER_CACHE",
        value: "SIZE",
        help: "Memory for kept answers, in bytes or as 64MiB; 0 keeps none [default: 64MiB]",
        set: |c, v| values::size(v).map(|bytes| c.http.answer_cache_bytes = bytes),
        ..SERVER
    },
];
