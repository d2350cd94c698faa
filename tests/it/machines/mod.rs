//! What happens under a running server: files that are replaced, servers that go and come back.

mod cluster;
mod disks;
mod load;
mod replicas;
mod swapping;

use kuntavaaka::domain::Facts;

use crate::support::facts;

/// The small facts as another release, with another title of the first document.
fn another(title: &str) -> Facts {
    let mut facts = facts::small();
    title.clone_into(&mut facts.documents[0].document.title);
    facts
}
