//! Where the ids of what a fix creates come from.

use linchpin_document::{PeerId, RecordId, SortedSet};

/// A source of record ids. It is asked again when an id is taken already.
pub trait Ids {
    /// An id it has not given before. `name` is what the record will be called.
    fn fresh(&mut self, name: &str) -> RecordId;
}

/// Ids as an editor makes them: unique without asking anyone if the peer is drawn at random.
#[derive(Debug, Clone)]
pub struct Serials {
    peer: PeerId,
    next: u32,
}

impl Serials {
    /// Instances are dealt out over zones in the order of serial numbers, so what a fix adds comes after
    /// what was drawn by hand.
    const FIRST: u32 = 1 << 20;

    /// The ids of this peer.
    pub fn of(peer: PeerId) -> Self {
        Self { peer, next: Self::FIRST }
    }
}

impl Ids for Serials {
    fn fresh(&mut self, _: &str) -> RecordId {
        self.next = self.next.wrapping_add(1);
        RecordId::made_by(self.peer, self.next)
    }
}

/// Ids as people choose them: "orders-db-replica".
#[derive(Debug, Clone, Default)]
pub struct ReadableIds {
    given: SortedSet<RecordId>,
}

impl ReadableIds {
    /// Room for a number behind the longest text an id can have.
    const LONGEST: usize = 16;
}

impl Ids for ReadableIds {
    fn fresh(&mut self, name: &str) -> RecordId {
        let base = slug(name);
        let numbered = |number: u64| if number < 2 { base.clone() } else { format!("{base}-{number}") };
        // As many numbers as there are ids given, so one of them is left; short texts of letters are ids.
        let mut ids = (1..).map_while(|number| RecordId::parse(&numbered(number)).ok());
        let id = ids.find(|id| !self.given.contains(id)).unwrap_or(RecordId::DESIGN);
        self.given.insert(id);
        id
    }
}

/// The ASCII letters and digits of a name, joined by hyphens.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(ReadableIds::LONGEST);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "added".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_ids_are_short_and_never_repeat() {
        let mut ids = ReadableIds::default();
        let mut next = |name: &str| ids.fresh(name).to_string();
        assert_eq!(next("Orders DB replica"), "orders-db-replic");
        assert_eq!(next("Orders DB replica"), "orders-db-replic-2");
        assert_eq!([next("Кэш"), next("--"), next("Load  balancer 2")], ["added", "added-2", "load-balancer-2"]);
    }
}
