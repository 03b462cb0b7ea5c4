//! The letters of requests for updates: writing them, and reminding on the chosen days.
//!
//! A letter is set down in the database before it is sent, so that it survives the end of
//! this server, and taken from there by one server at a time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::Accounts;
use crate::clock::london_date;
use crate::error::Result;
use crate::mail::{Asked, Letter};
use crate::model::*;
use crate::store::operational::Operational;
use crate::store::operational::update_letter::{self, Taken, Which};
use crate::store::{Conn, people, records, update_request};

/// For how long a server that takes a letter has it for itself: longer than an attempt to
/// send it, or another server would send it as well.
const HOLD: TimeDelta = TimeDelta::minutes(15);
/// How long to wait before each further attempt.
const WAITS: [TimeDelta; 4] =
    [TimeDelta::minutes(1), TimeDelta::minutes(10), TimeDelta::hours(1), TimeDelta::hours(6)];
/// How many letters are taken at a time: what waits behind a letter that takes long would be
/// given up meanwhile.
const SOME: i64 = 1;
/// For how many days after its day a reminder still goes out, if no server ran on it.
const LATE: i64 = 3;

impl Accounts {
    /// Sends the letters that wait while nobody waits for them.
    pub fn send_update_letters_soon(self: &Arc<Self>) {
        let accounts = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = accounts.send_update_letters().await {
                tracing::warn!(?error, "letters that ask for updates were not sent");
            }
        });
    }

    /// Sets down the reminders whose day has come, and sends every letter that waits.
    /// Called now and then, by every server of a database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn send_update_letters(&self) -> Result<()> {
        if !self.mailer.sends() {
            return Ok(());
        }
        self.set_down_update_reminders().await?;
        loop {
            let taken = self.gate.operate(|writer, now| update_letter::take(writer, now, HOLD, SOME)).await?;
            if taken.is_empty() {
                return Ok(());
            }
            for letter in taken {
                self.send_update_letter(letter).await?;
            }
        }
    }

    /// Sets down the reminders whose day has come, to be sent by whichever server is first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_down_update_reminders(&self) -> Result<()> {
        self.gate.operate(set_down_reminders).await
    }

    /// Sends one letter, or puts it back.
    async fn send_update_letter(&self, Taken { which, tries }: Taken) -> Result<()> {
        let (wanted, today) = (which.clone(), london_date(self.now()));
        let asked = self.read(move |conn| asked(conn, &wanted, today)).await?;
        let Some((user, asked)) = asked else {
            return self.settle(which, LetterState::Dropped).await;
        };
        match self.mailer.send(&self.update_letter(&user, &asked)).await {
            Ok(()) => self.settle(which, LetterState::Sent).await,
            Err(why) => match WAITS.get(usize::try_from(tries).unwrap_or_default()) {
                Some(wait) => {
                    tracing::warn!(why, "a letter that asks for an update could not be sent yet");
                    let (wait, put) = (*wait, which);
                    self.gate
                        .operate(move |writer, now| update_letter::put_back(writer, &put, now + wait))
                        .await
                }
                None => {
                    tracing::error!(why, "a letter that asks for an update could not be sent");
                    self.settle(which, LetterState::Failed).await
                }
            },
        }
    }

    async fn settle(&self, which: Which, state: LetterState) -> Result<()> {
        self.gate.operate(move |writer, now| update_letter::settle(writer, &which, state, now)).await
    }

    fn update_letter(&self, user: &User, asked: &Asked) -> Letter {
        self.letters.update_letter(&user.email, &user.name, asked)
    }

    /// What a letter says that asks for a return.
    pub fn update_text(&self, asked: &Asked) -> crate::mail::Text {
        self.letters.update(asked)
    }
}

/// Sets down a reminder to everybody who acts for an agency that has not answered, on each
/// open request whose day has come.
fn set_down_reminders(writer: &mut Operational<'_>, now: DateTime<Utc>) -> Result<()> {
    let today = london_date(now);
    for request in update_request::open(writer.reader())? {
        let Some(day) = request.reminder_at(now) else { continue };
        if (today - day).num_days() > LATE {
            continue;
        }
        let silent: Vec<AgencyId> = request.silent().collect();
        let acting = people::acting_for(writer.reader(), request.partnership, &silent, today)?;
        for (user, _) in acting {
            let which = Which { request: request.id, occasion: format!("DAY {day}"), user: user.id };
            update_letter::queue(writer, &which, now)?;
        }
    }
    Ok(())
}

/// To whom a letter goes and what it asks for; none when it is not needed any more.
fn asked(conn: &mut Conn, which: &Which, today: chrono::NaiveDate) -> Result<Option<(User, Asked)>> {
    let Some(request) = update_request::find(conn, which.request)? else { return Ok(None) };
    if request.state != UpdateRequestState::Open {
        return Ok(None);
    }
    let silent: Vec<AgencyId> = request.silent().collect();
    let acting = people::acting_for(conn, request.partnership, &silent, today)?;
    let Some((user, agencies)) = acting.into_iter().find(|(user, _)| user.id == which.user) else {
        return Ok(None);
    };
    let Some(Record::Partnership(partnership)) = records::find(conn, request.partnership.into())? else {
        return Ok(None);
    };
    let mut names = Vec::with_capacity(agencies.len());
    for agency in agencies {
        names.extend(records::find(conn, agency.into())?.map(|record| record.label()));
    }
    let asked = Asked {
        partnership: partnership.name,
        slug: partnership.slug,
        request: Some(request.id.to_string()),
        agencies: names,
        due_on: request.due_on,
        message: request.message,
        again: !which.occasion.starts_with("ASK"),
    };
    Ok(Some((user, asked)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_held_for_longer_than_it_takes_to_send_all_that_were_taken() {
        let sending = crate::mail::ATTEMPT * u32::try_from(SOME).unwrap();
        assert!(HOLD.to_std().unwrap() > sending);
    }
}
