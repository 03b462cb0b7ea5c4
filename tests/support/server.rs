//! The whole server over a test's register, on a port of its own.

use std::net::SocketAddr;
use std::sync::Arc;

use partnership_register::auth::config::AuthConfig;
use partnership_register::commands::account::Accounts;
use partnership_register::graphql;
use partnership_register::graphql::limits::engine::Schemas;
use partnership_register::history::cosignature::Witness;
use partnership_register::http::live::Sources;
use partnership_register::http::pages::PublicPages;
use partnership_register::http::{self, HttpConfig, HttpState};
use partnership_register::mail::{Mailer, SmtpConfig};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::TestRegister;

/// A running server; it stops when this is dropped.
pub struct TestServer {
    pub test: TestRegister,
    pub accounts: Arc<Accounts>,
    pub address: SocketAddr,
    http: ureq::Agent,
    stop: Option<oneshot::Sender<()>>,
    _runtime: tokio::runtime::Runtime,
}

/// What is set for a server, other than by default.
pub struct Options {
    pub auth: AuthConfig,
    pub smtp: SmtpConfig,
    /// None: as a server has them.
    pub sources: Option<Sources>,
    /// Whose co-signatures are taken.
    pub witnesses: Vec<Witness>,
    /// Its public address is where the server listens.
    pub http: HttpConfig,
}

impl Default for Options {
    fn default() -> Self {
        let (auth, smtp) = (AuthConfig::default(), SmtpConfig::default());
        Options { auth, smtp, sources: None, witnesses: Vec::new(), http: HttpConfig::default() }
    }
}

/// An answer: its status, headers and body.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl TestServer {
    /// Serves the founding partnership.
    pub fn founding() -> Self {
        Self::over(TestRegister::founding())
    }

    pub fn over(test: TestRegister) -> Self {
        Self::set_up(test, Options::default())
    }

    /// As [`TestServer::over`], for those who listen, with settings changed.
    pub fn with(test: TestRegister, sources: Sources, adjust: impl FnOnce(&mut HttpConfig)) -> Self {
        let mut http = HttpConfig::default();
        adjust(&mut http);
        Self::set_up(test, Options { sources: Some(sources), http, ..Options::default() })
    }

    /// Serves a register with settings of its own.
    pub fn set_up(test: TestRegister, options: Options) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let register = test.register.clone();
        let config = HttpConfig { public_url: format!("http://{address}"), ..options.http };
        let mailer = Mailer::new(&options.smtp).unwrap();
        let accounts = test.accounts(&config.public_url, options.auth, mailer);
        let sources = options.sources.unwrap_or_else(|| Sources {
            feed: test.register.feed().listen(),
            resolve: http::session::resolver(Arc::clone(&accounts), config.clone()),
        });
        let engine = Schemas::build(
            || {
                let builder = graphql::builder().data(register.clone()).data(Arc::clone(&test.gate));
                builder.data(Arc::clone(&accounts))
            },
            &config.query,
        );
        let probe: http::state::Probe = Arc::new(|| Box::pin(async { Ok(()) }));
        let versions = Arc::clone(register.versions());
        let state = HttpState::new(config, Arc::new(engine), test.clock.clone(), versions, probe)
            .with_live(sources)
            .with_accounts(Arc::clone(&accounts));
        let tables = http::export::router(state.clone(), register.clone());
        let gate = Arc::clone(&test.gate);
        let log = http::log::router(state.clone(), register.clone(), gate, options.witnesses);
        let evidence = http::evidence::router(state.clone(), register.clone(), Arc::clone(&test.gate));
        let feeds = http::feeds::secret::router(state.clone(), register.clone());
        let pages = PublicPages::new(register, graphql::sdl(), state.public_cache_control());
        let papers = http::papers::router(state.clone(), pages.clone());
        let routes = http::pages::router(pages).merge(tables).merge(log).merge(evidence).merge(papers);
        let routes = routes.merge(feeds);
        let router = http::router(state.clone(), routes);
        let (stop, stopped) = oneshot::channel();
        runtime.spawn(async move {
            let stopped = async move {
                let _ = stopped.await;
            };
            http::serve(listener, router, state, stopped).await.unwrap();
        });
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        TestServer { test, accounts, address, http: config.into(), stop: Some(stop), _runtime: runtime }
    }

    /// Sends a request with these headers.
    pub fn post(&self, headers: &[(&str, &str)], body: &Value) -> Answer {
        let url = format!("http://{}/graphql", self.address);
        let mut request = self.http.post(url).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(body.to_string()).unwrap())
    }

    /// Sends a query and gives the whole answer.
    pub fn ask(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let url = format!("http://{}/graphql", self.address);
        let answer = self.http.post(url).header("content-type", "application/json").send(body);
        read(answer.unwrap()).json()
    }

    /// Sends a query that must succeed and gives its data.
    pub fn data(&self, query: &str) -> Value {
        let answer = self.ask(query, json!({}));
        assert_eq!(answer.get("errors"), None, "{query}");
        answer["data"].clone()
    }

    /// Sends a query that must fail and gives the code and message of its first error.
    pub fn refusal(&self, query: &str) -> (String, String) {
        let answer = self.ask(query, json!({}));
        let error = &answer["errors"][0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&error["extensions"]["code"]), text(&error["message"]))
    }

    pub fn get_if_changed(&self, path: &str, etag: &str) -> Answer {
        read(
            self.http
                .get(format!("http://{}{path}", self.address))
                .header("if-none-match", etag)
                .call()
                .unwrap(),
        )
    }

    /// Gets an address with headers.
    pub fn get_with(&self, headers: &[(&str, &str)], path: &str) -> Answer {
        let mut request = self.http.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.call().unwrap())
    }

    /// Gets a file with headers: the status and the bytes.
    pub fn download(&self, headers: &[(&str, &str)], path: &str) -> (u16, Vec<u8>) {
        let mut request = self.http.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = request.call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap())
    }

    /// Gets what need not be text: the status, how it may be kept, and the bytes.
    pub fn kept(&self, path: &str) -> (u16, String, Vec<u8>) {
        let mut answer = self.http.get(format!("http://{}{path}", self.address)).call().unwrap();
        let kept = answer.headers().get("cache-control").map(|value| value.to_str().unwrap().to_owned());
        (answer.status().as_u16(), kept.unwrap_or_default(), answer.body_mut().read_to_vec().unwrap())
    }

    /// Sends text.
    pub fn send(&self, path: &str, text: &str) -> Answer {
        read(self.http.post(format!("http://{}{path}", self.address)).send(text).unwrap())
    }

    pub fn get(&self, path: &str) -> Answer {
        read(self.http.get(format!("http://{}{path}", self.address)).call().unwrap())
    }
}

/// A file that is no text.
pub struct Download {
    pub headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
}

impl Download {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl TestServer {
    /// Gets a file that must be there.
    pub fn bytes(&self, path: &str) -> Download {
        self.bytes_with(&[], path)
    }

    /// Gets a file that must be there, with headers.
    pub fn bytes_with(&self, headers: &[(&str, &str)], path: &str) -> Download {
        let mut request = self.http.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = request.call().unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        Download { headers, bytes: answer.body_mut().read_to_vec().unwrap() }
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Answer {
    let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    Answer { status: answer.status().as_u16(), headers, body: answer.body_mut().read_to_string().unwrap() }
}

impl TestServer {
    /// Waits until the metrics have this line.
    pub fn until(&self, line: &str) {
        super::until(|| self.get("/metrics").body.lines().any(|known| known == line));
    }

    /// Asks it to stop, as SIGTERM does.
    pub fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop();
    }
}
