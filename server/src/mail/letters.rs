//! The letters, as plain text.

use chrono::{DateTime, Utc};

use crate::model::validate::LINE;

/// A letter to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Which letter it is, for the log.
    pub kind: &'static str,
    /// The address.
    pub to: String,
    /// The person's name.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// The link with which whoever gets it stops more of its kind, for letters that come
    /// again and again.
    pub stop: Option<String>,
}

/// A checkpoint as it is sent.
#[derive(Debug, Clone)]
pub struct CheckpointMail<'a> {
    /// How many changes it covers.
    pub size: u64,
    /// When the last of them was made.
    pub at: DateTime<Utc>,
    /// The whole note.
    pub note: &'a str,
    /// The last sentence before it, by which it is found in a letter that was saved.
    pub follows: &'a str,
    /// Why it is sent to whoever gets it.
    pub why: &'a Why,
    /// The secret with which whoever gets it stops the letters.
    pub stop: Option<&'a str>,
    /// Whether nothing is signed any more.
    pub stopped: bool,
}

/// Why somebody gets checkpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The settings name their address.
    Settings,
    /// Somebody who may asked for it.
    Asked {
        /// Their name and address.
        by: String,
        /// When.
        on: DateTime<Utc>,
        /// How often.
        every_days: u16,
    },
}

/// What a letter says when nothing was signed since the checkpoint that it brings.
const STOPPED: &str = "Important: the register has signed nothing since. What was signed before is not what its \
                       database holds now: an older backup was put in place, or somebody altered the history. Ask \
                       whoever runs it which, and compare this and your earlier checkpoints with it.\n\n";

/// Why somebody gets checkpoints, and how they stop getting them.
fn said(why: &Why, stop: Option<&str>) -> String {
    match why {
        Why::Settings => "You get this letter because whoever runs the register named your address in its \
                          settings. To stop it, ask them."
            .to_owned(),
        Why::Asked { by, on, every_days } => {
            let by: String = by.chars().filter(|c| !c.is_control()).collect();
            let day = crate::clock::london_date(*on).format("%-d %B %Y");
            let often = match every_days {
                1 => "every day".to_owned(),
                days => format!("every {days} days"),
            };
            let stop = match stop {
                Some(link) => format!("open this link, or ask them:\n\n  {link}"),
                None => "ask them.".to_owned(),
            };
            format!("You get this letter {often} because {by} asked for it on {day}. To stop it, {stop}")
        }
    }
}

/// Writes the letters of one register.
#[derive(Debug, Clone)]
pub struct Writer {
    /// The address at which people reach the register.
    pub public_url: String,
}

impl Writer {
    /// Asks somebody to make an account.
    pub fn invitation(&self, to: &str, name: &str, link: &str, days: i64) -> Letter {
        self.letter(
            "invitation",
            to,
            name,
            "Your account for the partnership register",
            format!(
                "you have been invited to the partnership register at {}.\n\n\
             Open this link to choose a password. It works once, within {days} days:\n\n  {link}\n\n\
             If you did not expect this, you need do nothing.",
                self.public_url
            ),
        )
    }

    /// Tells somebody who has an account that they were given a role.
    pub fn role_given(&self, to: &str, name: &str) -> Letter {
        self.letter(
            "role_given",
            to,
            name,
            "You were given a role in the partnership register",
            format!(
                "you were given one more role in the partnership register. What it lets you do is there when you \
                 sign in next, with the account that you have: {}.\n\n\
                 If you did not expect this, tell your coordinator or administrator.",
                self.public_url
            ),
        )
    }

    /// Lets somebody choose a new password.
    pub fn password_reset(&self, to: &str, name: &str, link: &str, minutes: i64) -> Letter {
        self.letter(
            "password_reset",
            to,
            name,
            "Choose a new password",
            format!(
                "somebody, most likely you, asked for a new password for the partnership register.\n\n\
             Open this link to choose one. It works once, within {minutes} minutes:\n\n  {link}\n\n\
             If it was not you, you need do nothing: your password stays as it is. \
             Your second factor is asked for as before."
            ),
        )
    }

    /// Tells somebody that their password was changed.
    pub fn password_changed(&self, to: &str, name: &str) -> Letter {
        self.notice(
            "password_changed",
            to,
            name,
            "Your password was changed",
            "your password was changed, and you were signed out everywhere else",
        )
    }

