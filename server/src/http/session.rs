//! Who makes a request: what proves it, and what an answer lets a browser hold.
//!
//! A cookie counts only with the header `X-Register-Csrf` and from a page of this service
//! itself. A request of another site is anonymous, whatever cookies go with it.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::timeout;

use super::config::HttpConfig;
use super::fault::Fault;
use super::live::watch::Resolve;
use super::peer;
use super::state::HttpState;
use crate::auth::secret::{Kind, Secret};
use crate::auth::viewer::Viewer;
use crate::commands::account::{Accounts, Proof};
use crate::error::Error;
use crate::graph::request::{Client, Effect};

/// The header that a page of ours sends, and that no form and no link can.
pub const CSRF: HeaderName = HeaderName::from_static("x-register-csrf");
/// The header in which a page names the account that it shows: nothing that it sends is
/// then done in the name of somebody else who signed in beside it, and nothing that it
/// shows is what somebody else may see, or the public.
pub const SHOWN: HeaderName = HeaderName::from_static("x-register-viewer");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether nobody is named in the request: its answer is then the same for everyone and
/// may be kept. The one place that decides it.
pub fn is_anonymous(parts: &Parts, config: &HttpConfig) -> bool {
    !parts.headers.contains_key(AUTHORIZATION) && session_cookie(parts, config).is_none()
}

/// Whether a request says for whom its answer is: what is kept for everyone may not be.
pub fn names_account(parts: &Parts) -> bool {
    parts.headers.contains_key(SHOWN)
}

/// Whoever makes a request; none when nobody is named, or a browser's session has ended.
///
/// # Errors
/// 401 for a token or key that proves nothing, and when the request is meant for an account
/// and nobody is signed in; 409 when it is meant for another account; 503 when the database
/// does not answer.
pub async fn viewer(state: &HttpState, parts: &Parts) -> Result<Option<Arc<Viewer>>, Fault> {
    let viewer = named(state, parts, session_cookie(parts, state.config())).await?;
    match viewer.as_deref() {
        Some(viewer) if !is_meant(viewer, &parts.headers) => Err(other_viewer()),
        None if names_account(parts) => Err(signed_out()),
        _ => Ok(viewer),
    }
}

/// Whether a request comes from a page that shows this account, or does not say.
fn is_meant(viewer: &Viewer, headers: &HeaderMap) -> bool {
    let Some(shown) = headers.get(SHOWN) else { return true };
    viewer.user.is_some_and(|user| shown.as_bytes() == user.to_string().as_bytes())
}

fn other_viewer() -> Fault {
    let message = "This browser is signed in to another account than the page shows, so nothing was done: load the \
                   page again, or sign in to the account that X-Register-Viewer names.";
    Fault::new(StatusCode::CONFLICT, "OTHER_VIEWER", message)
}

fn signed_out() -> Fault {
    let message = "Nobody is signed in any more to the account that X-Register-Viewer names, so nothing was done: \
                   sign in again, or leave the header out to ask as the public.";
    Fault::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message)
}

/// As [`viewer`], for a table that is downloaded: a link cannot send our header, so the
/// cookie alone will do, unless the link stands on a page of another site.
///
/// # Errors
/// As [`viewer`].
pub async fn downloader(state: &HttpState, parts: &Parts) -> Result<Option<Arc<Viewer>>, Fault> {
    let config = state.config();
    let site = parts.headers.get(SEC_FETCH_SITE).map(HeaderValue::as_bytes);
    let is_ours =
        matches!(site, None | Some(b"same-origin" | b"none")) && !parts.headers.contains_key(ORIGIN);
    let text = cookie(&parts.headers, session_name(config)).filter(|_| is_ours);
    named(state, parts, text.and_then(|text| Secret::parse(Kind::Session, text))).await
}

