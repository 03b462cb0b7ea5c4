//! A mail server that keeps what it is sent.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use partnership_register::mail::{Security, SmtpConfig};

/// A mail server on a port of its own.
pub struct MailServer {
    address: SocketAddr,
    letters: Receiver<String>,
}

impl MailServer {
    pub fn start() -> Self {
        Self::slow(Duration::ZERO)
    }

    /// One that takes so long before it says anything.
    pub fn slow(delay: Duration) -> Self {
        Self::taking(delay, Duration::ZERO)
    }

    /// One that looks at each letter for so long before it says that it has it.
    pub fn thoughtful(delay: Duration) -> Self {
        Self::taking(Duration::ZERO, delay)
    }

    fn taking(delay: Duration, thought: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, letters) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                std::thread::spawn(move || {
                    std::thread::sleep(delay);
                    talk(stream, &sender, thought);
                });
            }
        });
        MailServer { address, letters }
    }

    /// What a server sets to send here.
    pub fn config(&self) -> SmtpConfig {
        SmtpConfig {
            host: Some(self.address.ip().to_string()),
            port: Some(self.address.port()),
            security: Security::None,
            from: Some("Register <register@example.org>".to_owned()),
            ..SmtpConfig::default()
        }
    }

    /// The next letter, with its head; waits until it has come.
    pub fn letter(&self) -> String {
        self.letters.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    /// Whether nothing else was sent.
    pub fn is_empty(&self) -> bool {
        self.letters.try_recv().is_err()
    }
}

/// One connection: says yes to everything.
fn talk(stream: TcpStream, letters: &Sender<String>, thought: Duration) {
    let mut out = stream.try_clone().unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).is_ok();
    say("220 test");
    while let Some(line) = lines.next() {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match word.as_str() {
            "DATA" => {
                say("354 go on");
                let letter: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
                let _ = letters.send(decoded(&letter.join("\n")));
                std::thread::sleep(thought);
                say("250 taken");
            }
            "QUIT" => {
                say("221 bye");
                return;
            }
            _ => {
                say("250 yes");
            }
        }
    }
}

/// Undoes the soft line breaks and escapes of quoted-printable.
fn decoded(letter: &str) -> String {
    letter.replace("=\n", "").replace("=3D", "=")
}
