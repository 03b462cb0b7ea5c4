//! People with roles who ask the schema directly, without signing in over HTTP.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use partnership_register::auth::config::AuthConfig;
use partnership_register::auth::viewer::{Grant, SignedInBy, Viewer};
use partnership_register::graph::request::{Called, Idempotency, RequestContext};
use partnership_register::graphql;
use partnership_register::mail::Mailer;
use partnership_register::model::*;
use serde_json::{Value, json};

use super::TestRegister;

/// Somebody with roles.
#[derive(Clone)]
pub struct Person(pub Option<Arc<Viewer>>);

/// A role in a partnership, for an agency where the role asks for one.
pub type Given = (Role, Option<PartnershipId>, Option<AgencyId>);

impl Person {
    /// Nobody.
    pub fn nobody() -> Self {
        Person(None)
    }

    /// Somebody new with these roles.
    pub fn with(roles: &[Given]) -> Self {
        Self::of(UserId(uuid::Uuid::now_v7()), roles)
    }

    /// A user with these roles.
    pub fn of(user: UserId, roles: &[Given]) -> Self {
        let grant = |(role, partnership, agency): &Given| Grant {
            id: RoleGrantId(uuid::Uuid::now_v7()),
            role: *role,
            partnership: *partnership,
            agency: *agency,
            places: partnership.iter().copied().collect(),
        };
        let by = SignedInBy::Session("a-test".to_owned());
        Person(Some(Arc::new(Viewer::new(user, None, by, roles.iter().map(grant).collect()))))
    }
}

impl TestRegister {
    pub fn agency(&self, slug: &str) -> AgencyId {
        self.register.directory().agency_by_slug(slug).unwrap().id
    }

    /// A coordinator of the partnership with this slug.
    pub fn coordinator(&self, partnership: &str) -> Person {
        Person::with(&[(Role::Coordinator, Some(self.partnership(partnership)), None)])
    }

    /// An administrator of the register.
    pub fn administrator(&self) -> Person {
        Person::with(&[(Role::Administrator, None, None)])
    }

    /// A partner admin of an agency in a partnership.
    pub fn partner_admin(&self, partnership: &str, agency: &str) -> Person {
        let given = (Role::PartnerAdmin, Some(self.partnership(partnership)), Some(self.agency(agency)));
        Person::with(&[given])
    }

    /// A contributor of an agency in a partnership.
    pub fn contributor(&self, partnership: &str, agency: &str) -> Person {
        let given = (Role::Contributor, Some(self.partnership(partnership)), Some(self.agency(agency)));
        Person::with(&[given])
    }

    /// An auditor of one partnership.
    pub fn auditor(&self, partnership: &str) -> Person {
        Person::with(&[(Role::Auditor, Some(self.partnership(partnership)), None)])
    }

    /// The schema over this register.
    pub fn schema(&self) -> &graphql::RegisterSchema {
        self.schema.get_or_init(|| {
            let accounts = self.accounts("http://127.0.0.1", AuthConfig::default(), Mailer::none());
            graphql::builder()
                .data(self.register.clone())
                .data(Arc::clone(&self.gate))
                .data(accounts)
                .finish()
        })
    }

    /// Sends a request as somebody and gives the whole answer.
    pub fn ask(&self, person: &Person, query: &str, variables: Value) -> Value {
        self.ask_under(None, person, query, variables)
    }

    /// As [`TestRegister::ask`], with an `Idempotency-Key`.
    fn ask_under(&self, key: Option<&str>, person: &Person, query: &str, variables: Value) -> Value {
        let schema = self.schema();
        let idempotency = key.map(|key| Idempotency { key: key.to_owned(), hash: [0; 32] });
        let called = Called { request: "request_test".to_owned(), idempotency, ..Called::default() };
        let context = RequestContext::called(person.0.clone(), called, self.clock.now(), 1_000_000);
        let request = Request::new(query).variables(Variables::from_json(variables)).data(context);
        let answer = super::wait_for(schema.execute(request));
        let code = |error: &async_graphql::ServerError| {
            let ours = error.source::<partnership_register::error::Error>();
            ours.map_or("BAD_REQUEST", partnership_register::error::Error::code)
        };
        let errors: Vec<Value> = answer
            .errors
            .iter()
            .map(|error| json!({ "code": code(error), "message": error.message }))
            .collect();
        json!({ "data": answer.data.into_json().unwrap(), "errors": errors })
    }

    /// Runs a mutation that takes `input`, with what its payload is asked for, and gives
    /// the payload.
    pub fn change(&self, person: &Person, mutation: &str, input: Value, selection: &str) -> Value {
        let answer = self.mutate(person, mutation, input, selection);
        assert_eq!(answer["errors"], json!([]), "{mutation}");
        answer["data"][mutation].clone()
    }

    /// As [`TestRegister::change`], whole; for what is refused.
    pub fn mutate(&self, person: &Person, mutation: &str, input: Value, selection: &str) -> Value {
        self.ask(person, &document(mutation, selection), json!({ "input": input }))
    }

    /// As [`TestRegister::mutate`], with an `Idempotency-Key`.
    pub fn mutate_under(&self, key: &str, person: &Person, mutation: &str, input: Value) -> Value {
        self.ask_under(Some(key), person, &document(mutation, ""), json!({ "input": input }))
    }

    /// The code of the error with which a mutation is refused; empty when it is not.
    pub fn refusal(&self, person: &Person, mutation: &str, input: Value) -> String {
        let answer = self.mutate(person, mutation, input, "");
        answer["errors"][0]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A request with a mutation that takes `input`.
fn document(mutation: &str, selection: &str) -> String {
    let kind = input_type(mutation);
    format!(
        "mutation M($input: {kind}) {{ {mutation}(input: $input) {{ {selection} errors {{ path code message }} }} }}"
    )
}

/// The declared type of a mutation's `input`.
fn input_type(mutation: &str) -> &'static str {
    static SCHEMA: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let schema = SCHEMA.get_or_init(graphql::sdl);
    let root = schema.split("type Mutation {").nth(1).unwrap();
    let field = root.split(&format!("\t{mutation}(")).nth(1);
    let field = field.unwrap_or_else(|| panic!("the schema has no mutation {mutation}"));
    field.split("input: ").nth(1).unwrap().split([')', '\n']).next().unwrap()
}
