//! A structure function turned round: what fails as a function of what fails.
//!
//! And becomes or, k-of-n at least n - k + 1. Runs of alike things become thresholds: "at least 2 of
//! these 3 instances are down" is one event, given that at least 1 is, so that ten thousand instances
//! cost no more than the thresholds that matter. Cycles are unrolled until nothing changes.

use linchpin_document::{Arrange, SortedMap};
use linchpin_reliability::{Builder, FaultTree, Node as Part};

use super::function::{Block, EventId, Function, Gate, Group, Node, Unknown};

/// A run of alike things that fail independently.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Run {
    /// How many they are.
    pub(crate) size: u32,
    /// How likely one of them is down.
    pub(crate) unavailability: f64,
}

/// What a basic event of the tree says: so many things of a run are down, given that those of the
/// threshold before it are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Threshold {
    pub(crate) event: EventId,
    /// At least this many are down.
    pub(crate) down: u32,
    /// The threshold before it, or 0.
    before: u32,
}

impl Threshold {
    /// How likely it is, given the one before.
    pub(crate) fn probability(&self, run: Run) -> f64 {
        let (reached, before) = (tail(run, self.down), tail(run, self.before));
        if before > 0.0 { (reached / before).min(1.0) } else { 0.0 }
    }
}

/// Fault trees that share gates and events.
#[derive(Debug)]
pub(crate) struct FaultTrees {
    /// One for each group of nodes asked for.
    pub(crate) trees: Vec<FaultTree>,
    /// What each basic event says, by number.
    pub(crate) thresholds: Vec<Threshold>,
}

/// More gates than this are too many: only huge cycles need them.
const MOST_GATES: usize = 300_000;
/// Gates with more children than this are not merged into others.
const MOST_MERGED: usize = 256;

/// For each group of nodes, when one of them does not hold; nothing where a cycle would take too many
/// gates.
pub(crate) fn fault_trees(function: &Function, runs: &[Run], groups: &[Vec<Node>]) -> Option<FaultTrees> {
    let inside = function.cone(groups.iter().flatten().copied());
    let mut translator = Translator {
        function,
        runs,
        builder: Builder::default(),
        thresholds: Vec::new(),
        levels: vec![Vec::new(); runs.len()],
        parts: vec![Part::Constant(false); function.len()],
        known: SortedMap::new(),
        alternatives: SortedMap::new(),
    };
    translator.add_events(&inside);
    for block in &function.blocks {
        if block.gates.clone().any(|gate| inside[gate]) {
            translator.block(block, &inside)?;
        }
    }
    let failing = |group: &Vec<Node>| group.iter().map(|node| translator.parts[node.index()]).collect::<Vec<_>>();
    let failing: Vec<Vec<Part>> = groups.iter().map(failing).collect();
    let tops: Vec<Part> = failing.into_iter().map(|parts| translator.any(parts)).collect();
    let whole = translator.builder.finish(Part::Constant(false));
    let trees = tops.into_iter().map(|top| whole.with_top(top)).collect();
    Some(FaultTrees { trees, thresholds: translator.thresholds })
}

struct Translator<'a> {
    function: &'a Function,
    runs: &'a [Run],
    builder: Builder,
    thresholds: Vec<Threshold>,
    /// Of each run, the thresholds that matter with the part that says they are reached.
    levels: Vec<Vec<(u32, Part)>>,
    /// When each gate does not hold.
    parts: Vec<Part>,
    /// Parts are built once, so that unrolling a cycle can tell when nothing changes any more.
    known: SortedMap<(u64, Vec<(Part, u64)>), Part>,
    /// The children of parts that are alternatives, to merge them into others.
    alternatives: SortedMap<Part, Vec<Part>>,
}

