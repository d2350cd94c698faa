//! Answers that are kept in memory for whoever asks the same again: within a bound, whatever is
//! asked for often longest. An answer is found by its question and the release that it was made
//! from (`conditional`), so what is kept never grows old, it is only no longer asked for.
//!
//! Where many ask the same at once, as after an import, one has the turn to answer: the others wait
//! for what it keeps.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use tokio::sync::watch;

/// The parts that the cache has, each with a lock of its own; an answer takes one at the most.
const PARTS: u32 = 4;
/// Bytes that an answer is thought to have where the cache is laid out.
const USUAL_BYTES: u64 = 8 * 1024;
/// Bytes of an answer beside its body and its headers.
const BESIDE: usize = 256;
/// How long a question waits for the answer to the one that came before it: where the database does
/// not answer, nobody is told later than the first by more than that.
const PATIENCE: Duration = Duration::from_millis(500);

/// What an answer is found by.
pub(crate) type Key = [u8; 32];

/// The answers that are kept; clones share them.
#[derive(Clone, Default)]
pub(crate) struct Kept(Option<Arc<Answers>>);

struct Answers {
    cache: Cache<Key, Answer, Weight>,
    max_bytes: u64,
    /// What is being answered now; told to those who wait by going away.
    underway: Mutex<HashMap<Key, watch::Receiver<()>>>,
}

/// The turn to answer a question that nobody else is answering, until it is dropped.
pub(crate) struct Turn {
    of: Arc<Answers>,
    key: Key,
    /// Those who wait are told by its end.
    _over: watch::Sender<()>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.of.underway().remove(&self.key);
    }
}

impl Answers {
    fn underway(&self) -> MutexGuard<'_, HashMap<Key, watch::Receiver<()>>> {
        self.underway.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer, always with the status 200.
#[derive(Clone)]
struct Answer {
    headers: Arc<[(HeaderName, HeaderValue)]>,
    body: Bytes,
}

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Answer> for Weight {
    fn weight(&self, _: &Key, answer: &Answer) -> u64 {
        answer.bytes()
    }
}

impl Answer {
    fn new(headers: &HeaderMap, body: Bytes) -> Self {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.clone()));
        Self { headers: headers.collect(), body }
    }

    fn bytes(&self) -> u64 {
        let header = |(name, value): &(HeaderName, HeaderValue)| name.as_str().len() + value.len();
        let bytes = self.body.len() + self.headers.iter().map(header).sum::<usize>() + BESIDE;
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }

    fn response(self) -> HttpResponse {
        let mut response = HttpResponse::new(StatusCode::OK);
        for (name, value) in self.headers.iter() {
            response.headers_mut().append(name.clone(), value.clone());
        }
        response.set_body(BoxBody::new(self.body))
    }
}

impl Kept {
    /// Keeps so many bytes of answers; none with 0.
    pub(crate) fn new(max_bytes: u64) -> Self {
        let usual = usize::try_from(max_bytes / USUAL_BYTES).unwrap_or_default();
        let options = OptionsBuilder::new()
            .shards(PARTS as usize)
            .estimated_items_capacity(usual.max(1))
            .weight_capacity(max_bytes)
            .build();
        let cache = |options| {
            let (hasher, lifecycle) = (DefaultHashBuilder::default(), DefaultLifecycle::default());
            Cache::with_options(options, Weight, hasher, lifecycle)
        };
        let options = options.ok().filter(|_| max_bytes > 0);
        let answers =
            |options| Answers { cache: cache(options), max_bytes, underway: Mutex::default() };
        Self(options.map(|options| Arc::new(answers(options))))
    }

    /// Whether anything is kept at all.
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Answers that are kept, and their bytes.
    pub(crate) fn size(&self) -> (u64, u64) {
        let size = |answers: &Arc<Answers>| {
            let count = u64::try_from(answers.cache.len()).unwrap_or(u64::MAX);
            (count, answers.cache.weight())
        };
        self.0.as_ref().map(size).unwrap_or_default()
    }

    /// The answer that is kept.
    pub(crate) fn answer(&self, key: &Key) -> Option<HttpResponse> {
        Some(self.0.as_ref()?.cache.get(key)?.response())
    }

