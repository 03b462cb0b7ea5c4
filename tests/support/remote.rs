//! Somebody who is signed in to a server in another process.

use std::time::{Duration, Instant};

use partnership_register::clock::Clock;
use partnership_register::model::{Role, UserId};
use serde_json::{Value, json};

use super::TestRegister;
use super::people::Given;
use super::program::Serving;

/// A session of which every server of the register knows.
#[derive(Clone)]
pub struct SignedIn {
    pub user: UserId,
    /// What the browser sends as `cookie`.
    pub cookie: String,
}

impl SignedIn {
    /// Somebody new who coordinates the founding partnership.
    pub fn coordinator(test: &TestRegister) -> Self {
        let place = test.partnership("safer-chelmsford");
        Self::with(test, (Role::Coordinator, Some(place), None))
    }

    /// Somebody new who administers the register.
    pub fn administrator(test: &TestRegister) -> Self {
        Self::with(test, (Role::Administrator, None, None))
    }

    fn with(test: &TestRegister, role: Given) -> Self {
        // Sessions end; servers in other processes have the machine's clock.
        test.clock.set(Clock::system().now());
        let email = format!("{}@example.org", uuid::Uuid::now_v7().simple());
        let user = test.add_user(&email, &[role]);
        SignedIn { user, cookie: format!("register={}", test.begin_session(user).reveal()) }
    }
}

/// A client of a server in another process.
#[derive(Clone)]
pub struct Remote {
    http: ureq::Agent,
    base: String,
    session: Option<SignedIn>,
}

impl Remote {
    pub fn of(server: &Serving, session: Option<&SignedIn>) -> Self {
        let http = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        let base = format!("http://127.0.0.1:{}", server.port);
        Remote { http: http.into(), base, session: session.cloned() }
    }

    /// Sends a request. None when there was no whole answer.
    pub fn post(&self, key: Option<&str>, body: &Value) -> Option<(u16, Value)> {
        let mut request =
            self.http.post(format!("{}/graphql", self.base)).header("content-type", "application/json");
        if let Some(SignedIn { cookie, .. }) = &self.session {
            request = request.header("cookie", cookie).header("x-register-csrf", "1");
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let mut answer = request.send(body.to_string()).ok()?;
        let body = answer.body_mut().read_to_string().ok()?;
        Some((answer.status().as_u16(), serde_json::from_str(&body).ok()?))
    }

    /// Sends a query that must succeed and gives its data.
    pub fn data(&self, query: &str) -> Value {
        let (status, answer) = self.post(None, &json!({ "query": query })).unwrap();
        assert!(status == 200 && answer.get("errors").is_none(), "{query}: {status} {answer}");
        answer["data"].clone()
    }

    /// Whether the server says that it can be given requests.
    pub fn is_ready(&self) -> bool {
        let answer = self.http.get(format!("{}/readyz", self.base)).call();
        answer.is_ok_and(|answer| answer.status() == 200)
    }
}

/// Waits until something holds, and says how long that took. It fails when that takes
/// longer than anything should.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
    began.elapsed()
}
