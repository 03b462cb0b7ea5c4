//! Users: the people who sign in. What proves who they are is kept elsewhere.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Entity, Head, entity_basics};
use super::validate::{LINE, Problems};
use super::*;

/// Longest address of electronic mail, in characters (RFC 5321).
pub const EMAIL: usize = 254;

/// A person who signs in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// Their address, folded by [`fold_email`]; no two users have the same.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The agency that they work for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    /// Where the account stands.
    pub state: UserState,
    /// When the password was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changed_at: Option<DateTime<Utc>>,
    /// When the second factor was set up; none: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor_at: Option<DateTime<Utc>>,
    /// When the account was last locked after failed attempts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<DateTime<Utc>>,
    /// When their personal values were erased: what stands here is a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<DateTime<Utc>>,
}

impl User {
    /// What somebody with this id is called once they were erased: the same for good.
    pub fn pseudonym(id: Uuid) -> String {
        format!("Erased person {:06x}", id.as_u128() & 0xff_ffff)
    }

    /// The account of somebody of whom nothing personal is kept: under a name that says
    /// nothing and is the same for good, with no way to sign in.
    pub fn erased(&self, at: DateTime<Utc>) -> User {
        let id = self.id.0.simple();
        User {
            id: self.id,
            head: Head { sources: Vec::new(), ..self.head.clone() },
            email: format!("erased-{id}@erased.invalid"),
            name: User::pseudonym(self.id.0),
            agency: None,
            state: UserState::Disabled,
            password_changed_at: None,
            second_factor_at: None,
            locked_at: None,
            erased_at: Some(at),
        }
    }
}

/// An address as it is kept and compared: without spaces around it, in lower case.
pub fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether a text has the form of an address to which a letter can go: one `@` between a
/// local part and a domain with a dot, no spaces. Whether it exists only mail can tell.
pub fn is_email(text: &str) -> bool {
    // What writes the letters takes no others.
    if text.parse::<lettre::Address>().is_err() {
        return false;
    }
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| !c.is_whitespace() && !c.is_control());
    match text.rsplit_once('@') {
        Some((local, domain)) => {
            plain(local)
                && !local.contains(['@', '<', '>', '"', ','])
                && domain.contains('.')
                && domain
                    .split('.')
                    .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        }
        None => false,
    }
}

impl Entity for User {
    entity_basics!(UserId);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn partnership(&self) -> Option<PartnershipId> {
        None
    }

    fn visibility(&self) -> Visibility {
        Visibility::Restricted
    }

    fn validate(&self, p: &mut Problems) {
        p.line("name", &self.name, LINE);
        p.line("email", &self.email, EMAIL);
        if !self.email.is_empty() && !is_email(&self.email) {
            p.add("email", "is not an e-mail address: expected something like name@example.org");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for good in ["a@b.uk", "jo.o'neil+x@essex.police.uk", "ž@příklad.cz"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.uk", "a b@c.uk", "a@b..uk", "a@b.uk\n", "<a@b.uk>", "a@@b.uk"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
