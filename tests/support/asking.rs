//! Asking the schema itself, as somebody who may see more or less.

use partnership_register::auth::scope::Scope;
use partnership_register::graph::request::RequestContext;
use serde_json::Value;

use super::{TestRegister, wait_for};

impl TestRegister {
    /// The whole answer to a query under a scope.
    pub fn answer(&self, scope: &Scope, query: &str) -> Value {
        let context = RequestContext::of(scope.clone(), self.clock.now(), 1_000_000);
        let request = async_graphql::Request::new(query).data(context);
        serde_json::to_value(wait_for(self.schema().execute(request))).unwrap()
    }

    /// How much work a query does under a scope: the smallest budget that is enough for it.
    pub fn work(&self, scope: &Scope, query: &str) -> u32 {
        let refusals = |budget: u32| {
            let context = RequestContext::of(scope.clone(), self.clock.now(), budget);
            let request = async_graphql::Request::new(query).data(context);
            wait_for(self.schema().execute(request)).errors
        };
        let (mut too_little, mut enough) = (0, 100_000);
        assert_eq!(refusals(enough), []);
        while too_little + 1 < enough {
            let between = (too_little + enough) / 2;
            if refusals(between).is_empty() { enough = between } else { too_little = between }
        }
        enough
    }

    /// The data of a query that must succeed under a scope.
    pub fn see(&self, scope: &Scope, query: &str) -> Value {
        let answer = self.answer(scope, query);
        assert_eq!(answer.get("errors"), None, "{query}");
        answer["data"].clone()
    }
}

/// The scope of those who see everything.
pub fn everything() -> Scope {
    Scope { everything: true, ..Scope::default() }
}

/// The scope of those who see all of one partnership.
pub fn whole(test: &TestRegister, slug: &str) -> Scope {
    Scope { whole: [test.partnership(slug)].into(), ..Scope::default() }
}

/// The scope of somebody of an agency in a partnership.
pub fn partner(test: &TestRegister, slug: &str, agency: &str) -> Scope {
    let place = test.partnership(slug);
    let agency = test.register.directory().agency_by_slug(agency).unwrap().id;
    Scope { partners: [place].into(), agencies: [(place, [agency].into())].into(), ..Scope::default() }
}
