//! A short text that stands for every bit of what is said of a design: builds for different machines
//! must agree on it.

use linchpin_document::Design;
use serde::Serialize;

use crate::{Event, Query, ReliabilityQuery, analyse, reliability};

/// The fingerprint of the reports on a design: as it is, at three times its peak with the first two
/// components failed, and its reliability with triples.
pub fn fingerprint(design: &Design) -> String {
    let mut hash = Hash::default();
    hash.add(&analyse(design, &Query::default()));
    let failed = design.components().take(2).map(|item| Event::Component(item.id)).collect();
    hash.add(&analyse(design, &Query { scale: 3.0, failed }));
    hash.add(&reliability(design, &ReliabilityQuery { order: 3, ..ReliabilityQuery::default() }));
    format!("{:016x}", hash.0)
}

/// FNV-1a with 64 bits (G. Fowler, L. C. Noll, K.-P. Vo, 1991).
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, report: &impl Serialize) {
        // Writing to memory only fails for types postcard cannot write, and these are not.
        let bytes = postcard::to_allocvec(report).unwrap_or_default();
        bytes.into_iter().for_each(|byte| self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    }
}
