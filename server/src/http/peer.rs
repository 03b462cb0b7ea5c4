//! The true address of a client: that of the connection, unless a proxy of ours says
//! whose request it passes on.

use std::net::{IpAddr, SocketAddr};
use std::task::{Context, Poll};

use axum::Router;
use http::request::Parts;
use http::{HeaderName, Request};
use tower::Service;

use super::config::HttpConfig;

/// The address at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Serves the requests of one connection, each with the address of its peer.
#[derive(Clone)]
pub struct WithPeer {
    /// What serves.
    pub router: Router,
    /// The peer.
    pub peer: Peer,
}

impl<B> Service<Request<B>> for WithPeer
where
    Router: Service<Request<B>>,
{
    type Response = <Router as Service<Request<B>>>::Response;
    type Error = <Router as Service<Request<B>>>::Error;
    type Future = <Router as Service<Request<B>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        <Router as Service<Request<B>>>::poll_ready(&mut self.router, context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        self.router.call(request)
    }
}

/// The true address of the client of a request. What a proxy that is trusted appended to
/// `X-Forwarded-For` is believed, from the right, as far as trusted proxies go; what a
/// client wrote there itself is not.
pub fn address(parts: &Parts, config: &HttpConfig) -> Option<IpAddr> {
    let mut address = parts.extensions.get::<Peer>()?.0.to_canonical();
    let is_trusted = |ip: IpAddr| config.trusted_proxies.iter().any(|network| covers(network, ip));
    let lines: Vec<&str> =
        parts.headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(address) {
            break;
        }
        let Some(ip) = hop_address(hop.trim()) else { break };
        address = ip.to_canonical();
    }
    Some(address)
}

/// The address of a hop: some proxies write its port behind it, and brackets around one of
/// IPv6.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    hop.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// Whether a network such as `10.0.0.0/8`, or a single address, holds an address.
pub fn covers(network: &str, ip: IpAddr) -> bool {
    match parse(network) {
        Some((IpAddr::V4(base), bits)) => match ip {
            IpAddr::V4(ip) => u32::from(base).checked_shr(32 - bits) == u32::from(ip).checked_shr(32 - bits),
            IpAddr::V6(_) => false,
        },
        Some((IpAddr::V6(base), bits)) => match ip {
            IpAddr::V6(ip) => {
                u128::from(base).checked_shr(128 - bits) == u128::from(ip).checked_shr(128 - bits)
            }
            IpAddr::V4(_) => false,
        },
        None => false,
    }
}

/// Reads a network or a single address.
pub fn parse(network: &str) -> Option<(IpAddr, u32)> {
    let (base, bits) = match network.split_once('/') {
        Some((base, bits)) => (base.parse::<IpAddr>().ok()?, Some(bits.parse::<u32>().ok()?)),
        None => (network.parse::<IpAddr>().ok()?, None),
    };
    let most = if base.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some((base, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address_of(peer: &str, forwarded: &[&str]) -> String {
        let mut request = Request::builder();
        for line in forwarded {
            request = request.header(FORWARDED_FOR, *line);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(Peer(peer.parse().unwrap()));
        let trusted_proxies = vec!["10.0.0.0/8".to_owned(), "::1".to_owned()];
        let config = HttpConfig { trusted_proxies, ..HttpConfig::default() };
        address(&parts, &config).unwrap().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_whose_request_it_is() {
        assert_eq!(address_of("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(address_of("10.1.2.3", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(address_of("::ffff:10.1.2.3", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(address_of("10.1.2.3", &["203.0.113.9, 198.51.100.7, 10.9.9.9"]), "198.51.100.7");
        assert_eq!(address_of("10.1.2.3", &["203.0.113.9", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(address_of("10.1.2.3", &["nonsense"]), "10.1.2.3");
        assert_eq!(address_of("10.1.2.3", &["198.51.100.7:49152"]), "198.51.100.7");
        assert_eq!(address_of("10.1.2.3", &["[2001:db8::7]:49152"]), "2001:db8::7");
        assert_eq!(address_of("10.1.2.3", &["[2001:db8::7]"]), "2001:db8::7");
        assert_eq!(address_of("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn networks_cover_what_they_hold() {
        let covers = |network: &str, ip: &str| covers(network, ip.parse().unwrap());
        assert!(covers("0.0.0.0/0", "192.0.2.1") && covers("192.0.2.1", "192.0.2.1"));
        assert!(covers("192.0.2.128/25", "192.0.2.129") && !covers("192.0.2.128/25", "192.0.2.1"));
        assert!(covers("2001:db8::/32", "2001:db8:1::1") && !covers("2001:db8::/32", "10.0.0.1"));
        assert!(parse("10.0.0.0/33").is_none() && parse("proxy").is_none());
    }
}
