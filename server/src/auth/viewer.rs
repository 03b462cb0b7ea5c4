//! Whoever makes a request: how they signed in, which roles they have, what they may see.

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::model::*;

/// Somebody, or an app, that signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The user; none for an API key.
    pub user: Option<UserId>,
    /// The agency that the user works for.
    pub agency: Option<AgencyId>,
    /// How they signed in.
    pub by: SignedInBy,
    /// The roles that hold today.
    pub grants: Vec<Grant>,
    /// What they may see.
    pub scope: Scope,
    /// Whether they must set up a second factor before anything else.
    pub must_enrol: bool,
    /// Whether the database knows the session: then it is asked again when they write, since
    /// the session may have ended and a role been taken away after the request began.
    pub is_held: bool,
}

/// How somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedInBy {
    /// A browser's cookie, by the id of its session.
    Session(String),
    /// An access token, by the id of its session.
    Token(String),
    /// An API key.
    Key(ApiKeyId),
}

impl SignedInBy {
    /// The id of the session; an API key has none.
    pub fn session(&self) -> Option<&str> {
        match self {
            SignedInBy::Session(id) | SignedInBy::Token(id) => Some(id),
            SignedInBy::Key(_) => None,
        }
    }
}

/// A role that holds today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The record of it.
    pub id: RoleGrantId,
    /// The role.
    pub role: Role,
    /// The partnership that it names, if it names one.
    pub partnership: Option<PartnershipId>,
    /// The agency acted for.
    pub agency: Option<AgencyId>,
    /// Where it holds: the partnership it names or, for an agency wherever it sits, those
    /// in which it does; empty for roles of the whole register.
    pub places: BTreeSet<PartnershipId>,
}

impl Grant {
    /// Whether it holds in this partnership.
    pub fn holds_in(&self, partnership: PartnershipId) -> bool {
        self.places.contains(&partnership)
    }
}

impl Viewer {
    /// A user with these roles.
    pub fn new(user: UserId, agency: Option<AgencyId>, by: SignedInBy, grants: Vec<Grant>) -> Self {
        let scope = scope(&grants);
        Viewer { user: Some(user), agency, by, grants, scope, must_enrol: false, is_held: false }
    }

    /// An app with an API key: it reads, and does nothing.
    pub fn app(key: ApiKeyId, reads: Visibility, partnership: Option<PartnershipId>) -> Self {
        let mut scope = Scope::anonymous();
        if reads == Visibility::Partners {
            scope.all_partners = partnership.is_none();
            scope.partners.extend(partnership);
        }
        let by = SignedInBy::Key(key);
        Viewer { user: None, agency: None, by, grants: Vec::new(), scope, must_enrol: false, is_held: false }
    }

    /// Somebody who may do nothing but set up a second factor: no roles, no scope.
    pub fn must_enrol(self) -> Self {
        Viewer { grants: Vec::new(), scope: Scope::anonymous(), must_enrol: true, ..self }
    }

    /// Whether the viewer has a role somewhere.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether the viewer has a role in a partnership.
    pub fn is_in(&self, role: Role, partnership: PartnershipId) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.holds_in(partnership))
    }

    /// The agencies that the viewer acts for in a partnership, in one of these roles.
    pub fn acts_for(&self, partnership: PartnershipId, roles: &[Role]) -> BTreeSet<AgencyId> {
        let grants = self.grants.iter().filter(|g| roles.contains(&g.role) && g.holds_in(partnership));
        grants.filter_map(|grant| grant.agency).collect()
    }
}

/// What somebody with these roles may see.
pub fn scope(grants: &[Grant]) -> Scope {
    let mut scope = Scope::anonymous();
    for grant in grants {
        match grant.role {
            Role::Administrator => scope.accounts = true,
            Role::Auditor if grant.partnership.is_none() => scope.everything = true,
            Role::Coordinator | Role::Auditor => scope.whole.extend(&grant.places),
            Role::PartnerAdmin | Role::Contributor => {
                scope.partners.extend(&grant.places);
                for place in &grant.places {
                    scope.agencies.entry(*place).or_default().extend(grant.agency);
                }
            }
        }
    }
    scope
}
