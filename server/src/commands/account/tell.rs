//! Telling people of what others did: coordinators in their partnership, owners to their
//! account.

use super::Accounts;
use crate::clock::london_date;
use crate::commands::done::Notice;
use crate::error::Result;
use crate::model::*;
use crate::store::{Conn, people, records};

impl Accounts {
    /// Writes to those whom a notice concerns. Nobody waits for the letters; a notice that
    /// cannot be sent is in the history all the same.
    pub async fn notify(&self, notices: Vec<Notice>) {
        if !self.mailer.sends() {
            return;
        }
        for notice in notices {
            match notice {
                Notice::Claimed { partnership, label, agency, .. } => {
                    self.tell_of_claim(partnership, &label, agency).await;
                }
                Notice::Moved { name, from, to } => {
                    for address in [&from, &to] {
                        self.mailer.post(self.letters.address_changed(address, &name, &to));
                    }
                }
            }
        }
    }

    async fn tell_of_claim(&self, partnership: PartnershipId, label: &str, agency: AgencyId) {
        let today = london_date(self.now());
        let found = self.read(move |conn| {
            let agency = records::find(conn, agency.into())?.map(|record| record.label());
            Ok((agency, coordinators(conn, partnership, today)?))
        });
        match found.await {
            Ok((agency, coordinators)) => {
                let agency = agency.unwrap_or_else(|| "an agency".to_owned());
                for user in coordinators {
                    self.mailer.post(self.letters.claimed(&user.email, &user.name, &agency, label));
                }
            }
            Err(error) => tracing::warn!(?error, "coordinators were not told of a claim"),
        }
    }
}

/// The active users who coordinate a partnership today.
fn coordinators(conn: &mut Conn, partnership: PartnershipId, today: chrono::NaiveDate) -> Result<Vec<User>> {
    let mut found = Vec::new();
    for grant in people::role_grants(conn)? {
        let coordinates = grant.role == Role::Coordinator && grant.partnership == Some(partnership);
        if coordinates
            && grant.holds_on(today)
            && let Some(user) = people::user(conn, grant.user)?
            && user.state == UserState::Active
        {
            found.push(user);
        }
    }
    Ok(found)
}
