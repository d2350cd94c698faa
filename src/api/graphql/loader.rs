//! Batching: what many objects of one answer ask for is asked for once.
//!
//! A loader lives for one request. Keys gather while the resolvers that run together come to
//! their `load`; when no more come, one question is asked for all of them. So the number of
//! statements depends on the shape of a query and not on its rows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::api::ask::ask;
use crate::api::problem::{Code, Problem};
use crate::api::{answered, observe, protect};
use crate::query::{Error, Session, Store};

/// Turns of the scheduler without a new key, after which the keys are complete. One would do if
/// a turn let every resolver run; the scheduler stops a task that has received many messages in
/// one turn and lets it go on in the next.
const QUIET_TURNS: u32 = 3;

type Batch<K, V> =
    dyn Fn(&mut Session, &[K]) -> Result<BTreeMap<K, V>, Error> + Send + Sync + 'static;
type Question<A, K, V> = fn(&mut Session, &[K], &A) -> Result<BTreeMap<K, V>, Error>;
type Waiting<V> = Vec<oneshot::Sender<Result<Option<V>, Problem>>>;

/// Loads values by key, many at a time. Clones share what is loaded.
pub(crate) struct Loader<K, V>(Arc<Shared<K, V>>);

struct Shared<K, V> {
    store: Store,
    batch: Box<Batch<K, V>>,
    /// Whether values are kept for who asks for them again further down.
    is_keeping: bool,
    state: Mutex<State<K, V>>,
}

struct State<K, V> {
    loaded: BTreeMap<K, Option<V>>,
    waiting: BTreeMap<K, Waiting<V>>,
    arrivals: u64,
    gathering: bool,
}

impl<K, V> Clone for Loader<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, V> Loader<K, V>
where
    K: Ord + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// A loader over a question that takes many keys; keys without a value are left out of its
    /// answer.
    pub(crate) fn new(
        store: &Store,
        batch: impl Fn(&mut Session, &[K]) -> Result<BTreeMap<K, V>, Error> + Send + Sync + 'static,
    ) -> Self {
        Self::of(store, Box::new(batch), true)
    }

    fn of(store: &Store, batch: Box<Batch<K, V>>, is_keeping: bool) -> Self {
        Self(Arc::new(Shared {
            store: store.clone(),
            batch,
            is_keeping,
            state: Mutex::new(State {
                loaded: BTreeMap::new(),
                waiting: BTreeMap::new(),
                arrivals: 0,
                gathering: false,
            }),
        }))
    }

    /// The value of a key, where there is one.
    ///
    /// # Errors
    ///
    /// The problem that the question met.
    pub(crate) async fn load(&self, key: K) -> Result<Option<V>, Problem> {
        let receiver = {
            let mut state = self.0.state();
            if let Some(value) = state.loaded.get(&key) {
                return Ok(value.clone());
            }
            let (sender, receiver) = oneshot::channel();
            state.waiting.entry(key).or_default().push(sender);
            state.arrivals += 1;
            if !state.gathering {
                state.gathering = true;
                // A task of its own, so that the others get their answer also when the resolver
                // that came first is dropped.
                let gathering = answered::carried(gather(Arc::clone(&self.0)));
                tokio::spawn(protect::carried(observe::carried(gathering)));
            }
            receiver
        };
        let lost = || Problem::new(Code::Internal, "The service failed.");
        receiver.await.map_err(|_| lost())?
    }

    /// The value of a key that another row names, so that it must exist.
    ///
    /// # Errors
    ///
    /// The problem that the question met, or that there is no such value.
    pub(crate) async fn require(&self, key: K) -> Result<V, Problem> {
        let missing = || Problem::new(Code::Internal, "The data refers to what it does not hold.");
        self.load(key).await?.ok_or_else(missing)
    }
}

impl<K, V> Shared<K, V> {
    fn state(&self) -> MutexGuard<'_, State<K, V>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn gather<K, V>(shared: Arc<Shared<K, V>>)
where
    K: Ord + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let (mut seen, mut quiet) = (0, 0);
    while quiet < QUIET_TURNS {
        tokio::task::yield_now().await;
        let arrivals = shared.state().arrivals;
        quiet = if arrivals == seen { quiet + 1 } else { 0 };
        seen = arrivals;
    }
    let waiting = {
        let mut state = shared.state();
        state.gathering = false;
        std::mem::take(&mut state.waiting)
    };
    let keys: Vec<K> = waiting.keys().cloned().collect();
    let asked = {
        let shared = Arc::clone(&shared);
        ask(&shared.store.clone(), move |session| (shared.batch)(session, &keys)).await
    };
    match asked {
        Ok(mut found) => {
            for (key, senders) in waiting {
                let value = found.remove(&key);
                if shared.is_keeping {
                    shared.state().loaded.insert(key, value.clone());
                }
                answer(senders, Ok(value));
            }
        }
        Err(problem) => {
            for senders in waiting.into_values() {
                answer(senders, Err(problem.clone()));
            }
        }
    }
}

/// A resolver that is gone does not need its answer.
fn answer<V: Clone>(mut senders: Waiting<V>, with: Result<Option<V>, Problem>) {
    let last = senders.pop();
    for sender in senders {
        let _gone = sender.send(with.clone());
    }
    let _gone = last.map(|last| last.send(with));
}

/// Loaders that differ in their arguments: one for each set of arguments that a query uses. What they
/// load is long, and seldom asked for again: whoever waits for it gets it, and nobody else keeps it.
pub(crate) struct Loaders<A, K, V> {
    store: Store,
    question: Question<A, K, V>,
    known: Mutex<Vec<(A, Loader<K, V>)>>,
}

impl<A, K, V> Loaders<A, K, V>
where
    A: PartialEq + Clone + Send + Sync + 'static,
    K: Ord + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// Loaders over a question that takes many keys and some arguments.
    pub(crate) fn new(store: &Store, question: Question<A, K, V>) -> Self {
        Self { store: store.clone(), question, known: Mutex::new(Vec::new()) }
    }

    /// The loader for these arguments.
    pub(crate) fn with(&self, arguments: A) -> Loader<K, V> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, loader)) = known.iter().find(|(a, _)| *a == arguments) {
            return loader.clone();
        }
        let (question, its) = (self.question, arguments.clone());
        let batch: Box<Batch<K, V>> = Box::new(move |session, keys| question(session, keys, &its));
        let loader = Loader::of(&self.store, batch, false);
        known.push((arguments, loader.clone()));
        loader
    }
}
