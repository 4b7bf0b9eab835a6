//! A structure function evaluated for many scenarios at once, one bit each.
//!
//! Words are of 64 bits, several at once. Natively the compiler makes vectors of them by itself. In WASM it
//! does so with `-C target-feature=+simd128`: 2,048 failures of 10,000 gates, eight words at once, then take
//! 0.35 ms instead of 0.64. The app does without: lanes run only where failure sets grow too large, a whole
//! analysis takes as long with as without, and browsers that lack SIMD would not load it at all. `cargo
//! xtask bench` measures one to sixteen words: eight are near the best everywhere.

use super::function::{Block, EventId, Function, Gate, Node};

/// What is up in each of `64 * W` scenarios: what they share, and what more each loses.
#[derive(Debug, Clone)]
pub struct Scenarios<const W: usize> {
    runs: Vec<Run>,
    /// The events that have a lane, to take it back from.
    failing: Vec<EventId>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    size: u32,
    up: u32,
    lane: Option<u32>,
    /// How many more are down in that lane.
    loses: u32,
}

impl<const W: usize> Scenarios<W> {
    /// How many scenarios are evaluated at once.
    pub const LANES: usize = 64 * W;

    /// Scenarios that all have this much up: of each event the size of its run and how many are up.
    pub fn new(runs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let run = |(size, up)| Run { size, up: size.min(up), lane: None, loses: 0 };
        Self { runs: runs.into_iter().map(run).collect(), failing: Vec::new() }
    }

    /// In scenario `i`, one thing of the `i`-th of these events is down in addition. Each event may
    /// occur once; those beyond [`Scenarios::LANES`] are left out.
    pub fn fail_one_each(&mut self, events: &[EventId]) {
        self.restore();
        for (lane, event) in events.iter().take(Self::LANES).enumerate() {
            self.lose(lane, *event, 1);
        }
    }

    /// In scenario `i`, everything of the `i`-th group of events is down. Each event may occur once;
    /// groups beyond [`Scenarios::LANES`] are left out.
    pub fn fail_whole_groups(&mut self, groups: &[Vec<EventId>]) {
        self.restore();
        for (lane, group) in groups.iter().take(Self::LANES).enumerate() {
            group.iter().for_each(|event| self.lose(lane, *event, u32::MAX));
        }
    }

    fn restore(&mut self) {
        for event in self.failing.drain(..) {
            self.runs[event.0 as usize].lane = None;
        }
    }

    fn lose(&mut self, lane: usize, event: EventId, loses: u32) {
        let run = &mut self.runs[event.0 as usize];
        (run.lane, run.loses) = (Some(lane as u32), loses);
        self.failing.push(event);
    }

    fn all_up(&self, event: EventId) -> [u64; W] {
        let run = self.runs[event.0 as usize];
        let mut word = [if run.up == run.size { u64::MAX } else { 0 }; W];
        if let Some(lane) = run.lane {
            word[lane as usize / 64] &= !(1 << (lane % 64));
        }
        word
    }
}

/// The value of every gate in every scenario.
#[derive(Debug, Clone, Default)]
pub struct Values<const W: usize> {
    words: Vec<[u64; W]>,
}

impl<const W: usize> Values<W> {
    /// The scenarios in which a node holds, as bits.
    pub fn word(&self, node: Node) -> &[u64; W] {
        &self.words[node.index()]
    }

    /// Whether a node holds in one scenario.
    pub fn holds(&self, node: Node, lane: usize) -> bool {
        self.words[node.index()][lane / 64] >> (lane % 64) & 1 == 1
    }
}

/// Evaluates every gate. `values` is a buffer to be used again.
pub fn evaluate<const W: usize>(function: &Function, scenarios: &Scenarios<W>, values: &mut Values<W>) {
    values.words.clear();
    values.words.resize(function.len(), [0; W]);
    for block in &function.blocks {
        if block.unknowns.is_empty() {
            run(function, block, scenarios, values);
        } else {
            settle(function, block, scenarios, values);
        }
    }
}

