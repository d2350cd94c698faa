//! Who asks: the address at the other end of the connection, or the one that proxies of ours tell.
//! Whoever is not trusted can write any header, so nothing before the last address that a trusted
//! proxy saw is believed.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use actix_web::http::header::{self, HeaderMap, HeaderName};

/// Bits of an IPv6 address that one customer is given: all of them are one client.
const BITS_OF_A_CUSTOMER: u8 = 64;

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!("\"{text}\" is no range of addresses; expected for example 10.0.0.0/8 or ::1")
        };
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(all), |bits| bits.trim().parse().map_err(|_| wrong()))?;
        if bits > all { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

impl Network {
    /// Whether an address lies in the range.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let shift = 32 - u32::from(self.bits);
                (own.to_bits() ^ other.to_bits()).checked_shr(shift).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let shift = 128 - u32::from(self.bits);
                (own.to_bits() ^ other.to_bits()).checked_shr(shift).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// The header in which proxies say who asks. One alone is read: a proxy sets one and lets the other
/// pass as the client wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, which most proxies set.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl FromStr for ProxyHeader {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Ok(Self::XForwardedFor),
            "forwarded" => Ok(Self::Forwarded),
            _ => Err(format!("\"{text}\" is not known; expected x-forwarded-for or forwarded")),
        }
    }
}

impl ProxyHeader {
    fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => header::X_FORWARDED_FOR,
            Self::Forwarded => header::FORWARDED,
        }
    }

    /// The address in one element of the header, if there is one.
    fn address(self, element: &str) -> Option<IpAddr> {
        match self {
            Self::XForwardedFor => address(element),
            Self::Forwarded => element.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                let is_for = name.trim().eq_ignore_ascii_case("for");
                is_for.then(|| address(value.trim().trim_matches('"'))).flatten()
            }),
        }
    }
}

/// An address as proxies write it: bare, with a port, in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Some(bracketed) = text.strip_prefix('[') {
        return bracketed.split(']').next()?.parse().ok();
    }
    text.parse().ok().or_else(|| text.rsplit_once(':')?.0.parse().ok())
}

/// The proxies that are trusted.
#[derive(Debug)]
pub(crate) struct Proxies {
    pub(crate) trusted: Vec<Network>,
    pub(crate) header: ProxyHeader,
}

impl Proxies {
    fn are(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.holds(address))
    }
}

/// The client of a request, as far as it is told apart from others; none where the connection
/// has no address.
pub(crate) fn client_of(
    proxies: &Proxies,
    peer: Option<IpAddr>,
    headers: &HeaderMap,
) -> Option<IpAddr> {
    let mut client = peer?;
    if proxies.are(client) {
        let lines: Vec<&str> =
            headers.get_all(proxies.header.name()).filter_map(|line| line.to_str().ok()).collect();
        for element in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            // What cannot be read hides who asked before: the last one known stands.
            let Some(told) = proxies.header.address(element) else { break };
            client = told;
            if !proxies.are(client) {
                break;
            }
        }
    }
    Some(as_customer(client))
}

fn as_customer(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let kept = u128::MAX << (128 - u32::from(BITS_OF_A_CUSTOMER));
            IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & kept))
        }
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn told(header: ProxyHeader, peer: &str, lines: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|n| n.parse().unwrap()).to_vec();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header.name(), HeaderValue::from_str(line).unwrap());
        }
        let proxies = Proxies { trusted, header };
        client_of(&proxies, peer.parse().ok(), &headers).map_or(String::new(), |c| c.to_string())
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_only_what_they_saw() {
        let by = |peer, lines: &[&str]| told(ProxyHeader::XForwardedFor, peer, lines);
        assert_eq!(by("192.0.2.9", &["198.51.100.1"]), "192.0.2.9");
        assert_eq!(by("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(by("10.0.0.1", &["203.0.113.7, 198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(by("10.0.0.1", &["203.0.113.7", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(by("10.0.0.1", &["198.51.100.1, nonsense"]), "10.0.0.1");
        assert_eq!(by("10.0.0.1", &["10.3.0.1, 10.2.0.1"]), "10.3.0.1");
        assert_eq!(by("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(by("::ffff:10.0.0.1", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(by("fd00::1", &["2001:db8:1:2:3::4"]), "2001:db8:1:2::");
        let by = |line: &str| told(ProxyHeader::Forwarded, "10.0.0.1", &[line]);
        assert_eq!(by("for=203.0.113.7, For=\"[2001:db8::1]:80\";proto=https"), "2001:db8::");
        assert_eq!(by("for=192.0.2.1, for=unknown"), "10.0.0.1");
        assert_eq!(by("proto=http;for=192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn ranges_are_read_and_what_is_none_is_refused() {
        let holds = |network: &str, address: &str| {
            network.parse::<Network>().unwrap().holds(address.parse().unwrap())
        };
        assert!(holds("0.0.0.0/0", "192.0.2.1") && holds("::/0", "2001:db8::1"));
        assert!(holds("192.0.2.0/31", "192.0.2.1") && !holds("192.0.2.0/31", "192.0.2.2"));
        assert!(holds("192.0.2.1", "192.0.2.1") && !holds("0.0.0.0/0", "2001:db8::1"));
        for text in ["", "x", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