impl Translator<'_> {
    /// Which thresholds matter is known once all gates are looked at.
    fn add_events(&mut self, inside: &[bool]) {
        let mut wanted: Vec<Vec<u32>> = vec![Vec::new(); self.runs.len()];
        for (gate, _) in self.function.gates.iter().zip(inside).filter(|(_, inside)| **inside) {
            match gate {
                Gate::Event(event) => wanted[event.0 as usize].push(1),
                Gate::Among(needed, span) => {
                    let groups = self.function.groups(span);
                    for group in groups {
                        wanted[group.event.0 as usize].extend(self.levels_of(*needed, groups, group));
                    }
                }
                _ => {}
            }
        }
        for (index, mut wanted) in wanted.into_iter().enumerate() {
            wanted.arrange();
            wanted.dedup();
            let mut before = (0, Part::Constant(true));
            for down in wanted {
                let threshold = Threshold { event: EventId(index as u32), down, before: before.0 };
                self.thresholds.push(threshold);
                let event = self.builder.event_of_order(threshold.probability(self.runs[index]), down - before.0);
                before = (down, self.all([before.1, event]));
                self.levels[index].push(before);
            }
        }
    }

    fn block(&mut self, block: &Block, inside: &[bool]) -> Option<()> {
        if block.unknowns.is_empty() {
            return self.run(block, inside);
        }
        // Whatever has failed, each round makes at least one more value what it is in the end, or none: after as
        // many rounds as there are values nothing changes, even where it is written differently.
        let count = |slot: fn(&Unknown) -> Node| {
            block.unknowns.iter().filter(|(unknown, _)| inside[slot(unknown).index()]).count()
        };
        let (most, most_inner) = (count(|unknown| unknown.greatest), count(|unknown| unknown.least));
        self.set(block, |unknown| unknown.greatest, |_| Part::Constant(false));
        for round in 0.. {
            self.set(block, |unknown| unknown.least, |_| Part::Constant(true));
            self.run(block, inside)?;
            let mut inner = 0;
            while block.reads_least && inner < most_inner && self.copy(block, |unknown| unknown.least) {
                self.run(block, inside)?;
                inner += 1;
            }
            if !block.reads_greatest || round == most || !self.copy(block, |unknown| unknown.greatest) {
                break;
            }
        }
        Some(())
    }

    fn set(&mut self, block: &Block, slot: impl Fn(&Unknown) -> Node, value: impl Fn(Node) -> Part) {
        for (unknown, definition) in &block.unknowns {
            self.parts[slot(unknown).index()] = value(*definition);
        }
    }

    /// Takes over what the last run came to; false when that was known.
    fn copy(&mut self, block: &Block, slot: impl Fn(&Unknown) -> Node) -> bool {
        let mut changed = false;
        for (unknown, definition) in &block.unknowns {
            let new = self.parts[definition.index()];
            let held = &mut self.parts[slot(unknown).index()];
            changed |= *held != new;
            *held = new;
        }
        changed
    }

    fn run(&mut self, block: &Block, inside: &[bool]) -> Option<()> {
        for gate in block.gates.clone().filter(|gate| inside[*gate]) {
            let part = match &self.function.gates[gate] {
                Gate::Constant(holds) => Part::Constant(!holds),
                Gate::Event(event) => self.reached(*event, 1),
                Gate::And(span) => self.any(self.children(span)),
                Gate::Or(span) => self.all(self.children(span)),
                Gate::AtLeast(needed, span) => {
                    let children = self.children(span);
                    let spare = (children.len() as u64 + 1).saturating_sub(u64::from(*needed));
                    self.at_least(spare, children.into_iter().map(|part| (part, 1)).collect())
                }
                Gate::Among(needed, span) => self.too_few(*needed, self.function.groups(span)),
                Gate::Unknown => continue,
            };
            self.parts[gate] = part;
        }
        (self.builder.gates() < MOST_GATES).then_some(())
    }

    fn children(&self, span: &std::ops::Range<u32>) -> Vec<Part> {
        self.function.children(span).iter().map(|node| self.parts[node.index()]).collect()
    }

    /// At least so many of a run are down.
    fn reached(&self, event: EventId, down: u32) -> Part {
        let levels = &self.levels[event.0 as usize];
        levels.iter().find(|(level, _)| *level == down).map_or(Part::Constant(false), |(_, part)| *part)
    }

    /// So many things are lost that fewer than `needed` are left: all of a group whose guard fails, else
    /// those that are down themselves.
    fn too_few(&mut self, needed: u32, groups: &[Group]) -> Part {
        let mut lost: Vec<(Part, u64)> = Vec::new();
        for group in groups {
            let guard = self.parts[group.guard.index()];
            let mut before = 0;
            for down in self.levels_of(needed, groups, group) {
                let reached = self.reached(group.event, down);
                lost.push((self.any(vec![guard, reached]), u64::from(down - before)));
                before = down;
            }
        }
        let total: u64 = groups.iter().map(|group| u64::from(self.size(group))).sum();
        self.at_least((total + 1).saturating_sub(u64::from(needed)), lost)
    }

    /// The thresholds of a group that can make a difference. While fewer are down than the first, the
    /// group alone is enough; when as many are down as the last, no others can make up for it.
    fn levels_of(&self, needed: u32, groups: &[Group], group: &Group) -> std::ops::RangeInclusive<u32> {
        let (size, total): (u32, u32) = (self.size(group), groups.iter().map(|group| self.size(group)).sum());
        let first = (size + 1).saturating_sub(needed).max(1);
        first..=size.min((total + 1).saturating_sub(needed))
    }

    fn size(&self, group: &Group) -> u32 {
        self.runs[group.event.0 as usize].size
    }

    fn all(&mut self, parts: impl IntoIterator<Item = Part>) -> Part {
        let parts = normal(parts.into_iter().collect());
        self.build(u64::MAX, parts.into_iter().map(|part| (part, 1)).collect())
    }

    /// Alternatives among them are merged: going round a cycle then soon brings nothing new.
    fn any(&mut self, parts: Vec<Part>) -> Part {
        let of = |part: Part| self.alternatives.get(&part).cloned().unwrap_or_else(|| vec![part]);
        let parts = normal(parts.into_iter().flat_map(of).collect());
        let part = self.build(0, parts.iter().map(|part| (*part, 1)).collect());
        if parts.len() > 1 && parts.len() <= MOST_MERGED {
            self.alternatives.insert(part, parts);
        }
        part
    }

    fn at_least(&mut self, needed: u64, mut parts: Vec<(Part, u64)>) -> Part {
        let total: u64 = parts.iter().map(|(_, weight)| weight).sum();
        let least = parts.iter().map(|(_, weight)| *weight).min().unwrap_or(0);
        if needed > 0 && total >= needed && total - least < needed {
            return self.all(parts.into_iter().map(|(part, _)| part));
        }
        if needed > 0 && least >= needed {
            return self.any(parts.into_iter().map(|(part, _)| part).collect());
        }
        parts.arrange();
        // And and or have these two as their mark.
        self.build(needed.clamp(1, u64::MAX - 1), parts)
    }

    fn build(&mut self, needed: u64, parts: Vec<(Part, u64)>) -> Part {
        if let [(only, 1)] = parts[..]
            && (needed == 0 || needed == u64::MAX)
        {
            return only;
        }
        if let Some(known) = self.known.get(&(needed, parts.clone())) {
            return *known;
        }
        let plain = parts.iter().map(|(part, _)| *part);
        let built = match needed {
            0 => self.builder.or(plain),
            u64::MAX => self.builder.and(plain),
            _ => self.builder.at_least_weight(needed, parts.iter().copied()),
        };
        self.known.insert((needed, parts), built);
        built
    }
}