    /// Tells somebody that a second factor now protects their account.
    pub fn second_factor_set(&self, to: &str, name: &str) -> Letter {
        self.notice(
            "second_factor_set",
            to,
            name,
            "An authenticator app was added",
            "an authenticator app was added to your account",
        )
    }

    /// Tells somebody that their second factor was taken away.
    pub fn second_factor_reset(&self, to: &str, name: &str) -> Letter {
        self.notice("second_factor_reset", to, name, "Your second factor was reset", "your authenticator app and recovery codes were removed from your account, and you were signed out everywhere. Next time you sign in you will be asked to add an app")
    }

    /// Tells somebody that their account has another address.
    pub fn address_changed(&self, to: &str, name: &str, address: &str) -> Letter {
        self.notice(
            "address_changed",
            to,
            name,
            "The address of your account was changed",
            &format!("the address of your account in the partnership register is now {address}: you sign in with it, and letters go there"),
        )
    }

    /// Tells somebody that a recovery code was used.
    pub fn recovery_code_used(&self, to: &str, name: &str, left: usize) -> Letter {
        self.notice(
            "recovery_code_used",
            to,
            name,
            "A recovery code was used",
            &format!("one of your recovery codes was used to sign in; {left} are left"),
        )
    }

    /// Tells somebody that their account can no longer be used.
    pub fn account_disabled(&self, to: &str, name: &str) -> Letter {
        self.notice(
            "account_disabled",
            to,
            name,
            "Your account was disabled",
            "your account was disabled, and you were signed out everywhere",
        )
    }

    /// Brings somebody the newest checkpoint, to be kept.
    pub fn checkpoint(&self, to: &str, mail: &CheckpointMail<'_>) -> Letter {
        let CheckpointMail { size, at, note, follows, why, stop, stopped } = mail;
        let day = at.format("%-d %B %Y");
        let stop = stop.map(|secret| format!("{}/log/stop/{secret}", self.public_url));
        let stopped = match stopped {
            true => STOPPED,
            false => "",
        };
        let body = format!(
            "Dear auditor,\n\nthis is a checkpoint of the partnership register at {}: a signed statement of its history up to change \
             {size}, which was made on {day}. Keep this letter. With it you can prove later that none of those \
             changes was altered, removed or moved: on the page History, or with a program of your own.\n\n\
             {stopped}{}\n\n\
             {follows}\n\n{note}",
            self.public_url,
            said(why, stop.as_deref())
        );
        let subject = format!("Checkpoint of the register after {size} changes");
        Letter { kind: "checkpoint", to: to.to_owned(), name: "Auditor".to_owned(), subject, body, stop }
    }

    /// Tells a coordinator that an agency took on a record that nobody led.
    pub fn claimed(&self, to: &str, name: &str, agency: &str, record: &str) -> Letter {
        let line = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
        let body = format!(
            "{} now leads \u{201C}{}\u{201D}, which no agency led before: somebody of theirs claimed it. If that is not \
             right, you can undo it by assigning another lead, or none.",
            line(agency),
            line(record)
        );
        self.letter("claimed", to, name, "An agency claimed a record", body)
    }

    fn notice(&self, kind: &'static str, to: &str, name: &str, subject: &str, what: &str) -> Letter {
        let body = format!(
            "{what}.\n\nIf this was not you or you did not expect it, tell your coordinator or administrator at once."
        );
        self.letter(kind, to, name, subject, body)
    }

    pub(super) fn letter(
        &self,
        kind: &'static str,
        to: &str,
        name: &str,
        subject: &str,
        body: String,
    ) -> Letter {
        let name: String = name.chars().filter(|c| !c.is_control()).take(LINE).collect();
        let body = format!("Dear {name},\n\n{body}\n\nPartnership Register\n{}\n", self.public_url);
        Letter { kind, to: to.to_owned(), name, subject: subject.to_owned(), body, stop: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_names_its_reader_and_where_it_comes_from() {
        let writer = Writer { public_url: "https://register.example.org".to_owned() };
        let letter = writer.invitation("jo@example.org", "Jo\r\nBcc: all@example.org", "https://x/y#z", 7);
        assert_eq!(letter.name, "JoBcc: all@example.org");
        assert!(letter.body.starts_with("Dear Jo"), "{}", letter.body);
        for part in ["https://x/y#z", "within 7 days", "https://register.example.org"] {
            assert!(letter.body.contains(part), "{}", letter.body);
        }
    }
}
