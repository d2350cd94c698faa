//! From which release an answer was made. Every session that is asked while an answer is in the
//! making tells its release, so that the answer is named by what it was made from and never by
//! what has been stored since. Who watches stands in `conditional`, who tells in `ask`.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The releases that the sessions of one answer told.
#[derive(Debug, Clone, Default)]
struct Told(Arc<Mutex<BTreeSet<String>>>);

tokio::task_local! {
    static TOLD: Told;
}

/// Makes an answer; gives it with the releases that it was made from: one, as a rule. None where
/// the store was not asked, several where an import came between two sessions.
pub(crate) async fn watch<F: Future>(answer: F) -> (F::Output, BTreeSet<String>) {
    let told = Told::default();
    let answer = TOLD.scope(told.clone(), answer).await;
    let releases = std::mem::take(&mut *told.0.lock().unwrap_or_else(PoisonError::into_inner));
    (answer, releases)
}

/// Whether somebody watches the answer that is in the making.
pub(crate) fn is_watched() -> bool {
    TOLD.try_with(|_| ()).is_ok()
}

/// Tells the release of a session that was asked.
pub(crate) fn tell(release: &str) {
    // Where nobody watches, nobody needs to know.
    let _unwatched = TOLD.try_with(|told| {
        told.0.lock().unwrap_or_else(PoisonError::into_inner).insert(release.to_owned());
    });
}

/// Work for the same answer that is done in a task of its own.
pub(crate) fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let told = TOLD.try_with(Told::clone).ok();
    async move {
        match told {
            Some(told) => TOLD.scope(told, work).await,
            None => work.await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn every_session_of_an_answer_is_heard_also_from_a_task_of_its_own() {
        let answer = async {
            tell("first");
            let apart = tokio::spawn(carried(async {
                tell("second");
                is_watched()
            }));
            apart.await.unwrap()
        };
        let (is_watched_apart, releases) = watch(answer).await;
        assert!(is_watched_apart);
        assert_eq!(releases.into_iter().collect::<Vec<_>>(), ["first", "second"]);
    }

    #[actix_web::test]
    async fn where_nobody_watches_nothing_is_asked_for_it() {
        assert!(!is_watched() && !carried(async { is_watched() }).await);
        tell("unheard");
        assert!(watch(async {}).await.1.is_empty());
    }
}
