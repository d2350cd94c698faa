//! What the service says of itself: who publishes it, whom to ask, where the world sees it. It is
//! configured where it runs; what it says of the data stands in `data/catalogue`.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use oxrdf::NamedNode;

/// The service, as configured.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Whom to ask about it.
    pub contact: Contact,
    /// The address under which the world sees it, without a slash at the end; that of the request
    /// where none is configured.
    pub public_url: Option<String>,
}

/// Who publishes the service.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// One of [`PUBLISHER_KINDS`].
    pub kind: String,
    /// Home page; the service itself where none is configured.
    pub url: Option<String>,
}

/// Whom to ask about the service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Contact {
    /// Address of mail.
    pub email: Option<String>,
    /// Address of a page; the service itself where neither is configured.
    pub url: Option<String>,
}

/// The kinds of publisher, codes of `data/catalogue/vocabulary.toml`.
pub const PUBLISHER_KINDS: [&str; 5] =
    ["LocalAuthority", "NationalAuthority", "NonProfitOrganisation", "Company", "Academia"];

impl Default for Service {
    /// The project itself, where nobody else says that they publish it.
    fn default() -> Self {
        Self {
            name: "Kuntavaaka".to_owned(),
            publisher: Publisher {
                name: "The Kuntavaaka project".to_owned(),
                kind: "NonProfitOrganisation".to_owned(),
                url: None,
            },
            contact: Contact::default(),
            public_url: None,
        }
    }
}

impl Service {
    /// What is wrong with what is configured, if anything is: the name of the part, and the
    /// reason.
    ///
    /// # Errors
    ///
    /// An address that is none.
    pub fn check(&self) -> Result<(), (&'static str, String)> {
        let web = [
            ("public URL", &self.public_url),
            ("publisher URL", &self.publisher.url),
            ("contact URL", &self.contact.url),
        ];
        for (part, url) in web {
            if let Some(url) = url.as_deref().filter(|url| !is_web_address(url)) {
                let reason =
                    format!("\"{url}\" is no address that begins with http:// or https://");
                return Err((part, reason));
            }
        }
        match &self.contact.email {
            Some(email) if !is_mail_address(email) => {
                Err(("contact e-mail", format!("\"{email}\" is no address of mail")))
            }
            _ => Ok(()),
        }
    }

    /// A number that changes with what is configured, so that answers made of it are told apart.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// Whether a text is an address of the web that can stand in links.
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && NamedNode::new(text).is_ok()
}

fn is_mail_address(text: &str) -> bool {
    let whole = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    whole && !text.contains(char::is_whitespace) && NamedNode::new(format!("mailto:{text}")).is_ok()
}
