//! Every number of signing in, in one place.

use chrono::TimeDelta;

/// Who must give a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondFactor {
    /// Whoever set one up.
    Off,
    /// Whoever set one up, and everyone who has a role that edits.
    #[default]
    Editors,
}

/// Settings of accounts and sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthConfig {
    /// Who must give a second factor.
    pub second_factor: SecondFactor,
    /// Hours after which a browser signs in again.
    pub session_hours: i64,
    /// Minutes without a request after which a browser signs in again.
    pub idle_minutes: i64,
    /// Days after which a machine client signs in again.
    pub refresh_days: i64,
    /// Minutes for which an access token holds.
    pub access_minutes: i64,
    /// Days for which an invitation works.
    pub invitation_days: i64,
    /// Minutes for which a link to a new password works.
    pub reset_minutes: i64,
    /// Hours for which the link that sets the register up works.
    pub set_up_hours: i64,
    /// Days for which a browser is remembered.
    pub remember_days: i64,
    /// Attempts that fail for one account until more are refused.
    pub attempts: u32,
    /// Attempts that fail from one address until more are refused.
    pub address_attempts: u32,
    /// Minutes for which a failed attempt counts.
    pub window_minutes: i64,
    /// Days for which attempts to sign in are kept.
    pub sign_in_days: i64,
    /// Passwords that are hashed at a time.
    pub password_places: usize,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            second_factor: SecondFactor::default(),
            session_hours: 12,
            idle_minutes: 120,
            refresh_days: 30,
            access_minutes: 15,
            invitation_days: 7,
            reset_minutes: 60,
            set_up_hours: 24,
            remember_days: 30,
            attempts: 10,
            address_attempts: 50,
            window_minutes: 15,
            sign_in_days: 365,
            password_places: std::thread::available_parallelism().map_or(1, |n| (n.get() / 2).clamp(1, 4)),
        }
    }
}

impl AuthConfig {
    /// For how long a failed attempt counts.
    pub fn window(&self) -> TimeDelta {
        TimeDelta::minutes(self.window_minutes)
    }
}
