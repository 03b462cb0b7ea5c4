//! Reading single values. Every error says what was expected.

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use crate::model::validate::is_web_address;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object on each line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err(instead("text or json", text)),
        }
    }
}

/// An address to listen on.
pub fn address(text: &str) -> Result<SocketAddr, String> {
    // Taken literally, so that no name server decides where the program listens.
    let literal = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    literal.parse().map_err(|_| instead("an address and a port such as 127.0.0.1:8080 or [::1]:8080", text))
}

/// A switch.
pub fn switch(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err(instead("true or false", text)),
    }
}

/// A whole number within bounds.
pub fn whole<N: TryFrom<u64>>(text: &str, low: u64, high: u64) -> Result<N, String> {
    let number = text.parse::<u64>().ok().filter(|n| (low..=high).contains(n));
    number
        .and_then(|n| N::try_from(n).ok())
        .ok_or_else(|| instead(format_args!("a whole number from {low} to {high}"), text))
}

/// A size in bytes, or with a unit.
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor: Option<u64> = match unit.trim() {
        "" | "B" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    };
    let bytes = number.parse::<u64>().ok().zip(factor).and_then(|(n, factor)| n.checked_mul(factor));
    bytes
        .filter(|bytes| *bytes <= 1 << 44)
        .ok_or_else(|| instead("a number of bytes such as 67108864, or 64KiB, 64MiB, 1GiB", text))
}

/// A filter of log lines.
pub fn filter(text: &str) -> Result<String, String> {
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(instead("error, warn, info, debug, trace or a filter such as info,hyper=warn", text)),
    }
}

/// The address at which people reach the service, without a path.
pub fn public_url(text: &str) -> Result<String, String> {
    let trimmed = text.trim_end_matches('/');
    let host = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    if is_web_address(trimmed) && host.is_some_and(|host| !host.contains(['/', '?', '#'])) {
        Ok(trimmed.to_owned())
    } else {
        Err(instead("http:// or https:// and a host, without a path", text))
    }
}

/// How this machine reaches a service that listens there.
pub fn public_url_of(listen: SocketAddr) -> String {
    match listen.ip() {
        ip if ip.is_unspecified() || ip == IpAddr::V4(Ipv4Addr::LOCALHOST) => {
            format!("http://localhost:{}", listen.port())
        }
        _ => format!("http://{listen}"),
    }
}

fn instead(expected: impl Display, got: &str) -> String {
    let got: String = got.chars().take(60).collect();
    format!("expected {expected}, not {got:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_may_have_a_unit() {
        assert_eq!(size("1024"), Ok(1024));
        assert_eq!(size("64MiB"), Ok(64 << 20));
        assert_eq!(size("1 GiB"), Ok(1 << 30));
        for bad in ["", "MiB", "64MB", "-1", "1.5GiB", "99999999999999999999", "999999999GiB"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_needs_a_port() {
        assert!(address("127.0.0.1:8080").is_ok());
        assert!(address("[::]:80").is_ok());
        assert!(address("localhost:3000").is_ok());
        for bad in ["", "8080", "127.0.0.1", "localhost:", "example.org:80", "127.0.0.1:70000"] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_public_address_has_no_path() {
        assert_eq!(public_url("https://register.example.org/"), Ok("https://register.example.org".into()));
        for bad in ["register.example.org", "ftp://a", "https://a/b", "https://a?x", "https://"] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn listening_everywhere_is_reached_at_localhost() {
        assert_eq!(public_url_of(([0, 0, 0, 0], 80).into()), "http://localhost:80");
        assert_eq!(public_url_of(([192, 0, 2, 1], 80).into()), "http://192.0.2.1:80");
    }
}
