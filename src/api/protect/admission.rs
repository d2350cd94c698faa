//! How many requests are worked on at once. Others wait for a moment and in a bounded number; what
//! comes beyond that is told at once to come again, so that nobody hangs. A request keeps its room
//! until the last of its work has ended, also where its answer was given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::api::problem::{Code, Problem};

/// How long a request waits for its turn.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// The room for requests; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Admission {
    rooms: Arc<Semaphore>,
    places: Arc<Semaphore>,
    size: usize,
    waiting: usize,
    turned_away: Arc<AtomicU64>,
    time: Duration,
}

/// The room of a request, and until when its answer must have begun.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    pub(crate) until: Instant,
    time: Duration,
    _permit: Arc<OwnedSemaphorePermit>,
}

tokio::task_local! {
    static ROOM: Room;
}

impl Admission {
    pub(crate) fn new(at_once: usize, waiting: usize, time: Duration) -> Self {
        let rooms = at_once.clamp(1, Semaphore::MAX_PERMITS);
        let places = waiting.min(Semaphore::MAX_PERMITS);
        Self {
            rooms: Arc::new(Semaphore::new(rooms)),
            places: Arc::new(Semaphore::new(places)),
            size: rooms,
            waiting: places,
            turned_away: Arc::default(),
            time,
        }
    }

    /// How long a request may take until its answer begins.
    pub(crate) fn time(&self) -> Duration {
        self.time
    }

    /// Rooms, and places to wait for one.
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (self.size, self.waiting)
    }

    /// Rooms that are taken.
    pub(crate) fn taken(&self) -> usize {
        self.size.saturating_sub(self.rooms.available_permits())
    }

    /// How often there was no room.
    pub(crate) fn turned_away(&self) -> u64 {
        self.turned_away.load(Ordering::Relaxed)
    }

    /// A room, at once or after a short wait.
    pub(crate) async fn enter(&self) -> Result<Room, Problem> {
        let begun = Instant::now();
        let permit = match Arc::clone(&self.rooms).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => self.wait().await.inspect_err(|_| {
                self.turned_away.fetch_add(1, Ordering::Relaxed);
            })?,
        };
        Ok(Room { until: begun + self.time, time: self.time, _permit: Arc::new(permit) })
    }

    async fn wait(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let _place = self.places.try_acquire().map_err(|_| overloaded())?;
        let room = Arc::clone(&self.rooms).acquire_owned();
        match tokio::time::timeout(PATIENCE, room).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(overloaded()),
        }
    }
}

impl Room {
    /// Whether its time is over.
    pub(crate) fn is_late(&self) -> bool {
        Instant::now() >= self.until
    }

    /// The answer to a request whose time is over.
    pub(crate) fn late(&self) -> Problem {
        let seconds = self.time.as_secs();
        let detail = format!(
            "The answer took more than {seconds} seconds; ask for less, with filters or `first`."
        );
        Problem::new(Code::QueryTimeout, detail)
    }
}

fn overloaded() -> Problem {
    let detail = "The service is answering as many requests as it can; try again in a moment.";
    Problem::new(Code::Overloaded, detail)
}

/// Does the work of a request that has a room.
pub(crate) async fn admitted<F: Future>(room: Room, work: F) -> F::Output {
    ROOM.scope(room, work).await
}

/// The room of the request that is being worked on.
pub(crate) fn current() -> Option<Room> {
    ROOM.try_with(Room::clone).ok()
}

/// Work for the same request that is done in a task of its own.
pub(crate) fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let room = current();
    async move {
        match room {
            Some(room) => ROOM.scope(room, work).await,
            None => work.await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn what_finds_no_room_waits_and_what_finds_no_place_is_told_at_once() {
        let admission = Admission::new(1, 1, Duration::from_secs(5));
        let first = admission.enter().await.unwrap();
        let (waits, turned_away) = tokio::join!(admission.enter(), async {
            let begun = Instant::now();
            let answer = admission.enter().await;
            let at_once = begun.elapsed() < Duration::from_millis(500);
            drop(first);
            (answer, at_once)
        });
        assert!(waits.is_ok());
        let (answer, at_once) = turned_away;
        assert_eq!((answer.unwrap_err().code(), at_once), (Code::Overloaded, true));
    }

    #[actix_web::test]
    async fn nobody_waits_for_long() {
        let admission = Admission::new(1, 8, Duration::from_secs(5));
        let _held = admission.enter().await.unwrap();
        let begun = Instant::now();
        assert_eq!(admission.enter().await.unwrap_err().code(), Code::Overloaded);
        assert!(begun.elapsed() < PATIENCE * 2);
    }

    #[actix_web::test]
    async fn a_room_is_kept_until_the_last_work_has_ended() {
        let admission = Admission::new(1, 0, Duration::from_secs(5));
        let room = admission.enter().await.unwrap();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let (apart,) = admitted(room, async { (tokio::spawn(carried(ended)),) }).await;
        assert!(admission.enter().await.is_err());
        end.send(()).unwrap();
        apart.await.unwrap().unwrap();
        assert!(admission.enter().await.is_ok() && current().is_none());
    }
}
