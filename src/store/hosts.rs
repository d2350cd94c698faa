//! The servers that an address names. One of them is asked as long as it answers, so that what
//! clients see does not jump between replicas of different age; when it is gone, the one with the
//! newest release takes its place.

use std::cmp::Reverse;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::store::connection::{ConnectionPool, Manager, Pooled, Target};
use crate::store::pulse::{Beat, Pulse};
use crate::store::server::{self, Named};
use crate::store::{Options, StoreError};

/// How long a connection is waited for before it is looked whether the server still answers.
const SLICE: Duration = Duration::from_millis(200);
/// How long other servers are waited for at the start, when one has answered.
const OTHERS: Duration = Duration::from_millis(300);
/// How long a server may lie behind another before it is left.
const LAG: Duration = Duration::from_mins(1);
/// How long a statement of the pulse may wait.
const HELD: Duration = Duration::from_millis(200);

/// Servers to read from.
pub(super) struct Hosts {
    all: Vec<Host>,
    prefers_replicas: bool,
    patience: Duration,
    choice: Mutex<Choice>,
}

struct Host {
    name: String,
    pool: ConnectionPool,
    pulse: Arc<Pulse>,
}

struct Choice {
    current: usize,
    /// Since when another has a newer release.
    behind: Option<Instant>,
}

/// What each server said last, in their order.
type Beats = Vec<Result<Beat, String>>;