async fn named(
    state: &HttpState,
    parts: &Parts,
    session: Option<Secret>,
) -> Result<Option<Arc<Viewer>>, Fault> {
    let Some(accounts) = state.accounts() else { return Ok(None) };
    let proof = match parts.headers.get(AUTHORIZATION) {
        Some(value) => bearer(value).filter(|_| is_alone(&parts.headers)).ok_or_else(no_proof)?,
        None => match session {
            Some(secret) => Proof::Session(secret.hash()),
            None => return Ok(None),
        },
    };
    let is_cookie = matches!(proof, Proof::Session(_));
    let most = Duration::from_secs(state.config().execution_seconds);
    match timeout(most, accounts.viewer(proof)).await {
        Ok(Ok(Some(viewer))) => Ok(Some(Arc::new(viewer))),
        Ok(Ok(None)) if is_cookie => Ok(None),
        Ok(Ok(None)) => Err(no_proof()),
        Ok(Err(error)) => Err(unanswered(state, &error)),
        Err(_) => {
            tracing::warn!("who makes a request takes too long to find out");
            Err(Fault::too_long(state.config()))
        }
    }
}

/// Tells who opens a socket, and whether they still may. A browser opens one with its
/// cookies and no header of ours; what keeps other sites out is the check of the origin.
pub fn resolver(accounts: Arc<Accounts>, config: HttpConfig) -> Resolve {
    Arc::new(move |headers| {
        let proof = match headers.get(AUTHORIZATION) {
            Some(value) => bearer(value).filter(|_| is_alone(&headers)),
            None => cookie(&headers, session_name(&config))
                .and_then(|text| Secret::parse(Kind::Session, text))
                .map(|secret| Proof::Session(secret.hash())),
        };
        let accounts = Arc::clone(&accounts);
        Box::pin(async move {
            match proof {
                Some(proof) => Ok(accounts.listener(proof).await?.map(Arc::new)),
                None => Ok(None),
            }
        })
    })
}

/// Whether one header says who asks: of two, a proxy may have read the other.
fn is_alone(headers: &HeaderMap) -> bool {
    headers.get_all(AUTHORIZATION).iter().nth(1).is_none()
}

fn bearer(value: &HeaderValue) -> Option<Proof> {
    let (scheme, text) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let text = text.trim();
    match Secret::parse(Kind::ApiKey, text) {
        Some(key) => Some(Proof::Key(key.hash())),
        None => Some(Proof::Token(text.to_owned())),
    }
}

fn no_proof() -> Fault {
    let message = "The Authorization header holds no access token or API key that works, or stands there twice: \
                   refresh the session, sign in again, or leave the header out.";
    Fault::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message)
}

/// The answer when who asks cannot be found out.
fn unanswered(state: &HttpState, error: &Error) -> Fault {
    match error {
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, "who makes a request cannot be found out now");
            Fault::busy(state.config().retry_after_seconds)
        }
        error => {
            tracing::error!(?error, "who makes a request cannot be found out");
            Fault::internal()
        }
    }
}

/// What is known of the client of a request.
pub fn client(parts: &Parts, config: &HttpConfig) -> Client {
    let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_browser = is_own_page(parts, config) && (config.is_https() || config.is_loopback());
    let device = cookie(&parts.headers, device_name(config)).filter(|_| is_browser);
    Client {
        address: peer::address(parts, config).map(|ip| ip.to_string()).unwrap_or_default(),
        agent: agent.to_owned(),
        is_browser,
        device: device.and_then(|text| Secret::parse(Kind::Device, text)).map(|secret| secret.hash()),
    }
}

/// The session in a cookie, if it counts.
fn session_cookie(parts: &Parts, config: &HttpConfig) -> Option<Secret> {
    let text = cookie(&parts.headers, session_name(config))?;
    Secret::parse(Kind::Session, text).filter(|_| is_own_page(parts, config))
}

/// Whether a request comes from a page of this service.
fn is_own_page(parts: &Parts, config: &HttpConfig) -> bool {
    let text = |name: HeaderName| parts.headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let has_header = text(CSRF).is_some_and(|value| !value.is_empty());
    let own_origin = text(ORIGIN).is_none_or(|origin| is_own_origin(origin, text(HOST), config));
    let own_site = text(SEC_FETCH_SITE).is_none_or(|site| site == "same-origin");
    has_header && own_origin && own_site
}

/// Whether a page of this origin is one of ours: that of the public address or, while
/// developing on this machine, the one that the request was sent to.
fn is_own_origin(origin: &str, host: Option<&str>, config: &HttpConfig) -> bool {
    if origin.eq_ignore_ascii_case(&config.public_url) {
        return true;
    }
    let local = host.filter(|host| config.is_loopback() && is_loopback_host(host));
    local.is_some_and(|host| origin.strip_prefix("http://") == Some(host))
}

