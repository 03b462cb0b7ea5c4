//! Letters to the people who have accounts, sent by SMTP when a server is named.
//!
//! A letter is sent after what it tells of was committed, and nobody waits for it: how
//! long an answer takes does not tell whether there was anyone to write to.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::sync::watch;

mod letters;
mod update;

pub use letters::{CheckpointMail, Letter, Why, Writer};
pub use update::{Asked, Text};

/// How a connection to the mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Security {
    /// It begins plain and must become TLS before anything is sent.
    #[default]
    StartTls,
    /// It is TLS from the beginning.
    Tls,
    /// It stays plain: only for a mail server on this machine or in a test.
    None,
}

/// The mail server.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SmtpConfig {
    /// Its name; without one no letter is sent.
    pub host: Option<String>,
    /// Its port; without one that of the kind of connection.
    pub port: Option<u16>,
    /// How the connection is kept private.
    pub security: Security,
    /// Who signs in there.
    pub user: Option<String>,
    /// With which password.
    pub password: Option<String>,
    /// The address that letters come from, with or without a name.
    pub from: Option<String>,
}

impl std::fmt::Debug for SmtpConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The password stays out of every log.
        f.debug_struct("SmtpConfig")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("user", &self.user)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// The headers with the link that stops letters (RFC 2369, RFC 8058).
const STOP: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const STOP_BY_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// How long a mail server may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until it is connected to.
    pub connecting: Duration,
    /// Until it has taken a letter. It may look at a letter for ten minutes before it says
    /// that it has it (RFC 5321, 4.5.3.2.6): whoever hangs up earlier and tries again sends
    /// it twice.
    pub sending: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { connecting: Duration::from_secs(20), sending: ATTEMPT }
    }
}

/// How long one attempt to send may take.
pub const ATTEMPT: Duration = Duration::from_secs(12 * 60);
/// How long to wait before each further attempt.
const WAITS: [Duration; 3] = [Duration::from_secs(5), Duration::from_secs(60), Duration::from_secs(600)];

/// Sends letters. Cloning shares it.
#[derive(Clone, Default)]
pub struct Mailer(Option<Arc<Office>>);

struct Office {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// How long one attempt may take.
    attempt: Duration,
    from: Mailbox,
    /// How many letters were posted and are not settled.
    under_way: watch::Sender<usize>,
    /// Whether the server stops: nothing waits for another attempt then.
    closes: watch::Sender<bool>,
    /// How many were given up because it stops.
    given_up: AtomicUsize,
}

/// A letter that is under way until this is dropped.
struct UnderWay(Arc<Office>);

impl UnderWay {
    fn begin(office: &Arc<Office>) -> UnderWay {
        office.under_way.send_modify(|count| *count += 1);
        UnderWay(Arc::clone(office))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.under_way.send_modify(|count| *count -= 1);
    }
}

impl Mailer {
    /// A mailer that sends nothing.
    pub fn none() -> Mailer {
        Mailer(None)
    }

    /// A mailer for the server of the settings; one that sends nothing when they name none.
    ///
    /// # Errors
    /// What is wrong with the settings, beginning with the setting's name.
    pub fn new(config: &SmtpConfig) -> Result<Mailer, String> {
        Mailer::waiting(config, Patience::default())
    }