/// Greatest fixed point around least fixed point.
fn settle<const W: usize>(function: &Function, block: &Block, scenarios: &Scenarios<W>, values: &mut Values<W>) {
    for (unknown, _) in &block.unknowns {
        values.words[unknown.greatest.index()] = [u64::MAX; W];
    }
    loop {
        for (unknown, _) in &block.unknowns {
            values.words[unknown.least.index()] = [0; W];
        }
        run(function, block, scenarios, values);
        while block.reads_least && copy_definitions(block, values, |unknown| unknown.least) {
            run(function, block, scenarios, values);
        }
        if !block.reads_greatest || !copy_definitions(block, values, |unknown| unknown.greatest) {
            break;
        }
    }
}

/// Takes over what the last run came to; false when that was known.
fn copy_definitions<const W: usize>(
    block: &Block,
    values: &mut Values<W>,
    slot: impl Fn(&super::Unknown) -> Node,
) -> bool {
    let mut changed = false;
    for (unknown, definition) in &block.unknowns {
        let new = values.words[definition.index()];
        let held = &mut values.words[slot(unknown).index()];
        changed |= *held != new;
        *held = new;
    }
    changed
}

fn run<const W: usize>(function: &Function, block: &Block, scenarios: &Scenarios<W>, values: &mut Values<W>) {
    for index in block.gates.clone() {
        let value = match &function.gates[index] {
            Gate::Unknown => continue,
            Gate::Constant(holds) => [if *holds { u64::MAX } else { 0 }; W],
            Gate::Event(event) => scenarios.all_up(*event),
            Gate::And(span) => fold(values, function.children(span), [u64::MAX; W], |a, b| a & b),
            Gate::Or(span) => fold(values, function.children(span), [0; W], |a, b| a | b),
            Gate::AtLeast(needed, span) => at_least(values, function.children(span), *needed),
            Gate::Among(needed, span) => among(function, span, scenarios, values, *needed),
        };
        values.words[index] = value;
    }
}

fn fold<const W: usize>(
    values: &Values<W>,
    children: &[Node],
    start: [u64; W],
    combine: impl Fn(u64, u64) -> u64,
) -> [u64; W] {
    let mut result = start;
    for child in children {
        let word = &values.words[child.index()];
        for lane in 0..W {
            result[lane] = combine(result[lane], word[lane]);
        }
    }
    result
}

/// Counts in binary, one bit plane a digit, in all scenarios at once.
fn at_least<const W: usize>(values: &Values<W>, children: &[Node], needed: u32) -> [u64; W] {
    let mut planes: Vec<[u64; W]> = Vec::new();
    for child in children {
        let mut carry = values.words[child.index()];
        for plane in &mut planes {
            for lane in 0..W {
                (plane[lane], carry[lane]) = (plane[lane] ^ carry[lane], plane[lane] & carry[lane]);
            }
        }
        if carry != [0; W] {
            planes.push(carry);
        }
    }
    if planes.len() < 32 && needed >> planes.len() != 0 {
        return [0; W];
    }
    compare(&planes, needed)
}

/// Where the number in the planes is at least `needed`, which has no more digits than there are planes.
fn compare<const W: usize>(planes: &[[u64; W]], needed: u32) -> [u64; W] {
    let (mut greater, mut equal) = ([0; W], [u64::MAX; W]);
    for (digit, plane) in planes.iter().enumerate().rev() {
        let wanted = digit < 32 && needed >> digit & 1 == 1;
        for lane in 0..W {
            if wanted {
                equal[lane] &= plane[lane];
            } else {
                greater[lane] |= equal[lane] & plane[lane];
                equal[lane] &= !plane[lane];
            }
        }
    }
    std::array::from_fn(|lane| greater[lane] | equal[lane])
}

