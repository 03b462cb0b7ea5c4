//! The configuration file. Read key by key, so that every wrong one is named.

use std::path::Path;

use serde::Deserialize;
use toml::{Table, Value};

use super::settings::settings;
use super::{Config, Origin};
use crate::http::HttpConfig;

/// The tables whose keys are settings of one value each.
const TABLES: [&str; 4] = ["auth", "smtp", "jwt", "proof"];

/// A configuration file is some dozen lines: anything larger is another file.
const LARGEST: u64 = 1 << 20;

impl Config {
    pub(super) fn read_file(&mut self, path: &Path, mistakes: &mut Vec<String>) {
        let table = match read(path) {
            Ok(table) => table,
            Err(why) => return mistakes.push(why),
        };
        let origin = Origin::File(path.to_owned());
        for (key, value) in table {
            if key == "http" {
                self.read_http(value, &origin, mistakes);
                continue;
            }
            match value {
                Value::Table(inner) if TABLES.contains(&key.as_str()) => {
                    for (inner_key, value) in inner {
                        self.read_one(&format!("{key}.{inner_key}"), &value, &origin, mistakes);
                    }
                }
                value => self.read_one(&key, &value, &origin, mistakes),
            }
        }
    }

    fn read_one(&mut self, key: &str, value: &Value, origin: &Origin, mistakes: &mut Vec<String>) {
        let Some(setting) = settings().find(|setting| setting.key == key) else {
            let known = match key.split_once('.') {
                Some((table, _)) => within(table),
                None => top_level(),
            };
            return mistakes.push(format!("{key} ({origin}): no such setting; there are {known}"));
        };
        let set = match scalar(value) {
            Some(value) => (setting.set)(self, &value),
            None => Err(format!("expected one value, not {}", a(value.type_str()))),
        };
        match set {
            Ok(()) => self.set_by(setting.key, origin.clone()),
            Err(expected) => mistakes.push(format!("{key} ({origin}): {expected}")),
        }
    }

    /// Tries each key of `[http]` and `[http.query]` alone, then all good ones together.
    fn read_http(&mut self, value: Value, origin: &Origin, mistakes: &mut Vec<String>) {
        let Value::Table(table) = value else {
            return mistakes.push(format!("http ({origin}): expected a table [http]"));
        };
        let mut good = Table::new();
        for (key, value) in table {
            let Value::Table(inner) = value else {
                if self.tried(&key, Table::from_iter([(key.clone(), value.clone())]), origin, mistakes) {
                    good.insert(key, value);
                }
                continue;
            };
            let mut good_inner = Table::new();
            for (inner_key, value) in inner {
                let alone = Table::from_iter([(inner_key.clone(), value.clone())]);
                let alone = Table::from_iter([(key.clone(), Value::Table(alone))]);
                if self.tried(&format!("{key}.{inner_key}"), alone, origin, mistakes) {
                    good_inner.insert(inner_key, value);
                }
            }
            good.insert(key, Value::Table(good_inner));
        }
        if let Ok(http) = HttpConfig::deserialize(Value::Table(good)) {
            self.http = http;
        }
    }

    fn tried(&mut self, key: &str, alone: Table, origin: &Origin, mistakes: &mut Vec<String>) -> bool {
        match HttpConfig::deserialize(Value::Table(alone)) {
            Ok(_) => {
                self.set_by(&format!("http.{key}"), origin.clone());
                true
            }
            Err(why) => {
                let why = why.message().lines().next().unwrap_or_default().to_owned();
                mistakes.push(format!("http.{key} ({origin}): {why}"));
                false
            }
        }
    }
}

fn read(path: &Path) -> Result<Table, String> {
    let shown = path.display();
    let unreadable = |why: std::io::Error| format!("config: cannot read {shown}: {why}");
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(format!("config: {shown} has {size} bytes: at most {LARGEST} are allowed"));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    text.parse::<Table>().map_err(|why| {
        let at = why.span().map_or(0, |span| span.start);
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        format!("config: {shown}, line {line}, is not TOML: {}", why.message())
    })
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => Some(value.to_string()),
        _ => None,
    }
}

fn a(kind: &str) -> String {
    format!("{} {kind}", if kind.starts_with(['a', 'i']) { "an" } else { "a" })
}

fn top_level() -> String {
    let keys: Vec<_> = settings().map(|setting| setting.key).filter(|key| !key.contains('.')).collect();
    format!("{} and the tables http, {}", keys.join(", "), TABLES.join(", "))
}

fn within(table: &str) -> String {
    let keys = settings().filter_map(|setting| setting.key.strip_prefix(table)?.strip_prefix('.'));
    keys.collect::<Vec<_>>().join(", ")
}