impl Hosts {
    /// Opens the servers of an address; one of them must answer.
    pub(super) fn of(url: &str, options: &Options) -> Result<Arc<Self>, StoreError> {
        let Named { hosts: mut named, prefers_replicas, begins_anywhere } =
            server::for_reading(url, options);
        if begins_anywhere {
            let by = usize::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
            let count = named.len();
            named.rotate_left(by % count.max(1));
        }
        let all = named.into_iter().map(|host| Host::new(host, options));
        let hosts = Self {
            all: all.collect::<Result<_, _>>()?,
            prefers_replicas,
            patience: options.connection_timeout,
            choice: Mutex::new(Choice { current: usize::MAX, behind: None }),
        };
        hosts.wait();
        hosts.choose(None)?;
        Ok(Arc::new(hosts))
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    pub(super) fn pools(&self) -> impl Iterator<Item = &ConnectionPool> {
        self.all.iter().map(|host| &host.pool)
    }

    /// Waits until every server has answered, or until one has and the others are late.
    fn wait(&self) {
        let mut until = None;
        while !self.all.iter().all(|host| host.pulse.is_known()) {
            if until.is_none() && self.all.iter().any(|host| host.pulse.last().is_ok()) {
                until = Some(Instant::now() + OTHERS);
            }
            if until.is_some_and(|until| Instant::now() > until) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// A connection to the server that is asked now, or to one that holds the release named. Where
    /// the server goes while it is waited for, another is asked.
    pub(super) fn connection(
        &self,
        release: Option<&str>,
        waiting_for: &mut dyn FnMut(&Arc<Pulse>),
    ) -> Result<Pooled, StoreError> {
        let until = Instant::now() + self.patience;
        loop {
            let host = self.choose(release)?;
            waiting_for(&host.pulse);
            let left = until.saturating_duration_since(Instant::now());
            match host.pool.get_timeout(left.min(SLICE)) {
                Ok(connection) => return Ok(connection),
                Err(error) if left.is_zero() => {
                    return Err(StoreError::Unreachable(format!("{}: {error}", host.name)));
                }
                Err(_) => {}
            }
        }
    }

    /// The server to ask.
    fn choose(&self, release: Option<&str>) -> Result<&Host, StoreError> {
        let beats: Beats = self.all.iter().map(|host| host.pulse.last()).collect();
        let mut choice = self.choice.lock().unwrap_or_else(PoisonError::into_inner);
        choice.settle(&beats, self.prefers_replicas, |from, to| self.tell(&beats, from, to));
        let holds = |beat: &Result<Beat, String>| {
            let held = beat.as_ref().ok().and_then(|beat| beat.release.as_ref());
            held.is_some_and(|(_, id)| Some(id.as_str()) == release)
        };
        let current = choice.current;
        let chosen = if beats.get(current).is_some_and(holds) {
            current
        } else {
            beats.iter().position(holds).unwrap_or(current)
        };
        let answers = beats.get(chosen).is_some_and(Result::is_ok);
        self.all.get(chosen).filter(|_| answers).ok_or_else(|| self.nobody(&beats))
    }

    /// Tells that another server is asked from now on.
    fn tell(&self, beats: &Beats, from: usize, to: usize) {
        let name = |at: usize| self.all.get(at).map(|host| host.name.as_str());
        let (Some(left), Some(taken)) = (name(from), name(to)) else { return };
        let reason = beats.get(from).and_then(|beat| beat.as_ref().err());
        let reason = reason.map_or("it lies behind or is not preferred", String::as_str);
        tracing::warn!(left, taken, reason, "another server of the database is asked from now on");
    }

    fn nobody(&self, beats: &Beats) -> StoreError {
        let why = self.all.iter().zip(beats).map(|(host, beat)| {
            let reason = beat.as_ref().err().map_or("it answers", String::as_str);
            format!("{}: {reason}", host.name)
        });
        StoreError::Unreachable(why.collect::<Vec<_>>().join("; "))
    }
}

impl Host {
    fn new(named: server::Host, options: &Options) -> Result<Self, StoreError> {
        let manager = Manager::new(Target::ReadServer { url: named.url }, options);
        let felt = Options { busy_timeout: HELD, statement_timeout: HELD, ..options.clone() };
        let pulse = Pulse::of(Manager { options: felt, ..manager.clone() })?;
        Ok(Self { name: named.name, pool: manager.pool(), pulse })
    }
}

impl Choice {
    /// Leaves the server that is asked where it is gone, has lain behind for long, or is a primary
    /// while a replica with the same release is preferred; not for one that answers now and then,
    /// which would be left again in a moment, with all that is asked of it.
    fn settle(&mut self, beats: &Beats, prefers_replicas: bool, tell: impl Fn(usize, usize)) {
        let number = |beat: &Beat| beat.release.as_ref().map(|(number, _)| *number);
        let answering = beats.iter().enumerate().filter_map(|(n, b)| Some((n, b.as_ref().ok()?)));
        let preferred = |beat: &Beat| prefers_replicas && beat.is_replica && beat.is_steady;
        let best =
            answering.max_by_key(|(n, b)| (number(b), preferred(b), b.is_steady, Reverse(*n)));
        let Some((best, its)) = best else { return };
        if let Some(Ok(now)) = beats.get(self.current) {
            let is_behind = number(now) < number(its);
            self.behind = if is_behind { self.behind.or(Some(Instant::now())) } else { None };
            let is_stale = self.behind.is_some_and(|since| since.elapsed() > LAG);
            let is_preferred = !is_behind && preferred(its) && !preferred(now);
            if !is_stale && !is_preferred {
                return;
            }
        }
        tell(self.current, best);
        *self = Self { current: best, behind: None };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "beats stand beside failures")]
    fn beat(number: i64, is_replica: bool) -> Result<Beat, String> {
        Ok(Beat { is_replica, release: Some((number, number.to_string())), is_steady: true })
    }

    fn settled(current: usize, beats: &Beats, prefers_replicas: bool) -> usize {
        let mut choice = Choice { current, behind: None };
        choice.settle(beats, prefers_replicas, |_, _| ());
        choice.current
    }

    #[test]
    fn a_server_is_asked_as_long_as_it_answers_and_then_the_one_with_the_newest_release() {
        let gone = || Err("gone".to_owned());
        let lagging = vec![beat(1, true), beat(2, false), beat(2, true)];
        assert_eq!(settled(0, &lagging, false), 0);
        assert_eq!(settled(usize::MAX, &lagging, false), 1);
        assert_eq!(settled(usize::MAX, &lagging, true), 2);
        assert_eq!(settled(1, &lagging, true), 2);
        assert_eq!(settled(1, &vec![beat(1, true), beat(2, false)], true), 1);
        assert_eq!(settled(2, &vec![beat(1, true), beat(2, false), gone()], false), 1);
        assert_eq!(settled(0, &vec![gone(), gone()], false), 0);
    }

    #[test]
    fn a_replica_that_answers_now_and_then_is_preferred_to_nobody() {
        let faltering = beat(1, true).map(|beat| Beat { is_steady: false, ..beat });
        let beats = vec![faltering, beat(1, false)];
        assert_eq!(settled(1, &beats, true), 1);
        assert_eq!(settled(usize::MAX, &beats, false), 1);
        // It is not left either while it answers.
        assert_eq!(settled(0, &beats, true), 0);
        assert_eq!(settled(1, &vec![beat(1, true), beat(1, false)], true), 0);
    }
}