/// Whether a host, with or without a port, is this machine.
pub fn is_loopback_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn session_name(config: &HttpConfig) -> &'static str {
    if config.is_https() { "__Host-register" } else { "register" }
}

fn device_name(config: &HttpConfig) -> &'static str {
    if config.is_https() { "__Host-register-device" } else { "register-device" }
}

/// The `Set-Cookie` headers of what an answer does.
pub fn cookies(effects: Vec<Effect>, config: &HttpConfig) -> Vec<HeaderValue> {
    let made = effects.into_iter().map(|effect| match effect {
        Effect::SignedIn { secret, lasts } => set(session_name(config), secret.reveal(), lasts, config),
        Effect::SignedOut => set(session_name(config), "", TimeDelta::zero(), config),
        Effect::Remembered { secret, lasts } => set(device_name(config), secret.reveal(), lasts, config),
    });
    made.filter_map(|text| HeaderValue::from_str(&text).ok()).collect()
}

fn set(name: &str, value: &str, lasts: TimeDelta, config: &HttpConfig) -> String {
    let secure = if config.is_https() { "; Secure" } else { "" };
    let seconds = lasts.num_seconds();
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(public_url: &str) -> HttpConfig {
        HttpConfig { public_url: public_url.to_owned(), ..HttpConfig::default() }
    }

    fn parts(headers: &[(&str, &str)]) -> Parts {
        let mut request = http::Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn a_cookie_counts_only_from_a_page_of_our_own() {
        let https = config("https://register.example.org");
        let secret = Secret::random(Kind::Session).unwrap();
        let cookie = format!("a=b; __Host-register={}", secret.reveal());
        let cookie = ("cookie", cookie.as_str());
        let csrf = ("x-register-csrf", "1");
        let counts = |headers: &[(&str, &str)]| !is_anonymous(&parts(headers), &https);
        assert!(counts(&[cookie, csrf]));
        assert!(counts(&[cookie, csrf, ("origin", "https://register.example.org")]));
        assert!(counts(&[cookie, csrf, ("sec-fetch-site", "same-origin")]));
        assert!(!counts(&[cookie]), "without the header");
        assert!(!counts(&[cookie, ("x-register-csrf", "")]));
        assert!(!counts(&[csrf]), "without the cookie");
        for origin in [
            "null",
            "https://evil.example",
            "http://register.example.org",
            "https://register.example.org.evil",
        ] {
            assert!(!counts(&[cookie, csrf, ("origin", origin)]), "{origin}");
        }
        for site in ["cross-site", "same-site", "none"] {
            assert!(!counts(&[cookie, csrf, ("sec-fetch-site", site)]), "{site}");
        }
        let plain = format!("register={}", secret.reveal());
        assert!(!counts(&[("cookie", &plain), csrf]), "without the prefix");
    }

    #[test]
    fn on_this_machine_the_origin_is_where_the_request_was_sent_to() {
        let local = config("http://localhost:8080");
        let own = |host: &str, origin: &str| {
            is_own_page(&parts(&[("x-register-csrf", "1"), ("host", host), ("origin", origin)]), &local)
        };
        assert!(own("127.0.0.1:8080", "http://127.0.0.1:8080"));
        assert!(own("localhost:8080", "http://localhost:8080"));
        assert!(!own("127.0.0.1:8080", "http://127.0.0.1:9090"));
        assert!(!own("evil.example:8080", "http://evil.example:8080"));
    }

    #[test]
    fn a_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let secret = Secret::random(Kind::Session).unwrap();
        let made = |url: &str| {
            let effect = Effect::SignedIn { secret: secret.clone(), lasts: TimeDelta::hours(12) };
            cookies(vec![effect], &config(url))[0].to_str().unwrap().to_owned()
        };
        let shown = secret.reveal();
        assert_eq!(
            made("https://register.example.org"),
            format!("__Host-register={shown}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure")
        );
        assert_eq!(
            made("http://localhost:8080"),
            format!("register={shown}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict")
        );
    }
}
