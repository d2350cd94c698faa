//! The pulse of a server: whether it answers, asked again and again on a connection of its own. A
//! server that is gone says so or refuses; one that hangs says nothing, and no time limit of its
//! own can be trusted. So how long the last question has been waiting is what tells.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel::{RunQueryDsl, sql_query};

use crate::store::StoreError;
use crate::store::connection::{AnyConnection, Manager};

/// How long a server that answered is left alone.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a server may take to answer before it is taken for one that does not.
const PATIENCE: Duration = Duration::from_millis(1_200);
/// How long a server that did not answer in time must have answered since to be one to rely on.
const STEADY: Duration = Duration::from_secs(5);

/// What a server said of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beat {
    /// Whether it follows another.
    pub(super) is_replica: bool,
    /// Number and id of its release.
    pub(super) release: Option<(i64, String)>,
    /// Whether it has answered in time for a while. One that is slow answers now and then.
    pub(super) is_steady: bool,
}

/// The pulse of one server.
#[derive(Debug, Default)]
pub(super) struct Pulse(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    asked: Option<Instant>,
    last: Option<Result<Beat, String>>,
    /// When it last did not answer in time.
    faltered: Option<Instant>,
}

impl Pulse {
    /// Begins to feel the pulse of a server, for as long as somebody wants to know.
    pub(super) fn of(manager: Manager) -> Result<Arc<Self>, StoreError> {
        let pulse = Arc::new(Self::default());
        let felt = Arc::downgrade(&pulse);
        let feel = move || {
            let mut connection = None;
            while let Some(pulse) = felt.upgrade() {
                pulse.state().asked = Some(Instant::now());
                let beat = beat(&manager, &mut connection).map_err(|error| error.to_string());
                pulse.state().heard(beat);
                drop(pulse);
                std::thread::sleep(PAUSE);
            }
        };
        std::thread::Builder::new()
            .name("feels the pulse".to_owned())
            .spawn(feel)
            .map_err(|e| StoreError::Other(format!("the server cannot be watched: {e}")))?;
        Ok(pulse)
    }

    /// Whether anything was heard yet, or too long nothing.
    pub(super) fn is_known(&self) -> bool {
        let state = self.state();
        state.last.is_some() || state.is_late()
    }

    /// Whether a server that is asked says nothing: whoever asked it may wait for ever. One that is
    /// gone says so to everybody who asked.
    pub(super) fn hangs(&self) -> bool {
        self.state().is_late()
    }

    /// What was heard last, or why nothing is.
    pub(super) fn last(&self) -> Result<Beat, String> {
        let state = self.state();
        match &state.last {
            _ if state.is_late() => {
                Err(format!("no answer for {} seconds", PATIENCE.as_secs_f32()))
            }
            Some(Ok(beat)) => Ok(Beat { is_steady: state.is_steady(), ..beat.clone() }),
            Some(Err(error)) => Err(error.clone()),
            None => Err("it was not asked yet".to_owned()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_late(&self) -> bool {
        self.asked.is_some_and(|asked| asked.elapsed() > PATIENCE)
    }

    fn is_steady(&self) -> bool {
        self.faltered.is_none_or(|at| at.elapsed() > STEADY)
    }

    fn heard(&mut self, beat: Result<Beat, String>) {
        if beat.is_err() || self.is_late() {
            self.faltered = Some(Instant::now());
        }
        (self.asked, self.last) = (None, Some(beat));
    }
}

#[derive(QueryableByName)]
struct Role {
    #[diesel(sql_type = Bool)]
    is_replica: bool,
}

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Text)]
    id: String,
}

/// Asks a server, on a new connection where the last one is broken.
fn beat(manager: &Manager, kept: &mut Option<AnyConnection>) -> Result<Beat, StoreError> {
    if let Some(connection) = kept
        && let Ok(beat) = ask(connection)
    {
        return Ok(beat);
    }
    *kept = None;
    let mut connection = manager.open()?;
    let beat = ask(&mut connection)?;
    *kept = Some(connection);
    Ok(beat)
}

fn ask(connection: &mut AnyConnection) -> Result<Beat, StoreError> {
    let role = sql_query("SELECT pg_is_in_recovery() AS is_replica").load::<Role>(connection)?;
    let newest = "SELECT number, id FROM dataset_release ORDER BY number DESC LIMIT 1";
    // Where the tables are missing or held, the server answers all the same.
    let newest = sql_query(newest).load::<Newest>(connection).unwrap_or_default();
    Ok(Beat {
        is_replica: role.into_iter().any(|role| role.is_replica),
        release: newest.into_iter().next().map(|newest| (newest.number, newest.id)),
        is_steady: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_answered_late_or_was_gone_is_not_steady_for_a_while() {
        let beat = || Ok(Beat { is_replica: true, release: None, is_steady: true });
        let ago = |time| Instant::now().checked_sub(time);
        let mut state = State { asked: ago(PATIENCE / 2), ..State::default() };
        state.heard(beat());
        assert!(state.is_steady());
        state.asked = ago(PATIENCE * 2);
        state.heard(beat());
        assert!(!state.is_steady());
        state.asked = ago(PATIENCE / 2);
        state.heard(beat());
        assert!(!state.is_steady());
        state.faltered = ago(STEADY * 2);
        assert!(state.is_steady());
        state.heard(Err("gone".to_owned()));
        assert!(!state.is_steady());
    }
}
