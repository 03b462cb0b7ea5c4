//! Two partnerships with the same agencies, and everybody who could ask for something.

use std::sync::Arc;

use partnership_register::auth::viewer::Viewer;
use partnership_register::commands::gate::Command;
use partnership_register::error::Result;
use partnership_register::model::record::Head;
use partnership_register::model::*;
use partnership_register::store::tx::{Deed, WriteTx};
use serde_json::{Value, json};

use crate::support::people::{Given, Person};
use crate::support::{TestRegister, founding_file};

/// The partnership of the records that the matrix is about.
pub const HERE: &str = "safer-chelmsford";
/// Another partnership in which the same agencies sit.
pub const ELSEWHERE: &str = "safer-elsewhere";
/// The agency that leads what the matrix is about.
pub const LEAD: &str = "essex-police";
/// The agency that takes part in it.
pub const PARTNER: &str = "chelmsford-city-council";
/// An agency that has nothing to do with it.
pub const OTHER: &str = "essex-county-council";

/// Makes an account with roles.
struct AddUser {
    user: User,
    roles: Vec<RoleGrant>,
}

impl Command for AddUser {
    type Output = ();
    const KEY: &'static str = "user.invite";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let deed = Deed { action: ChangeAction::Create, reason: None };
        tx.save(None, self.user.clone(), deed)?;
        self.roles.iter().try_for_each(|role| tx.save(None, role.clone(), deed).map(drop))
    }
}

/// A register with two partnerships.
pub struct Scene {
    pub test: TestRegister,
    /// Coordinates both, and sets the scene.
    pub director: Person,
}

impl Scene {
    pub fn new() -> Self {
        let test = TestRegister::founding();
        let mut other = founding_file();
        other.partnership.slug = ELSEWHERE.to_owned();
        other.partnership.name = "Safer Elsewhere Partnership".to_owned();
        test.import(&other).unwrap();
        let places = [HERE, ELSEWHERE].map(|slug| Some(test.partnership(slug)));
        let mut roles: Vec<_> = places.map(|place| (Role::Coordinator, place, None)).to_vec();
        roles.push((Role::Administrator, None, None));
        Scene { director: Person::with(&roles), test }
    }

    /// Runs a mutation that must succeed and gives the record in its payload.
    pub fn make(&self, mutation: &str, input: Value, record: &str) -> Value {
        let selection = format!("{record} {{ id version }}");
        let payload = self.test.change(&self.director, mutation, input, &selection);
        assert_eq!(payload["errors"], json!([]), "{mutation}");
        payload[record].clone()
    }

    /// Somebody new with an account, a second factor and these roles.
    pub fn user(&self, roles: &[Given]) -> Value {
        let id = UserId(uuid::Uuid::now_v7());
        let key = id.0.simple().to_string();
        let user = User {
            id,
            head: Head { key: key.clone(), ..Head::default() },
            email: format!("{key}@example.org"),
            name: "Somebody".to_owned(),
            state: UserState::Active,
            second_factor_at: Some(self.test.clock.now()),
            ..User::default()
        };
        let grant = |(role, partnership, agency): &Given| {
            let id = uuid::Uuid::now_v7();
            let head = Head { key: id.simple().to_string(), ..Head::default() };
            let (user, role, partnership, agency) = (user.id, *role, *partnership, *agency);
            RoleGrant { id: RoleGrantId(id), head, user, role, partnership, agency, ends_on: None }
        };
        let roles = roles.iter().map(grant).collect();
        self.test.run(AddUser { user: user.clone(), roles }).unwrap();
        json!({ "id": id.to_string(), "version": 1 })
    }

    /// Somebody with an account and this role: what they do is noted there.
    pub fn with_account(&self, role: Given) -> Person {
        let user = self.user(&[role]);
        Person::of(user["id"].as_str().unwrap().parse().unwrap(), &[role])
    }

    /// Has checkpoints sent to an address.
    pub fn subscribe(&self, email: &str) {
        let somebody = self.with_account((Role::Administrator, None, None));
        let payload = self.test.change(&somebody, "subscribeCheckpoints", json!({ "email": email }), "");
        assert_eq!(payload["errors"], json!([]));
    }

    /// Everybody, in the order of the matrix's columns.
    pub fn everybody(&self) -> Vec<(&'static str, Person)> {
        let test = &self.test;
        let here = test.partnership(HERE);
        let key = ApiKeyId(uuid::Uuid::now_v7());
        let app = Person(Some(Arc::new(Viewer::app(key, Visibility::Partners, Some(here)))));
        vec![
            ("nobody", Person::nobody()),
            ("API key", app),
            ("administrator", self.with_account((Role::Administrator, None, None))),
            ("coordinator here", test.coordinator(HERE)),
            ("coordinator elsewhere", test.coordinator(ELSEWHERE)),
            ("partner admin of the lead", test.partner_admin(HERE, LEAD)),
            ("of a partner", test.partner_admin(HERE, PARTNER)),
            ("of another agency", test.partner_admin(HERE, OTHER)),
            ("of the lead, elsewhere", test.partner_admin(ELSEWHERE, LEAD)),
            ("contributor of the lead", test.contributor(HERE, LEAD)),
            ("of a partner ", test.contributor(HERE, PARTNER)),
            ("of another agency ", test.contributor(HERE, OTHER)),
            ("auditor here", self.with_account((Role::Auditor, Some(here), None))),
            ("auditor of the register", self.with_account((Role::Auditor, None, None))),
        ]
    }
}