/// Most scenarios leave a component's instances alone, so those that do not are counted one by one.
fn among<const W: usize>(
    function: &Function,
    span: &std::ops::Range<u32>,
    scenarios: &Scenarios<W>,
    values: &Values<W>,
    needed: u32,
) -> [u64; W] {
    let groups = function.groups(span);
    let mut touched = [0u64; W];
    for group in groups {
        let guard = &values.words[group.guard.index()];
        (0..W).for_each(|word| touched[word] |= !guard[word]);
        if let Some(lane) = scenarios.runs[group.event.0 as usize].lane {
            touched[lane as usize / 64] |= 1 << (lane % 64);
        }
    }
    let in_scenario = |lane: usize| -> u32 {
        let counted = groups.iter().filter(|group| values.holds(group.guard, lane));
        let runs = counted.map(|group| scenarios.runs[group.event.0 as usize]);
        runs.map(|run| if run.lane == Some(lane as u32) { run.up.saturating_sub(run.loses) } else { run.up }).sum()
    };
    let untouched: u32 = groups.iter().map(|group| scenarios.runs[group.event.0 as usize].up).sum();
    let mut result = [if untouched >= needed { u64::MAX } else { 0 }; W];
    for word in 0..W {
        let mut rest = touched[word];
        while rest != 0 {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let holds = in_scenario(word * 64 + bit) >= needed;
            result[word] = result[word] & !(1 << bit) | u64::from(holds) << bit;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Group};
    use super::*;

    fn events(builder: &mut Builder, count: u32) -> Vec<Node> {
        (0..count).map(|event| builder.event(EventId(event))).collect()
    }

    /// Which of `count` single failures a function survives.
    fn survives(builder: Builder, root: Node, sizes: &[u32]) -> Vec<bool> {
        let function = builder.finish();
        let mut scenarios = Scenarios::<1>::new(sizes.iter().map(|size| (*size, *size)));
        let failing: Vec<EventId> = (0..sizes.len() as u32).map(EventId).collect();
        scenarios.fail_one_each(&failing);
        let mut values = Values::default();
        evaluate(&function, &scenarios, &mut values);
        (0..sizes.len()).map(|lane| values.holds(root, lane)).collect()
    }

    #[test]
    fn series_parallel_and_majority() {
        let mut builder = Builder::default();
        let up = events(&mut builder, 7);
        let pair = builder.or(&up[1..3]);
        let majority = builder.at_least(2, &up[3..6]);
        let needs_all = builder.at_least(1, &up[6..7]);
        let root = builder.and(&[up[0], pair, majority, needs_all]);
        assert_eq!(survives(builder, root, &[1; 7]), [false, true, true, true, true, true, false]);
    }

    #[test]
    fn instances_count_while_their_zone_stands() {
        let mut builder = Builder::default();
        let zones = events(&mut builder, 2);
        let groups = [(0, 2), (1, 3)].map(|(zone, event)| Group { guard: zones[zone], event: EventId(event) });
        // Zone 0 holds three instances and zone 1 two; three are needed.
        let root = builder.among(3, &groups);
        assert_eq!(survives(builder, root, &[1, 1, 3, 2]), [false, true, true, true]);
    }

    #[test]
    fn a_circle_works_by_itself_only_when_read_as_greatest() {
        for (least, works) in [(false, true), (true, false)] {
            let mut builder = Builder::default();
            let up = events(&mut builder, 2);
            let unknowns = builder.open_cycle(2);
            let seen = |index: usize| if least { unknowns[index].least } else { unknowns[index].greatest };
            let (a, b) = (builder.and(&[up[0], seen(1)]), builder.and(&[up[1], seen(0)]));
            builder.close_cycle(&[a, b]);
            let function = builder.finish();
            let mut values = Values::<1>::default();
            evaluate(&function, &Scenarios::new([(1, 1), (1, 1)]), &mut values);
            assert_eq!(values.holds(a, 0), works);
        }
    }

    #[test]
    fn equal_gates_are_one() {
        let mut builder = Builder::default();
        let up = events(&mut builder, 3);
        assert_eq!(builder.and(&[up[0], up[1]]), builder.and(&[up[1], up[0], Builder::TRUE]));
        assert_eq!(builder.or(&[up[2]]), up[2]);
        assert_eq!(builder.and(&[up[0], Builder::FALSE]), Builder::FALSE);
        assert_eq!(builder.at_least(3, &up[..2]), Builder::FALSE);
    }
}
