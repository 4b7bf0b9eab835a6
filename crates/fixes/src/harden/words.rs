//! Gaps and proofs in sentences.

use linchpin_document::{Design, RecordId};

use super::{Gap, Plan, Proof};

impl Gap {
    /// What is missed, in a sentence without its full stop.
    pub fn in_words(&self, design: &Design) -> String {
        let name = |id: RecordId| design.get(id).map_or("", |item| item.name());
        match *self {
            Self::Unanswered => "requests go unanswered while nothing has failed".to_owned(),
            Self::SinglePoint(id) => format!("{} takes everything down alone", name(id)),
            Self::HiddenPoint(id) => format!("without {} the rest is overloaded until everything is down", name(id)),
            Self::Overload(id, used) => format!("{} is asked for {:.0} % of what it can do", name(id), used * 100.0),
            Self::Availability { entry, is, wanted } => {
                let whose = entry.map_or("everything", name);
                format!("{whose} is answered {} of the time, not {}", percent(is), percent(wanted))
            }
            Self::Latency { entry, is, wanted } if is.is_finite() => {
                format!("{} has a p99 of {is:.0} ms, not {wanted} ms", name(entry))
            }
            Self::Latency { entry, .. } => format!("{} waits without end", name(entry)),
            Self::Recovery(id, seconds, wanted) => format!("{} is back after {seconds} s, not {wanted} s", name(id)),
        }
    }
}

impl Plan {
    /// How sure it is that nothing is cheaper, in a clause.
    pub fn proof_in_words(&self) -> String {
        let of = format!("of {} fixes considered", self.considered);
        match self.proof {
            _ if self.missed.is_empty() => "nothing is missing".to_owned(),
            Proof::Complete if self.meets_all() => format!("no set {of} does so for less"),
            Proof::Complete => format!("no set {of} meets them, this comes nearest"),
            Proof::Bound(least) => format!("a good plan {of}; none costs less than {least} in all"),
            Proof::None => format!("a good plan {of}, not proved to be the cheapest"),
        }
    }
}

/// A share of time, rounded down.
fn percent(share: f64) -> String {
    format!("{:.4} %", (share * 1e6).floor() / 1e4)
}
