//! Gaps, proofs and what was considered, in sentences.

use linchpin_document::{Arrange, Design, RecordId};

use super::{Criterion, Gap, Plan, Proof};
use crate::Remedy;

impl Gap {
    /// What is missed, in a sentence without its full stop.
    pub fn in_words(&self, design: &Design) -> String {
        let name = |id: RecordId| design.get(id).map_or("", |item| item.name());
        match *self {
            Self::Unanswered => "requests go unanswered while nothing has failed".to_owned(),
            Self::SinglePoint(id) => format!("{} takes everything down alone", name(id)),
            Self::HiddenPoint(id) => format!("without {} the rest is overloaded until everything is down", name(id)),
            Self::Overload(id, used) => format!("{} is asked for {:.0} % of what it can do", name(id), used * 100.0),
            Self::Weakness(weakness, id) => format!("{} {}", name(id), weakness.says()),
            Self::Availability { asked_by, is, wanted } => {
                let whose = asked_by.map_or("everything", name);
                format!("{whose} is answered {} of the time, not {}", percent(is), percent(wanted))
            }
            Self::Latency { of, is, wanted } if is.is_finite() => {
                format!("{} has a p99 of {is:.0} ms, not {wanted} ms", name(of))
            }
            Self::Latency { of, .. } => format!("{} waits without end", name(of)),
            Self::Recovery(id, seconds, wanted) => {
                format!("without {} requests wait {seconds} s, not {wanted} s", name(id))
            }
        }
    }
}

impl Criterion {
    /// An amount of what is kept down.
    pub fn amount(self, cost: f64) -> String {
        match self {
            Self::Instances if cost == 1.0 => "1 instance".to_owned(),
            Self::Instances => format!("{cost} instances"),
            Self::Price => format!("{cost} a month"),
        }
    }
}

impl Plan {
    /// How sure it is that nothing is cheaper, in a sentence.
    pub fn proof_in_words(&self) -> String {
        if self.missed.is_empty() {
            return "Nothing is missing.".to_owned();
        }
        let all = match self.considered.len() {
            0 => return "No fix brings them nearer.".to_owned(),
            1 => "the one fix that helps".to_owned(),
            many => format!("the {many} fixes that help"),
        };
        let (meets_all, cost) = (self.meets_all(), self.criterion.amount(self.cost));
        match self.proof {
            Proof::Complete if meets_all => format!("Proved: no choice among {all} does so for less."),
            Proof::Complete => format!("Proved: no choice among {all} meets them; this comes nearest."),
            Proof::Bound(least) if meets_all => {
                let least = self.criterion.amount(least);
                format!(
                    "Chosen among {all}. The cheapest choice costs {least} at least, this one {cost}; not all in between were looked at."
                )
            }
            Proof::Bound(least) => {
                let least = self.criterion.amount(least);
                format!("Chosen among {all}; what meets all targets, if anything does, costs {least} at least.")
            }
            Proof::None => {
                format!("Chosen among {all} step by step; whether another choice is cheaper was not looked at.")
            }
        }
    }

    /// The fixes considered, one line a remedy: "More instances: API, Orders".
    pub fn considered_in_words(&self, design: &Design) -> Vec<String> {
        let lines = Remedy::all().filter_map(|remedy| {
            let of_remedy = self.considered.iter().filter(|candidate| candidate.remedy == remedy);
            let mut names: Vec<&str> =
                of_remedy.filter_map(|candidate| Some(design.get(candidate.subject)?.name())).collect();
            names.arrange();
            names.dedup();
            (!names.is_empty()).then(|| format!("{}: {}", remedy.label(), names.join(", ")))
        });
        lines.collect()
    }
}

/// A share of time, rounded down.
fn percent(share: f64) -> String {
    format!("{:.4} %", (share * 1e6).floor() / 1e4)
}
