//! The query string of an address, read strictly: broken percent-encoding is refused, not guessed.

use crate::api::problem::{Code, Problem};

/// The names and values of a query string, in order.
///
/// # Errors
///
/// When the percent-encoding is broken or is not of UTF-8.
pub(crate) fn pairs(query: &str) -> Result<Vec<(String, String)>, Problem> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// Writes a value so that it can stand in a query string.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].map(hexadecimal_digit));
        }
    }
    encoded
}

fn decode(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        match rest {
            [] => break,
            [b'%', high, low, tail @ ..] => {
                bytes.push(hexadecimal(*high, *low).ok_or_else(|| broken(text))?);
                rest = tail;
            }
            [b'%', ..] => return Err(broken(text)),
            [b'+', tail @ ..] => {
                bytes.push(b' ');
                rest = tail;
            }
            [byte, tail @ ..] => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    let decoded = String::from_utf8(bytes).map_err(|_| broken(text))?;
    if decoded.contains('\0') { Err(broken(text)) } else { Ok(decoded) }
}

fn hexadecimal_digit(value: u8) -> char {
    let digit = char::from_digit(value.into(), 16).unwrap_or('0');
    digit.to_ascii_uppercase()
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

fn broken(text: &str) -> Problem {
    let shown: String = text.chars().take(60).collect();
    let detail = format!("\"{shown}\" is not the percent-encoding of a text in UTF-8.");
    Problem::new(Code::MalformedRequest, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_strictly() {
        let read = pairs("a=1&b=%C3%A4+x&c&&a=2%2C3").unwrap();
        let expected = [("a", "1"), ("b", "ä x"), ("c", ""), ("a", "2,3")];
        assert_eq!(read, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
        for broken in ["a=%", "a=%4", "a=%ZZ", "a=%FF", "a=%00", "%E4=1", "a=%+1"] {
            assert!(pairs(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded_again() {
        let text = "ä &=+%#\"x,y";
        let read = pairs(&format!("a={}", encode(text))).unwrap();
        assert_eq!(read, [("a".to_owned(), text.to_owned())]);
    }
}