    /// As [`Mailer::new`], with this patience.
    ///
    /// # Errors
    /// As [`Mailer::new`].
    pub fn waiting(config: &SmtpConfig, patience: Patience) -> Result<Mailer, String> {
        let Some(host) = &config.host else { return Ok(Mailer(None)) };
        let from = config.from.as_deref().ok_or("smtp.from: is missing: letters need a sender")?;
        let from: Mailbox = from.parse().map_err(|_| {
            "smtp.from: expected an address such as Register <register@example.org>".to_owned()
        })?;
        let parameters = || {
            TlsParameters::new(host.clone()).map_err(|why| format!("smtp.host: TLS cannot be used: {why}"))
        };
        let (tls, usual) = match config.security {
            Security::StartTls => (Tls::Required(parameters()?), 587),
            Security::Tls => (Tls::Wrapper(parameters()?), 465),
            Security::None => (Tls::None, 25),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(config.port.unwrap_or(usual))
            .tls(tls)
            .timeout(Some(patience.connecting));
        if let (Some(user), Some(password)) = (&config.user, &config.password) {
            transport = transport.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Mailer(Some(Arc::new(Office {
            transport: transport.build(),
            attempt: patience.sending,
            from,
            under_way: watch::Sender::new(0),
            closes: watch::Sender::new(false),
            given_up: AtomicUsize::new(0),
        }))))
    }

    /// Whether letters are sent at all.
    pub fn sends(&self) -> bool {
        self.0.is_some()
    }

    /// Sends a letter while nobody waits, trying again when the server does not answer.
    /// Without a mail server it does nothing.
    pub fn post(&self, letter: Letter) {
        self.post_when(async move { Some(letter) });
    }

    /// As [`Mailer::post`]; does something when no server could be reached to the last
    /// attempt.
    pub fn post_or(&self, letter: Letter, undelivered: impl Future<Output = ()> + Send + 'static) {
        let Some(office) = self.0.clone() else { return };
        let under_way = UnderWay::begin(&office);
        tokio::spawn(async move {
            if office.deliver(&letter).await.is_err_and(|why| why.passes) {
                undelivered.await;
            }
            drop(under_way);
        });
    }

    /// As [`Mailer::post`], of a letter that is there when something else was done; none
    /// when that failed.
    pub fn post_when(&self, letter: impl Future<Output = Option<Letter>> + Send + 'static) {
        let Some(office) = self.0.clone() else { return };
        let under_way = UnderWay::begin(&office);
        tokio::spawn(async move {
            if let Some(letter) = letter.await {
                // What was not sent is in the log, and nothing else can be done about it.
                let _ = office.deliver(&letter).await;
            }
            drop(under_way);
        });
    }

    /// Waits until the letters under way are sent, at most so long; those that wait for
    /// another attempt have it now. Gives how many were not sent.
    pub async fn close(&self, within: Duration) -> usize {
        let Some(office) = &self.0 else { return 0 };
        office.closes.send_replace(true);
        let mut under_way = office.under_way.subscribe();
        let left = match tokio::time::timeout(within, under_way.wait_for(|count| *count == 0)).await {
            Ok(_) => 0,
            Err(_) => *office.under_way.borrow(),
        };
        left + office.given_up.load(Ordering::Relaxed)
    }

    /// Sends a letter and waits until the mail server has taken it.
    ///
    /// # Errors
    /// Why it was not sent, in words.
    pub async fn send(&self, letter: &Letter) -> Result<(), String> {
        match &self.0 {
            Some(office) => office.send(letter).await.map_err(|why| why.text),
            None => Err("no mail server is set".to_owned()),
        }
    }
}

/// Why a letter was not sent.
struct Refused {
    text: String,
    /// Whether trying again may help.
    passes: bool,
}

impl Office {
    /// Sends a letter, trying again when the server does not answer.
    async fn deliver(&self, letter: &Letter) -> Result<(), Refused> {
        let mut closes = self.closes.subscribe();
        let mut waits = WAITS.into_iter();
        loop {
            let was_closing = *closes.borrow();
            let Err(why) = self.send(letter).await else { return Ok(()) };
            match waits.next() {
                Some(wait) if why.passes && !was_closing => {
                    tracing::warn!(why = why.text, kind = letter.kind, "a letter could not be sent yet");
                    let closes = closes.wait_for(|closes| *closes);
                    let _ = tokio::time::timeout(wait, closes).await;
                }
                _ => {
                    tracing::error!(why = why.text, kind = letter.kind, "a letter could not be sent");
                    self.given_up.fetch_add(usize::from(was_closing), Ordering::Relaxed);
                    return Err(why);
                }
            }
        }
    }

    async fn send(&self, letter: &Letter) -> Result<(), Refused> {
        let never = |why: &dyn std::fmt::Display| Refused { text: why.to_string(), passes: false };
        let address: Address = letter.to.parse().map_err(|why| never(&why))?;
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name.clone()), address))
            .subject(letter.subject.clone())
            .header(ContentType::TEXT_PLAIN);
        if let Some(link) = &letter.stop {
            // So that mail programs show a button of their own for it.
            message = message
                .raw_header(HeaderValue::new(STOP, format!("<{link}>")))
                .raw_header(HeaderValue::new(STOP_BY_POST, "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = message.body(letter.body.clone()).map_err(|why| never(&why))?;
        match tokio::time::timeout(self.attempt, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(why)) => Err(Refused { passes: !why.is_permanent(), text: why.to_string() }),
            Err(_) => Err(Refused { text: "the mail server does not answer".to_owned(), passes: true }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_server_nothing_is_sent_and_a_server_needs_a_sender() {
        assert!(!Mailer::new(&SmtpConfig::default()).unwrap().sends());
        let host = Some("localhost".to_owned());
        let config = SmtpConfig { host, security: Security::None, ..SmtpConfig::default() };
        assert!(Mailer::new(&config).is_err_and(|why| why.starts_with("smtp.from")));
        let config = SmtpConfig { from: Some("Register <register@example.org>".to_owned()), ..config };
        assert!(Mailer::new(&config).unwrap().sends());
        let shown = format!("{:?}", SmtpConfig { password: Some("hunter2".to_owned()), ..config });
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