    /// The turn to answer a question, where nobody else has it. Otherwise none, once that is over or
    /// has taken long: an answer is kept by then, or it is none that is.
    pub(crate) async fn turn(&self, key: &Key) -> Option<Turn> {
        let of = Arc::clone(self.0.as_ref()?);
        let mut other = match of.underway().entry(*key) {
            Entry::Occupied(other) => other.get().clone(),
            Entry::Vacant(free) => {
                let (over, told) = watch::channel(());
                free.insert(told);
                return Some(Turn { of: Arc::clone(&of), key: *key, _over: over });
            }
        };
        // Nothing is ever sent: it ends when the sender is gone, or the patience.
        let _over = tokio::time::timeout(PATIENCE, other.changed()).await;
        None
    }

    /// Keeps an answer, where it is at hand and not large; gives it back to be sent.
    pub(crate) fn keep<B>(&self, key: Key, response: HttpResponse<B>) -> HttpResponse
    where
        B: MessageBody + 'static,
    {
        let Some(answers) = &self.0 else { return response.map_into_boxed_body() };
        let is_small = match response.body().size() {
            BodySize::Sized(bytes) => bytes <= answers.max_bytes / u64::from(PARTS),
            BodySize::None | BodySize::Stream => false,
        };
        if !is_small || response.status() != StatusCode::OK {
            return response.map_into_boxed_body();
        }
        response.map_body(|head, body| match body.try_into_bytes() {
            Ok(body) => {
                // As it was made it may hold twice the room that it needs.
                let body = Bytes::copy_from_slice(&body);
                answers.cache.insert(key, Answer::new(&head.headers, body.clone()));
                BoxBody::new(body)
            }
            Err(body) => BoxBody::new(body),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(body: Vec<u8>) -> HttpResponse {
        HttpResponse::Ok().insert_header(("x-of", "it")).body(body)
    }

    #[test]
    fn an_answer_comes_back_with_its_headers() {
        let kept = Kept::new(100_000);
        assert!(kept.answer(&[1; 32]).is_none());
        drop(kept.keep([1; 32], sent(b"text".to_vec())));
        let again = kept.answer(&[1; 32]).unwrap();
        assert_eq!(again.headers().get("x-of").unwrap(), "it");
        assert_eq!(again.into_body().try_into_bytes().unwrap(), "text");
        assert!(kept.answer(&[2; 32]).is_none());
    }

    #[test]
    fn what_is_kept_stays_within_its_bound_however_much_is_asked() {
        let kept = Kept::new(100_000);
        for n in 0..250 {
            drop(kept.keep([n; 32], sent(vec![n; 3000])));
            assert!(kept.size().1 <= 100_000, "{:?}", kept.size());
        }
        assert!(kept.size().0 > 10, "{:?}", kept.size());
    }

    #[actix_web::test]
    async fn of_equal_questions_one_is_answered_and_the_others_wait_for_it() {
        let kept = Kept::new(100_000);
        let turn = kept.turn(&[1; 32]).await.unwrap();
        assert!(kept.turn(&[2; 32]).await.is_some(), "another question has a turn of its own");
        let (waited, ()) = tokio::join!(kept.turn(&[1; 32]), async {
            drop(kept.keep([1; 32], sent(b"text".to_vec())));
            drop(turn);
        });
        assert!(waited.is_none() && kept.answer(&[1; 32]).is_some());
        assert!(kept.turn(&[1; 32]).await.is_some(), "the turn is free again");
    }

    #[actix_web::test]
    async fn nobody_waits_for_long_for_the_answer_to_another() {
        let kept = Kept::new(100_000);
        let _held = kept.turn(&[1; 32]).await.unwrap();
        let begun = std::time::Instant::now();
        assert!(kept.turn(&[1; 32]).await.is_none());
        assert!(begun.elapsed() < PATIENCE * 2);
    }

    #[test]
    fn what_is_large_or_no_answer_is_not_kept() {
        let kept = Kept::new(100_000);
        drop(kept.keep([3; 32], sent(vec![0; 20_000])));
        assert!(kept.answer(&[3; 32]).is_some());
        let kept = Kept::new(100_000);
        drop(kept.keep([1; 32], sent(vec![0; 50_000])));
        drop(kept.keep([2; 32], HttpResponse::NotFound().body("none")));
        assert_eq!(kept.size(), (0, 0));
        let off = Kept::new(0);
        drop(off.keep([1; 32], sent(vec![0; 10])));
        assert!(off.answer(&[1; 32]).is_none() && !off.is_on());
    }
}
