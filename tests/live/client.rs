//! A client of `graphql-transport-ws`, and people who may listen.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use partnership_register::auth::viewer::{Grant, SignedInBy, Viewer};
use partnership_register::http::HttpConfig;
use partnership_register::http::live::Sources;
use partnership_register::model::*;
use serde_json::{Value, json};
use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::HandshakeError;
use tungstenite::http::HeaderValue;
use tungstenite::protocol::CloseFrame;
use tungstenite::{Error, Message, WebSocket};

use crate::support::server::TestServer;
use crate::support::{TestRegister, until};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who may listen, by what they send as `authorization` or cookie.
#[derive(Clone, Default)]
pub struct Guests(Arc<List>);

#[derive(Default)]
struct List {
    people: Mutex<HashMap<String, Arc<Viewer>>>,
    /// How often the server has asked.
    asked: AtomicUsize,
}

impl Guests {
    /// Lets somebody with this role in, under this name.
    pub fn admit(
        &self,
        name: &str,
        role: Role,
        partnership: Option<PartnershipId>,
        agency: Option<AgencyId>,
    ) {
        let grant = Grant {
            id: RoleGrantId(uuid::Uuid::now_v7()),
            role,
            partnership,
            agency,
            places: partnership.into_iter().collect(),
        };
        let user = UserId(uuid::Uuid::now_v7());
        let by = SignedInBy::Session(name.to_owned());
        let viewer = Viewer::new(user, None, by, vec![grant]);
        self.0.people.lock().unwrap().insert(name.to_owned(), Arc::new(viewer));
    }

    /// Shuts somebody out.
    pub fn dismiss(&self, name: &str) {
        self.0.people.lock().unwrap().remove(name);
    }

    /// Waits until the server has learnt of what was changed here.
    pub fn settle(&self) {
        // An answer is put to use before the next question is asked.
        let enough = self.0.asked.load(Ordering::SeqCst) + 3;
        until(|| self.0.asked.load(Ordering::SeqCst) >= enough);
    }

    /// A server for them.
    pub fn server(&self, test: TestRegister, adjust: impl FnOnce(&mut HttpConfig) + 'static) -> TestServer {
        let guests = self.clone();
        let resolve = move |headers: tungstenite::http::HeaderMap| {
            let sent = headers.get("authorization").or_else(|| headers.get("cookie"));
            let name = sent.and_then(|sent| sent.to_str().ok()).unwrap_or_default().to_owned();
            guests.0.asked.fetch_add(1, Ordering::SeqCst);
            let found = guests.0.people.lock().unwrap().get(&name).cloned();
            let future: partnership_register::http::live::watch::Resolving = Box::pin(async { Ok(found) });
            future
        };
        let sources = Sources { feed: test.register.feed().listen(), resolve: Arc::new(resolve) };
        TestServer::with(test, sources, adjust)
    }
}

/// A socket, from the client's side.
pub struct Client(WebSocket<TcpStream>);

/// What a client hears.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Message(Value),
    Closed(u16, String),
    /// The connection ended without a closing frame.
    Cut,
}

impl Client {
    /// Opens a socket with these headers beside the usual ones; the status of the refusal
    /// if there is one.
    pub fn open(server: &TestServer, headers: &[(&'static str, &str)]) -> Result<Client, u16> {
        Client::connect(server.address, headers)
    }

    /// As [`Client::open`], to whatever listens at an address.
    pub fn connect(address: SocketAddr, headers: &[(&'static str, &str)]) -> Result<Client, u16> {
        let mut request = format!("ws://{address}/graphql").into_client_request().unwrap();
        request
            .headers_mut()
            .insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        for (name, value) in headers {
            request.headers_mut().remove(*name);
            if !value.is_empty() {
                request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
            }
        }
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        match tungstenite::client::client(request, stream) {
            Ok((socket, answer)) => {
                assert_eq!(answer.headers()["sec-websocket-protocol"], "graphql-transport-ws");
                Ok(Client(socket))
            }
            Err(HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error:?}"),
        }
    }

    /// Opens a socket as the browser does in which somebody is signed in.
    pub fn page(address: SocketAddr, cookie: &str) -> Client {
        let own = format!("http://{address}");
        let mut client = Client::connect(address, &[("origin", &own), ("cookie", cookie)]).unwrap();
        client.send(json!({ "type": "connection_init" }));
        client
    }

    /// Opens a socket and says who it is.
    pub fn known_as(server: &TestServer, name: &str) -> Client {
        let mut client = Client::open(server, &[]).unwrap();
        client.send(json!({ "type": "connection_init", "payload": { "authorization": name } }));
        assert_eq!(client.message(), json!({ "type": "connection_ack" }));
        client
    }

    pub fn send(&mut self, message: Value) {
        self.send_text(&message.to_string());
    }

    pub fn send_text(&mut self, text: &str) {
        self.send_frame(Message::text(text));
    }

    pub fn send_frame(&mut self, message: Message) {
        // A server that has closed tells why to whoever listens.
        let _ = self.0.send(message);
    }

    pub fn subscribe(&mut self, id: &str, query: &str) {
        self.send(json!({ "type": "subscribe", "id": id, "payload": { "query": query } }));
    }

    /// Waits until the server has dealt with all that was sent.
    pub fn settle(&mut self) {
        self.send(json!({ "type": "ping" }));
        assert_eq!(self.message(), json!({ "type": "pong" }));
    }

    /// What comes next.
    pub fn hear(&mut self) -> Heard {
        loop {
            match self.0.read() {
                Ok(Message::Text(text)) => return Heard::Message(serde_json::from_str(&text).unwrap()),
                Ok(Message::Close(Some(frame))) => {
                    return Heard::Closed(frame.code.into(), frame.reason.to_string());
                }
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(other) => panic!("{other:?}"),
                Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    panic!("nothing came")
                }
                Err(_) => return Heard::Cut,
            }
        }
    }

    /// The closing frame with which the server answers ours.
    pub fn answer_to_close(&mut self) -> Option<CloseFrame> {
        match self.0.read() {
            Ok(Message::Close(frame)) => frame,
            other => panic!("expected the answer, got {other:?}"),
        }
    }

    /// The message that comes next.
    pub fn message(&mut self) -> Value {
        match self.hear() {
            Heard::Message(message) => message,
            other => panic!("expected a message, got {other:?}"),
        }
    }

    /// The code with which the server closes, which must come next.
    pub fn end(&mut self) -> u16 {
        match self.hear() {
            Heard::Closed(code, _) => code,
            other => panic!("expected the end, got {other:?}"),
        }
    }

    /// The code with which the server closes, whatever it still said before.
    pub fn end_at_last(&mut self) -> u16 {
        loop {
            if let Heard::Closed(code, _) = self.hear() {
                return code;
            }
        }
    }

    /// The data of the event that comes next, which must be of this subscription.
    pub fn event(&mut self, id: &str) -> Value {
        let message = self.message();
        assert_eq!((&message["type"], &message["id"]), (&json!("next"), &json!(id)), "{message}");
        assert_eq!(message["payload"].get("errors"), None, "{message}");
        message["payload"]["data"].clone()
    }

    /// The code of the error with which a subscription is refused.
    pub fn refusal(&mut self, id: &str) -> String {
        let message = self.message();
        assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!(id)), "{message}");
        message["payload"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}