fn normal(mut parts: Vec<Part>) -> Vec<Part> {
    parts.arrange();
    parts.dedup();
    parts
}

/// How likely at least so many of a run are down: the upper tail of the binomial distribution.
fn tail(run: Run, down: u32) -> f64 {
    let (size, q) = (f64::from(run.size), run.unavailability);
    if down == 0 || q >= 1.0 {
        return if down <= run.size { 1.0 } else { 0.0 };
    }
    if q <= 0.0 || down > run.size {
        return 0.0;
    }
    // From the first term on, each follows from the one before.
    let ways =
        libm::lgamma(size + 1.0) - libm::lgamma(f64::from(down) + 1.0) - libm::lgamma(size - f64::from(down) + 1.0);
    let first = ways + f64::from(down) * libm::log(q) + (size - f64::from(down)) * libm::log1p(-q);
    let (mut term, mut sum) = (1.0, 0.0);
    for count in down..=run.size {
        sum += term;
        let count = f64::from(count);
        term *= (size - count) / (count + 1.0) * (q / (1.0 - q));
        if term < sum * 1e-18 && count > size * q {
            break;
        }
    }
    (libm::exp(first) * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every outcome of a small run, added up.
    fn counted(run: Run, down: u32) -> f64 {
        let outcomes = (0..1u32 << run.size).filter(|outcome| outcome.count_ones() >= down);
        let likely = |outcome: u32| {
            let failed = outcome.count_ones();
            libm::pow(run.unavailability, f64::from(failed))
                * libm::pow(1.0 - run.unavailability, f64::from(run.size - failed))
        };
        outcomes.map(likely).sum()
    }

    #[test]
    fn the_binomial_tail_is_that_of_all_outcomes_counted() {
        for size in 1..12 {
            for down in 0..=size {
                for unavailability in [1e-6, 0.001, 0.3, 0.9] {
                    let run = Run { size, unavailability };
                    let (found, expected) = (tail(run, down), counted(run, down));
                    assert!((found - expected).abs() <= 1e-12 * expected, "{size} {down}: {found} for {expected}");
                }
            }
        }
    }

    #[test]
    fn certain_and_impossible_failures_are_exact() {
        assert_eq!(tail(Run { size: 3, unavailability: 0.0 }, 1), 0.0);
        assert_eq!(tail(Run { size: 3, unavailability: 1.0 }, 3), 1.0);
        assert_eq!(tail(Run { size: 3, unavailability: 0.5 }, 4), 0.0);
    }
}
