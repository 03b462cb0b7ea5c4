//! People with accounts, and clients that are signed in as them over HTTP.

use std::sync::{Arc, OnceLock};

use chrono::TimeDelta;
use partnership_register::auth::actor::Actor;
use partnership_register::auth::config::AuthConfig;
use partnership_register::auth::password;
use partnership_register::auth::secret::{Kind, Secret};
use partnership_register::commands::account::{Accounts, Parts};
use partnership_register::commands::gate::Command;
use partnership_register::error::Result;
use partnership_register::mail::Mailer;
use partnership_register::model::record::Head;
use partnership_register::model::*;
use partnership_register::store::operational::credential;
use partnership_register::store::operational::session::{self, Session};
use partnership_register::store::tx::{Deed, WriteTx};
use serde_json::{Value, json};

use super::TestRegister;
use super::people::Given;
use super::server::{Answer, TestServer};

/// The password of everyone in the tests.
pub const PASSWORD: &str = "teapot velvet anchor moss";

/// Its hash, made once: hashing is slow by design.
fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash(PASSWORD).unwrap())
}

/// Makes an account with roles.
struct AddPerson {
    user: User,
    roles: Vec<RoleGrant>,
}

impl Command for AddPerson {
    type Output = ();
    const KEY: &'static str = "user.invite";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let deed = Deed { action: ChangeAction::Create, reason: None };
        tx.save(None, self.user.clone(), deed)?;
        self.roles.iter().try_for_each(|role| tx.save(None, role.clone(), deed).map(drop))?;
        credential::set_password(&mut tx.operational(), self.user.id, hash())
    }
}

fn head(id: uuid::Uuid) -> Head {
    Head { key: id.simple().to_string(), ..Head::default() }
}

impl TestRegister {
    /// Where people sign in.
    pub fn accounts(&self, public_url: &str, config: AuthConfig, mailer: Mailer) -> Arc<Accounts> {
        let parts = Parts {
            gate: Arc::clone(&self.gate),
            register: self.register.clone(),
            config,
            token_key: None,
            mailer,
            public_url: public_url.to_owned(),
        };
        Arc::new(Accounts::open(parts).unwrap())
    }

    /// Somebody with an account, the password of all, and these roles.
    pub fn add_user(&self, email: &str, roles: &[Given]) -> UserId {
        let id = UserId(uuid::Uuid::now_v7());
        let user = User {
            id,
            head: head(id.0),
            email: email.to_owned(),
            name: email.split('@').next().unwrap().replace('.', " "),
            state: UserState::Active,
            agency: roles.iter().find_map(|(_, _, agency)| *agency),
            ..User::default()
        };
        let grant = |(role, partnership, agency): &Given| {
            let grant = uuid::Uuid::now_v7();
            let (role, partnership, agency) = (*role, *partnership, *agency);
            RoleGrant {
                id: RoleGrantId(grant),
                head: head(grant),
                user: id,
                role,
                partnership,
                agency,
                ends_on: None,
            }
        };
        let roles = roles.iter().map(grant).collect();
        self.gate
            .run_blocking(AddPerson { user, roles }, Actor::command_line(), "request_test".to_owned())
            .unwrap();
        id
    }

    /// A session of a browser in which the second factor was given: what its cookie holds.
    pub fn begin_session(&self, user: UserId) -> Secret {
        let secret = Secret::random(Kind::Session).unwrap();
        let hash = secret.hash();
        self.gate
            .operate_blocking(move |writer, now| {
                let begun = Session {
                    id: session::new_id(),
                    kind: SessionKind::Browser,
                    user,
                    created_at: now,
                    last_used_at: now,
                    expires_at: now + TimeDelta::hours(12),
                    ended_at: None,
                    second_factor: true,
                    address: "127.0.0.1".to_owned(),
                    client: "a test".to_owned(),
                };
                session::begin(writer, &begun, Some(&hash))
            })
            .unwrap();
        secret
    }
}

/// A client of a running server, signed in or not.
pub struct Client<'s> {
    server: &'s TestServer,
    headers: Vec<(String, String)>,
}

impl TestServer {
    /// A client that has not signed in.
    pub fn nobody(&self) -> Client<'_> {
        Client { server: self, headers: Vec::new() }
    }

    /// A browser in which somebody is signed in, with their second factor.
    pub fn browser(&self, user: UserId) -> Client<'_> {
        let secret = self.test.begin_session(user);
        self.nobody().with("cookie", format!("register={}", secret.reveal())).with("x-register-csrf", "1")
    }

    /// A browser in which somebody new with these roles is signed in.
    pub fn browser_with(&self, roles: &[Given]) -> Client<'_> {
        let email = format!("{}@example.org", uuid::Uuid::now_v7().simple());
        let user = self.test.add_user(&email, roles);
        self.browser(user)
    }
}

impl Client<'_> {
    /// The same client with one more header.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Gets an address.
    pub fn get(&self, path: &str) -> Answer {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.server.get_with(&headers, path)
    }

    /// Gets a file: the status and the bytes.
    pub fn download(&self, path: &str) -> (u16, Vec<u8>) {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.server.download(&headers, path)
    }

    /// Sends a request and gives the answer as it came.
    pub fn post(&self, query: &str, variables: Value) -> Answer {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.server.post(&headers, &json!({ "query": query, "variables": variables }))
    }

    /// Sends a request and gives the JSON of the answer.
    pub fn ask(&self, query: &str, variables: Value) -> Value {
        self.post(query, variables).json()
    }

    /// Sends a query that must succeed and gives its data.
    pub fn data(&self, query: &str) -> Value {
        let answer = self.ask(query, json!({}));
        assert_eq!(answer.get("errors"), None, "{query}: {answer}");
        answer["data"].clone()
    }

    /// Runs a mutation that takes `input`, with what its payload is asked for beside its
    /// errors, and gives the payload.
    pub fn change(&self, mutation: &str, input: Value, selection: &str) -> Value {
        let answer = self.mutate(mutation, input, selection);
        assert_eq!(answer.get("errors"), None, "{mutation}: {answer}");
        answer["data"][mutation].clone()
    }

    /// As [`Client::change`], whole; for what is refused.
    pub fn mutate(&self, mutation: &str, input: Value, selection: &str) -> Value {
        self.post_mutation(mutation, input, selection).json()
    }

    /// As [`Client::mutate`], as it came.
    pub fn post_mutation(&self, mutation: &str, input: Value, selection: &str) -> Answer {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!(
            "mutation M($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ path code message }} }} }}"
        );
        self.post(&query, json!({ "input": input }))
    }

    /// The code of the error with which a mutation is refused; empty when it is not.
    pub fn refusal(&self, mutation: &str, input: Value) -> String {
        let answer = self.mutate(mutation, input, "");
        answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}
