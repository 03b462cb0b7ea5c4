//! The settings of accounts, mail and access tokens.

use std::net::IpAddr;

use super::settings::{SERVER, Setting};
use super::values;
use crate::auth::config::SecondFactor;
use crate::auth::token::KEY_BYTES;
use crate::mail::{Security, SmtpConfig};

/// The key that signs access tokens. It shows in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenKey(Vec<u8>);

impl TokenKey {
    fn new(text: &str) -> Result<TokenKey, String> {
        let key = text.trim().as_bytes();
        match key.len() >= KEY_BYTES {
            true => Ok(TokenKey(key.to_vec())),
            false => Err(format!("expected a key of at least {KEY_BYTES} random characters")),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenKey(..)")
    }
}

/// A secret from a file, without the line break at its end.
pub(super) fn secret(path: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("cannot read the file {path}: {why}"))?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(format!("the file {path} is empty")),
        text => Ok(text.to_owned()),
    }
}

/// What would be taken and do something else than it says: the setting, and why it is refused.
pub(super) fn mail_mistakes(smtp: &SmtpConfig) -> Vec<(&'static str, String)> {
    let mut mistakes = Vec::new();
    if let Some(host) = smtp.host.as_ref().filter(|host| !is_this_machine(host))
        && smtp.security == Security::None
    {
        let why = format!(
            "none is only for a mail server on this machine (localhost, 127.0.0.1 or ::1), as anyone on the way could \
             read the links and the password; {host:?} is not: use starttls or tls"
        );
        mistakes.push(("smtp.security", why));
    }
    if smtp.user.is_some() && smtp.password.is_none() {
        let why = "has no password, so nobody would sign in: give it in smtp.password_file or PR_SMTP_PASSWORD, or \
                   take the user away";
        mistakes.push(("smtp.user", why.to_owned()));
    }
    mistakes
}

/// Whether a name or address is always this machine's own, whatever a name server says.
fn is_this_machine(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let address = bare.parse::<IpAddr>().map(|address| address.to_canonical());
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// The table.
pub(super) static ACCOUNTS: &[Setting] = &[
    Setting {
        key: "auth.second_factor",
        flag: "second-factor",
        env: "PR_SECOND_FACTOR",
        value: "WHO",
        help: "Who must sign in with a second factor: editors, which is everyone whose role can change \
               anything, or off, which asks only those who set one up [default: editors]",
        set: |c, v| {
            c.auth.second_factor = match v {
                "editors" => SecondFactor::Editors,
                "off" => SecondFactor::Off,
                _ => return Err(format!("expected editors or off, not {v:?}")),
            };
            Ok(())
        },
        ..SERVER
    },
    Setting {
        key: "auth.session_hours",
        set: |c, v| values::whole::<u16>(v, 1, 720).map(|n| c.auth.session_hours = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.idle_minutes",
        set: |c, v| values::whole::<u16>(v, 5, 10_080).map(|n| c.auth.idle_minutes = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.refresh_days",
        set: |c, v| values::whole::<u16>(v, 1, 365).map(|n| c.auth.refresh_days = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.access_minutes",
        set: |c, v| values::whole::<u16>(v, 1, 15).map(|n| c.auth.access_minutes = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.invitation_days",
        set: |c, v| values::whole::<u16>(v, 1, 30).map(|n| c.auth.invitation_days = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.reset_minutes",
        set: |c, v| values::whole::<u16>(v, 5, 1_440).map(|n| c.auth.reset_minutes = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.set_up_hours",
        set: |c, v| values::whole::<u16>(v, 1, 168).map(|n| c.auth.set_up_hours = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.remember_days",
        set: |c, v| values::whole::<u16>(v, 1, 90).map(|n| c.auth.remember_days = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.attempts",
        set: |c, v| values::whole(v, 1, 100).map(|n| c.auth.attempts = n),
        ..SERVER
    },
    Setting {
        key: "auth.address_attempts",
        set: |c, v| values::whole(v, 1, 100_000).map(|n| c.auth.address_attempts = n),
        ..SERVER
    },
    Setting {
        key: "auth.window_minutes",
        set: |c, v| values::whole::<u16>(v, 1, 1_440).map(|n| c.auth.window_minutes = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.sign_in_days",
        set: |c, v| values::whole::<u16>(v, 1, 3_650).map(|n| c.auth.sign_in_days = n.into()),
        ..SERVER
    },
    Setting {
        key: "auth.password_places",
        set: |c, v| values::whole(v, 1, 64).map(|n| c.auth.password_places = n),
        ..SERVER
    },
    Setting {
        key: "smtp.host",
        flag: "smtp-host",
        env: "PR_SMTP_HOST",
        value: "NAME",
        help: "The mail server that sends invitations and links; without one they are shown to whoever invites",
        set: |c, v| {
            c.smtp.host = Some(v.to_owned());
            Ok(())
        },
        ..SERVER
    },
    Setting {
        key: "smtp.port",
        flag: "smtp-port",
        env: "PR_SMTP_PORT",
        value: "N",
        help: "Its port [default: 587 for starttls, 465 for tls, 25 for none]",
        set: |c, v| values::whole(v, 1, 65_535).map(|n| c.smtp.port = Some(n)),
        ..SERVER
    },
    Setting {
        key: "smtp.security",
        flag: "smtp-security",
        env: "PR_SMTP_SECURITY",
        value: "KIND",
        help: "How the connection to it is kept private: starttls, tls, or none, which is only for a server on \
               this machine [default: starttls]",
        set: |c, v| {
            c.smtp.security = match v {
                "starttls" => Security::StartTls,
                "tls" => Security::Tls,
                "none" => Security::None,
                _ => return Err(format!("expected starttls, tls or none, not {v:?}")),
            };
            Ok(())
        },
        ..SERVER
    },
    Setting {
        key: "smtp.from",
        flag: "smtp-from",
        env: "PR_SMTP_FROM",
        value: "ADDRESS",
        help: "The address that letters come from, such as \"Register <register@example.org>\"",
        set: |c, v| {
            c.smtp.from = Some(v.to_owned());
            Ok(())
        },
        ..SERVER
    },
    Setting {
        key: "smtp.user",
        flag: "smtp-user",
        env: "PR_SMTP_USER",
        value: "NAME",
        help: "Who signs in to the mail server; the password is in smtp.password_file or PR_SMTP_PASSWORD",
        set: |c, v| {
            c.smtp.user = Some(v.to_owned());
            Ok(())
        },
        ..SERVER
    },
    Setting {
        key: "smtp.password",
        env: "PR_SMTP_PASSWORD",
        set: |c, v| {
            c.smtp.password = Some(v.to_owned());
            Ok(())
        },
        ..SERVER
    },
    Setting {
        key: "smtp.password_file",
        flag: "smtp-password-file",
        env: "PR_SMTP_PASSWORD_FILE",
        value: "FILE",
        help: "A file that holds the password for the mail server",
        set: |c, v| secret(v).map(|password| c.smtp.password = Some(password)),
        ..SERVER
    },
    Setting {
        key: "jwt.key",
        env: "PR_JWT_KEY",
        set: |c, v| TokenKey::new(v).map(|key| c.token_key = Some(key)),
        ..SERVER
    },
    Setting {
        key: "jwt.key_file",
        flag: "jwt-key-file",
        env: "PR_JWT_KEY_FILE",
        value: "FILE",
        help: "A file with the key that signs access tokens, at least 32 random characters; without one, all \
               servers share a key that is kept in the database",
        set: |c, v| secret(v).and_then(|text| TokenKey::new(&text)).map(|key| c.token_key = Some(key)),
        ..SERVER
    },
];
