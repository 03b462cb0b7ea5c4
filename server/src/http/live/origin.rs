//! From whose page a socket is opened. A browser sends cookies with a WebSocket whoever
//! opens it, and asks nobody before: the check of the origin is all there is.

use http::header::ORIGIN;
use http::{HeaderMap, StatusCode};

use crate::http::config::HttpConfig;
use crate::http::fault::Fault;

/// From whose page a socket is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From ours, or by a program that is no browser: its cookie counts.
    Ourselves,
    /// From one that the operator allows.
    Allowed,
}

impl From {
    /// Finds out.
    ///
    /// # Errors
    /// 403 for any other page.
    pub fn of(headers: &HeaderMap, config: &HttpConfig) -> Result<Self, Fault> {
        let mut sent = headers.get_all(ORIGIN).iter();
        let Some(origin) = sent.next() else { return Ok(From::Ourselves) };
        let origin = origin.to_str().unwrap_or_default();
        let only_one = sent.next().is_none();
        if only_one && is_same(origin, &config.public_url) {
            Ok(From::Ourselves)
        } else if only_one && config.live.origins.iter().any(|known| known.eq_ignore_ascii_case(origin)) {
            Ok(From::Allowed)
        } else {
            let message = "Pages of this origin may not open a WebSocket here.";
            Err(Fault::new(StatusCode::FORBIDDEN, "FORBIDDEN", message))
        }
    }
}

/// Whether an origin is ours. A service that is reached at this machine only has several
/// names there.
fn is_same(origin: &str, public_url: &str) -> bool {
    if origin.eq_ignore_ascii_case(public_url) {
        return true;
    }
    match (loopback_port(origin), loopback_port(public_url)) {
        (Some(port), Some(ours)) => port == ours,
        _ => false,
    }
}

/// The port of an address of this machine over plain http.
fn loopback_port(address: &str) -> Option<&str> {
    let host = address.strip_prefix("http://")?;
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let rest = names.iter().find_map(|name| host.strip_prefix(name))?;
    if rest.is_empty() { Some("80") } else { rest.strip_prefix(':') }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn from(public_url: &str, origins: &[&'static str]) -> Option<From> {
        let mut config = HttpConfig { public_url: public_url.into(), ..HttpConfig::default() };
        config.live.origins = vec!["https://admin.example.org".into()];
        let headers = origins.iter().map(|origin| (ORIGIN, HeaderValue::from_static(origin)));
        From::of(&headers.collect::<HeaderMap>(), &config).ok()
    }

    #[test]
    fn our_own_pages_and_programs_bring_their_cookie() {
        let ours = "https://register.example.org";
        assert_eq!(from(ours, &[]), Some(From::Ourselves));
        assert_eq!(from(ours, &[ours]), Some(From::Ourselves));
        assert_eq!(from(ours, &["https://admin.example.org"]), Some(From::Allowed));
    }

    #[test]
    fn pages_of_others_are_refused() {
        let ours = "https://register.example.org";
        for origin in [
            "https://evil.example",
            "http://register.example.org",
            "https://register.example.org.evil.example",
            "https://register.example.org:8443",
            "null",
            "",
            "http://localhost",
        ] {
            assert_eq!(from(ours, &[Box::leak(origin.to_owned().into_boxed_str())]), None, "{origin}");
        }
        assert_eq!(from(ours, &["https://register.example.org", "https://evil.example"]), None);
    }

    #[test]
    fn this_machine_has_several_names() {
        assert_eq!(from("http://localhost:8080", &["http://127.0.0.1:8080"]), Some(From::Ourselves));
        assert_eq!(from("http://127.0.0.1:8080", &["http://[::1]:8080"]), Some(From::Ourselves));
        for other in ["http://127.0.0.1:9090", "https://localhost:8080", "http://localhost.evil.example:8080"]
        {
            let other: &'static str = Box::leak(other.to_owned().into_boxed_str());
            assert_eq!(from("http://localhost:8080", &[other]), None, "{other}");
        }
    }
}
